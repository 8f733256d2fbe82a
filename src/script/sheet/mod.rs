//! The running sheet: the programme on paper, with times, for the studio and for whoever signs it.

mod entry;
mod html;
mod markdown;

pub use entry::{Entry, entries};
pub use html::html;
pub use markdown::markdown;

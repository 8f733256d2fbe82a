//! What every room asks of a text. It knows nothing of papers, scripts or voices.

mod escape;
mod han;
pub mod lists;
mod plain;
mod template;

pub use escape::{escape_html, escape_xml};
pub use han::{half_width, is_han, is_traditional, simplified};
pub(crate) use lists::word_lists;
pub use plain::plain;
pub use template::{pages, sentences};

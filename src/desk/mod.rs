//! What the desk of the station does: keeps scripts that editors change, lets parts be heard, makes and publishes.
//!
//! It stands above the rooms, as the pipeline does, and knows them; the station shows what it is given.

mod casting;
mod deciding;
mod drafts;
mod editing;
mod hearing;
mod making;
mod sources;
mod told;
mod view;

pub use editing::Editing;
pub use sources::{late_pages, survive};

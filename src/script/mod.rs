//! Room 2: what will be said. Articles in, a running order out, in written and in spoken form.
//!
//! [`write()`] reads the stories of a paper into sentences, puts them into a running order and sets the
//! presenter's words between them. [`file`](mod@file) is the form that an editor changes by hand.

mod changes;
pub mod edit;
mod error;
mod estimate;
mod excerpt;
pub mod file;
mod language;
mod links;
mod options;
mod order;
mod programme;
pub mod sentences;
mod settings;
pub mod sheet;
mod story;
mod words;

use jiff::civil::Date;

use crate::model::{Kind, Paper, Script};
use crate::reading::Reader;
pub use changes::{changes, is_another_paper};
pub use error::Error;
pub use estimate::{estimate, length};
pub use excerpt::{excerpt, of_text};
pub use options::{MINUTES, Options, Pace, Speakers};
pub use order::profiles::names as profile_names;
pub use programme::in_title_case;

/// Writes the script of a paper for a day; listeners are told what kind of `speakers` will read it.
///
/// # Errors
/// No story, nothing but public notices, or a profile or template that is not usable.
pub fn write(
    paper: &Paper,
    date: Date,
    options: &Options,
    speakers: Speakers,
    reader: &Reader,
) -> Result<Script, Error> {
    if paper.articles.is_empty() {
        return Err(Error::NoStory(paper.sources.join(", ")));
    }
    if paper.articles.iter().all(|article| article.kind == Kind::Notice) {
        return Err(Error::NoNews(paper.sources.join(", ")));
    }
    programme::write(paper, date, options, speakers, reader)
}

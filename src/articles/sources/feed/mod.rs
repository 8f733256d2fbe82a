//! Feeds. Their entries are whole articles with fields; teasers are told by the feed's own word.

pub mod atom;
mod entry;
pub mod jsonfeed;
mod pictures;
pub mod rss;

use super::mapped::Mapped;
use super::stamps;
use crate::articles::told::{Contents, Told};
use crate::model::SkipReason;

/// Takes a day; print that names none is nobody's.
fn stamp(told: &mut Told, text: &Mapped) {
    let read = stamps::read(&text.text);
    if read.is_some() && told.published.is_none() {
        told.published = read;
        told.lifted.push(text.line());
    } else {
        told.skip(SkipReason::Boilerplate, text.line());
    }
}

/// The finished contents, with what became of entries of a title alone and of a feed that breaks off.
fn close(mut contents: Contents, titles: Vec<Told>, damage: Option<String>) -> Contents {
    let name = contents.name.clone();
    entry::titles_alone(titles, name.as_deref(), &mut contents);
    contents.problems.extend(damage.map(|damage| {
        format!("the feed is damaged ({damage}); what stands before that was read, what stands behind it is missing")
    }));
    contents
}

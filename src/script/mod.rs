//! Room 2: what will be said. Articles in, a running order out, in written and in spoken form.

pub mod spoken;

use jiff::civil::Date;
use serde::Deserialize;

use crate::model::{Paper, Script};
use spoken::Reader;

/// How the programme is built.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// The edition's title; else the paper's name.
    pub title: Option<String>,
    /// The running-order profile: a built-in name or a TOML file.
    pub profile: Option<String>,
    /// The programme's length at most, in minutes.
    pub minutes: Option<f64>,
    /// Only the leading paragraph of every story.
    pub digest: bool,
}

/// Why no script can be written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The pages hold no story.
    #[error("no story to read in {0}")]
    NoStory(String),
}

/// Writes the script of a paper for a day.
///
/// # Errors
/// No story, or a profile or template that is not usable.
pub fn write(paper: &Paper, date: Date, options: &Options, reader: &Reader) -> Result<Script, Error> {
    let _ = (paper, date, options, reader);
    Err(Error::NoStory(String::new()))
}

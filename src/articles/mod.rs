//! Room 1: what the paper says. Pages and files in, articles out; nothing rewritten, nothing lost.

use std::path::PathBuf;

use jiff::civil::Date;
use serde::Deserialize;

use crate::model::{Language, Paper};
use crate::progress::Progress;

/// What the reader of pages may be told.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// The day of issue; else the page or its file's name gives it.
    pub date: Option<Date>,
    /// The paper's name; else the masthead or the bylines give it.
    pub name: Option<String>,
    /// The main language; else the script of its letters tells.
    pub language: Option<Language>,
}

/// Why the pages cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file that is not there or not readable.
    #[error("{}: {reason}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said, and what to do.
        reason: String,
    },
}

/// Reads pages, files and folders of them into one paper.
///
/// # Errors
/// The first input that cannot be read, and why.
pub fn read(inputs: &[PathBuf], options: &Options, progress: &dyn Progress) -> Result<Paper, Error> {
    let _ = (inputs, options, progress);
    Ok(Paper::default())
}

/// Draws how the pages were read, as one HTML page.
///
/// # Errors
/// As [`read`].
pub fn explain(inputs: &[PathBuf], options: &Options) -> Result<String, Error> {
    let _ = (inputs, options);
    Ok(String::new())
}

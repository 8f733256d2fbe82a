//! What all checks read: the report, and text files.

use std::path::Path;

use super::error::{Error, unreadable};
use crate::files::regular;
use crate::model::{Millis, Report};

/// What all other files are held against.
pub fn report(folder: &Path) -> Result<Report, Error> {
    let path = folder.join("report.json");
    serde_json::from_str(&read_text(&path)?).map_err(|error| Error::Read { path, cause: error.to_string() })
}

/// All of a text file.
pub fn read_text(path: &Path) -> Result<String, Error> {
    regular::read_text(path, regular::LARGEST_TEXT).map_err(|error| unreadable(path, error))
}

/// A time of the report, which holds whole milliseconds as seconds.
pub fn millis(seconds: f64) -> Millis {
    Millis((seconds * 1_000.0).round().max(0.0) as u64)
}

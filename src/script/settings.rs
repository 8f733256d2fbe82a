//! The files that the options name.

use std::path::Path;

use serde::de::DeserializeOwned;

use super::error::Error;
use crate::files::parse_settings;

/// Reads one of the TOML files that the options name.
pub fn settings_file<T: DeserializeOwned>(path: &Path) -> Result<T, Error> {
    Ok(parse_settings(&read_file(path)?, path)?)
}

/// All of such a file.
pub fn read_file(path: &Path) -> Result<String, Error> {
    std::fs::read_to_string(path)
        .map_err(|error| Error::Unreadable { path: path.to_owned(), reason: error.to_string() })
}

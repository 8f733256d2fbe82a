//! The files that the options name.

use std::path::Path;

use serde::de::DeserializeOwned;

use super::error::Error;
use crate::files::{parse_settings, regular};

/// Reads one of the TOML files that the options name.
pub fn settings_file<T: DeserializeOwned>(path: &Path) -> Result<T, Error> {
    Ok(parse_settings(&read_file(path)?, path)?)
}

/// All of such a file.
pub fn read_file(path: &Path) -> Result<String, Error> {
    regular::read_text(path, regular::LARGEST_SETTINGS)
        .map_err(|error| Error::Unreadable { path: path.to_owned(), reason: error.to_string() })
}

//! A lexicon in TOML: `[words]` with a word and its entry a line.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use crate::files::{SettingsError, parse_settings};

use super::{Entries, Entry};

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    words: BTreeMap<String, Spanned<Entries>>,
}

/// The words of a file with their entries, each with its byte offset, in the order of the file.
pub fn read(text: &str, path: &Path) -> Result<Vec<(usize, String, Vec<Entry>)>, SettingsError> {
    let file: File = parse_settings(text, path).map_err(|error| SettingsError {
        message: if error.message.contains("key") && !text.is_ascii() {
            format!(
                "{} (a word that is not ASCII stands in quotes: \"单县\" = \"shan4 xian4\")",
                error.message
            )
        } else {
            error.message
        },
        ..error
    })?;
    let word =
        |(word, entries): (String, Spanned<Entries>)| (entries.span().start, word, entries.into_inner().0);
    let mut words: Vec<_> = file.words.into_iter().map(word).collect();
    words.sort_by_key(|(offset, ..)| *offset);
    Ok(words)
}

//! TOML settings whose mistakes are named with their place and the nearest right word.

use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use super::nearest;

/// A mistake in a TOML file.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{}, line {line}, column {column}: {message}", file.display())]
pub struct SettingsError {
    /// The file.
    pub file: PathBuf,
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
    /// What is wrong, and the nearest right word where there is one.
    pub message: String,
}

impl SettingsError {
    /// A mistake at a byte offset of the file's text.
    pub fn at(file: &Path, text: &str, offset: usize, message: String) -> Self {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &text[..offset];
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|&c| c != '\n').count() + 1;
        Self { file: file.to_owned(), line, column, message }
    }
}

/// Reads a TOML text; `file` is only for the error.
///
/// # Errors
/// The first mistake: syntax, an unknown key, a value of the wrong type.
pub fn parse_settings<T: DeserializeOwned>(text: &str, file: &Path) -> Result<T, SettingsError> {
    toml::from_str(text).map_err(|error| {
        let offset = error.span().map_or(0, |span| span.start);
        let message = KINDS.iter().fold(with_nearest(error.message()), |message, (kind, plain)| {
            if message.ends_with(kind) { message.replace(kind, plain) } else { message }
        });
        SettingsError::at(file, text, offset, message)
    })
}

/// Kinds of values as TOML's reader names them, and as people do.
const KINDS: [(&str, &str); 8] = [
    ("expected u64", "expected a whole number, 0 or more"),
    ("expected u32", "expected a whole number, 0 or more"),
    ("expected u16", "expected a whole number, 0 or more"),
    ("expected usize", "expected a whole number, 0 or more"),
    ("expected f64", "expected a number"),
    ("expected f32", "expected a number"),
    ("expected a boolean", "expected true or false"),
    ("expected a string", "expected words in quotation marks"),
];

/// So many right words are too long a list where the nearest one is named.
const MANY: usize = 20;

/// Adds "did you mean" to serde's "unknown field `x`, expected one of `a`, `b`".
fn with_nearest(message: &str) -> String {
    let mut words = message.split('`').skip(1).step_by(2);
    let known = words.next().map(|wrong| (wrong, words.collect::<Vec<_>>()));
    let many = known.as_ref().is_some_and(|(_, right)| right.len() > MANY);
    match known.and_then(|(wrong, right)| nearest(wrong, right)) {
        Some(word) if message.starts_with("unknown") => {
            let shown = if many { message.split(", expected").next().unwrap_or(message) } else { message };
            format!("{shown}; did you mean `{word}`?")
        }
        _ => message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Sound {
        #[allow(dead_code, reason = "only its name matters here")]
        loudness: f64,
    }

    #[test]
    fn a_typo_is_named_with_its_place_and_the_nearest_word() {
        let error = parse_settings::<Sound>("# 声音\nludness = -16.0\n", Path::new("x.toml")).unwrap_err();
        assert_eq!((error.line, error.column), (2, 1));
        assert!(error.message.ends_with("did you mean `loudness`?"), "{error}");
        let error = parse_settings::<Sound>("loudness = \"loud\"\n", Path::new("x.toml")).unwrap_err();
        assert!(error.message.ends_with("expected a number"), "{error}");
    }
}

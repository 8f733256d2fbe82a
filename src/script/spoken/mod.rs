//! The spoken form: numbers, units, letters and pinyin, decided once, in text, for every engine.

pub mod lexicon;
pub mod pinyin;

use serde::Deserialize;

use crate::model::{Language, Spoken};

/// What the listener's own pronunciations may be.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Lexicon files (TOML or PLS) beside the built-in one; later ones win.
    pub lexicons: Vec<std::path::PathBuf>,
}

/// Why the reader cannot start.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A lexicon file that is not usable.
    #[error("{0}")]
    Lexicon(String),
}

/// Turns printed sentences into spoken ones.
#[derive(Debug, Default)]
pub struct Reader {}

impl Reader {
    /// A reader with the built-in lexicon and the listener's own. Dictionaries load at first use.
    ///
    /// # Errors
    /// A lexicon that is not usable.
    pub fn new(options: &Options) -> Result<Self, Error> {
        let _ = options;
        Ok(Self {})
    }

    /// The spoken form of one sentence (any text without line breaks).
    pub fn read(&self, written: &str, language: Language) -> Spoken {
        let _ = (written, language);
        Spoken::default()
    }
}

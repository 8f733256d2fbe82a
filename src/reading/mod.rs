//! The spoken form: numbers, units, letters and pinyin, decided once, in text, for every engine.

mod check;
mod en;
mod explain;
mod languages;
mod latin;
pub mod lexicon;
mod lexis;
mod marks;
mod mended;
mod models;
mod number;
mod piece;
pub mod pinyin;
mod reader;
mod roman;
mod scan;
mod tables;
mod text;
mod units;
mod zh;

use std::path::PathBuf;

use serde::Deserialize;

use crate::files::SettingsError;
pub use explain::explain;
pub use reader::Reader;

/// What the listener's own pronunciations may be.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Lexicon files (TOML or PLS) beside the built-in one; later ones win.
    pub lexicons: Vec<PathBuf>,
    /// Words with their pronunciation, written in the configuration itself; these win over all files.
    pub words: std::collections::BTreeMap<String, lexicon::Entries>,
}

/// Why the reader cannot start.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A lexicon file that is not there or may not be read.
    #[error("the lexicon {} cannot be read ({reason}); check its path in [lexicon] lexicons", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// A wrong entry of a lexicon file, with its place and what would be right.
    #[error(transparent)]
    Entry(#[from] SettingsError),
    /// A wrong entry in the configuration itself.
    #[error("[lexicon.words] in the configuration: {message}")]
    Word {
        /// The word of the entry.
        word: String,
        /// What is wrong with it, and what would be right.
        message: String,
    },
}

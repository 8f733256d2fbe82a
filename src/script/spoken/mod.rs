//! The spoken form: numbers, units, letters and pinyin, decided once, in text, for every engine.

mod check;
mod english;
mod explain;
mod languages;
mod latin;
pub mod lexicon;
mod lexis;
mod mandarin;
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

use serde::Deserialize;

pub use explain::explain;
pub use reader::Reader;

/// What the listener's own pronunciations may be.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Lexicon files (TOML or PLS) beside the built-in one; later ones win.
    pub lexicons: Vec<std::path::PathBuf>,
    /// Words with their pronunciation, written in the configuration itself; these win over all files.
    pub words: std::collections::BTreeMap<String, lexicon::Entries>,
}

/// Why the reader cannot start.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A lexicon file that is not usable.
    #[error("{0}")]
    Lexicon(String),
}

//! The `[lexicon]` table: the listener's own pronunciations.

use std::path::PathBuf;

use serde::Deserialize;

use super::lexicon::Entries;

/// What the listener's own pronunciations may be.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Options {
    /// Lexicon files (TOML or PLS) beside the built-in one; later ones win.
    pub lexicons: Vec<PathBuf>,
    /// Words with their pronunciation, written in the configuration itself; these win over all files.
    pub words: std::collections::BTreeMap<String, Entries>,
}

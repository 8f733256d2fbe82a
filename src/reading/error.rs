//! Why the reader cannot start.

use std::path::PathBuf;

use crate::files::SettingsError;

/// Why the reader cannot start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
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

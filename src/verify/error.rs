//! Why an edition cannot be checked.

use std::fmt::Display;
use std::path::{Path, PathBuf};

/// Why an edition cannot be checked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file, or what all others are held against, cannot be read.
    #[error("cannot read {}: {cause}; make the edition again", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        cause: String,
    },
}

/// Something in a file cannot be read.
pub fn unreadable(path: &Path, cause: impl Display) -> Error {
    Error::Read { path: path.to_owned(), cause: cause.to_string() }
}

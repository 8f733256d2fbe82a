//! Why publishing failed.

use std::io::ErrorKind;
use std::path::PathBuf;

use super::sound;

/// Why publishing failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The disk refused.
    #[error("cannot write {}: {cause}; {}", path.display(), remedy(cause))]
    Write {
        /// The file.
        path: PathBuf,
        /// What the disk said.
        cause: std::io::Error,
    },
    /// Something that was there a moment ago cannot be read.
    #[error("cannot read {}: {cause}; make the edition again", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        cause: String,
    },
    /// A page's template and its data do not fit: a fault of this program.
    #[error("cannot fill the template {name}: {cause}; please report this with the edition's script.toml")]
    Template {
        /// The template.
        name: &'static str,
        /// What the template engine said.
        cause: String,
    },
    /// A sound file could not be made.
    #[error(transparent)]
    Sound(#[from] sound::Error),
    /// A setting that only shows itself as wrong when it is used.
    #[error("{0}")]
    Setting(String),
}

/// What to do where the disk refused.
fn remedy(cause: &std::io::Error) -> &'static str {
    match cause.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "make room on the disk or choose another folder",
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "make the folder and what stands in it your own, or choose another folder"
        }
        _ => "look whether the disk is there and has room, or choose another folder",
    }
}

use std::io;
use std::path::{Path, PathBuf};

/// Why a sound file could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The master cannot be read.
    #[error("cannot read the master {}: {source}; make the edition again", path.display())]
    Master {
        /// The master WAV file.
        path: PathBuf,
        /// What is wrong with it.
        source: io::Error,
    },
    /// The cover cannot be read.
    #[error("cannot read the cover {}: {source}; make the edition again", path.display())]
    Cover {
        /// The picture.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The disk is full.
    #[error("the disk is full while writing {}; make room and run again, the clips are kept", path.display())]
    DiskFull {
        /// The file that did not fit.
        path: PathBuf,
    },
    /// The file cannot be written for another reason.
    #[error("cannot write {}: {source}; check that the folder is there and can be written to", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// An encoder refused.
    #[error("cannot encode {}: {reason}; leave this format out with --formats", path.display())]
    Encode {
        /// The file.
        path: PathBuf,
        /// What the encoder says.
        reason: String,
    },
    /// No ffmpeg for AAC.
    #[error(
        "M4B and video need ffmpeg, and none was found on PATH; install it (Debian and Ubuntu: `sudo apt install ffmpeg`, macOS: `brew install ffmpeg`) or leave m4b and video out with --formats"
    )]
    NoFfmpeg,
}

impl Error {
    pub(super) fn master(path: &Path) -> impl Fn(io::Error) -> Self {
        move |source| Self::Master { path: path.to_owned(), source }
    }

    pub(super) fn writing(path: &Path) -> impl Fn(io::Error) -> Self {
        move |source| match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                Self::DiskFull { path: path.to_owned() }
            }
            _ => Self::Write { path: path.to_owned(), source },
        }
    }

    pub(super) fn encoding(path: &Path) -> impl Fn(String) -> Self {
        move |reason| Self::Encode { path: path.to_owned(), reason }
    }
}

//! What keeps fetching from being done at all. What one source does wrong is no error but told in its answer.

use std::io;
use std::path::PathBuf;

use super::fault::Fault;

/// Why nothing could be fetched.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is nothing to ask.
    #[error(
        "there are no [[sources]] in the configuration; add one with a name and a url, as docs/station.md shows"
    )]
    NoSources,
    /// Two sources would have one folder.
    #[error("the sources {a} and {b} would have the same folder in the spool; give one of them another name")]
    SameName {
        /// The one.
        a: String,
        /// The other.
        b: String,
    },
    /// The spool cannot be read or written.
    #[error("the spool cannot be used: {}: {source}", path.display())]
    Spool {
        /// The folder or file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// No connections can be made at all.
    #[error(transparent)]
    Client(#[from] Fault),
    /// What stands in the place of an input is no web address.
    #[error("{0}")]
    NoAddress(String),
    /// An address that was given as an input could not be fetched.
    #[error("{address} cannot be fetched: {fault}")]
    Input {
        /// The address.
        address: String,
        /// Why.
        fault: Fault,
    },
}

impl Error {
    /// Whether what was asked for is wrong, and not the machine.
    pub fn is_misuse(&self) -> bool {
        matches!(self, Self::NoSources | Self::SameName { .. } | Self::NoAddress(_))
    }
}

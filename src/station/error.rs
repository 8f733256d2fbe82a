//! What can go wrong in a station, and what to do about it.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Why a station cannot begin, or a listener cannot be added or removed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The address is taken, or is none of this machine's.
    #[error("cannot listen at {address}: {source}; name another address with --listen")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// The folder of editions is none.
    #[error("{} cannot be served: {source}; name the folder that holds the editions", folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file of listeners cannot be read.
    #[error("the listeners' file {} cannot be used: {reason}; mend it, or set it aside and add the listeners anew", file.display())]
    Listeners {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The file of listeners cannot be written.
    #[error("cannot write the listeners' file {}: {source}", file.display())]
    Unwritable {
        /// The file.
        file: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// There is a listener of that name.
    #[error("there is a listener named {name} already; choose another name, or remove that one first")]
    Taken {
        /// The name.
        name: String,
    },
    /// There is no listener of that name.
    #[error("there is no listener named {name}; {known}")]
    Unknown {
        /// The name.
        name: String,
        /// Who there is, in words.
        known: String,
    },
    /// A name that is none.
    #[error("{0}")]
    Name(String),
    /// The machine gave no random bytes.
    #[error("this machine gives no random bytes, so no token can be made")]
    NoRandomness,
}

impl Error {
    /// Whether what was asked for is wrong, and not the machine.
    pub fn is_misuse(&self) -> bool {
        !matches!(self, Self::Unwritable { .. } | Self::NoRandomness)
    }
}

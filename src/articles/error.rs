//! Why pages cannot be read.

use std::path::PathBuf;

/// Why the pages cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file that is not there.
    #[error("{}: there is no such file or folder; check the path", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// A file that the system does not let us read.
    #[error("{}: cannot be read ({reason}); check its permissions", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// A file without text.
    #[error("{}: the file is empty; give a page with text on it", path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// A folder without pages.
    #[error("{}: no page in this folder; put .md or .txt files into it", path.display())]
    EmptyFolder {
        /// The folder.
        path: PathBuf,
    },
    /// A picture, a PDF, a program.
    #[error("{}: this is no text file; give the page as Markdown or plain text (from a PDF or a scan, run OCR first)", path.display())]
    Binary {
        /// The file.
        path: PathBuf,
    },
    /// Text in an encoding that cannot be told.
    #[error("{}: its encoding cannot be told; save it as UTF-8 (GB18030, Big5 and UTF-16 are read too)", path.display())]
    Undecodable {
        /// The file.
        path: PathBuf,
    },
    /// Text, but no story in it.
    #[error("{}: no article was found; is this a newspaper page? `newscaster explain` draws how it was read", path.display())]
    NoArticle {
        /// The first input.
        path: PathBuf,
    },
}

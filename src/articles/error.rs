//! Why pages cannot be read.

use std::path::PathBuf;

use crate::files::SettingsError;

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
    #[error("{}: nothing in this folder can be read; put files into it that end in .{endings}", path.display())]
    EmptyFolder {
        /// The folder.
        path: PathBuf,
        /// What its files' names could end in.
        endings: String,
    },
    /// A folder of editions.
    #[error(
        "{}: newscaster wrote what is in this folder; give the papers, or an edition's script.toml, which `make` speaks anew",
        path.display()
    )]
    Own {
        /// The folder.
        path: PathBuf,
    },
    /// A picture, a PDF, a program.
    #[error(
        "{}: this is no text file but {what}; give one of these: {forms} (from a picture or a scan, run OCR first)",
        path.display()
    )]
    Binary {
        /// The file.
        path: PathBuf,
        /// What it is.
        what: &'static str,
        /// The names of the forms that are read.
        forms: String,
    },
    /// A text with the ending of a form and without its shape.
    #[error(
        "{}: this is {what} and of no form that its name promises; these are read: {forms} (`newscaster sources` tells more)",
        path.display()
    )]
    UnknownForm {
        /// The file.
        path: PathBuf,
        /// What it is.
        what: String,
        /// The names of the forms that are read.
        forms: String,
    },
    /// A file that somebody has locked.
    #[error("{}: locked ({by}); give a copy without the lock", path.display())]
    Locked {
        /// The file.
        path: PathBuf,
        /// What locks it.
        by: String,
    },
    /// A file that breaks off, or is beyond all sense.
    #[error("{}: this {form} cannot be read ({reason}); get it again, or give its text", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The form's name.
        form: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// A file that shows print and holds no text.
    #[error(
        "{}: nothing of this {form} can be read, since {reason}; run OCR on it first (MinerU, PaddleOCR, Tesseract) and give what that writes",
        path.display()
    )]
    NoText {
        /// The file.
        path: PathBuf,
        /// The form's name.
        form: &'static str,
        /// Why it has no text.
        reason: String,
    },
    /// An address, and nobody who may fetch it.
    #[error("{address}: addresses are not fetched here; save the page or the feed and give its file")]
    Address {
        /// The address.
        address: String,
    },
    /// Text in an encoding that cannot be told.
    #[error("{}: its encoding cannot be told; save it as UTF-8 (GB18030, Big5 and UTF-16 are read too)", path.display())]
    Undecodable {
        /// The file.
        path: PathBuf,
    },
    /// A file of decisions with a mistake.
    #[error(transparent)]
    Mistake(#[from] SettingsError),
    /// Text, but no story in it.
    #[error("{}: no article was found; {reason}", path.display())]
    NoArticle {
        /// The first input.
        path: PathBuf,
        /// Why, as far as it is known, and what to do.
        reason: String,
    },
}

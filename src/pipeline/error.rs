//! Why an edition did not come out, and who can mend it.

use std::io;
use std::path::PathBuf;

use crate::files::WorkplaceError;
use crate::{articles, fetch, gathering, publish, reading, script, speech, stitch, verify};

/// Why an edition did not come out; each room's own words.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// What lies outside.
    #[error(transparent)]
    Fetch(#[from] fetch::Error),
    /// Room 1.
    #[error(transparent)]
    Articles(#[from] articles::Error),
    /// Room 2, the running order.
    #[error(transparent)]
    Script(#[from] script::Error),
    /// Room 2, the pronunciations.
    #[error(transparent)]
    Reading(#[from] reading::Error),
    /// Room 3.
    #[error(transparent)]
    Speech(#[from] speech::Error),
    /// Room 4.
    #[error(transparent)]
    Stitch(#[from] stitch::Error),
    /// Room 5.
    #[error(transparent)]
    Publish(#[from] publish::Error),
    /// The edition was made; the podcast over all editions could not be.
    #[error("the new edition stands in {}, but the feed was not renewed: {source}; the next run renews it", folder.display())]
    Feed {
        /// The edition's folder.
        folder: PathBuf,
        /// Why the feed was not.
        source: publish::Error,
    },
    /// The last look.
    #[error(transparent)]
    Verify(#[from] verify::Error),
    /// The edition's folder.
    #[error(transparent)]
    Workplace(#[from] WorkplaceError),
    /// The inputs tell no date.
    #[error("neither {0} nor its name tells the date of the paper; give it with --date YYYY-MM-DD")]
    NoDate(String),
    /// A script file that cannot be read.
    #[error("cannot read the script {}: {source}", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A script and pages at once.
    #[error("{} is a finished script and stands alone; give either one script or pages", .0.display())]
    MixedInputs(PathBuf),
    /// The day's folder holds the edition of another paper.
    #[error(
        "{} holds the edition of another paper of that day, “{title}”, and not one of its stories is here; give this \
         paper a folder of its own with -o, or remove that edition first", folder.display()
    )]
    AnotherPaper {
        /// The folder that the date names.
        folder: PathBuf,
        /// The title of the edition in it.
        title: String,
    },
    /// The finished files contradict the timeline.
    #[error("the new edition did not pass its check, so the old one stays:\n  {}", .0.join("\n  "))]
    Unsound(Vec<String>),
    /// A file of the edition cannot be written.
    #[error("cannot write {}: {source}", file.display())]
    Unwritable {
        /// The file.
        file: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Where the cause of an error lies, and so who can mend it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The command line or the configuration.
    Request,
    /// An input.
    Input,
    /// A speech backend, the disk, or newscaster itself.
    Machine,
}

impl From<gathering::Error> for Error {
    fn from(error: gathering::Error) -> Self {
        match error {
            gathering::Error::Articles(error) => Self::Articles(error),
            gathering::Error::Fetch(error) => Self::Fetch(error),
        }
    }
}

impl Error {
    /// Where its cause lies.
    pub fn fault(&self) -> Fault {
        match self {
            Self::Articles(articles::Error::Mistake(_)) => Fault::Request,
            Self::Articles(_) | Self::Unreadable { .. } | Self::Fetch(fetch::Error::Input { .. }) => {
                Fault::Input
            }
            Self::Fetch(error) if !error.is_misuse() => Fault::Machine,
            Self::Script(error) if error.is_bad_input() => Fault::Input,
            Self::Speech(error) if !error.is_misuse() => Fault::Machine,
            Self::Workplace(error) if !error.is_misuse() => Fault::Machine,
            Self::Stitch(error) if error.is_misuse() => Fault::Request,
            Self::Fetch(_)
            | Self::Script(_)
            | Self::Reading(_)
            | Self::NoDate(_)
            | Self::MixedInputs(_)
            | Self::AnotherPaper { .. }
            | Self::Speech(_)
            | Self::Workplace(_)
            | Self::Publish(
                publish::Error::Setting(_) | publish::Error::Sound(publish::sound::Error::NoFfmpeg),
            )
            | Self::Feed { source: publish::Error::Setting(_), .. } => Fault::Request,
            Self::Stitch(_)
            | Self::Publish(_)
            | Self::Feed { .. }
            | Self::Verify(_)
            | Self::Unsound(_)
            | Self::Unwritable { .. } => Fault::Machine,
        }
    }
}

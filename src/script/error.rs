//! Why no script can be written.

use std::path::PathBuf;

use crate::files::SettingsError;

/// Why no script can be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The pages hold no story.
    #[error("no story to read in {0}")]
    NoStory(String),
    /// The pages hold nothing but notices.
    #[error(
        "there is no news in {0}, only public notices, so no programme was made; add the pages with the news"
    )]
    NoNews(String),
    /// A file that the options name cannot be read.
    #[error("cannot read {}: {reason}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the disk says.
        reason: String,
    },
    /// A profile that is neither built in nor a file.
    #[error("there is no profile `{name}`; give a TOML file, or one of {help}")]
    UnknownProfile {
        /// As given.
        name: String,
        /// The names there are, and the nearest.
        help: String,
    },
    /// Not even one headline fits.
    #[error("{minutes} minutes are too short for a programme; the least that serves is {least:.1}")]
    TooShort {
        /// As asked for.
        minutes: f64,
        /// For the opening, one headline and the sign-off.
        least: f64,
    },
    /// A mistake in a profile, a links file, a sections file or a script file.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// A line of the presenter's that cannot be put into words.
    #[error("the link `{template}` does not work: {message}")]
    Link {
        /// The template.
        template: String,
        /// What is wrong with it.
        message: String,
    },
}

impl Error {
    /// Whether the pages or a script are at fault, rather than a setting.
    pub fn is_bad_input(&self) -> bool {
        matches!(self, Self::NoStory(_) | Self::NoNews(_))
    }
}

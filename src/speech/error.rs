//! Why nothing, or not everything, is spoken.

use std::path::PathBuf;

use crate::files::SettingsError;

/// Why nothing, or not everything, is spoken.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A mistake in a voice file or in newscaster.toml.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// A setting that names what does not exist.
    #[error("{0}")]
    Configuration(String),
    /// A voice that is needed cannot speak on this machine.
    #[error("voice `{voice}` cannot speak: {message}")]
    Unusable {
        /// The voice.
        voice: String,
        /// What is missing and how to get it.
        message: String,
    },
    /// The key of a voice that is needed is not where its settings say.
    #[error("voice `{voice}` cannot speak: {message}")]
    NoKey {
        /// The voice.
        voice: String,
        /// Where it was looked for, and how to mend it.
        message: String,
    },
    /// Speaking would cost more than allowed; nothing was spent.
    #[error(
        "speaking this would cost ${price:.2}, above the cap of ${cap:.2}: raise --max-cost or cast a cheaper voice"
    )]
    TooDear {
        /// The price of what is not cached.
        price: f64,
        /// The cap.
        cap: f64,
    },
    /// No voice could speak a single sentence.
    #[error("no voice could speak anything; the first sentence: {0}")]
    NothingSpoken(String),
    /// The clip store that machines share, or their queue, cannot be reached.
    #[error("{0}")]
    Store(String),
    /// Neither the clip store nor a temporary folder takes a clip.
    #[error("no clip can be written, neither into {} nor into a temporary folder: {message}", folder.display())]
    Disk {
        /// The clip store.
        folder: PathBuf,
        /// What the disk says.
        message: String,
    },
}

impl Error {
    /// True for mistakes of the configuration or the command line, false for failing engines and disks.
    pub fn is_configuration(&self) -> bool {
        matches!(self, Self::Settings(_) | Self::Configuration(_) | Self::TooDear { .. })
    }

    /// True for what the listener has to set right: the configuration, or a key that it names.
    pub fn is_misuse(&self) -> bool {
        self.is_configuration() || matches!(self, Self::NoKey { .. })
    }
}

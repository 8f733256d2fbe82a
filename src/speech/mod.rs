//! Room 3: the voices. A script in, a take of every segment out; engines behind one trait, a clip store around them.
//!
//! ```text
//! Script ─► cast ─► studio ─► Vec<Take>          which voice · in parallel, paced, with patience
//!                    │  ▲
//!          clips ◄───┘  └─── listen ◄─ engine    kept under a key · decoded, judged, trimmed
//! ```

pub mod cast;
pub mod clips;
mod decode;
mod engine;
pub mod engines;
mod listen;
mod pause;
mod pcm;
mod secrets;
mod split;
pub mod studio;
mod voice;
pub mod voices;
mod weights;

use std::path::PathBuf;

use serde::Deserialize;

pub use engine::{Diet, EngineError, Form, Limits, Sound, SpeechEngine, Start};
pub use secrets::{KeySource, Secret, SecretError};
pub use studio::{Studio, VoiceStatus, voices};
pub use voice::Voice;
pub use weights::{InstallError, Weights, data_folder};

use self::pause::pause;
use crate::files::SettingsError;

/// Everything about voices that a listener may set: the tables `[voices]`, `[cast]`, `[studio]` and `[clips]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// The voice of every part in the script's own language (`--voice`).
    #[serde(skip)]
    pub voice: Option<String>,
    /// Voices beside those that come with the program.
    pub voices: voices::Options,
    /// Which voice speaks which part.
    pub cast: cast::Options,
    /// How hard to try.
    pub studio: studio::Options,
    /// Where clips are kept.
    pub clips: clips::Options,
}

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

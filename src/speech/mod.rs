//! Room 3: the voices. A script in, a take of every segment out; engines behind one trait, a clip store around them.
//!
//! ```text
//! Script ─► cast ─► studio ─► Vec<Take>          which voice · in parallel, paced, with patience
//!                    │  ▲
//!          clips ◄───┘  └─── listen ◄─ engine    kept under a key · decoded, judged, trimmed
//! ```

#[cfg(feature = "farm")]
mod address;
pub mod cast;
pub mod clips;
mod decode;
mod engine;
pub mod engines;
mod error;
pub mod farm;
mod installing;
mod listen;
mod options;
mod pause;
mod pcm;
mod secrets;
mod split;
pub mod studio;
mod voice;
pub mod voices;
mod weights;

pub use engine::{EngineError, Form, Input, Limits, Sound, SpeechEngine, Start};
pub use engines::end_programs;
pub use error::Error;
pub use installing::{Brought, InstallError};
pub use options::Options;
pub use secrets::{KeySource, Secret, SecretError};
pub use studio::{Studio, VoiceStatus, voices};
pub use voice::Voice;
pub use weights::{Weights, data_folder};

use self::pause::{pause, pause_after};

/// Decodes a service's answer as the studio does, for the fuzz target of sounds; whether it is a sound.
#[cfg(fuzzing)]
pub fn is_sound(bytes: &[u8]) -> bool {
    decode::decode(&Sound::file(bytes.to_vec()), 60.0).is_ok()
}

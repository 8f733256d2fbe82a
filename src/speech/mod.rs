//! Room 3: the voices. A script in, a take of every segment out; engines behind one trait, a clip store around them.

mod engine;
pub mod engines;
mod secrets;
mod voice;

pub use engine::{Diet, EngineError, Limits, Sound, SpeechEngine};
pub use secrets::{KeySource, Secret, SecretError};
pub use voice::Voice;

//! The engines: one file and one line each.

mod azure;
mod checks;
mod command;
mod compute;
mod elevenlabs;
mod espeak;
mod family;
mod fastspeech;
mod google;
mod http;
mod loaded;
mod mandarin;
#[cfg(feature = "onnx")]
mod onnx;
#[cfg(not(feature = "onnx"))]
#[path = "onnx/missing.rs"]
mod onnx;
mod openai;
mod piper_http;
mod process;
mod program;
mod quote;
mod ssml;
mod tone;

pub use family::end_programs;

use std::sync::Arc;

pub use checks::settings;

use super::{EngineError, SpeechEngine, Voice};
use crate::files::nearest;

/// Makes an engine for a voice: reads the voice's settings and finds key or program, without speaking.
///
/// Settings that cannot be right (an unknown key, a missing model) are [`EngineError::Setting`].
pub type Build = fn(&Voice) -> Result<Arc<dyn SpeechEngine>, EngineError>;

/// Every engine by the name that a voice file calls it.
pub const ENGINES: &[(&str, Build)] = &[
    ("espeak", espeak::build),
    ("fastspeech", fastspeech::build),
    ("onnx", onnx::build),
    ("openai", openai::build),
    ("azure", azure::build),
    ("elevenlabs", elevenlabs::build),
    ("google", google::build),
    ("piper-http", piper_http::build),
    ("command", command::build),
    ("process", process::build),
    ("tone", tone::build),
];

/// The engine that a voice asks for, ready for that voice.
///
/// # Errors
/// An engine that does not exist, or what the engine finds wrong in the voice's settings.
pub fn build(voice: &Voice) -> Result<Arc<dyn SpeechEngine>, EngineError> {
    let named = ENGINES.iter().find(|(name, _)| *name == voice.engine);
    let Some((_, build)) = named else {
        let all = ENGINES.iter().map(|(name, _)| *name);
        let hint = nearest(&voice.engine, all.clone())
            .map_or_else(|| all.collect::<Vec<_>>().join(", "), |word| format!("did you mean `{word}`?"));
        return Err(EngineError::Setting {
            key: Some("engine".to_owned()),
            message: format!("there is no engine `{}`: {hint}", voice.engine),
        });
    };
    build(voice)
}

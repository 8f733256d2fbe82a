//! The engines: one file and one line each.

mod azure;
mod checks;
mod command;
mod elevenlabs;
mod espeak;
mod fastspeech;
mod google;
mod http;
mod openai;
mod piper_http;
mod process;
mod program;
mod ssml;
mod tone;

use std::sync::Arc;

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

/// Reads the `[settings]` table of a voice file into the engine's own struct, which should be
/// `#[serde(deny_unknown_fields, default)]`.
///
/// # Errors
/// [`EngineError::Setting`], naming the wrong key and the nearest right one.
pub fn settings<T: serde::de::DeserializeOwned>(voice: &Voice) -> Result<T, EngineError> {
    voice.settings.clone().try_into().map_err(|error: toml::de::Error| {
        let message = error.message();
        let mut words = message.split('`').skip(1).step_by(2);
        let wrong = message.starts_with("unknown").then(|| words.next()).flatten();
        let meant = wrong.and_then(|wrong| nearest(wrong, words.collect::<Vec<_>>()));
        let hint = meant.map_or_else(String::new, |word| format!("; did you mean `{word}`?"));
        EngineError::Setting { key: wrong.map(str::to_owned), message: format!("{message}{hint}") }
    })
}

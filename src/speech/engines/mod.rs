//! The engines: one file and one line each.

mod azure;
mod checks;
mod command;
mod elevenlabs;
mod espeak;
mod google;
mod http;
mod openai;
mod piper_http;
mod process;
mod program;
mod quote;
mod ssml;
mod tone;

use std::ops::RangeInclusive;
use std::sync::Arc;

use super::{EngineError, SpeechEngine, Voice};
use crate::files::{nearest, sense};

/// Makes an engine for a voice: reads the voice's settings and finds key or program, without speaking.
///
/// Settings that cannot be right (an unknown key, a missing model) are [`EngineError::Setting`].
pub type Build = fn(&Voice) -> Result<Arc<dyn SpeechEngine>, EngineError>;

/// Every engine by the name that a voice file calls it.
pub const ENGINES: &[(&str, Build)] = &[
    ("espeak", espeak::build),
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

/// Numbers of settings, whichever engine has them, and what they may be.
const RANGES: &[(&str, RangeInclusive<f64>)] = &[
    ("at_once", 1.0..=256.0),
    ("characters", 10.0..=1e6),
    ("characters_a_minute", 1.0..=1e9),
    ("copies", 1.0..=64.0),
    ("length_scale", 0.1..=10.0),
    ("noise_scale", 0.0..=10.0),
    ("noise_w_scale", 0.0..=10.0),
    ("pcm_rate", 4_000.0..=384_000.0),
    // Half tones, a share of the usual one, or hertz.
    ("pitch", -100.0..=4_000.0),
    ("rate", 4_000.0..=384_000.0),
    ("requests_a_minute", 1.0..=1e6),
    ("sample_rate", 4_000.0..=384_000.0),
    ("speaking_rate", 0.1..=10.0),
];

/// Refuses numbers that cannot be meant.
fn beyond_sense(settings: &toml::Table) -> Result<(), EngineError> {
    for (key, value) in settings {
        let number = value.as_float().or_else(|| value.as_integer().map(|number| number as f64));
        let Some(number) = number else { continue };
        let range =
            RANGES.iter().find(|(name, _)| name == key).map_or(-1e9..=1e9, |(_, range)| range.clone());
        sense::within(number, key, &range).map_err(|why| checks::wrong(key, why))?;
    }
    Ok(())
}

/// Reads the `[settings]` table of a voice file into the engine's own struct, which should be
/// `#[serde(deny_unknown_fields, default)]`.
///
/// # Errors
/// [`EngineError::Setting`], naming the wrong key and the nearest right one.
pub fn settings<T: serde::de::DeserializeOwned>(voice: &Voice) -> Result<T, EngineError> {
    beyond_sense(&voice.settings)?;
    voice.settings.clone().try_into().map_err(|error: toml::de::Error| {
        let message = error.message();
        let mut words = message.split('`').skip(1).step_by(2);
        let wrong = message.starts_with("unknown").then(|| words.next()).flatten();
        let meant = wrong.and_then(|wrong| nearest(wrong, words.collect::<Vec<_>>()));
        let hint = meant.map_or_else(String::new, |word| format!("; did you mean `{word}`?"));
        EngineError::Setting { key: wrong.map(str::to_owned), message: format!("{message}{hint}") }
    })
}

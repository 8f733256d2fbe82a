//! Checks of settings that several engines make.

use std::ops::RangeInclusive;

use crate::files::{nearest, sense};
use crate::speech::{EngineError, KeySource, Secret, Voice};

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
        sense::within(number, key, &range).map_err(|why| wrong(key, why))?;
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

/// A mistake in the setting `key`.
pub(super) fn wrong(key: &str, message: String) -> EngineError {
    EngineError::Setting { key: Some(key.to_owned()), message }
}

/// Checks that a setting is one of the words that it may be.
///
/// # Errors
/// [`EngineError::Setting`], with the nearest right word.
pub(super) fn one_of(setting: &str, value: &str, words: &[&str]) -> Result<(), EngineError> {
    if words.contains(&value) {
        return Ok(());
    }
    let hint = nearest(value, words.iter().copied()).map_or_else(
        || format!("use one of: {}", words.join(", ")),
        |word| format!("did you mean `{word}`?"),
    );
    Err(wrong(setting, format!("{setting} cannot be `{value}`; {hint}")))
}

/// The key of a service that gives nothing without one.
///
/// # Errors
/// [`EngineError::NoKey`] where there is none.
pub(super) fn required_key(source: &KeySource) -> Result<Secret, EngineError> {
    source.read()?.ok_or_else(|| {
        EngineError::NoKey(
            "this service needs a key; set key_env to the name of the environment variable that holds it, or \
             key_file to a file"
                .to_owned(),
        )
    })
}

/// The language that a service's name of a voice begins with: `zh-CN` of `zh-CN-XiaoxiaoNeural`.
///
/// # Errors
/// [`EngineError::Setting`] where it begins otherwise; `example` shows how.
pub(super) fn locale<'a>(voice: &'a str, example: &str) -> Result<&'a str, EngineError> {
    let mut dashes = voice.match_indices('-');
    let end = dashes.nth(1).map(|(end, _)| end).filter(|end| (4..=8).contains(end));
    end.map(|end| &voice[..end]).ok_or_else(|| {
        wrong("voice", format!("the voice `{voice}` names no language; write it like {example}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_word_is_answered_with_the_nearest() {
        let message = one_of("format", "mp4", &["wav", "mp3"]).unwrap_err().to_string();
        assert_eq!(message, "format cannot be `mp4`; did you mean `mp3`?");
    }

    #[test]
    fn a_voice_begins_with_its_language() {
        assert_eq!(locale("cmn-CN-Wavenet-A", "").unwrap(), "cmn-CN");
        assert_eq!(locale("zh-CN-XiaoxiaoNeural", "").unwrap(), "zh-CN");
        assert!(locale("Xiaoxiao", "zh-CN-XiaoxiaoNeural").is_err());
    }
}

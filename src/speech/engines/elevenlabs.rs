//! ElevenLabs: sound together with a time for every character, which shows whether all of it was said.

use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use serde::Deserialize;
use serde_json::{Value, json};

use super::checks::{required_key, wrong};
use super::http::Service;
use crate::model::Spoken;
use crate::speech::{EngineError, Input, KeySource, Limits, Sound, SpeechEngine, Start, Voice};

/// What an `elevenlabs` voice may set.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(clippy::struct_field_names, reason = "the service's own names")]
struct Settings {
    /// The voice's id, as its page shows it.
    voice_id: String,
    #[serde(default = "model_id")]
    model_id: String,
    /// `mp3_44100_128`, `pcm_24000` and the like.
    #[serde(default = "output_format")]
    output_format: String,
    /// Sent as they are: stability, `similarity_boost`, style, speed.
    #[serde(default)]
    voice_settings: toml::Table,
    #[serde(default = "base_url")]
    base_url: String,
    key_env: Option<String>,
    key_file: Option<PathBuf>,
    #[serde(default = "at_once")]
    at_once: usize,
}

fn model_id() -> String {
    "eleven_multilingual_v2".to_owned()
}

fn output_format() -> String {
    "mp3_44100_128".to_owned()
}

fn base_url() -> String {
    "https://api.elevenlabs.io/v1".to_owned()
}

/// What the smallest plans that allow the interface allow at once.
fn at_once() -> usize {
    2
}

struct ElevenLabs {
    settings: Settings,
    service: Service,
    limits: Limits,
    /// The rate of bare samples; `None` where the output is a file.
    pcm_rate: Option<u32>,
}

/// See [`super::Build`].
pub(super) fn build(voice: &Voice) -> Result<Arc<dyn SpeechEngine>, EngineError> {
    let settings: Settings = super::settings(voice)?;
    let key = required_key(&KeySource::of(&settings.key_env, &settings.key_file))?;
    let service = Service::new(&settings.base_url, Some((key, ("xi-api-key", ""))))?;
    if !settings.voice_id.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Err(wrong(
            "voice_id",
            format!("`{}` is none; copy it from the voice's page", settings.voice_id),
        ));
    }
    let pcm_rate = match settings.output_format.split_once('_') {
        Some(("pcm", rate)) => Some(rate.parse().map_err(|_| {
            wrong(
                "output_format",
                format!("`{}` names no rate; write it like pcm_24000", settings.output_format),
            )
        })?),
        Some(("mp3" | "opus" | "wav", _)) => None,
        _ => {
            return Err(wrong(
                "output_format",
                format!("`{}` cannot be read here; use mp3_44100_128 or pcm_24000", settings.output_format),
            ));
        }
    };
    let limits = Limits::of_service(voice, 5_000, settings.at_once, Input::Words);
    Ok(Arc::new(ElevenLabs { settings, service, limits, pcm_rate }))
}

#[async_trait]
impl SpeechEngine for ElevenLabs {
    fn fingerprint(&self) -> String {
        "elevenlabs 1".to_owned()
    }

    fn service(&self) -> String {
        self.service.name()
    }

    fn limits(&self) -> Limits {
        self.limits.clone()
    }

    async fn speak(&self, spoken: &Spoken, _: &Voice) -> Result<Sound, EngineError> {
        let text = spoken.text();
        let mut request = json!({ "text": text, "model_id": self.settings.model_id });
        if !self.settings.voice_settings.is_empty() {
            request["voice_settings"] = json!(self.settings.voice_settings);
        }
        let path = format!(
            "text-to-speech/{}/with-timestamps?output_format={}",
            self.settings.voice_id, self.settings.output_format
        );
        let answer = self.service.json(self.service.post(&path).json(&request)).await?;
        if said(&answer).is_some_and(|said| said < visible(&text)) {
            return Err(self.service.passing("the sound ends before its text does"));
        }
        let bytes = self.service.decoded(&answer["audio_base64"])?;
        let sound = match self.pcm_rate {
            Some(rate) => Sound::pcm(bytes, rate),
            None => Sound::file(bytes),
        };
        Ok(sound.timed(starts(&answer, spoken).unwrap_or_default()))
    }
}

/// How many visible characters the answer gives a time for; `None` where it has no times.
fn said(answer: &Value) -> Option<usize> {
    let characters = answer.pointer("/alignment/characters")?.as_array()?;
    Some(characters.iter().filter_map(Value::as_str).map(visible).sum())
}

/// When each token with words begins; `None` where the answer's characters are not the text's.
fn starts(answer: &Value, spoken: &Spoken) -> Option<Vec<Start>> {
    let characters = answer.pointer("/alignment/characters")?.as_array()?;
    let times = answer.pointer("/alignment/character_start_times_seconds")?.as_array()?;
    let mut spelled = characters.iter().zip(times).filter_map(|(text, time)| {
        let text = text.as_str()?.trim();
        (!text.is_empty()).then_some((text, time.as_f64()?))
    });
    let mut starts = Vec::new();
    for (token, words) in spoken.tokens.iter().map(|token| &token.words).enumerate() {
        let mut rest: String = words.split_whitespace().collect();
        let mut begins = None;
        while !rest.is_empty() {
            let (text, seconds) = spelled.next()?;
            rest = rest.strip_prefix(text)?.to_owned();
            begins.get_or_insert(seconds);
        }
        starts.extend(begins.map(|seconds| Start { token, syllable: 0, seconds }));
    }
    Some(starts)
}

fn visible(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_tell_how_much_was_said() {
        let answer = json!({ "alignment": { "characters": ["你", "好", " ", "。"] } });
        assert_eq!(said(&answer), Some(visible("你好 。")));
        assert_eq!(said(&json!({ "alignment": null })), None);
    }
}

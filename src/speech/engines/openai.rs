//! Any server that speaks like OpenAI's `/v1/audio/speech`: OpenAI itself, `Kokoro-FastAPI`, `LocalAI`,
//! `openedai-speech`.

use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use serde::Deserialize;
use serde_json::{Value, json};

use super::checks::one_of;
use super::http::{BEARER, Service};
use crate::model::Spoken;
use crate::speech::{EngineError, Input, KeySource, Limits, Sound, SpeechEngine, Voice};

/// What an `openai` voice may set.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Settings {
    /// The address up to and with `/v1`.
    base_url: String,
    model: String,
    /// The server's name of the voice.
    voice: String,
    /// `wav`, `mp3`, `flac`, `opus`, `aac` or `pcm`.
    format: String,
    speed: Option<f64>,
    /// How to speak, for models that follow it.
    instructions: Option<String>,
    key_env: Option<String>,
    key_file: Option<PathBuf>,
    /// Fields that are sent as they are, for what only this server knows.
    extra: toml::Table,
    /// The rate of `pcm` in hertz.
    pcm_rate: u32,
    /// Characters a request.
    characters: usize,
    at_once: usize,
    requests_a_minute: Option<u32>,
    characters_a_minute: Option<u32>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            base_url: "https://api.openai.com/v1".to_owned(),
            model: "gpt-4o-mini-tts".to_owned(),
            voice: "alloy".to_owned(),
            format: "wav".to_owned(),
            speed: None,
            instructions: None,
            key_env: None,
            key_file: None,
            extra: toml::Table::new(),
            pcm_rate: 24_000,
            characters: 4_096,
            at_once: 8,
            requests_a_minute: None,
            characters_a_minute: None,
        }
    }
}

struct OpenAi {
    settings: Settings,
    /// What every request says beside its input.
    request: Value,
    service: Service,
    limits: Limits,
}

/// See [`super::Build`].
pub(super) fn build(voice: &Voice) -> Result<Arc<dyn SpeechEngine>, EngineError> {
    let settings: Settings = super::settings(voice)?;
    one_of("format", &settings.format, &["wav", "mp3", "flac", "opus", "aac", "pcm"])?;
    let key = KeySource::of(&settings.key_env, &settings.key_file).read()?.map(|key| (key, BEARER));
    let service = Service::new(&settings.base_url, key)?;
    let limits = Limits {
        requests_a_minute: settings.requests_a_minute,
        characters_a_minute: settings.characters_a_minute,
        ..Limits::of_service(voice, settings.characters, settings.at_once, Input::Words)
    };
    let request = request(&settings);
    Ok(Arc::new(OpenAi { settings, request, service, limits }))
}

/// The request but for its input.
fn request(settings: &Settings) -> Value {
    let mut request =
        json!({ "model": settings.model, "voice": settings.voice, "response_format": settings.format });
    if let Some(speed) = settings.speed {
        request["speed"] = speed.into();
    }
    if let Some(instructions) = &settings.instructions {
        request["instructions"] = instructions.as_str().into();
    }
    for (name, value) in &settings.extra {
        request[name.as_str()] = json!(value);
    }
    request
}

#[async_trait]
impl SpeechEngine for OpenAi {
    fn fingerprint(&self) -> String {
        "openai 1".to_owned()
    }

    fn service(&self) -> String {
        self.service.name()
    }

    fn limits(&self) -> Limits {
        self.limits.clone()
    }

    async fn check(&self, _: &Voice) -> Result<(), EngineError> {
        if self.service.is_near() { self.service.knock("models").await } else { Ok(()) }
    }

    async fn speak(&self, spoken: &Spoken, _: &Voice) -> Result<Sound, EngineError> {
        let mut request = self.request.clone();
        request["input"] = spoken.text().into();
        let bytes = self.service.sound(self.service.post("audio/speech").json(&request)).await?;
        Ok(match self.settings.format.as_str() {
            "pcm" => Sound::pcm(bytes, self.settings.pcm_rate),
            _ => Sound::file(bytes),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extra_fields_go_along_as_they_are() {
        let settings: Settings =
            toml::from_str("speed = 1.1\nextra = { stream = false, lang_code = 'z' }").unwrap();
        let request = request(&settings);
        assert_eq!(request["stream"], false);
        assert_eq!(request["lang_code"], "z");
        assert_eq!(request["speed"], 1.1);
        assert!(request.get("instructions").is_none());
    }
}

//! Piper's own HTTP server (`python3 -m piper.http_server`).

use std::sync::Arc;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::http::Service;
use crate::model::Spoken;
use crate::speech::{EngineError, Input, Limits, Sound, SpeechEngine, Voice};

/// What a `piper-http` voice may set.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
struct Settings {
    #[serde(skip_serializing)]
    base_url: String,
    /// A voice in the server's data folder; its first one where left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    voice: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    speaker: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    speaker_id: Option<u32>,
    /// Above 1 it speaks slower.
    #[serde(skip_serializing_if = "Option::is_none")]
    length_scale: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    noise_scale: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    noise_w_scale: Option<f64>,
    #[serde(skip_serializing)]
    characters: usize,
    #[serde(skip_serializing)]
    at_once: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            base_url: "http://127.0.0.1:5000".to_owned(),
            voice: None,
            speaker: None,
            speaker_id: None,
            length_scale: None,
            noise_scale: None,
            noise_w_scale: None,
            characters: 2_000,
            at_once: 2,
        }
    }
}

struct PiperHttp {
    settings: Settings,
    service: Service,
    limits: Limits,
}

/// See [`super::Build`].
pub(super) fn build(voice: &Voice) -> Result<Arc<dyn SpeechEngine>, EngineError> {
    let settings: Settings = super::settings(voice)?;
    let service = Service::new(&settings.base_url, None)?;
    let limits = Limits::of_service(voice, settings.characters, settings.at_once, Input::Words);
    Ok(Arc::new(PiperHttp { settings, service, limits }))
}

#[async_trait]
impl SpeechEngine for PiperHttp {
    fn fingerprint(&self) -> String {
        "piper-http 1".to_owned()
    }

    fn service(&self) -> String {
        self.service.name()
    }

    fn limits(&self) -> Limits {
        self.limits.clone()
    }

    /// A server that lacks the voice would speak with another without a word, so its list is read.
    async fn check(&self, _: &Voice) -> Result<(), EngineError> {
        self.service.knock("voices").await?;
        let Some(wanted) = &self.settings.voice else { return Ok(()) };
        let answer = self.service.json(self.service.get("voices")).await?;
        let mut names = answer.as_object().into_iter().flatten().map(|(name, _)| name);
        if names.any(|name| bare(name) == bare(wanted)) {
            return Ok(());
        }
        Err(EngineError::Unusable(format!(
            "the server at {} has no voice `{wanted}`; fetch it with `python3 -m piper.download_voices {wanted}` \
             in its data folder",
            self.settings.base_url
        )))
    }

    async fn speak(&self, spoken: &Spoken, _: &Voice) -> Result<Sound, EngineError> {
        let mut request = json!(self.settings);
        request["text"] = spoken.text().into();
        self.service.sound(self.service.post("synthesize").json(&request)).await.map(Sound::file)
    }
}

/// A voice's name as Piper's list shows it: 1.8 takes all letters of `.onnx.json` off its end.
fn bare(name: &str) -> &str {
    name.trim_end_matches(['.', 'o', 'n', 'x', 'j', 's'])
}

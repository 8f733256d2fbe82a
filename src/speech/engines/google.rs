//! Google Cloud Text-to-Speech, with pinyin where a reading is not plain.

use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use serde::Deserialize;
use serde_json::json;

use super::checks::{locale, required_key};
use super::http::Service;
use super::ssml::{self, Alphabet};
use crate::model::Spoken;
use crate::speech::{EngineError, Input, KeySource, Limits, Sound, SpeechEngine, Voice};
use crate::text::escape_xml;

/// What the service takes in one request, markup counted.
const LONGEST_INPUT_BYTES: usize = 5_000;

/// What a `google` voice may set.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    /// `cmn-CN-Wavenet-A` and the like; its first two parts are the language.
    voice: String,
    speaking_rate: Option<f64>,
    /// Semitones above the voice's own.
    pitch: Option<f64>,
    #[serde(default = "sample_rate")]
    sample_rate: u32,
    /// Send pinyin where a reading is not plain.
    #[serde(default = "pinyin")]
    pinyin: bool,
    #[serde(default = "base_url")]
    base_url: String,
    key_env: Option<String>,
    key_file: Option<PathBuf>,
    #[serde(default = "at_once")]
    at_once: usize,
    #[serde(default = "requests_a_minute")]
    requests_a_minute: u32,
}

fn sample_rate() -> u32 {
    24_000
}

fn pinyin() -> bool {
    true
}

fn base_url() -> String {
    "https://texttospeech.googleapis.com/v1".to_owned()
}

fn at_once() -> usize {
    8
}

/// The quota of a new project.
fn requests_a_minute() -> u32 {
    1_000
}

struct Google {
    settings: Settings,
    language: String,
    service: Service,
    limits: Limits,
}

/// See [`super::Build`].
pub(super) fn build(voice: &Voice) -> Result<Arc<dyn SpeechEngine>, EngineError> {
    let settings: Settings = super::settings(voice)?;
    let key = required_key(&KeySource::of(&settings.key_env, &settings.key_file))?;
    let language = locale(&settings.voice, "cmn-CN-Wavenet-A")?.to_owned();
    let service = Service::new(&settings.base_url, Some((key, ("x-goog-api-key", ""))))?;
    // Three bytes a hanzi; the rest is room for markup.
    let limits = Limits {
        requests_a_minute: Some(settings.requests_a_minute),
        ..Limits::of_service(voice, 1_200, settings.at_once, Input::Tokens)
    };
    Ok(Arc::new(Google { settings, language, service, limits }))
}

impl Google {
    /// The sentence as SSML, with as much markup as fits.
    fn ssml(&self, spoken: &Spoken) -> String {
        let wrap = |body: &str| format!("<speak>{body}</speak>");
        let fits = |ssml: &String| ssml.len() <= LONGEST_INPUT_BYTES;
        let with_pinyin =
            self.settings.pinyin.then(|| wrap(&ssml::body(spoken, Some(Alphabet::Pinyin)))).filter(fits);
        with_pinyin
            .or_else(|| Some(wrap(&ssml::body(spoken, None))).filter(fits))
            .unwrap_or_else(|| wrap(&escape_xml(&spoken.text())))
    }
}

#[async_trait]
impl SpeechEngine for Google {
    fn fingerprint(&self) -> String {
        "google 1".to_owned()
    }

    fn service(&self) -> String {
        self.service.name()
    }

    fn limits(&self) -> Limits {
        self.limits.clone()
    }

    async fn speak(&self, spoken: &Spoken, _: &Voice) -> Result<Sound, EngineError> {
        let mut audio = json!({ "audioEncoding": "LINEAR16", "sampleRateHertz": self.settings.sample_rate });
        if let Some(rate) = self.settings.speaking_rate {
            audio["speakingRate"] = rate.into();
        }
        if let Some(pitch) = self.settings.pitch {
            audio["pitch"] = pitch.into();
        }
        let request = json!({
            "input": { "ssml": self.ssml(spoken) },
            "voice": { "languageCode": self.language, "name": self.settings.voice },
            "audioConfig": audio,
        });
        let answer = self.service.json(self.service.post("text:synthesize").json(&request)).await?;
        self.service.decoded(&answer["audioContent"]).map(Sound::file)
    }
}

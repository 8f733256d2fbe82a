//! Azure AI Speech: SSML, with pinyin where a reading is not plain.

use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use reqwest::header::CONTENT_TYPE;
use serde::Deserialize;

use super::checks::{locale, required_key, wrong};
use super::http::Service;
use super::ssml::{self, Alphabet};
use crate::model::Spoken;
use crate::speech::{EngineError, Input, KeySource, Limits, Sound, SpeechEngine, Voice};
use crate::text::escape_xml;

/// What an `azure` voice may set.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    /// `zh-CN-XiaoxiaoNeural` and the like; its first two parts are the language.
    voice: String,
    /// The region of the resource (`eastasia`); its address follows from it.
    region: Option<String>,
    /// The address, where it does not follow from a region (a container of one's own).
    base_url: Option<String>,
    /// A style of the voice (`newscast`).
    style: Option<String>,
    /// Faster or slower than the voice's own: `+10%`.
    rate: Option<String>,
    #[serde(default = "output_format")]
    output_format: String,
    /// Send pinyin where a reading is not plain.
    #[serde(default = "pinyin")]
    pinyin: bool,
    key_env: Option<String>,
    key_file: Option<PathBuf>,
    #[serde(default = "at_once")]
    at_once: usize,
    requests_a_minute: Option<u32>,
}

fn output_format() -> String {
    "riff-24khz-16bit-mono-pcm".to_owned()
}

fn pinyin() -> bool {
    true
}

fn at_once() -> usize {
    8
}

struct Azure {
    settings: Settings,
    locale: String,
    service: Service,
    limits: Limits,
}

/// See [`super::Build`].
pub(super) fn build(voice: &Voice) -> Result<Arc<dyn SpeechEngine>, EngineError> {
    let settings: Settings = super::settings(voice)?;
    let key = required_key(&KeySource::of(&settings.key_env, &settings.key_file))?;
    let locale = locale(&settings.voice, "zh-CN-XiaoxiaoNeural")?.to_owned();
    if !settings.output_format.starts_with("riff-") && !settings.output_format.contains("mp3") {
        return Err(wrong(
            "output_format",
            format!("`{}` cannot be read here; use riff-24khz-16bit-mono-pcm", settings.output_format),
        ));
    }
    let service = Service::new(&address(&settings)?, Some((key, ("ocp-apim-subscription-key", ""))))?;
    // The service cuts silently at 10 minutes of sound, about 2,600 characters.
    let limits = Limits {
        requests_a_minute: settings.requests_a_minute,
        ..Limits::of_service(voice, 2_000, settings.at_once, Input::Tokens)
    };
    Ok(Arc::new(Azure { settings, locale, service, limits }))
}

fn address(settings: &Settings) -> Result<String, EngineError> {
    match (&settings.base_url, &settings.region) {
        (Some(url), None) => Ok(url.clone()),
        (None, Some(region)) if region.chars().all(|c| c.is_ascii_alphanumeric()) => {
            Ok(format!("https://{region}.tts.speech.microsoft.com"))
        }
        (None, Some(region)) => {
            Err(wrong("region", format!("`{region}` is no region; write it like `eastasia`")))
        }
        _ => Err(wrong("region", "set either `region` (like `eastasia`) or `base_url`".to_owned())),
    }
}

impl Azure {
    fn ssml(&self, spoken: &Spoken) -> String {
        let mut body = ssml::body(spoken, self.settings.pinyin.then_some(Alphabet::Sapi));
        if let Some(rate) = &self.settings.rate {
            body = format!("<prosody rate=\"{}\">{body}</prosody>", escape_xml(rate));
        }
        if let Some(style) = &self.settings.style {
            body = format!("<mstts:express-as style=\"{}\">{body}</mstts:express-as>", escape_xml(style));
        }
        format!(
            "<speak version=\"1.0\" xmlns=\"http://www.w3.org/2001/10/synthesis\" \
             xmlns:mstts=\"https://www.w3.org/2001/mstts\" xml:lang=\"{}\"><voice name=\"{}\">{body}</voice></speak>",
            escape_xml(&self.locale),
            escape_xml(&self.settings.voice)
        )
    }
}

#[async_trait]
impl SpeechEngine for Azure {
    fn fingerprint(&self) -> String {
        "azure 1".to_owned()
    }

    fn service(&self) -> String {
        self.service.name()
    }

    fn limits(&self) -> Limits {
        self.limits.clone()
    }

    async fn speak(&self, spoken: &Spoken, _: &Voice) -> Result<Sound, EngineError> {
        let request = self
            .service
            .post("cognitiveservices/v1")
            .header(CONTENT_TYPE, "application/ssml+xml")
            .header("x-microsoft-outputformat", &self.settings.output_format)
            .body(self.ssml(spoken));
        self.service.sound(request).await.map(Sound::file)
    }
}

//! What the file of a voice may set.

use serde::Deserialize;

/// What an `onnx` voice may set.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Settings {
    /// The model, where no table `[weights]` names it.
    pub model: Option<String>,
    /// The file that describes it, beside it: `NAME.onnx.json` for Piper's voices, symbols with their numbers for Kokoro's.
    pub config: Option<String>,
    /// The file of styles, beside it, which makes it one of Kokoro's.
    pub styles: Option<String>,
    /// Whose style, by name.
    pub voice: String,
    /// Who of several speakers, by number.
    pub speaker: Option<u32>,
    /// How fast it speaks, as a factor.
    pub speed: f32,
    /// How much chance is in the sound and in the lengths; the model's own where left out.
    pub noise_scale: Option<f32>,
    pub noise_w_scale: Option<f32>,
    /// Whose phonemes a model of Kokoro's kind is fed in English.
    pub english: String,
    /// eSpeak NG, which gives phonemes, by name or path.
    pub program: String,
    /// Characters that the model is given at once.
    pub characters: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            model: None,
            config: None,
            styles: None,
            voice: String::new(),
            speaker: None,
            speed: 1.0,
            noise_scale: None,
            noise_w_scale: None,
            english: "en-us".to_owned(),
            program: "espeak-ng".to_owned(),
            characters: 200,
        }
    }
}

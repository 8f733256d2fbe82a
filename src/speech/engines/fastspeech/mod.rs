//! A neural voice inside the program: FastSpeech 2 and multi-band MelGAN, computed here from weights that a listener
//! installs.
//!
//! ```text
//! Spoken ─► phrasing ─► sandhi ─► utterance ─► acoustic ─► vocoder ─► utterance ─► samples, starts of syllables
//!           stretches   tones     symbols      mel         samples    silences
//! ```
//!
//! The pronunciation is ours to the last syllable, the length of every pause too. The same words give the same bytes on
//! any number of threads: a stretch is computed by one.

mod acoustic;
mod error;
mod layers;
mod model;
mod symbols;
mod tflite;
mod utterance;
mod vocoder;
mod wheel;

#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use serde::Deserialize;

use self::error::ModelError;
use self::model::{Model, RATE};
use self::utterance::{Timed, Utterance};
use super::checks::wrong;
use super::compute::compute;
use super::loaded::{Held, Loaded};
use super::mandarin::{self, Word, stretches};
use crate::model::{Language, Millis, Spoken, Syllable, Token};
use crate::speech::{EngineError, Limits, Sound, SpeechEngine, Start, Voice};

/// What a `fastspeech` voice may set.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Settings {
    /// How fast it speaks, as a factor.
    speed: f32,
    /// The size of the speaker, as a factor of 1: a smaller one raises pitch and formants together.
    size: f32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { speed: 1.0, size: 1.0 }
    }
}

#[derive(Clone)]
struct FastSpeech {
    settings: Settings,
    wheel: PathBuf,
    fingerprint: String,
    model: Arc<Held<Model>>,
}

static MODELS: Loaded<Model> = Loaded::new();

/// See [`super::Build`].
pub(super) fn build(voice: &Voice) -> Result<Arc<dyn SpeechEngine>, EngineError> {
    let settings: Settings = super::settings(voice)?;
    if !(0.5..=2.0).contains(&settings.speed) {
        return Err(wrong("speed", "speed is a factor between 0.5 and 2; 1 is the voice's own".to_owned()));
    }
    if !(0.7..=1.3).contains(&settings.size) {
        return Err(wrong("size", "size is a factor between 0.7 and 1.3; 1 is the voice's own".to_owned()));
    }
    let Some(weights) = &voice.weights else {
        return Err(EngineError::Setting {
            key: None,
            message: "the engine `fastspeech` needs a table [weights] that names the file to speak from"
                .to_owned(),
        });
    };
    let wheel = weights.installed(&voice.name).map_err(EngineError::Unusable)?;
    // The number counts the changes of what this engine makes of words and weights.
    let fingerprint = format!("fastspeech 3, {}", weights.sha256.as_deref().unwrap_or_default());
    Ok(Arc::new(FastSpeech { settings, wheel, fingerprint, model: Arc::default() }))
}

#[async_trait]
impl SpeechEngine for FastSpeech {
    fn fingerprint(&self) -> String {
        self.fingerprint.clone()
    }

    fn limits(&self) -> Limits {
        Limits::of_this_machine(vec![Language::Zh])
    }

    fn instead(&self, syllable: &Syllable) -> Option<String> {
        mandarin::instead(syllable)
    }

    fn ends_by_itself(&self) -> bool {
        true
    }

    fn says(&self, token: &Token) -> bool {
        mandarin::letters(token).is_some()
    }

    fn rest(&self) {
        self.model.drop_it();
    }

    async fn speak(&self, spoken: &Spoken, _: &Voice) -> Result<Sound, EngineError> {
        let (engine, spoken) = (self.clone(), spoken.clone());
        compute(move || engine.say(&spoken)).await
    }
}

impl FastSpeech {
    fn say(&self, spoken: &Spoken) -> Result<Sound, EngineError> {
        // Played at another rate, a voice is larger or smaller; what that takes from its speed is given before.
        let rate = f64::from(RATE) / f64::from(self.settings.size);
        let slowness = 1.0 / (self.settings.speed * self.settings.size);
        let model = self.model().map_err(|error| self.unusable(&error))?;
        let mut all = Timed::default();
        for stretch in stretches(spoken, slowness) {
            let silence = stretch.first().map_or(Millis(0), |word| word.pause);
            let timed = self.stretch(&stretch, &model, slowness)?;
            let silence = if all.samples.is_empty() { Millis(0) } else { silence };
            all.append(&timed, silence);
        }
        if all.begins.is_empty() {
            return Err(EngineError::Refused("there is nothing in it to say".to_owned()));
        }
        let starts = all.begins.iter().map(|begin| Start {
            token: begin.token,
            syllable: begin.syllable,
            seconds: begin.sample as f64 / rate,
        });
        let samples = all.samples.iter().flat_map(|sample| sixteen_bits(*sample).to_le_bytes());
        Ok(Sound::pcm(samples.collect(), rate.round() as u32).timed(starts.collect()))
    }

    /// Says a stretch, in two where it is longer than the model takes.
    fn stretch(&self, words: &[Word], model: &Model, slowness: f32) -> Result<Timed, EngineError> {
        let utterance = Utterance::new(words, model).map_err(|syllable| cannot_say(&syllable))?;
        match utterance.say(model, slowness) {
            Ok(timed) => Ok(timed),
            Err(ModelError::TooLong { .. }) if words.len() > 1 => {
                let (first, second) = words.split_at(words.len() / 2);
                let mut timed = self.stretch(first, model, slowness)?;
                timed.append(&self.stretch(second, model, slowness)?, second[0].pause);
                Ok(timed)
            }
            Err(error @ (ModelError::TooLong { .. } | ModelError::Diverged(_))) => {
                Err(EngineError::Refused(error.to_string()))
            }
            Err(error) => Err(self.unusable(&error)),
        }
    }

    /// The model; voices of one file share it.
    fn model(&self) -> Result<Arc<Model>, ModelError> {
        self.model.get(|| MODELS.get(&self.wheel, Model::read))
    }

    fn unusable(&self, error: &ModelError) -> EngineError {
        EngineError::Unusable(format!(
            "{} cannot be used: {error}; install the voice anew",
            self.wheel.display()
        ))
    }
}

fn cannot_say(syllable: &Syllable) -> EngineError {
    EngineError::Refused(format!("it has no syllable `{syllable}`"))
}

fn sixteen_bits(sample: f32) -> i16 {
    (sample * 32_767.0).round().clamp(-32_768.0, 32_767.0) as i16
}

//! The test engine: one tone a beat, always the same bytes, no program and no network.

use std::f32::consts::TAU;
use std::sync::Arc;

use async_trait::async_trait;
use serde::Deserialize;

use crate::model::{Language, Mark, Say, Spoken, Token};
use crate::speech::{EngineError, Input, Limits, Sound, SpeechEngine, Start, Voice};

const RATE: u32 = 22_050;

/// What a `tone` voice may set.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Settings {
    /// The pitch of a first-tone syllable in hertz.
    pitch: f32,
    /// Milliseconds a beat.
    beat: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { pitch: 220.0, beat: 230 }
    }
}

struct ToneEngine {
    settings: Settings,
}

/// See [`super::Build`].
pub(super) fn build(voice: &Voice) -> Result<Arc<dyn SpeechEngine>, EngineError> {
    Ok(Arc::new(ToneEngine { settings: super::settings(voice)? }))
}

#[async_trait]
impl SpeechEngine for ToneEngine {
    fn fingerprint(&self) -> String {
        "tone 1".to_owned()
    }

    fn limits(&self) -> Limits {
        Limits {
            characters: 10_000,
            at_once: 8,
            requests_a_minute: None,
            characters_a_minute: None,
            languages: vec![Language::Zh, Language::En],
            input: Input::Tokens,
        }
    }

    async fn speak(&self, spoken: &Spoken, _: &Voice) -> Result<Sound, EngineError> {
        let beat = (self.settings.beat * RATE / 1_000) as usize;
        let mut samples = Vec::new();
        let mut starts = Vec::new();
        for (at, token) in spoken.tokens.iter().enumerate() {
            let mut start = |syllable, samples: &[i16]| {
                starts.push(Start { token: at, syllable, seconds: samples.len() as f64 / f64::from(RATE) });
            };
            start(0, &samples);
            for (syllable, step) in steps(token).into_iter().enumerate() {
                if syllable > 0 {
                    start(syllable, &samples);
                }
                match step {
                    Some(step) => sing(&mut samples, beat, self.settings.pitch * 2f32.powf(step / 12.0)),
                    None => samples.resize(samples.len() + beat, 0),
                }
            }
        }
        let bytes = samples.iter().flat_map(|sample: &i16| sample.to_le_bytes()).collect();
        Ok(Sound::pcm(bytes, RATE).timed(starts))
    }
}

/// The semitones of a token's beats above the voice's pitch; `None` is a beat of silence.
fn steps(token: &Token) -> Vec<Option<f32>> {
    let beats = |count: usize, step: f32| vec![Some(step); count];
    match &token.say {
        Say::Mandarin(syllables) => syllables
            .iter()
            .map(|s| Some(12.0 - 2.0 * s.said.digit().to_digit(10).unwrap_or(5) as f32))
            .collect(),
        Say::English => beats(token.words.len().div_ceil(3).max(1), -3.0),
        Say::Letters => beats(token.words.chars().filter(|c| c.is_alphanumeric()).count(), -5.0),
        Say::Mark(Mark::Stop | Mark::Question | Mark::Exclamation) | Say::Silent => Vec::new(),
        Say::Mark(_) => vec![None],
    }
}

/// One beat: a sine at −12 dBFS that swells and fades, so that beats are heard apart and nothing clicks.
fn sing(samples: &mut Vec<i16>, length: usize, hertz: f32) {
    samples.extend((0..length).map(|n| {
        let time = n as f32 / RATE as f32;
        let swell = (n as f32 / length as f32 * TAU / 2.0).sin();
        (swell * (time * hertz * TAU).sin() * 8_192.0) as i16
    }));
}

//! Voices of Piper: VITS, with the description beside the model (`NAME.onnx.json`).
//!
//! Inputs `input` i64[1, n], `input_lengths` i64[1], `scales` f32[3] (noise, length, noise of durations), and `sid` i64[1] where
//! there are several speakers; the output holds the samples. Every symbol is followed by a pad; a sentence begins with `^` and
//! ends with `$` (Piper's docs/TRAINING.md).

use std::collections::HashMap;
use std::path::Path;

use serde::Deserialize;

use super::error::VoiceError;
use super::network::{Fed, Network};
use crate::files::regular;

const BEGIN: &str = "^";
const END: &str = "$";
const PAD: &str = "_";

/// How many numbers it is given at once, pads included.
pub(super) const LONGEST: usize = 1_000;

/// What the voice's file says of the sound.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    /// A factor: above 1 is faster.
    pub speed: f32,
    pub noise: Option<f32>,
    pub duration_noise: Option<f32>,
    pub speaker: Option<u32>,
}

/// The file beside the model.
#[derive(Debug, Deserialize)]
pub(super) struct Description {
    audio: Audio,
    #[serde(default)]
    espeak: Espeak,
    #[serde(default)]
    inference: Inference,
    /// `espeak`, `text` or `pinyin`.
    #[serde(default = "espeak")]
    pub phoneme_type: String,
    phoneme_id_map: HashMap<String, Vec<i32>>,
    #[serde(default)]
    num_symbols: Option<i32>,
    #[serde(default = "one")]
    num_speakers: u32,
    #[serde(default)]
    default_speaker_id: u32,
}

#[derive(Debug, Deserialize)]
struct Audio {
    sample_rate: u32,
}

#[derive(Debug, Default, Deserialize)]
struct Espeak {
    voice: String,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(default)]
struct Inference {
    noise_scale: f32,
    length_scale: f32,
    noise_w: f32,
}

impl Default for Inference {
    fn default() -> Self {
        Self { noise_scale: 0.667, length_scale: 1.0, noise_w: 0.8 }
    }
}

fn espeak() -> String {
    "espeak".to_owned()
}

fn one() -> u32 {
    1
}

impl Description {
    /// Reads it, and makes sure that it can be meant.
    ///
    /// # Errors
    /// What is missing or odd in it.
    pub fn read(file: &Path) -> Result<Self, VoiceError> {
        let text = regular::read_text(file, regular::LARGEST_SETTINGS)
            .map_err(|source| VoiceError::Unreadable { file: file.to_owned(), source })?;
        let odd = |message: String| VoiceError::Description { file: file.to_owned(), message };
        let description: Self = serde_json::from_str(&text).map_err(|error| odd(error.to_string()))?;
        if !(4_000..=192_000).contains(&description.audio.sample_rate) {
            return Err(odd(format!(
                "{} samples a second are none of speech",
                description.audio.sample_rate
            )));
        }
        for symbol in [BEGIN, END, PAD] {
            if description.ids(symbol).is_empty() {
                return Err(odd(format!("its `phoneme_id_map` lacks `{symbol}`")));
            }
        }
        if description.phoneme_type == "espeak" && description.espeak.voice.is_empty() {
            return Err(odd("it names no voice of eSpeak NG".to_owned()));
        }
        let most = description.num_symbols.unwrap_or(i32::MAX);
        let beyond = |id: &i32| !(0..most).contains(id);
        let numbers = description
            .phoneme_id_map
            .iter()
            .flat_map(|(symbol, ids)| ids.iter().map(move |id| (symbol, id)));
        if let Some((symbol, id)) = numbers.filter(|(_, id)| beyond(id)).min() {
            return Err(odd(format!("its symbol `{symbol}` has the number {id} of {most}")));
        }
        Ok(description)
    }

    /// The voice of eSpeak NG whose phonemes it was taught.
    pub fn espeak_voice(&self) -> &str {
        &self.espeak.voice
    }

    fn ids(&self, symbol: &str) -> &[i32] {
        self.phoneme_id_map.get(symbol).map_or(&[], Vec::as_slice)
    }

    /// How many speakers the model has.
    pub fn speakers(&self) -> u32 {
        self.num_speakers.max(1)
    }
}

/// A voice, as the files beside its model describe it.
pub(super) struct Piper {
    description: Description,
    manner: Manner,
}

impl Piper {
    pub fn new(description: Description, manner: Manner) -> Self {
        Self { description, manner }
    }

    /// Samples a second.
    pub fn rate(&self) -> u32 {
        self.description.audio.sample_rate
    }

    /// The numbers of symbols, as the model was taught them: a pad behind every symbol; with pinyin, behind every syllable and
    /// mark. Symbols that it does not know are left out. `None` where nothing is left.
    pub fn encode(&self, symbols: &[String]) -> Option<Vec<i32>> {
        let by_syllable = self.description.phoneme_type == "pinyin";
        let pad = self.description.ids(PAD);
        let mut ids = self.description.ids(BEGIN).to_vec();
        if !by_syllable {
            ids.extend(pad);
        }
        let empty = ids.len();
        for symbol in symbols {
            let own = self.description.ids(symbol);
            let is_part = by_syllable && symbol.starts_with(char::is_alphabetic);
            ids.extend(own);
            if !own.is_empty() && !is_part {
                ids.extend(pad);
            }
        }
        let said = ids.len() > empty;
        ids.extend(self.description.ids(END));
        said.then_some(ids)
    }

    /// Whether a model is of this kind.
    ///
    /// # Errors
    /// What it lacks.
    pub fn check(network: &Network) -> Result<(), VoiceError> {
        ["input", "input_lengths", "scales"].iter().try_for_each(|name| network.input(&[name]).map(|_| ()))
    }

    /// The samples of a sentence.
    ///
    /// # Errors
    /// The model's.
    pub fn say(&self, network: &Network, ids: Vec<i32>) -> Result<Vec<f32>, VoiceError> {
        let Inference { noise_scale, length_scale, noise_w } = self.description.inference;
        let scales = vec![
            self.manner.noise.unwrap_or(noise_scale),
            length_scale / self.manner.speed,
            self.manner.duration_noise.unwrap_or(noise_w),
        ];
        let length = ids.len() as i32;
        let mut fed = vec![
            ("input", Fed::Row(ids)),
            ("input_lengths", Fed::Ids(vec![length])),
            ("scales", Fed::Numbers(scales)),
        ];
        if network.inputs().contains(&"sid") {
            let speaker = self.manner.speaker.unwrap_or(self.description.default_speaker_id);
            fed.push(("sid", Fed::Ids(vec![speaker as i32])));
        }
        network.run(fed)
    }
}

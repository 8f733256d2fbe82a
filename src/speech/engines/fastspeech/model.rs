//! The whole voice: symbols in, samples out.

use std::path::Path;

use super::acoustic::{FastSpeech2, Mel, Note};
use super::error::ModelError;
use super::symbols::Symbols;
use super::tflite::Weights;
use super::vocoder::{HOP, MelGan};
use super::wheel::Wheel;

/// Samples a second.
pub(super) const RATE: u32 = 24_000;

/// A voice in memory: about 100 MB.
pub(super) struct Model {
    pub symbols: Symbols,
    acoustic: FastSpeech2,
    vocoder: MelGan,
}

/// Some symbols, spoken.
pub(super) struct Said {
    pub samples: Vec<f32>,
    /// How many samples each symbol lasts; their sum is all.
    pub lengths: Vec<usize>,
}

impl Model {
    /// Reads it from the wheel that it is published in.
    ///
    /// # Errors
    /// What is missing or odd in it.
    pub fn read(wheel: &Path) -> Result<Self, ModelError> {
        let Wheel { symbols, acoustic, vocoder } = Wheel::read(wheel)?;
        let symbols = Symbols::read(&symbols)?;
        let acoustic = FastSpeech2::read(&Weights::read(&acoustic, "acoustic model")?, symbols.count())?;
        let vocoder = MelGan::read(&Weights::read(&vocoder, "vocoder")?)?;
        Ok(Self { symbols, acoustic, vocoder })
    }

    /// Speaks notes; `slowness` stretches their durations. The same notes give the same samples, every time.
    ///
    /// # Errors
    /// Too many of them, or numbers that are none.
    pub fn say(&self, notes: &[Note], slowness: f32) -> Result<Said, ModelError> {
        self.voice(&self.acoustic.forward(notes, slowness)?)
    }

    /// As [`Model::say`] with a mask of any origin, beside the spectrogram.
    #[cfg(test)]
    pub fn say_masked(
        &self,
        notes: &[Note],
        keeps: &mut dyn FnMut() -> bool,
    ) -> Result<(Vec<f32>, Said), ModelError> {
        let mel = self.acoustic.forward_masked(notes, 1.0, keeps)?;
        Ok((mel.frames.iter().copied().collect(), self.voice(&mel)?))
    }

    fn voice(&self, mel: &Mel) -> Result<Said, ModelError> {
        let samples = self.vocoder.forward(&mel.frames)?;
        Ok(Said { samples, lengths: mel.durations.iter().map(|frames| frames * HOP).collect() })
    }
}

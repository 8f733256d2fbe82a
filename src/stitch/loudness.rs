//! How loud a sound is, kept so that a change of gain needs no second look.

use super::{Error, clip};
use crate::files::Shelf;
use crate::loudness::{STEPS_IN_BLOCK, gated, levels};
use crate::model::{Clip, SampleRate, Segment};

/// Steps are of 100 ms.
const STEPS_A_SECOND: f64 = 10.0;

/// A sound as it was heard: the weighted level of each of its steps of 100 ms.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Heard(Vec<f32>);

impl Heard {
    /// Listens to a segment's clip, or knows from the shelf how it sounds.
    pub fn of(segment: &Segment, clip: &Clip, shelf: Option<&Shelf>) -> Result<Self, Error> {
        let listen = || Ok(Self::new(&clip::read(segment, clip)?, clip.rate));
        let Some(shelf) = shelf else { return listen() };
        // The number changes with how it is measured.
        let name = format!("{}.heard1", clip.hash);
        if let Some(kept) = shelf.get(&name) {
            return Ok(Self(kept.as_chunks().0.iter().map(|level| f32::from_le_bytes(*level)).collect()));
        }
        let heard = listen()?;
        shelf.put(&name, heard.0.iter().map(|level| level.to_le_bytes()).collect::<Vec<_>>().as_flattened());
        Ok(heard)
    }

    /// Measures a sound with silence before and after it.
    pub fn new(samples: &[i16], rate: SampleRate) -> Self {
        let mut steps: Vec<f32> = levels(samples, rate).iter().map(|level| level.weighted).collect();
        // What rings on after the sound is too little to count, and would shorten a short one's mean.
        steps.pop();
        Self(steps)
    }

    /// The loudness of the sound for itself. What is shorter than a block is measured over its own length.
    pub fn loudness(&self) -> Option<f64> {
        let block = STEPS_IN_BLOCK.min(self.0.len()).max(1);
        gated(self.0.windows(block).map(|steps| sum(steps) / block as f64))
    }

    /// All of its energy at a linear gain: mean squares times seconds.
    pub fn energy(&self, gain: f32) -> f64 {
        f64::from(gain).powi(2) * sum(&self.0) / STEPS_A_SECOND
    }

    /// The energies of its blocks in a programme, those that lie half in the silence around it too, as heard
    /// at a gain in dB.
    pub fn blocks(&self, gain: f64) -> impl Iterator<Item = f64> {
        let power = 10_f64.powf(gain / 10.0);
        (1..self.0.len() + STEPS_IN_BLOCK).map(move |end| {
            let inside = &self.0[end.saturating_sub(STEPS_IN_BLOCK)..end.min(self.0.len())];
            power * sum(inside) / STEPS_IN_BLOCK as f64
        })
    }
}

fn sum(steps: &[f32]) -> f64 {
    steps.iter().copied().map(f64::from).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tone of 500 Hz.
    fn tone(rate: SampleRate, seconds: f64) -> Vec<i16> {
        let hertz = f64::from(rate.hertz());
        let wave = |n| (3_140.0 * f64::from(n) / hertz).sin() * 8_000.0;
        (0..(seconds * hertz) as i32).map(|n| wave(n) as i16).collect()
    }

    #[test]
    fn a_gain_moves_loudness_by_itself() {
        let rate = SampleRate::new(22_050).unwrap();
        let heard = Heard::new(&tone(rate, 3.0), rate);
        let at = |gain| gated(heard.blocks(gain)).unwrap();
        assert!((at(-6.0) - at(0.0) + 6.0).abs() < 1e-9);
    }

    #[test]
    fn silence_has_no_loudness_and_a_short_word_has_one() {
        let rate = SampleRate::new(16_000).unwrap();
        assert_eq!(Heard::new(&vec![0; 16_000], rate).loudness(), None);
        assert_eq!(Heard::new(&[], rate).loudness(), None);
        let [word, long] =
            [0.2, 3.0].map(|seconds| Heard::new(&tone(rate, seconds), rate).loudness().unwrap());
        assert!((word - long).abs() < 0.2, "{word} against {long}");
    }
}

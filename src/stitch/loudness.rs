//! How loud a sound is, kept so that a change of gain needs no second look.

use crate::files::bytes_of;
use crate::loudness::{STEPS_IN_BLOCK, gated, levels};
use crate::model::{Level, SampleRate};

/// A sound as it was heard.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Heard {
    /// Of its steps of 100 ms.
    levels: Vec<Level>,
    /// The hash of its samples and rate.
    pub hash: blake3::Hash,
}

impl Heard {
    /// Measures a sound with silence before and after it.
    pub fn new(samples: &[i16], rate: SampleRate) -> Self {
        let mut levels = levels(samples, 0, rate);
        // What rings on after the sound is too little to count, and would shorten a short one's mean.
        levels.pop();
        let mut hasher = blake3::Hasher::new();
        hasher.update(&rate.hertz().to_le_bytes());
        hasher.update(&bytes_of(samples));
        Self { levels, hash: hasher.finalize() }
    }

    /// The loudness of the sound for itself. What is shorter than a block is measured over its own length.
    pub fn loudness(&self) -> Option<f64> {
        let block = STEPS_IN_BLOCK.min(self.levels.len()).max(1);
        gated(self.levels.windows(block).map(|steps| sum(steps) / block as f64))
    }

    /// The energies of its blocks in a programme, those that lie half in the silence around it too, as heard
    /// at a gain in dB.
    pub fn blocks(&self, gain: f64) -> impl Iterator<Item = f64> {
        let power = 10_f64.powf(gain / 10.0);
        (1..self.levels.len() + STEPS_IN_BLOCK).map(move |end| {
            let inside = &self.levels[end.saturating_sub(STEPS_IN_BLOCK)..end.min(self.levels.len())];
            power * sum(inside) / STEPS_IN_BLOCK as f64
        })
    }
}

fn sum(steps: &[Level]) -> f64 {
    steps.iter().map(|step| f64::from(step.weighted)).sum()
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

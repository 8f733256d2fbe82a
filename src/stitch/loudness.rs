//! How loud a sound is, kept so that a change of gain needs no second look.

use super::{Error, clip};
use crate::files::Shelf;
use crate::loudness::{STEPS_IN_BLOCK, gated, levels};
use crate::model::{Clip, SampleRate, Samples, Segment};

/// Steps are of 100 ms.
const STEPS_A_SECOND: f64 = 10.0;
/// What is so far below a sound's loudness (dB) is heard as the pause after it: −46 dBFS at −16 LUFS. A voice that
/// dies away stays above the silence for a sixth of a second more.
const SOFT: f64 = -30.0;
/// The end of a sound is looked at in windows of so many a second.
const WINDOWS_A_SECOND: u32 = 100;

/// A sound as it was heard.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Heard {
    /// The weighted level of each of its steps of 100 ms.
    steps: Vec<f32>,
    /// How much of its end is heard as silence already, at its own rate.
    tail: Samples,
}

impl Heard {
    /// Listens to a segment's clip, or knows from the shelf how it sounds.
    pub fn of(segment: &Segment, clip: &Clip, shelf: Option<&Shelf>) -> Result<Self, Error> {
        let listen = || Ok(Self::new(&clip::read(segment, clip)?, clip.rate));
        let Some(shelf) = shelf else { return listen() };
        // The number changes with how it is measured.
        let name = format!("{}.heard2", clip.hash);
        if let Some(heard) = shelf.get(&name).and_then(|kept| Self::from_bytes(&kept)) {
            return Ok(heard);
        }
        let heard = listen()?;
        shelf.put(&name, &heard.to_bytes());
        Ok(heard)
    }

    /// What was kept; `None` where it is something else.
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (tail, steps) = bytes.split_first_chunk()?;
        let steps = steps.as_chunks().0.iter().map(|level| f32::from_le_bytes(*level)).collect();
        Some(Self { steps, tail: Samples(u64::from_le_bytes(*tail)) })
    }

    /// All of it, to be kept: the tail, then the steps.
    fn to_bytes(&self) -> Vec<u8> {
        self.tail.0.to_le_bytes().into_iter().chain(self.steps.iter().flat_map(|s| s.to_le_bytes())).collect()
    }

    /// Measures a sound with silence before and after it.
    pub fn new(samples: &[i16], rate: SampleRate) -> Self {
        let mut steps: Vec<f32> = levels(samples, rate).iter().map(|level| level.weighted).collect();
        // What rings on after the sound is too little to count, and would shorten a short one's mean.
        steps.pop();
        let mut heard = Self { steps, tail: Samples::ZERO };
        heard.tail = heard.loudness().map_or(Samples::ZERO, |loudness| tail(samples, rate, loudness + SOFT));
        heard
    }

    /// How much of its end is heard as silence already, at its own rate.
    pub fn tail(&self) -> Samples {
        self.tail
    }

    /// The loudness of the sound for itself. What is shorter than a block is measured over its own length.
    pub fn loudness(&self) -> Option<f64> {
        let block = STEPS_IN_BLOCK.min(self.steps.len()).max(1);
        gated(self.steps.windows(block).map(|steps| sum(steps) / block as f64))
    }

    /// All of its energy at a linear gain: mean squares times seconds.
    pub fn energy(&self, gain: f32) -> f64 {
        f64::from(gain).powi(2) * sum(&self.steps) / STEPS_A_SECOND
    }

    /// The energies of its blocks in a programme, those that lie half in the silence around it too, as heard
    /// at a gain in dB.
    pub fn blocks(&self, gain: f64) -> impl Iterator<Item = f64> {
        let power = 10_f64.powf(gain / 10.0);
        (1..self.steps.len() + STEPS_IN_BLOCK).map(move |end| {
            let inside = &self.steps[end.saturating_sub(STEPS_IN_BLOCK)..end.min(self.steps.len())];
            power * sum(inside) / STEPS_IN_BLOCK as f64
        })
    }
}

/// How long the end of a sound stays below a level in dBFS.
fn tail(samples: &[i16], rate: SampleRate, level: f64) -> Samples {
    let window = (rate.hertz() / WINDOWS_A_SECOND).max(1) as usize;
    let softest = 10_f64.powf(level / 10.0) * 32_768_f64.powi(2);
    let power = |part: &[i16]| part.iter().map(|&s| f64::from(s).powi(2)).sum::<f64>() / part.len() as f64;
    let soft = samples.rchunks(window).take_while(|part| power(part) < softest);
    Samples(soft.map(|part| part.len() as u64).sum())
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
        assert_eq!(Heard::new(&vec![0; 16_000], rate).tail(), Samples::ZERO, "nothing is heard to end");
        let [word, long] =
            [0.2, 3.0].map(|seconds| Heard::new(&tone(rate, seconds), rate).loudness().unwrap());
        assert!((word - long).abs() < 0.2, "{word} against {long}");
    }

    #[test]
    fn what_dies_away_is_heard_as_silence_before_it_ends() {
        let rate = SampleRate::new(22_050).unwrap();
        let spoken = tone(rate, 1.0);
        let dying = |share: i16| {
            let soft = tone(rate, 0.15).into_iter().map(|sample| sample / share);
            spoken.iter().copied().chain(soft).collect::<Vec<_>>()
        };
        let tail = |sound: &[i16]| Heard::new(sound, rate).tail().0 as f64 / 22_050.0;
        assert_eq!(Heard::new(&spoken, rate).tail(), Samples::ZERO);
        assert!(tail(&dying(10)).abs() < f64::EPSILON, "20 dB below is heard");
        assert!((tail(&dying(40)) - 0.15).abs() < 0.011, "32 dB below is not");
    }

    #[test]
    fn what_is_kept_is_what_was_heard() {
        let rate = SampleRate::new(22_050).unwrap();
        let heard = Heard::new(&tone(rate, 0.7), rate);
        assert_eq!(Heard::from_bytes(&heard.to_bytes()), Some(heard));
        assert_eq!(Heard::from_bytes(&[0; 7]), None);
    }
}

//! A sound as it stands in the master, with what it measures.

use super::clip;
use crate::files::{bytes_of, samples_of};
use crate::loudness::{fine_levels, true_peak};
use crate::model::{Level, SampleRate};

/// Levels are of 10 ms.
const LEVELS_A_SECOND: f64 = 100.0;

/// A sound ready to be written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mastered {
    pub samples: Vec<i16>,
    /// How loud it is, in tenths of steps.
    pub levels: Vec<Level>,
    /// The highest true peak, linear.
    pub peak: f32,
}

impl Mastered {
    /// Measures a sound.
    pub fn new(samples: Vec<i16>) -> Self {
        let levels = fine_levels(&samples, SampleRate::MASTER);
        let peak = true_peak(&clip::reals(&samples), 0.0);
        Self { samples, levels, peak }
    }

    /// All of its energy: mean squares times seconds.
    pub fn energy(&self) -> f64 {
        self.levels.iter().map(|level| f64::from(level.weighted)).sum::<f64>() / LEVELS_A_SECOND
    }

    /// All of it, to be kept: two lengths, the peak, the levels, the samples.
    pub fn to_bytes(&self) -> Vec<u8> {
        let lengths = [self.samples.len() as u32, self.levels.len() as u32].map(u32::to_le_bytes);
        let levels = self.levels.iter().flat_map(|level| [level.weighted, level.plain]);
        let mut bytes = lengths.concat();
        bytes.reserve(4 + 8 * self.levels.len() + 2 * self.samples.len());
        bytes.extend(self.peak.to_le_bytes());
        bytes.extend(levels.flat_map(f32::to_le_bytes));
        bytes.extend_from_slice(&bytes_of(&self.samples));
        bytes
    }

    /// What was kept; `None` where it is something else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (head, rest) = bytes.split_first_chunk::<12>()?;
        let [samples, levels, peak] = *head.as_chunks::<4>().0 else { return None };
        let (measured, sound) = rest.split_at_checked(8 * u32::from_le_bytes(levels) as usize)?;
        let real = |bytes: &[u8; 4]| f32::from_le_bytes(*bytes);
        let level = |[weighted, plain]: &[[u8; 4]; 2]| Level { weighted: real(weighted), plain: real(plain) };
        let kept = Self {
            samples: samples_of(sound),
            levels: measured.as_chunks::<4>().0.as_chunks::<2>().0.iter().map(level).collect(),
            peak: real(&peak),
        };
        (kept.samples.len() == u32::from_le_bytes(samples) as usize).then_some(kept)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_what_was_measured() {
        let sound = Mastered::new((0..10_000).map(|n| (n * 37 % 9_000) as i16).collect());
        let bytes = sound.to_bytes();
        assert_eq!(Mastered::from_bytes(&bytes).as_ref(), Some(&sound));
        for cut in [0, 5, 11, 12, 500, bytes.len() - 2] {
            assert_eq!(Mastered::from_bytes(&bytes[..cut]), None, "{cut} bytes");
        }
        let nothing = Mastered::new(Vec::new());
        assert_eq!(Mastered::from_bytes(&nothing.to_bytes()), Some(nothing));
    }
}

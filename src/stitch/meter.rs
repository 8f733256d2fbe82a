//! What the master measures, put together from its sounds while it is written.

use super::mastered::Mastered;
use crate::loudness::{self, step};
use crate::model::{Level, Loudness, SampleRate, Samples};

/// The levels and the highest peak so far.
pub(super) struct Meter {
    levels: Vec<Level>,
    /// Linear.
    peak: f32,
}

impl Meter {
    /// For a master of this length; a step that it ends in is not measured.
    pub fn new(length: Samples) -> Self {
        let steps = length.0 / step(SampleRate::MASTER) as u64;
        Self { levels: vec![Level::default(); usize::try_from(steps).unwrap_or(0)], peak: 0.0 }
    }

    /// A sound and where it begins.
    pub fn add(&mut self, sound: &Mastered, start: Samples) {
        self.peak = self.peak.max(sound.peak);
        loudness::lay(&sound.levels, start, &mut self.levels, SampleRate::MASTER);
    }

    /// The loudness of the whole. Silence is shown as −70 LUFS, the lowest that is measured.
    pub fn result(self) -> (Loudness, Vec<Level>) {
        let loudness = Loudness {
            integrated: loudness::integrated(&self.levels).unwrap_or(-70.0).max(-70.0),
            true_peak: f64::from(20.0 * self.peak.max(1e-6).log10()),
            range: loudness::range(&self.levels),
        };
        (loudness, self.levels)
    }
}

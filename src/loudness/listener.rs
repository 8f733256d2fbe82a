//! A sound of any length, measured in little memory as it comes.

use super::peak::{TAPS, true_peak_in};
use super::step::step;
use super::weighting;
use crate::model::{Level, SampleRate, Samples};

/// Steps that are measured at a time.
const AT_ONCE: usize = 100;

/// Measures samples of full scale 1 as they come, piece by piece.
#[derive(Debug)]
pub struct Listener {
    rate: SampleRate,
    /// A step of what was measured already, for the filters to settle on, and what was not yet.
    sound: Vec<f32>,
    heard: Heard,
}

/// What was heard.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heard {
    /// How long the sound is.
    pub length: Samples,
    /// The levels of its whole steps.
    pub levels: Vec<Level>,
    /// Its highest true peak, as a linear amplitude.
    pub peak: f32,
}

/// The highest true peak of a delivered file (dBTP).
pub const HIGHEST_PEAK: f64 = -1.0;

impl Heard {
    /// Its true peak in dBTP, where it is above what is delivered.
    pub fn excess(&self) -> Option<f64> {
        let peak = f64::from(20.0 * self.peak.max(1e-6).log10());
        (peak > HIGHEST_PEAK).then_some(peak)
    }
}

impl Listener {
    /// A listener to a sound of this rate.
    pub fn new(rate: SampleRate) -> Self {
        Self { rate, sound: vec![0.0; step(rate)], heard: Heard::default() }
    }

    /// Hears what follows.
    pub fn hear(&mut self, samples: impl IntoIterator<Item = f32>) {
        self.sound.extend(samples);
        let whole = (AT_ONCE + 1) * step(self.rate);
        while self.sound.len() >= whole + TAPS {
            let piece = &self.sound[..whole + TAPS];
            self.heard.peak = true_peak_in(piece, TAPS..whole, self.heard.peak);
            self.measure(AT_ONCE);
        }
    }

    /// The sound was all heard.
    pub fn finish(mut self) -> Heard {
        let step = step(self.rate);
        self.heard.peak = true_peak_in(&self.sound, TAPS..self.sound.len(), self.heard.peak);
        let rest = self.sound.len() - step;
        self.measure(rest / step);
        self.heard.length = self.heard.length.saturating_add(Samples((rest % step) as u64));
        self.heard
    }

    /// Takes the levels of the next steps.
    fn measure(&mut self, steps: usize) {
        let step = step(self.rate);
        let levels = weighting::levels(&self.sound[..(steps + 1) * step], step, steps + 1, self.rate);
        self.heard.levels.extend(&levels[1..]);
        self.heard.length = self.heard.length.saturating_add(Samples((steps * step) as u64));
        self.sound.drain(..steps * step);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loudness::{integrated, true_peak};

    #[test]
    fn pieces_are_heard_as_the_whole() {
        let rate = SampleRate::MASTER;
        let samples: Vec<f32> = (0..1_000_000)
            .map(|n| n as f32 / 44_100.0)
            .map(|t| (t * 2_000.0).sin() * (t * 7_000.0).cos() * (t * 0.7).sin() * 0.8)
            .collect();
        let mut listener = Listener::new(rate);
        samples.chunks(7_777).for_each(|piece| listener.hear(piece.iter().copied()));
        let heard = listener.finish();
        assert_eq!((heard.length, heard.levels.len()), (Samples(1_000_000), 226));
        let whole = weighting::levels(&samples, step(rate), 226, rate);
        let apart = integrated(&heard.levels).unwrap() - integrated(&whole).unwrap();
        assert!(apart.abs() < 1e-4, "{apart} LU apart");
        assert!((heard.peak - true_peak(&samples, 0.0)).abs() < 1e-6);
    }

    #[test]
    fn nothing_and_a_click_have_a_length() {
        assert_eq!(Listener::new(SampleRate::MASTER).finish(), Heard::default());
        let mut listener = Listener::new(SampleRate::MASTER);
        listener.hear([0.5; 10]);
        let heard = listener.finish();
        assert_eq!((heard.length, heard.levels.len()), (Samples(10), 0));
        assert!(heard.peak > 0.45);
    }
}

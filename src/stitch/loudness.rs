//! Loudness after ITU-R BS.1770-4, kept as energies of 100 ms so that a change of gain needs no second look.

use std::f64::consts::PI;

use crate::model::SampleRate;

/// Steps in a gating block of 400 ms; blocks begin at every step.
const STEPS_IN_BLOCK: usize = 4;
/// Blocks below this are silence (LUFS).
const ABSOLUTE_GATE: f64 = -70.0;
/// Blocks so far below the mean of the others do not count (LU).
const RELATIVE_GATE: f64 = -10.0;

/// The K-weighted mean squares of a sound's steps of 100 ms, of one channel played from two.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Energies(Vec<f64>);

impl Energies {
    /// Measures a sound with silence before and after it.
    pub fn of(samples: &[i16], rate: SampleRate) -> Self {
        let step = (rate.hertz() / 10).max(1) as usize;
        let mut weighting = KWeighting::at(rate);
        let energy = |part: &[i16]| {
            let sum: f64 = part.iter().map(|&s| weighting.next(f64::from(s) / 32_768.0).powi(2)).sum();
            // Dual mono: the same sound from two loudspeakers has twice the energy.
            2.0 * sum / step as f64
        };
        Self(samples.chunks(step).map(energy).collect())
    }

    /// The loudness of the sound for itself. What is shorter than a block is measured over its own length.
    pub fn loudness(&self) -> Option<f64> {
        gated(self.0.windows(STEPS_IN_BLOCK.min(self.0.len()).max(1)).map(mean))
    }

    /// The energies of its blocks in a programme, those that lie half in the silence around it too, as heard
    /// at a gain in dB.
    pub fn blocks(&self, gain: f64) -> impl Iterator<Item = f64> {
        let power = 10_f64.powf(gain / 10.0);
        (1..self.0.len() + STEPS_IN_BLOCK).map(move |end| {
            let inside = &self.0[end.saturating_sub(STEPS_IN_BLOCK)..end.min(self.0.len())];
            power * inside.iter().sum::<f64>() / STEPS_IN_BLOCK as f64
        })
    }
}

/// The integrated loudness of blocks in LUFS; `None` where all is silence.
pub(super) fn gated(blocks: impl Iterator<Item = f64>) -> Option<f64> {
    let audible: Vec<f64> = blocks.filter(|&energy| energy > energy_of(ABSOLUTE_GATE)).collect();
    let threshold = mean(&audible) * 10_f64.powf(RELATIVE_GATE / 10.0);
    let loud: Vec<f64> = audible.into_iter().filter(|&energy| energy > threshold).collect();
    (!loud.is_empty()).then(|| lufs(mean(&loud)))
}

fn mean(energies: &[f64]) -> f64 {
    energies.iter().sum::<f64>() / energies.len() as f64
}

fn lufs(energy: f64) -> f64 {
    -0.691 + 10.0 * energy.log10()
}

fn energy_of(lufs: f64) -> f64 {
    10_f64.powf((lufs + 0.691) / 10.0)
}

/// The K curve of BS.1770: a shelf for the head, a high pass for the ear.
struct KWeighting {
    shelf: Biquad,
    high_pass: Biquad,
}

impl KWeighting {
    /// The filters of the recommendation, which gives them at 48 kHz, moved to another rate; values as in
    /// libebur128.
    fn at(rate: SampleRate) -> Self {
        let rate = f64::from(rate.hertz());
        let (k, q) = ((PI * 1_681.974_450_955_533 / rate).tan(), 0.707_175_236_955_419_6);
        let high = 10_f64.powf(3.999_843_853_973_347 / 20.0);
        let band = high.powf(0.499_666_774_154_541_6);
        let a0 = 1.0 + k / q + k * k;
        let shelf = Biquad::new(
            [
                (high + band * k / q + k * k) / a0,
                2.0 * (k * k - high) / a0,
                (high - band * k / q + k * k) / a0,
            ],
            [2.0 * (k * k - 1.0) / a0, (1.0 - k / q + k * k) / a0],
        );
        let (k, q) = ((PI * 38.135_470_876_024_44 / rate).tan(), 0.500_327_037_323_877_3);
        let a0 = 1.0 + k / q + k * k;
        let high_pass = Biquad::new([1.0, -2.0, 1.0], [2.0 * (k * k - 1.0) / a0, (1.0 - k / q + k * k) / a0]);
        Self { shelf, high_pass }
    }

    fn next(&mut self, sample: f64) -> f64 {
        self.high_pass.next(self.shelf.next(sample))
    }
}

/// A filter of second order, transposed direct form II.
struct Biquad {
    b: [f64; 3],
    a: [f64; 2],
    state: [f64; 2],
}

impl Biquad {
    fn new(b: [f64; 3], a: [f64; 2]) -> Self {
        Self { b, a, state: [0.0; 2] }
    }

    fn next(&mut self, x: f64) -> f64 {
        let y = self.b[0] * x + self.state[0];
        self.state[0] = self.b[1] * x - self.a[0] * y + self.state[1];
        self.state[1] = self.b[2] * x - self.a[1] * y;
        y
    }
}

#[cfg(test)]
mod tests {
    use ebur128::{Channel, EbuR128, Mode};

    use super::*;

    /// Bursts of noise of falling loudness.
    fn bursts(rate: u32) -> Vec<i16> {
        let mut seed = 1_u32;
        let mut noise = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 16) as i16
        };
        (0..rate * 8)
            .map(|n| if n / (rate / 2) % 3 == 2 { 0 } else { noise() / (3 + (n / rate) as i16) })
            .collect()
    }

    #[test]
    fn agrees_with_ebur128_at_every_rate() {
        for hertz in [16_000, 22_050, 24_000, 44_100, 48_000] {
            let samples = bursts(hertz);
            let mut reference = EbuR128::new(1, hertz, Mode::I).unwrap();
            reference.set_channel(0, Channel::DualMono).unwrap();
            reference.add_frames_i16(&samples).unwrap();
            let energies = Energies::of(&samples, SampleRate::new(hertz).unwrap());
            let difference = energies.loudness().unwrap() - reference.loudness_global().unwrap();
            assert!(difference.abs() < 0.01, "{hertz} Hz: {difference} LU apart");
        }
    }

    #[test]
    fn a_gain_moves_loudness_by_itself() {
        let energies = Energies::of(&bursts(22_050), SampleRate::new(22_050).unwrap());
        let at = |gain| gated(energies.blocks(gain)).unwrap();
        assert!((at(-6.0) - at(0.0) + 6.0).abs() < 1e-9);
    }

    #[test]
    fn silence_has_no_loudness_and_a_short_word_has_one() {
        let rate = SampleRate::new(16_000).unwrap();
        assert_eq!(Energies::of(&vec![0; 16_000], rate).loudness(), None);
        assert_eq!(Energies::of(&[], rate).loudness(), None);
        let word = Energies::of(&bursts(16_000)[..3_000], rate).loudness().unwrap();
        let long = Energies::of(&bursts(16_000)[..8_000], rate).loudness().unwrap();
        assert!((word - long).abs() < 1.0, "{word} against {long}");
    }
}

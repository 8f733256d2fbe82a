//! A look-ahead limiter of true peaks.

use super::peaks_above;

/// Samples that share a step of the gain; between steps it runs straight.
const STEP: usize = 8;
/// Steps by which the gain falls before a peak: 2 ms at 44.1 kHz.
const LOOK_AHEAD: usize = 88 / STEP;
/// How much of the lost gain comes back with each step: 60 ms to recover two thirds.
const RELEASE: f32 = STEP as f32 / (0.060 * 44_100.0);

/// Turns the gain down around each true peak above `ceiling`, a linear amplitude. Times are meant at 44.1 kHz or near it.
pub fn limit(samples: &mut [f32], ceiling: f32) {
    let Some(needed) = needed_gains(samples, ceiling) else { return };
    let mut gains = held(&needed);
    release(&mut gains);
    apply(&smooth(&gains), samples);
}

/// The gain that each step needs; `None` where no peak is too high.
fn needed_gains(samples: &[f32], ceiling: f32) -> Option<Vec<f32>> {
    let mut gains: Option<Vec<f32>> = None;
    peaks_above(samples, ceiling, |at, peak| {
        let gains = gains.get_or_insert_with(|| vec![1.0; samples.len().div_ceil(STEP)]);
        gains[at / STEP] = gains[at / STEP].min(ceiling / peak);
    });
    gains
}

/// Spreads each needed gain over the look-ahead before and after it, and over the neighbours that the gain runs
/// straight to.
fn held(needed: &[f32]) -> Vec<f32> {
    const REACH: usize = LOOK_AHEAD + 1;
    let mut gains = needed.to_vec();
    for (at, &gain) in needed.iter().enumerate().filter(|(_, gain)| **gain < 1.0) {
        for held in &mut gains[at.saturating_sub(REACH)..(at + REACH + 1).min(needed.len())] {
            *held = held.min(gain);
        }
    }
    gains
}

/// Lets the gain come back slowly.
fn release(gains: &mut [f32]) {
    let mut current = 1.0_f32;
    for gain in gains {
        current = gain.min(current + (1.0 - current) * RELEASE);
        *gain = current;
    }
}

/// Turns jumps into slopes: the mean over the look-ahead on both sides. Each mean is at most the gain that was
/// needed in its middle, since that gain was held so far; beyond both ends the gain stays as it is there.
fn smooth(gains: &[f32]) -> Vec<f32> {
    const WIDTH: usize = 2 * LOOK_AHEAD + 1;
    let (Some(&first), Some(&last)) = (gains.first(), gains.last()) else { return Vec::new() };
    let held = [&[first; LOOK_AHEAD], gains, &[last; LOOK_AHEAD]].concat();
    held.windows(WIDTH).map(|around| around.iter().sum::<f32>() / WIDTH as f32).collect()
}

/// Multiplies each sample by the gain at its place between the middles of two steps.
fn apply(gains: &[f32], samples: &mut [f32]) {
    for (index, step) in samples.chunks_mut(STEP).enumerate() {
        let here = gains[index];
        let before = gains[index.saturating_sub(1)];
        let after = gains[(index + 1).min(gains.len() - 1)];
        for (n, sample) in step.iter_mut().enumerate() {
            let place = (n as f32 + 0.5) / STEP as f32 - 0.5;
            let other = if place < 0.0 { before } else { after };
            *sample *= here + (other - here) * place.abs();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::f32::consts::PI;

    use super::*;
    use crate::loudness::true_peak;

    /// A sine at a quarter of the rate whose samples miss its crests.
    fn between_samples(amplitude: f32) -> Vec<f32> {
        (0..4_410).map(|n| amplitude * (PI / 2.0 * n as f32 + PI / 4.0).sin()).collect()
    }

    #[test]
    fn keeps_true_peaks_below_the_ceiling() {
        let mut samples: Vec<f32> =
            (0..44_100).map(|n| (0.05 * n as f32).sin() * (0.0007 * n as f32).sin() * 2.5).collect();
        limit(&mut samples, 0.84);
        let peak = true_peak(&samples, 0.0);
        assert!((0.80..=0.845).contains(&peak), "{peak}");
    }

    #[test]
    fn leaves_what_is_low_enough_alone() {
        let quiet = between_samples(0.8);
        let mut limited = quiet.clone();
        limit(&mut limited, 0.84);
        assert_eq!(limited, quiet);
    }

    #[test]
    fn the_gain_moves_without_steps() {
        let mut samples = vec![0.5; 20_000];
        samples[10_000..10_020].fill(1.5);
        limit(&mut samples, 0.84);
        let steps = samples.windows(2).map(|pair| (pair[1] - pair[0]).abs());
        let beside_the_peak = steps.enumerate().filter(|(n, _)| !(9_990..10_030).contains(n)).map(|(_, s)| s);
        assert!(beside_the_peak.fold(0.0, f32::max) < 0.005);
        assert!(samples[19_999] > 0.49, "the gain came back");
    }
}

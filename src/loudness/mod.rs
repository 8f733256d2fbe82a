//! Loudness after ITU-R BS.1770-4 and EBU R 128, kept as the levels of steps of 100 ms: a change of gain needs no
//! second look, and what is measured in parts is joined by putting the parts in a row.
//!
//! One channel that both ears hear is measured as dual mono, 3.01 LU above one loudspeaker.

mod file;
mod libopus;
mod limiter;
mod listener;
mod peak;
mod step;
mod track;
mod weighting;

use crate::model::{Level, SampleRate, Samples};

pub use file::heard;
pub use limiter::limit;
pub use listener::{HIGHEST_PEAK, Heard, Listener};
pub use peak::{peaks_above, true_peak};
use step::STEPS_A_SECOND;
pub use step::step;
pub use track::SoundTrack;

/// Fine steps in a step.
const TENTHS: usize = 10;
/// Steps in a gating block of 400 ms; blocks begin at every step.
pub const STEPS_IN_BLOCK: usize = 4;
/// Steps in the short-term window of 3 s.
const STEPS_IN_WINDOW: usize = 30;
/// Blocks below this are silence (LUFS).
const ABSOLUTE_GATE: f64 = -70.0;
/// Blocks so far below the mean of the others do not count (LU).
const RELATIVE_GATE: f64 = -10.0;
/// The same for the loudness range (EBU Tech 3342).
const RANGE_GATE: f64 = -20.0;

/// The levels of a sound's steps, with silence around it; a step after its end holds what the ear's filters ring on.
pub fn levels(samples: &[i16], rate: SampleRate) -> Vec<Level> {
    let step = step(rate);
    weighting::levels(samples, step, samples.len().div_ceil(step) + 1, rate)
}

/// The same in tenths of steps, which [`lay`] puts at any place of a programme.
pub fn fine_levels(samples: &[i16], rate: SampleRate) -> Vec<Level> {
    let tenth = (step(rate) / TENTHS).max(1);
    weighting::levels(samples, tenth, samples.len().div_ceil(tenth) + TENTHS, rate)
}

/// Adds a sound's fine levels to those of a programme's steps, of which it begins at `start`. A tenth that lies in two
/// steps is shared between them by its length: what each is given too much, the other lacks.
pub fn lay(fine: &[Level], start: Samples, programme: &mut [Level], rate: SampleRate) {
    let step = step(rate) as u64;
    let tenth = step / TENTHS as u64;
    let mut add = |index: u64, level: &Level, share: f32| {
        let step = usize::try_from(index).ok().and_then(|index| programme.get_mut(index));
        if let Some(step) = step {
            step.weighted += level.weighted * share;
            step.plain += level.plain * share;
        }
    };
    for (level, begin) in fine.iter().zip((start.0..).step_by(tenth as usize)) {
        let index = begin / step;
        let later = (begin + tenth).saturating_sub((index + 1) * step);
        add(index, level, (tenth - later) as f32 / step as f32);
        add(index + 1, level, later as f32 / step as f32);
    }
}

/// The integrated loudness of a programme in LUFS; `None` where all is silence.
pub fn integrated(levels: &[Level]) -> Option<f64> {
    gated(levels.windows(STEPS_IN_BLOCK).map(mean))
}

/// The integrated loudness of gating blocks, given as K-weighted mean squares; `None` where all is silence.
pub fn gated(blocks: impl Iterator<Item = f64>) -> Option<f64> {
    let loud = above_gate(blocks, RELATIVE_GATE);
    (!loud.is_empty()).then(|| lufs(mean_of(&loud)))
}

/// The loudness range in LU: between the tenth and the 95th of a hundred short-term windows in order of loudness.
pub fn range(levels: &[Level]) -> f64 {
    let windows = levels.windows(STEPS_IN_WINDOW).step_by(STEPS_A_SECOND as usize).map(mean);
    let mut loud = above_gate(windows, RANGE_GATE);
    loud.sort_by(f64::total_cmp);
    let at = |share: f64| loud.get(((loud.len().saturating_sub(1)) as f64 * share).round() as usize);
    at(0.1).zip(at(0.95)).map_or(0.0, |(low, high)| lufs(*high) - lufs(*low))
}

/// The short-term loudness of the 3 s before the end of a step, in LUFS; silence is −∞.
pub fn short_term(levels: &[Level], step: usize) -> f64 {
    let end = (step + 1).min(levels.len());
    let window = &levels[end.saturating_sub(STEPS_IN_WINDOW)..end];
    lufs(window.iter().map(|level| f64::from(level.weighted)).sum::<f64>() / STEPS_IN_WINDOW as f64)
}

/// The blocks that are neither silence nor far below the others.
fn above_gate(blocks: impl Iterator<Item = f64>, gate: f64) -> Vec<f64> {
    let mut audible: Vec<f64> = blocks.filter(|&block| block > energy_of(ABSOLUTE_GATE)).collect();
    let threshold = mean_of(&audible) * 10_f64.powf(gate / 10.0);
    audible.retain(|&block| block > threshold);
    audible
}

fn mean(levels: &[Level]) -> f64 {
    levels.iter().map(|level| f64::from(level.weighted)).sum::<f64>() / levels.len() as f64
}

fn mean_of(energies: &[f64]) -> f64 {
    energies.iter().sum::<f64>() / energies.len() as f64
}

fn lufs(energy: f64) -> f64 {
    -0.691 + 10.0 * energy.log10()
}

fn energy_of(lufs: f64) -> f64 {
    10_f64.powf((lufs + 0.691) / 10.0)
}

#[cfg(test)]
mod tests {
    use ebur128::{Channel, EbuR128, Mode};

    use super::*;

    /// Bursts of noise of falling loudness.
    fn bursts(rate: u32, seconds: u32) -> Vec<i16> {
        let mut seed = 1_u32;
        let mut noise = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 16) as i16
        };
        (0..rate * seconds)
            .map(|n| if n / (rate / 2) % 3 == 2 { 0 } else { noise() / (3 + (n / rate) as i16) })
            .collect()
    }

    fn reference(samples: &[i16], hertz: u32) -> EbuR128 {
        let mut reference = EbuR128::new(1, hertz, Mode::I | Mode::LRA).unwrap();
        reference.set_channel(0, Channel::DualMono).unwrap();
        reference.add_frames_i16(samples).unwrap();
        reference
    }

    #[test]
    fn agrees_with_libebur128_at_every_rate() {
        for hertz in [16_000, 22_050, 24_000, 44_100, 48_000] {
            let samples = bursts(hertz, 40);
            let reference = reference(&samples, hertz);
            let levels = levels(&samples, SampleRate::new(hertz).unwrap());
            let steps = &levels[..400];
            let apart = integrated(steps).unwrap() - reference.loudness_global().unwrap();
            assert!(apart.abs() < 0.001, "{hertz} Hz: {apart} LU apart");
            let apart = range(steps) - reference.loudness_range().unwrap();
            assert!(apart.abs() < 0.001, "{hertz} Hz: a range {apart} LU apart");
            let apart = short_term(steps, 399) - reference.loudness_shortterm().unwrap();
            assert!(apart.abs() < 0.001, "{hertz} Hz: short-term {apart} LU apart");
        }
    }

    #[test]
    fn sounds_measured_by_themselves_add_up_to_the_programme() {
        let rate = SampleRate::MASTER;
        let sound = bursts(44_100, 3);
        let places = [1_234, 150_001, 300_000];
        let mut programme = vec![0; 441_000];
        let mut joined = vec![Level::default(); 100];
        let fine = fine_levels(&sound, rate);
        for place in places {
            programme[place..place + sound.len()].copy_from_slice(&sound);
            lay(&fine, Samples(place as u64), &mut joined, rate);
        }
        let whole = reference(&programme, 44_100);
        let apart = integrated(&joined).unwrap() - whole.loudness_global().unwrap();
        assert!(apart.abs() < 0.005, "{apart} LU apart");
        let plain = joined.iter().map(|level| f64::from(level.plain)).sum::<f64>() / 100.0;
        let squares = programme.iter().map(|&s| (f64::from(s) / 32_768.0).powi(2)).sum::<f64>() / 441_000.0;
        assert!((plain / squares - 1.0).abs() < 1e-5);
    }

    #[test]
    fn silence_has_no_loudness() {
        let rate = SampleRate::new(16_000).unwrap();
        assert_eq!(integrated(&levels(&vec![0; 16_000], rate)), None);
        assert_eq!(integrated(&levels(&[], rate)), None);
        assert_eq!((range(&[]), short_term(&[], 0)), (0.0, f64::NEG_INFINITY));
    }
}

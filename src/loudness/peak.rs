//! True peaks after the annex of ITU-R BS.1770: the wave between the samples is looked at in four steps.

use std::ops::Range;
use std::sync::LazyLock;

/// Taps of each interpolation phase: a point lies in the middle of so many samples.
pub(super) const TAPS: usize = 16;
/// Points between two samples, besides the first.
const PHASES: usize = 3;
/// Samples that are looked at together; quiet ones need no interpolation.
const STRETCH: usize = 64;
/// Numbers that a processor can work on side by side.
const LANES: usize = 16;

/// Windowed sinc filters for the points at 1/4, 2/4 and 3/4 after a sample.
static FILTERS: LazyLock<[[f32; TAPS]; PHASES]> = LazyLock::new(|| {
    std::array::from_fn(|phase| {
        let fraction = (phase + 1) as f64 / (PHASES + 1) as f64;
        let taps: [f64; TAPS] = std::array::from_fn(|tap| {
            let distance = tap as f64 - (TAPS / 2 - 1) as f64 - fraction;
            let angle = std::f64::consts::PI * distance;
            let window = (angle / TAPS as f64).cos().powi(2);
            angle.sin() / angle * window
        });
        let sum: f64 = taps.iter().sum();
        taps.map(|tap| (tap / sum) as f32)
    })
});

/// How far a point between samples can rise above the samples around it.
static HIGHEST_RISE: LazyLock<f32> =
    LazyLock::new(|| FILTERS.iter().map(|taps| taps.iter().map(|tap| tap.abs()).sum()).fold(1.0, f32::max));

/// The highest true peak, as a linear amplitude; below `floor` it is not looked at closely.
pub fn true_peak(samples: &[f32], floor: f32) -> f32 {
    true_peak_in(samples, 0..samples.len(), floor)
}

/// The same for a part of the samples.
pub(super) fn true_peak_in(samples: &[f32], part: Range<usize>, floor: f32) -> f32 {
    stretches(part).fold(floor, |highest, stretch| {
        if !may_exceed(samples, &stretch, highest) {
            return highest;
        }
        peaks(samples, stretch.start)[..stretch.len()].iter().copied().fold(highest, f32::max)
    })
}

/// Calls `found` with each sample's place whose true peak, between it and the next one, is above `level`, and with
/// that peak; both peaks and level are linear amplitudes.
pub fn peaks_above(samples: &[f32], level: f32, mut found: impl FnMut(usize, f32)) {
    for stretch in stretches(0..samples.len()).filter(|stretch| may_exceed(samples, stretch, level)) {
        let peaks = peaks(samples, stretch.start);
        for (at, peak) in stretch.zip(peaks).filter(|(_, peak)| *peak > level) {
            found(at, peak);
        }
    }
}

fn stretches(part: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let end = part.end;
    part.step_by(STRETCH).map(move |from| from..(from + STRETCH).min(end))
}

/// Whether any point of a stretch can be above a level, judged by the samples that its points are made of.
fn may_exceed(samples: &[f32], stretch: &Range<usize>, level: f32) -> bool {
    let around = stretch.start.saturating_sub(TAPS)..(stretch.end + TAPS).min(samples.len());
    highest(&samples[around]) * *HIGHEST_RISE > level
}

/// The highest amplitude.
fn highest(samples: &[f32]) -> f32 {
    let (rows, rest) = samples.as_chunks::<LANES>();
    let mut lanes = [0.0_f32; LANES];
    for row in rows {
        for (highest, sample) in lanes.iter_mut().zip(row) {
            *highest = if sample.abs() > *highest { sample.abs() } else { *highest };
        }
    }
    lanes.iter().chain(rest).fold(0.0, |highest, sample| sample.abs().max(highest))
}

/// For each sample of a stretch, the highest of it and the three points after it.
fn peaks(samples: &[f32], from: usize) -> [f32; STRETCH] {
    const BEFORE: usize = TAPS / 2 - 1;
    // What lies outside of the sound is silence.
    let mut around = [0.0; STRETCH + TAPS];
    let known = from.saturating_sub(BEFORE)..(from + STRETCH + TAPS - BEFORE).min(samples.len());
    let gap = BEFORE.saturating_sub(from);
    around[gap..gap + known.len()].copy_from_slice(&samples[known]);

    let mut peaks = [0.0; STRETCH];
    for (row, peaks) in peaks.as_chunks_mut::<LANES>().0.iter_mut().enumerate() {
        let here = &around[row * LANES..];
        for (peak, sample) in peaks.iter_mut().zip(&here[BEFORE..]) {
            *peak = sample.abs();
        }
        for taps in &*FILTERS {
            let mut points = [0.0; LANES];
            for (tap, samples) in taps.iter().zip(here.windows(LANES)) {
                for (point, sample) in points.iter_mut().zip(samples) {
                    *point += tap * sample;
                }
            }
            for (peak, point) in peaks.iter_mut().zip(points) {
                *peak = if point.abs() > *peak { point.abs() } else { *peak };
            }
        }
    }
    peaks
}

#[cfg(test)]
mod tests {
    use std::f32::consts::PI;

    use super::*;

    /// A sine at a quarter of the rate whose samples miss its crests.
    fn between_samples(amplitude: f32) -> Vec<f32> {
        (0..4_410).map(|n| amplitude * (PI / 2.0 * n as f32 + PI / 4.0).sin()).collect()
    }

    #[test]
    fn the_crest_between_the_samples_is_seen() {
        let samples = between_samples(0.9);
        assert!(highest(&samples) < 0.64);
        let inner = true_peak(&samples, 0.0);
        assert!((0.88..1.0).contains(&inner), "{inner}");
    }

    #[test]
    fn a_peak_is_seen_wherever_it_stands() {
        for at in [0, 1, 7, 8, 15, 16, 63, 64, 65, 199] {
            let mut samples = vec![0.0; 200];
            samples[at] = -0.7;
            assert!((true_peak(&samples, 0.0) - 0.7).abs() < 1e-6, "at {at}");
        }
    }

    #[test]
    fn what_is_below_the_floor_is_not_looked_at() {
        let samples = between_samples(0.2);
        assert_eq!(true_peak(&samples, 0.5).to_bits(), 0.5_f32.to_bits());
        peaks_above(&samples, 0.5, |at, peak| panic!("{peak} at {at}"));
    }
}

//! A look-ahead limiter of true peaks, after the annex of ITU-R BS.1770: the wave between the samples is
//! looked at in four steps.

use std::sync::LazyLock;

/// Taps of each interpolation phase.
const TAPS: usize = 16;
/// Points between two samples, besides the first.
const PHASES: usize = 3;
/// Samples that are looked at together; quiet ones need no interpolation.
const STRETCH: usize = 64;
/// Samples by which the gain falls before a peak: 2 ms at 44.1 kHz.
const LOOK_AHEAD: usize = 88;
/// How much of the lost gain comes back with each sample: 60 ms to recover two thirds.
const RELEASE: f32 = 1.0 / (0.060 * 44_100.0);

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

/// Turns the gain down around each true peak above `ceiling`, a linear amplitude.
pub(super) fn limit(samples: &mut [f32], ceiling: f32) {
    let Some(mut gains) = needed_gains(samples, ceiling) else { return };
    hold_minimum(&mut gains);
    release(&mut gains);
    smooth(&mut gains);
    for (sample, gain) in samples.iter_mut().zip(gains) {
        *sample *= gain;
    }
}

/// The highest true peak, as a linear amplitude; below `floor` it is not looked at closely.
pub(super) fn true_peak(samples: &[f32], floor: f32) -> f32 {
    let mut highest = floor;
    for from in (0..samples.len()).step_by(STRETCH) {
        let to = (from + STRETCH).min(samples.len());
        if may_exceed(samples, from, to, highest) {
            highest = (from..to).map(|at| peak_at(samples, at)).fold(highest, f32::max);
        }
    }
    highest
}

/// The gain that each sample needs; `None` where no peak is too high.
fn needed_gains(samples: &[f32], ceiling: f32) -> Option<Vec<f32>> {
    let mut gains: Option<Vec<f32>> = None;
    for from in (0..samples.len()).step_by(STRETCH) {
        let to = (from + STRETCH).min(samples.len());
        if !may_exceed(samples, from, to, ceiling) {
            continue;
        }
        for at in from..to {
            let peak = peak_at(samples, at);
            if peak > ceiling {
                gains.get_or_insert_with(|| vec![1.0; samples.len()])[at] = ceiling / peak;
            }
        }
    }
    gains
}

/// Whether any point of a stretch can be above `level`, judged by the samples that its points are made of.
fn may_exceed(samples: &[f32], from: usize, to: usize, level: f32) -> bool {
    let around = &samples[from.saturating_sub(TAPS)..(to + TAPS).min(samples.len())];
    around.iter().fold(0.0_f32, |peak, sample| peak.max(sample.abs())) * *HIGHEST_RISE > level
}

/// The highest of a sample and the three points after it.
fn peak_at(samples: &[f32], at: usize) -> f32 {
    let first = at as isize - (TAPS / 2 - 1) as isize;
    let mut window = [0.0; TAPS];
    match usize::try_from(first).ok().and_then(|first| samples.get(first..first + TAPS)) {
        Some(inside) => window.copy_from_slice(inside),
        None => {
            for (offset, value) in window.iter_mut().enumerate() {
                let index = usize::try_from(first + offset as isize).ok();
                *value = index.and_then(|index| samples.get(index)).copied().unwrap_or(0.0);
            }
        }
    }
    FILTERS.iter().fold(samples[at].abs(), |peak, taps| {
        let point: f32 = taps.iter().zip(&window).map(|(tap, sample)| tap * sample).sum();
        peak.max(point.abs())
    })
}

/// Spreads each needed gain over the look-ahead before and after it.
fn hold_minimum(gains: &mut [f32]) {
    let needed: Vec<(usize, f32)> =
        gains.iter().copied().enumerate().filter(|&(_, gain)| gain < 1.0).collect();
    for (at, gain) in needed {
        let reach = at.saturating_sub(LOOK_AHEAD)..(at + LOOK_AHEAD + 1).min(gains.len());
        for held in &mut gains[reach] {
            *held = held.min(gain);
        }
    }
}

/// Lets the gain come back slowly.
fn release(gains: &mut [f32]) {
    let mut current = 1.0_f32;
    for gain in gains {
        current = gain.min(current + (1.0 - current) * RELEASE);
        *gain = current;
    }
}

/// Turns steps into slopes: the mean over the look-ahead on both sides. Each mean is at most the gain that was
/// needed in its middle, since that gain was held so far; beyond both ends the gain stays as it is there.
fn smooth(gains: &mut [f32]) {
    const WIDTH: usize = 2 * LOOK_AHEAD + 1;
    let (Some(&first), Some(&last)) = (gains.first(), gains.last()) else { return };
    let held = [&[first; LOOK_AHEAD], &*gains, &[last; LOOK_AHEAD]].concat();
    let mut sum: f64 = held[..WIDTH - 1].iter().copied().map(f64::from).sum();
    for ((gain, &leaves), &enters) in gains.iter_mut().zip(&held).zip(&held[WIDTH - 1..]) {
        sum += f64::from(enters);
        *gain = (sum / WIDTH as f64) as f32;
        sum -= f64::from(leaves);
    }
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
    fn sees_the_crest_between_the_samples() {
        let samples = between_samples(0.9);
        let highest = samples.iter().fold(0.0_f32, |peak, s| peak.max(s.abs()));
        assert!(highest < 0.64);
        let inner = true_peak(&samples[..], 0.0);
        assert!((0.88..1.0).contains(&inner), "{inner}");
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

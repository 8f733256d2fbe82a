//! The K curve of BS.1770, run over several stretches of a sound at once.

use std::f64::consts::PI;
use std::ops::{Add, Mul, Range, Sub};

use crate::model::{Level, SampleRate};

/// Stretches that are filtered side by side: a processor does the same to four numbers in little more time than to
/// one, and has registers for no more. The number is fixed, so that results do not depend on the machine.
const LANES: usize = 4;
/// Samples of each lane that are laid side by side at a time.
const BLOCK: usize = 128;

/// A sample in any form.
pub(super) trait Sample: Copy {
    /// Its value, full scale being 1.
    fn real(self) -> f64;
}

impl Sample for i16 {
    fn real(self) -> f64 {
        f64::from(self) / 32_768.0
    }
}

impl Sample for f32 {
    fn real(self) -> f64 {
        f64::from(self)
    }
}

/// One number a lane.
#[derive(Clone, Copy, Debug, Default)]
struct Lanes([f64; LANES]);

impl Lanes {
    fn all(value: f64) -> Self {
        Self([value; LANES])
    }

    #[inline]
    fn with(self, other: Self, combine: impl Fn(f64, f64) -> f64) -> Self {
        let mut result = self;
        for lane in 0..LANES {
            result.0[lane] = combine(self.0[lane], other.0[lane]);
        }
        result
    }
}

impl Add for Lanes {
    type Output = Self;

    #[inline]
    fn add(self, other: Self) -> Self {
        self.with(other, |a, b| a + b)
    }
}

impl Sub for Lanes {
    type Output = Self;

    #[inline]
    fn sub(self, other: Self) -> Self {
        self.with(other, |a, b| a - b)
    }
}

impl Mul for Lanes {
    type Output = Self;

    #[inline]
    fn mul(self, other: Self) -> Self {
        self.with(other, |a, b| a * b)
    }
}

/// The levels of the first `count` steps of so many samples. Around the sound is silence.
///
/// Each lane has a share of the steps and begins 100 ms early: after that, what the filters keep of anything before
/// is 200 dB down.
pub(super) fn levels<S: Sample>(samples: &[S], step: usize, count: usize, rate: SampleRate) -> Vec<Level> {
    let early = super::step::step(rate).div_ceil(step);
    let share = count.div_ceil(LANES);
    let mut weighting = KWeighting::at(rate);
    let mut levels = vec![Level::default(); share * LANES];
    for turn in 0..share + early {
        let (mut weighted, mut plain) = (Lanes::default(), Lanes::default());
        for from in (0..step).step_by(BLOCK) {
            let size = BLOCK.min(step - from);
            let first = (turn * step + from) as isize - (early * step) as isize;
            let block = side_by_side(samples, first, share * step, size);
            let squares = weighting.squares(&block[..size]);
            weighted = weighted + squares.0;
            plain = plain + squares.1;
        }
        let Some(own) = turn.checked_sub(early) else { continue };
        for lane in 0..LANES {
            levels[lane * share + own] = Level {
                // Dual mono: the same sound from two loudspeakers has twice the energy.
                weighted: (2.0 * weighted.0[lane] / step as f64) as f32,
                plain: (plain.0[lane] / step as f64) as f32,
            };
        }
    }
    levels.truncate(count);
    levels
}

/// `size` samples of each lane; lane 0 begins at `first`, each other one `apart` samples after the one before.
fn side_by_side<S: Sample>(samples: &[S], first: isize, apart: usize, size: usize) -> [Lanes; BLOCK] {
    let mut block = [Lanes::default(); BLOCK];
    for lane in 0..LANES {
        let (place, values) = within(samples, first + (lane * apart) as isize, size);
        for (row, &value) in block[place].iter_mut().zip(values) {
            row.0[lane] = value.real();
        }
    }
    block
}

/// Which of `size` values from a position on are samples, and those.
fn within<S>(samples: &[S], from: isize, size: usize) -> (Range<usize>, &[S]) {
    let before = usize::try_from(-from).unwrap_or(0).min(size);
    let start = usize::try_from(from).unwrap_or(0).min(samples.len());
    let end = samples.len().min(start + size - before);
    (before..before + end - start, &samples[start..end])
}

/// A shelf for the head, a high pass for the ear.
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

    /// The sums of the squares of some values, weighted and as they are.
    fn squares(&mut self, values: &[Lanes]) -> (Lanes, Lanes) {
        values.iter().fold((Lanes::default(), Lanes::default()), |(weighted, plain), &value| {
            let heard = self.high_pass.next(self.shelf.next(value));
            (weighted + heard * heard, plain + value * value)
        })
    }
}

/// A filter of second order in every lane, transposed direct form II.
struct Biquad {
    b: [f64; 3],
    a: [f64; 2],
    state: [Lanes; 2],
}

impl Biquad {
    fn new(b: [f64; 3], a: [f64; 2]) -> Self {
        Self { b, a, state: [Lanes::default(); 2] }
    }

    #[inline]
    fn next(&mut self, x: Lanes) -> Lanes {
        let y = Lanes::all(self.b[0]) * x + self.state[0];
        self.state[0] = Lanes::all(self.b[1]) * x - Lanes::all(self.a[0]) * y + self.state[1];
        self.state[1] = Lanes::all(self.b[2]) * x - Lanes::all(self.a[1]) * y;
        y
    }
}

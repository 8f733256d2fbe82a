//! Units of time and loudness. Inside the program time is counted in samples; seconds appear at the edge.

use std::fmt;
use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

/// Samples a second of one channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SampleRate(NonZeroU32);

impl SampleRate {
    /// The rate of every master: 44,100 Hz, what podcast directories recommend.
    pub const MASTER: Self = match NonZeroU32::new(44_100) {
        Some(rate) => Self(rate),
        None => unreachable!(),
    };

    /// The highest rate that any sound is recorded at, in hertz. A file may say any number, and what listens to it works in
    /// steps of time: a few bytes said to be a moment of 4 GHz would keep it busy for long.
    pub const HIGHEST: u32 = 768_000;

    /// `None` for 0 Hz and beyond [`SampleRate::HIGHEST`].
    pub fn new(hertz: u32) -> Option<Self> {
        NonZeroU32::new(hertz).filter(|_| hertz <= Self::HIGHEST).map(Self)
    }

    /// The rate in hertz; never 0.
    pub fn hertz(self) -> u32 {
        self.0.get()
    }
}

impl fmt::Display for SampleRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} Hz", self.0)
    }
}

/// A count of samples of one channel, or a position counted from the first one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Samples(pub u64);

impl Samples {
    /// No samples; the first position.
    pub const ZERO: Self = Self(0);

    /// The number of samples that lasts as long as `time`, rounded to the nearest.
    pub fn lasting(time: Millis, rate: SampleRate) -> Self {
        Self(rescale(time.0, rate.hertz().into(), 1_000))
    }

    /// The sum; `None` on overflow.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The sum, stopping at the largest count.
    #[must_use]
    pub fn saturating_add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// The difference, or zero where `other` is the larger.
    #[must_use]
    pub fn saturating_sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// The time in seconds at `rate`.
    pub fn seconds(self, rate: SampleRate) -> f64 {
        self.0 as f64 / f64::from(rate.hertz())
    }

    /// The time in milliseconds at `rate`, rounded to the nearest.
    pub fn millis(self, rate: SampleRate) -> Millis {
        Millis(rescale(self.0, 1_000, rate.hertz().into()))
    }

    /// The count that lasts as long at another rate, rounded to the nearest.
    #[must_use]
    pub fn at(self, from: SampleRate, to: SampleRate) -> Self {
        Self(rescale(self.0, to.hertz().into(), from.hertz().into()))
    }
}

/// `count × by ÷ per`, rounded to the nearest, without overflow in between.
fn rescale(count: u64, by: u64, per: u64) -> u64 {
    let exact = (u128::from(count) * u128::from(by) + u128::from(per) / 2) / u128::from(per);
    u64::try_from(exact).unwrap_or(u64::MAX)
}

/// A length of time in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Millis(pub u64);

impl Millis {
    /// The time in seconds.
    pub fn seconds(self) -> f64 {
        self.0 as f64 / 1_000.0
    }
}

/// Loudness as EBU R 128 measures it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Loudness {
    /// Integrated loudness in LUFS (mono measured as dual mono).
    #[serde(rename = "integrated_lufs")]
    pub integrated: f64,
    /// The highest true peak in dBTP.
    #[serde(rename = "true_peak_dbtp")]
    pub true_peak: f64,
    /// Loudness range in LU (EBU Tech 3342).
    #[serde(rename = "range_lu")]
    pub range: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_and_samples_convert_both_ways() {
        let rate = SampleRate::MASTER;
        for ms in [0, 1, 150, 999, 36_000_000] {
            assert_eq!(Samples::lasting(Millis(ms), rate).millis(rate), Millis(ms));
        }
    }

    #[test]
    fn a_change_of_rate_keeps_the_length() {
        let espeak = SampleRate::new(22_050).unwrap();
        assert_eq!(Samples(22_050).at(espeak, SampleRate::MASTER), Samples(44_100));
        assert_eq!(Samples(u64::MAX).at(espeak, SampleRate::MASTER), Samples(u64::MAX));
    }
}

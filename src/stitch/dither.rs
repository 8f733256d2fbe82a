//! From reals to 16 bits.

/// Noise of triangular distribution, the same in every run.
pub(super) struct Dither(u64);

impl Dither {
    /// Every sound begins with the same noise, so that it has the same bytes wherever it stands.
    pub fn new() -> Self {
        Self(0x9E37_79B9_7F4A_7C15)
    }

    /// The nearest 16-bit values to samples of full scale 1, with a noise of two steps' width added first, so
    /// that rounding leaves no distortion behind.
    pub fn quantise<'a>(&'a mut self, samples: &'a [f32]) -> impl Iterator<Item = i16> + 'a {
        samples.iter().map(|&sample| nearest(sample * 32_768.0 + self.noise()))
    }

    /// The difference of two even distributions of one step each, from one step of xorshift64.
    fn noise(&mut self) -> f32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let (high, low) = (self.0 >> 32, self.0 & u64::from(u32::MAX));
        (high as i64 - low as i64) as f32 / 4_294_967_296.0
    }
}

/// Rounds and clamps. Lifted above zero, cutting is rounding, several times as fast as `f32::round` on
/// processors without an instruction for it.
fn nearest(value: f32) -> i16 {
    let lifted = (value + 32_768.5).clamp(0.0, 65_535.0);
    (lifted as i32 - 32_768) as i16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_between_two_steps_survives_as_their_mean() {
        let samples = vec![10.3 / 32_768.0; 100_000];
        let mut dither = Dither::new();
        let mean = dither.quantise(&samples).map(f64::from).sum::<f64>() / samples.len() as f64;
        assert!((mean - 10.3).abs() < 0.01, "{mean}");
    }

    #[test]
    fn values_are_rounded_to_the_nearest_step() {
        let rounded = [-32_768.0, -1.6, -0.4, 0.4, 1.6, 32_767.0].map(nearest);
        assert_eq!(rounded, [-32_768, -2, 0, 0, 2, 32_767]);
    }

    #[test]
    fn full_scale_is_clamped() {
        assert!(Dither::new().quantise(&[1.2, 1.0]).all(|sample| sample == i16::MAX));
    }
}

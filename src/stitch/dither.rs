//! From reals to 16 bits.

/// Samples that get their noise at a time, each from a source of its own.
const LANES: usize = 8;
/// Added to a small real, it pushes the digits after the point out of the number: the rest is rounded to the nearest.
const ROUNDING: f32 = 12_582_912.0;

/// Noise of triangular distribution, the same in every run.
pub(super) struct Dither([u32; LANES]);

impl Dither {
    /// Every sound begins with the same noise, so that it has the same bytes wherever it stands.
    pub fn new() -> Self {
        Self(std::array::from_fn(|lane| 0x9E37_79B9_u32.wrapping_mul(2 * lane as u32 + 1)))
    }

    /// The nearest 16-bit values to samples of full scale 1, with a noise of two steps' width added first, so
    /// that rounding leaves no distortion behind.
    pub fn quantise(&mut self, samples: &[f32]) -> Vec<i16> {
        let mut values = Vec::with_capacity(samples.len());
        let (rows, rest) = samples.as_chunks::<LANES>();
        for row in rows {
            let noise = self.noise();
            values
                .extend_from_slice(&std::array::from_fn::<_, LANES, _>(|lane| with(row[lane], noise[lane])));
        }
        values.extend(rest.iter().zip(self.noise()).map(|(&sample, noise)| with(sample, noise)));
        values
    }

    /// The difference of two even distributions of one step each, from one step of xorshift32.
    fn noise(&mut self) -> [f32; LANES] {
        for state in &mut self.0 {
            *state ^= *state << 13;
            *state ^= *state >> 17;
            *state ^= *state << 5;
        }
        self.0.map(|state| ((state >> 16) as i32 - (state & 0xFFFF) as i32) as f32 / 65_536.0)
    }
}

/// A sample with its noise in 16 bits.
fn with(sample: f32, noise: f32) -> i16 {
    nearest(sample * 32_768.0 + noise)
}

/// Rounds to the nearest and clamps.
fn nearest(value: f32) -> i16 {
    let lifted = value.clamp(-32_768.0, 32_767.0) + ROUNDING;
    (lifted.to_bits() as i32 - ROUNDING.to_bits() as i32) as i16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_between_two_steps_survives_as_their_mean() {
        let samples = vec![10.3 / 32_768.0; 100_000];
        let values = Dither::new().quantise(&samples);
        let mean = values.iter().copied().map(f64::from).sum::<f64>() / samples.len() as f64;
        assert!((mean - 10.3).abs() < 0.01, "{mean}");
    }

    #[test]
    fn the_noise_is_triangular_and_white() {
        let mut dither = Dither::new();
        let noise: Vec<f64> = (0..50_000).flat_map(|_| dither.noise()).map(f64::from).collect();
        let count = noise.len() as f64;
        let mean_of_products =
            |apart: usize| noise.iter().zip(&noise[apart..]).map(|(a, b)| a * b).sum::<f64>() / count;
        assert!(noise.iter().all(|value| value.abs() < 1.0));
        assert!((noise.iter().sum::<f64>() / count).abs() < 0.005);
        // The variance of a triangle from −1 to 1 is a sixth.
        assert!((mean_of_products(0) - 1.0 / 6.0).abs() < 0.002, "{}", mean_of_products(0));
        for apart in [1, 2, 3, 4, 8, 16] {
            assert!(mean_of_products(apart).abs() < 0.002, "{apart}: {}", mean_of_products(apart));
        }
    }

    #[test]
    fn values_are_rounded_to_the_nearest_step() {
        let rounded = [-32_768.0, -1.6, -0.4, 0.4, 1.6, 32_767.0].map(nearest);
        assert_eq!(rounded, [-32_768, -2, 0, 0, 2, 32_767]);
    }

    #[test]
    fn full_scale_is_clamped() {
        assert!(Dither::new().quantise(&[1.2, 1.0]).iter().all(|&sample| sample == i16::MAX));
    }
}

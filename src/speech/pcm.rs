//! Sound as samples: one channel of 16 bits, and the few things that are done to it.

use rubato::audioadapter_buffers::owned::InterleavedOwned;
use rubato::{Fft, FixedSync, Resampler, WindowFunction};

use crate::model::Millis;

/// One channel of 16-bit samples.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pcm {
    /// Samples a second.
    pub rate: u32,
    /// The samples.
    pub samples: Vec<i16>,
}

/// Below this, in sample values, nothing is heard: −60 dBFS.
const HEARD: u16 = 33;

impl Pcm {
    /// Its length in seconds.
    pub fn seconds(&self) -> f64 {
        self.samples.len() as f64 / f64::from(self.rate.max(1))
    }

    /// How many samples last so long.
    fn lasting(&self, time: Millis) -> usize {
        usize::try_from(time.0 * u64::from(self.rate) / 1_000).unwrap_or(usize::MAX)
    }

    /// Cuts the silence off both ends but for `lead` before and `tail` after what is heard; gives how many samples
    /// went at the beginning.
    pub fn trim(&mut self, lead: Millis, tail: Millis) -> usize {
        let heard = |sample: &i16| sample.unsigned_abs() > HEARD;
        let Some(first) = self.samples.iter().position(heard) else { return 0 };
        let last = self.samples.iter().rposition(heard).unwrap_or(first);
        let end = (last + 1).saturating_add(self.lasting(tail)).min(self.samples.len());
        self.samples.truncate(end);
        let cut = first.saturating_sub(self.lasting(lead));
        self.samples.drain(..cut);
        cut
    }

    /// Fades both ends in and out, so that a joint does not click.
    pub fn fade(&mut self, time: Millis) {
        let length = self.lasting(time).min(self.samples.len() / 2);
        let total = self.samples.len();
        for n in 0..length {
            let share = n as f32 / length as f32;
            for at in [n, total - 1 - n] {
                self.samples[at] = (f32::from(self.samples[at]) * share) as i16;
            }
        }
    }

    /// Whether nothing is heard.
    pub fn is_silent(&self) -> bool {
        !self.samples.iter().any(|sample| sample.unsigned_abs() > HEARD * 6)
    }

    /// The root mean square of what is heard, in sample values; 0 for silence.
    pub fn strength(&self) -> f64 {
        let heard = self.samples.iter().filter(|sample| sample.unsigned_abs() > HEARD * 6);
        let (sum, count) =
            heard.fold((0.0, 0u32), |(sum, count), &s| (sum + f64::from(s).powi(2), count + 1));
        if count == 0 { 0.0 } else { (sum / f64::from(count)).sqrt() }
    }

    /// Turns the sound up to a strength, by at most 6 dB and never into clipping.
    pub fn strengthen(&mut self, to: f64) {
        self.amplify((to / self.strength().max(1.0)).max(1.0));
    }

    /// Turns the sound up or down to a strength, by at most 6 dB up, 12 dB down, and never into clipping.
    pub fn level(&mut self, to: f64) {
        self.amplify((to / self.strength().max(1.0)).max(0.25));
    }

    fn amplify(&mut self, gain: f64) {
        let peak = self.samples.iter().map(|s| s.unsigned_abs()).max().unwrap_or(0);
        if peak == 0 {
            return;
        }
        // Nothing is turned down only because it is near full scale.
        let gain = gain.min(2.0).min((32_000.0 / f64::from(peak)).max(1.0));
        if (gain - 1.0).abs() > f64::EPSILON {
            for sample in &mut self.samples {
                *sample = (f64::from(*sample) * gain) as i16;
            }
        }
    }

    /// Changes the rate, keeping the length.
    pub fn resample(&mut self, to: u32) {
        if self.rate == to || self.samples.is_empty() {
            return;
        }
        if let Some(samples) = resampled(&self.samples, self.rate, to) {
            self.samples = samples;
        }
        self.rate = to;
    }

    /// Appends a sound of the same rate after a silence; gives where it begins.
    pub fn append_after(&mut self, other: &Self, silence: Millis) -> usize {
        debug_assert_eq!(self.rate, other.rate, "sounds of one rate");
        let begins = self.samples.len() + self.lasting(silence);
        self.samples.resize(begins, 0);
        self.samples.extend_from_slice(&other.samples);
        begins
    }
}

/// `None` where the resampler refuses a rate.
fn resampled(samples: &[i16], from: u32, to: u32) -> Option<Vec<i16>> {
    let (length, window) = (samples.len(), WindowFunction::BlackmanHarris2);
    let mut resampler =
        Fft::<f32>::new_custom(from as usize, to as usize, 1_024, 1, 1, window, FixedSync::Input).ok()?;
    let input =
        InterleavedOwned::new_from(samples.iter().map(|&s| f32::from(s)).collect(), 1, length).ok()?;
    let output = resampler.process_all(&input, length, None).ok()?.take_data();
    Some(output.into_iter().map(|value| value.round().clamp(-32_768.0, 32_767.0) as i16).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noise_between_silences() -> Pcm {
        let mut samples = vec![0; 1_000];
        samples.extend((0..500).map(|n| if n % 2 == 0 { 9_000 } else { -9_000 }));
        samples.extend([0; 1_000]);
        Pcm { rate: 1_000, samples }
    }

    #[test]
    fn trimming_keeps_what_is_heard_and_its_margins() {
        let mut sound = noise_between_silences();
        sound.trim(Millis(20), Millis(40));
        assert_eq!(sound.samples.len(), 20 + 500 + 40);
        assert_eq!(sound.samples[20], 9_000);
    }

    #[test]
    fn a_change_of_rate_keeps_length_and_level() {
        let tone = |rate: u32| {
            let hum =
                |n| ((f64::from(n) * 440.0 * std::f64::consts::TAU / f64::from(rate)).sin() * 9e3) as i16;
            Pcm { rate, samples: (0..rate).map(hum).collect() }
        };
        for (from, to) in [(22_050, 24_000), (24_000, 22_050), (16_000, 48_000)] {
            let mut sound = tone(from);
            sound.resample(to);
            assert!((sound.seconds() - 1.0).abs() < 0.01, "{from} to {to}: {} s", sound.seconds());
            assert!((sound.strength() / tone(to).strength() - 1.0).abs() < 0.02, "{from} to {to}");
        }
    }

    #[test]
    fn silence_is_not_trimmed_away() {
        let mut sound = Pcm { rate: 1_000, samples: vec![3; 100] };
        sound.trim(Millis(1), Millis(1));
        assert_eq!(sound.samples.len(), 100);
    }

    #[test]
    fn strengthening_never_clips_and_never_weakens() {
        let mut sound = noise_between_silences();
        sound.strengthen(15_000.0);
        assert_eq!(sound.samples[1_000], 15_000);
        sound.strengthen(1.0);
        assert_eq!(sound.samples[1_000], 15_000);
        for _ in 0..2 {
            sound.strengthen(90_000.0);
        }
        assert!((31_999..=32_000).contains(&sound.samples[1_000]), "{}", sound.samples[1_000]);
    }
}

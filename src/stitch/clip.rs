//! A clip from disk at the master's rate.

use std::cell::RefCell;

use rubato::audioadapter_buffers::owned::InterleavedOwned;
use rubato::{Fft, FixedSync, Resampler, WindowFunction};

use super::Error;
use crate::files::WavFile;
use crate::model::{Clip, SampleRate, Samples, Segment};

/// Samples that the resampler transforms at a time; long enough for a steep filter.
const BLOCK: usize = 1_024;

/// How long a clip lasts on the timeline.
pub(super) fn length_on_timeline(clip: &Clip) -> Samples {
    clip.length.at(clip.rate, SampleRate::MASTER)
}

/// A clip's samples as they are in its file.
pub(super) fn read(segment: &Segment, clip: &Clip) -> Result<Vec<i16>, Error> {
    let unusable =
        |reason: String| Error::Clip { segment: segment.id.clone(), path: clip.path.clone(), reason };
    let mut file = WavFile::open(&clip.path).map_err(|error| unusable(error.to_string()))?;
    if (file.rate, file.length) != (clip.rate, clip.length) {
        let found = format!("{} samples at {}", file.length.0, file.rate);
        return Err(unusable(format!("it has {found}, not {} at {}", clip.length.0, clip.rate)));
    }
    file.read_all().map_err(|error| unusable(error.to_string()))
}

/// Samples at the master's rate, full scale being 1, of exactly the length that they have on the timeline.
///
/// `None` where the resampler refuses the rate.
pub(super) fn at_master_rate(samples: &[i16], rate: SampleRate) -> Option<Vec<f32>> {
    reals_at_master_rate(reals(samples), rate)
}

/// Samples with full scale being 1.
pub(super) fn reals(samples: &[i16]) -> Vec<f32> {
    samples.iter().map(|&sample| f32::from(sample) / 32_768.0).collect()
}

/// The same for samples that are reals already.
pub(super) fn reals_at_master_rate(mut sound: Vec<f32>, rate: SampleRate) -> Option<Vec<f32>> {
    let length = usize::try_from(Samples(sound.len() as u64).at(rate, SampleRate::MASTER).0).ok()?;
    if rate != SampleRate::MASTER && !sound.is_empty() {
        sound = resample(sound, rate)?;
    }
    sound.resize(length, 0.0);
    Some(sound)
}

thread_local! {
    /// The resampler for the rate that this thread met last: to plan its transforms for every clip is work done twice.
    static RESAMPLER: RefCell<Option<(SampleRate, Fft<f32>)>> = const { RefCell::new(None) };
}

fn resample(sound: Vec<f32>, rate: SampleRate) -> Option<Vec<f32>> {
    let length = sound.len();
    let input = InterleavedOwned::new_from(sound, 1, length).ok()?;
    RESAMPLER.with_borrow_mut(|kept| {
        let resampler = match kept.take() {
            Some((of, resampler)) if of == rate => resampler,
            _ => resampler(rate)?,
        };
        let (_, resampler) = kept.insert((rate, resampler));
        // It begins anew with each sound.
        Some(resampler.process_all(&input, length, None).ok()?.take_data())
    })
}

fn resampler(rate: SampleRate) -> Option<Fft<f32>> {
    let (from, to) = (rate.hertz() as usize, SampleRate::MASTER.hertz() as usize);
    Fft::new_custom(from, to, BLOCK, 1, 1, WindowFunction::BlackmanHarris2, FixedSync::Input).ok()
}

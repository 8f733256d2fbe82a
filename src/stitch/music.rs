//! Jingles, stings and the bed under the headlines.

use std::f32::consts::{FRAC_PI_2, PI, TAU};
use std::io::BufReader;
use std::ops::Range;
use std::path::Path;

use hound::{SampleFormat, WavReader, WavSpec};

use super::clip;
use super::loudness::Heard;
use super::timeline::{Lengths, Music};
use super::{Error, Options};
use crate::files::regular;
use crate::loudness::limit;
use crate::model::{Cue, SampleRate, Samples};

/// Music is held in memory, so a piece has an end: three minutes.
const LONGEST: u64 = 180;
/// What stays below this amplitude, −80 dB, is no music.
const SILENT: f32 = 1e-4;
/// How far the ceiling of music lies below the voice's (dB): lossy coding adds more to the peaks of struck strings and
/// drums than to a voice's.
const HEADROOM: f64 = 2.0;
/// How far the bed lies below the voice, in dB: while it speaks, and in long pauses.
const UNDER_VOICE: f32 = -20.0;
const IN_PAUSES: f32 = -12.0;
/// The bed stays low so long before and after the voice, and takes so long to rise or fall, in seconds.
const HOLD: f32 = 0.3;
const RISE: f32 = 0.5;
/// How long the bed takes to come in, to go, and to begin again, in seconds.
const BED_FADE: f32 = 1.2;

/// The pieces of music of an edition at the master's rate, each as loud as the programme.
#[derive(Default)]
pub(super) struct Score {
    opening: Option<Vec<f32>>,
    sting: Option<Vec<f32>>,
    closing: Option<Vec<f32>>,
    bed: Option<Bed>,
}

impl Score {
    /// Reads what the options name.
    pub fn read(options: &Options) -> Result<Self, Error> {
        let piece =
            |role, path: &Option<_>| path.as_deref().map(|path| read(role, path, options)).transpose();
        let chime = || options.chime.then(|| levelled(chime(), options));
        Ok(Self {
            opening: piece("opening", &options.opening)?,
            sting: piece("sting", &options.sting)?.or_else(chime),
            closing: piece("closing", &options.closing)?,
            bed: piece("bed", &options.bed)?.map(Bed::new),
        })
    }

    /// How long the pieces last that stand between the words.
    pub fn lengths(&self, clips: Vec<Samples>, tails: Vec<Samples>) -> Lengths {
        let length = |piece: &Option<Vec<f32>>| piece.as_ref().map(|piece| Samples(piece.len() as u64));
        Lengths {
            clips,
            tails,
            opening: length(&self.opening),
            sting: length(&self.sting),
            closing: length(&self.closing),
        }
    }

    /// A piece that stands between the words.
    pub fn piece(&self, music: Music) -> &[f32] {
        let piece = match music {
            Music::Opening => &self.opening,
            Music::Sting => &self.sting,
            Music::Closing => &self.closing,
        };
        piece.as_deref().unwrap_or_default()
    }

    /// True where there is music under the headlines.
    pub fn has_bed(&self) -> bool {
        self.bed.is_some()
    }

    /// Adds the bed, which lies in `place`, to a sound that begins at `start`, and lowers it where it meets one
    /// of the `cues`.
    pub fn add_bed(&self, sound: &mut [f32], start: Samples, place: &Range<Samples>, cues: &[Cue]) {
        let Some(bed) = &self.bed else { return };
        for (at, sample) in (start.0..place.end.0).zip(sound) {
            if at < place.start.0 {
                continue;
            }
            let into = at - place.start.0;
            let fade = bed_fade(into.min(place.end.0 - at));
            *sample += bed.at(into) * decibels(bed_level(at, cues)) * fade;
        }
    }
}

/// Music that goes on as long as it is wanted: its end is blended into its beginning.
struct Bed {
    piece: Vec<f32>,
    /// Samples in which both are heard.
    overlap: usize,
}

impl Bed {
    fn new(piece: Vec<f32>) -> Self {
        let blend = (BED_FADE * SampleRate::MASTER.hertz() as f32) as usize;
        Self { overlap: blend.min(piece.len() / 2), piece }
    }

    /// The sample so far into the music. End and beginning are strangers to each other, so their powers add up to that
    /// of one.
    fn at(&self, into: u64) -> f32 {
        let round = (self.piece.len() - self.overlap) as u64;
        let place = (into % round) as usize;
        if into < round || place >= self.overlap {
            return self.piece[place];
        }
        let angle = FRAC_PI_2 * (place as f32 + 0.5) / self.overlap as f32;
        self.piece[place] * angle.sin() + self.piece[place + round as usize] * angle.cos()
    }
}

/// How far below the voice the bed lies at a place, in dB.
fn bed_level(at: u64, cues: &[Cue]) -> f32 {
    let distance = |cue: &Cue| cue.start.0.saturating_sub(at).max((at + 1).saturating_sub(cue.end.0));
    let nearest = cues.iter().map(distance).min().unwrap_or(u64::MAX);
    let risen = ((seconds(nearest) - HOLD) / RISE).clamp(0.0, 1.0);
    UNDER_VOICE + (IN_PAUSES - UNDER_VOICE) * risen
}

/// Fades the bed in and out along a raised cosine, by how far its nearer end is.
fn bed_fade(distance: u64) -> f32 {
    let share = (seconds(distance) / BED_FADE).min(1.0);
    0.5 - 0.5 * (PI * share).cos()
}

fn seconds(samples: u64) -> f32 {
    samples as f32 / SampleRate::MASTER.hertz() as f32
}

fn decibels(gain: f32) -> f32 {
    10_f32.powf(gain / 20.0)
}

/// Reads a WAV file of any common kind as one channel.
fn read(role: &'static str, path: &Path, options: &Options) -> Result<Vec<f32>, Error> {
    let unusable = |reason: String| Error::Music { role, path: path.to_owned(), reason };
    let file = regular::open(path).map_err(|error| unusable(error.to_string()))?;
    if file.metadata().is_ok_and(|metadata| metadata.len() > regular::LARGEST_TEXT) {
        return Err(unusable(format!("it is larger than {} MiB", regular::LARGEST_TEXT >> 20)));
    }
    let mut reader = WavReader::new(BufReader::new(file)).map_err(|error| unusable(error.to_string()))?;
    let spec = reader.spec();
    if u64::from(reader.duration()) > LONGEST * u64::from(spec.sample_rate) {
        return Err(unusable(format!("it is longer than {LONGEST} seconds")));
    }
    let rate = SampleRate::new(spec.sample_rate)
        .ok_or_else(|| unusable("its sample rate is 0, or beyond any that there is".to_owned()))?;
    let samples = samples(&mut reader, spec).map_err(|error| unusable(error.to_string()))?;
    let channels = usize::from(spec.channels).max(1);
    let mono: Vec<f32> =
        samples.chunks_exact(channels).map(|all| all.iter().sum::<f32>() / channels as f32).collect();
    if mono.iter().all(|sample| sample.abs() < SILENT) {
        return Err(unusable("nothing is heard in it".to_owned()));
    }
    let refused = || unusable(format!("its rate of {rate} cannot be brought to {}", SampleRate::MASTER));
    Ok(levelled(clip::reals_at_master_rate(mono, rate).ok_or_else(refused)?, options))
}

/// All samples, channel by channel, full scale being 1.
fn samples(reader: &mut WavReader<impl std::io::Read>, spec: WavSpec) -> hound::Result<Vec<f32>> {
    if spec.sample_format == SampleFormat::Float {
        return reader.samples::<f32>().collect();
    }
    let full_scale = 2_f32.powi(i32::from(spec.bits_per_sample) - 1);
    reader.samples::<i32>().map(|sample| Ok(sample? as f32 / full_scale)).collect()
}

/// The sound as loud as the programme is going to be, its peaks below the music's ceiling.
fn levelled(mut sound: Vec<f32>, options: &Options) -> Vec<f32> {
    let coarse: Vec<i16> = sound.iter().map(|sample| (sample * 32_767.0) as i16).collect();
    if let Some(loudness) = Heard::new(&coarse, SampleRate::MASTER).loudness() {
        let gain = decibels((options.loudness.lufs() - loudness) as f32);
        for sample in &mut sound {
            *sample *= gain;
        }
    }
    limit(&mut sound, decibels((options.true_peak - HEADROOM) as f32));
    sound
}

/// Two soft bell notes, a fourth apart.
fn chime() -> Vec<f32> {
    let rate = SampleRate::MASTER.hertz() as f32;
    let note = |time: f32, pitch: f32| {
        let envelope = (-time * 5.0).exp() * (time * 200.0).min(1.0);
        let overtone = 0.3 * (TAU * pitch * 2.0 * time).sin() * (-time * 6.0).exp();
        if time < 0.0 { 0.0 } else { envelope * ((TAU * pitch * time).sin() + overtone) }
    };
    (0..(1.3 * rate) as usize)
        .map(|n| {
            let time = n as f32 / rate;
            0.4 * (note(time, 587.33) + note(time - 0.22, 783.99))
        })
        .collect()
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "the levels are constants, not results of arithmetic")]
mod tests {
    use super::*;

    #[test]
    fn the_bed_is_low_under_the_voice_and_rises_in_long_pauses() {
        let cues = [(0, 44_100), (4 * 44_100, 5 * 44_100)]
            .map(|(start, end)| Cue { start: Samples(start), end: Samples(end) });
        let at = |seconds: f64| bed_level((seconds * 44_100.0) as u64, &cues);
        assert_eq!([at(0.5), at(1.2), at(3.8), at(4.5)], [UNDER_VOICE; 4]);
        assert_eq!(at(2.5), IN_PAUSES);
        assert!((UNDER_VOICE..IN_PAUSES).contains(&at(1.5)));
    }

    #[test]
    fn a_short_bed_goes_on_at_its_level() {
        let mut seed = 1_u32;
        let mut noise = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) as f32 / 8_388_608.0 - 1.0
        };
        let bed = Bed::new((0..3 * 44_100).map(|_| noise()).collect());
        let sound: Vec<f32> = (0..10 * 44_100).map(|into| bed.at(into)).collect();
        for window in sound.chunks(4_410) {
            let power = window.iter().map(|sample| sample.powi(2)).sum::<f32>() / window.len() as f32;
            assert!((power * 3.0).log10().abs() < 0.05, "{power}, not a third");
        }
        assert_eq!(Bed::new(vec![0.5]).at(7), 0.5);
    }

    #[test]
    fn music_has_a_lower_ceiling_than_the_voice() {
        let mut strike = vec![0.0; 44_100];
        strike[20_000..20_010].fill(0.9);
        let struck = levelled(strike, &Options::default());
        let peak = 20.0 * crate::loudness::true_peak(&struck, 0.0).log10();
        assert!((-4.0..=-3.45).contains(&peak), "{peak} dBTP");
    }

    #[test]
    fn a_piece_in_which_nothing_is_heard_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("still.wav");
        let spec = WavSpec {
            channels: 2,
            sample_rate: 8_000,
            bits_per_sample: 16,
            sample_format: SampleFormat::Int,
        };
        let mut wav = hound::WavWriter::create(&path, spec).unwrap();
        (0..8_000).for_each(|_| wav.write_sample(0_i16).unwrap());
        wav.finalize().unwrap();
        let options = Options { opening: Some(path), ..Options::default() };
        let error = Score::read(&options).err().unwrap();
        assert!(error.is_misuse() && error.to_string().contains("nothing is heard"), "{error}");
    }

    #[test]
    fn a_missing_piece_is_named_with_its_role() {
        let options = Options { bed: Some("nowhere.wav".into()), ..Options::default() };
        let message = Score::read(&options).err().unwrap().to_string();
        assert!(message.contains("bed nowhere.wav"), "{message}");
    }
}

//! Levels, limits and writes the sounds of a timeline, in order.

use std::ops::Range;
use std::path::Path;

use super::dither::Dither;
use super::loudness::Heard;
use super::mastered::Mastered;
use super::meter::Meter;
use super::music::Score;
use super::timeline::{Sound, Timeline};
use super::wav::{self, Label, WavWriter};
use super::{Error, Options, clip};
use crate::files::Shelf;
use crate::loudness::{gated, limit};
use crate::model::{Level, Loudness, SampleRate, Samples, Script, Stop, Take, stops};
use crate::parallel;
use crate::progress::{Progress, Stage};

/// A clip is turned up by at most so much (dB): what is quieter is no speech.
const MOST_GAIN: f64 = 30.0;
/// The programme's gain is a multiple of this (dB), so that a corrected story does not move all others by a
/// hair.
const GAIN_STEP: f64 = 0.1;
/// What the limiter takes away is made up for up to this (dB).
const MOST_LIMITED: f64 = 1.0;
/// How much sound is mastered to hear what the limiter takes away: 30 s.
const SAMPLE: Samples = Samples(30 * 44_100);
/// Samples of fading at both ends of a clip: 4 ms.
const FADE: usize = 176;
/// Changes whenever the same clip would be mastered otherwise.
const FORMAT: &str = "newscaster master 3";
/// Clips of a longer programme are not kept: an hour takes 320 MB.
const LONGEST_KEPT: Samples = Samples(3_600 * 44_100);
/// Silence is written in pieces of this many samples.
const SILENCE: [i16; 4_096] = [0; 4_096];

/// Everything that shapes the sounds of one edition.
pub(super) struct Mixer<'a> {
    script: &'a Script,
    takes: &'a [Take],
    /// A linear gain for each clip.
    gains: Vec<f32>,
    score: &'a Score,
    timeline: &'a Timeline,
    /// Where the music lies under the headlines.
    bed: Option<Range<Samples>>,
    /// The highest true peak that is let through, linear.
    ceiling: f32,
    /// Where mastered clips are kept.
    shelf: Option<&'a Shelf>,
}

impl<'a> Mixer<'a> {
    /// Finds the gains: each clip to the target by itself, then all of them so that the programme is there when its
    /// peaks are limited.
    ///
    /// # Errors
    /// Where a clip cannot be used.
    pub fn new(
        script: &'a Script,
        takes: &'a [Take],
        heard: &[Heard],
        score: &'a Score,
        timeline: &'a Timeline,
        options: &Options,
        shelf: Option<&'a Shelf>,
    ) -> Result<Self, Error> {
        let target = options.loudness.lufs();
        let by_itself = |clip: &Heard| clip.loudness().map_or(0.0, |is| (target - is).min(MOST_GAIN));
        let own: Vec<f64> = heard.iter().map(by_itself).collect();
        let blocks = heard.iter().zip(&own).flat_map(|(clip, &gain)| clip.blocks(gain));
        let programme = gated(blocks).map_or(0.0, |loudness| target - loudness);
        let gains = |programme: f64| -> Vec<f32> {
            let programme = (programme / GAIN_STEP).round() * GAIN_STEP;
            own.iter().map(|gain| amplitude(gain + programme)).collect()
        };
        let bed = score.has_bed().then(|| timeline.headlines(script)).flatten();
        let ceiling = amplitude(options.true_peak);
        let shelf = shelf.filter(|_| timeline.length <= LONGEST_KEPT);
        let gains_unlimited = gains(programme);
        let mut mixer = Self { script, takes, gains: gains_unlimited, score, timeline, bed, ceiling, shelf };
        mixer.gains = gains(programme + mixer.limited(heard)?);
        Ok(mixer)
    }

    /// How much softer the limiter makes the programme (dB), heard on some of its clips. Their hashes choose them, so
    /// that a corrected story seldom changes the choice.
    fn limited(&self, heard: &[Heard]) -> Result<f64, Error> {
        let mut order: Vec<usize> = (0..self.takes.len()).collect();
        order.sort_by_key(|&index| &self.takes[index].clip.hash);
        let mut length = Samples::ZERO;
        order.retain(|&index| {
            let is_needed = length < SAMPLE;
            length = length.saturating_add(clip::length_on_timeline(&self.takes[index].clip));
            is_needed
        });
        let (mut before, mut after) = (0.0, 0.0);
        parallel::in_order(
            order.len(),
            |at| self.clip(order[at]),
            |at, sound: Mastered| {
                before += heard[order[at]].energy(self.gains[order[at]]);
                after += sound.energy();
                Ok::<_, Error>(())
            },
        )?;
        Ok(if after > 0.0 { (10.0 * f64::log10(before / after)).clamp(0.0, MOST_LIMITED) } else { 0.0 })
    }

    /// Writes the master and measures it on the way.
    pub fn write(&self, path: &Path, progress: &dyn Progress) -> Result<(Loudness, Vec<Level>), Error> {
        let timeline = self.timeline;
        let label = |stop: &Stop| Label { at: stop.start, title: &self.script.chapters[stop.chapter].title };
        let stops = stops(&timeline.chapters, timeline.length, SampleRate::MASTER);
        let labels: Vec<_> = stops.iter().map(label).collect();
        let writing = |error| Error::writing(path, wav::file_size(timeline.length, &labels), error);
        let mut out = WavWriter::create(path, timeline.length, &labels).map_err(writing)?;
        let mut meter = Meter::new(timeline.length);
        let mut end = Samples::ZERO;
        parallel::in_order(
            timeline.sounds.len(),
            |index| self.render(index),
            |index, sound: Mastered| {
                let placed = timeline.sounds[index];
                silence(placed.start.saturating_sub(end), &mut out).map_err(writing)?;
                out.write(&sound.samples).map_err(writing)?;
                meter.add(&sound, placed.start);
                end = placed.start.saturating_add(Samples(sound.samples.len() as u64));
                if let Sound::Clip(segment) = placed.sound {
                    progress.step(Stage::Stitch, &self.script.segments[segment].written);
                }
                Ok(())
            },
        )?;
        silence(timeline.length.saturating_sub(end), &mut out).map_err(writing)?;
        out.finish().map_err(writing)?;
        Ok(meter.result())
    }

    /// One sound as it stands in the master; where there is a bed, with the pause after it.
    fn render(&self, index: usize) -> Result<Mastered, Error> {
        let placed = self.timeline.sounds[index];
        let bed = self.bed.as_ref().filter(|bed| bed.start <= placed.start && placed.start < bed.end);
        let sound = match (placed.sound, bed) {
            (Sound::Clip(segment), None) => self.clip(segment)?,
            (sound, None) => self.master(self.sound(sound)?),
            (sound, Some(bed)) => {
                let mut sound = self.sound(sound)?;
                let next =
                    self.timeline.sounds.get(index + 1).map_or(bed.end, |next| next.start.min(bed.end));
                let length = next.max(placed.end).saturating_sub(placed.start);
                sound.resize(usize::try_from(length.0).unwrap_or(sound.len()), 0.0);
                self.score.add_bed(&mut sound, placed.start, bed, self.timeline.cues_around(placed.start));
                self.master(sound)
            }
        };
        Ok(sound)
    }

    /// A segment's clip, mastered; from the shelf where it stands there.
    fn clip(&self, segment: usize) -> Result<Mastered, Error> {
        let make = || self.sound(Sound::Clip(segment)).map(|sound| self.master(sound));
        let Some(kept) = self.shelf else { return make() };
        let name = self.name(segment);
        if let Some(sound) = kept.get(&name).and_then(|bytes| Mastered::from_bytes(&bytes)) {
            return Ok(sound);
        }
        let sound = make()?;
        kept.put(&name, &sound.to_bytes());
        Ok(sound)
    }

    /// What names a mastered clip on the shelf: everything that shapes it.
    fn name(&self, segment: usize) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(FORMAT.as_bytes());
        hasher.update(self.takes[segment].clip.hash.as_bytes());
        hasher.update(&self.gains[segment].to_le_bytes());
        hasher.update(&self.ceiling.to_le_bytes());
        format!("{}.sound", hasher.finalize().to_hex())
    }

    /// A sound at its level, faded in and out.
    fn sound(&self, sound: Sound) -> Result<Vec<f32>, Error> {
        let mut sound = match sound {
            Sound::Clip(segment) => self.voice(segment)?,
            Sound::Music(music) => self.score.piece(music).to_vec(),
        };
        fade(&mut sound);
        Ok(sound)
    }

    /// Limits a sound and brings it to 16 bits.
    fn master(&self, mut sound: Vec<f32>) -> Mastered {
        limit(&mut sound, self.ceiling);
        Mastered::new(Dither::new().quantise(&sound))
    }

    /// A segment's clip at the master's rate and the programme's level.
    fn voice(&self, index: usize) -> Result<Vec<f32>, Error> {
        let (segment, clip) = (&self.script.segments[index], &self.takes[index].clip);
        let samples = clip::read(segment, clip)?;
        let mut sound = clip::at_master_rate(&samples, clip.rate).ok_or_else(|| Error::Clip {
            segment: segment.id.clone(),
            path: clip.path.clone(),
            reason: format!("its rate of {} cannot be brought to {}", clip.rate, SampleRate::MASTER),
        })?;
        for sample in &mut sound {
            *sample *= self.gains[index];
        }
        Ok(sound)
    }
}

/// Fades in and out along a raised cosine.
fn fade(sound: &mut [f32]) {
    let length = FADE.min(sound.len() / 2);
    let last = sound.len().saturating_sub(1);
    for n in 0..length {
        let angle = std::f32::consts::PI * (n as f32 + 0.5) / length as f32;
        let gain = 0.5 - 0.5 * angle.cos();
        sound[n] *= gain;
        sound[last - n] *= gain;
    }
}

fn silence(length: Samples, out: &mut WavWriter) -> std::io::Result<()> {
    let mut left = usize::try_from(length.0).unwrap_or(usize::MAX);
    while left > 0 {
        let part = &SILENCE[..left.min(SILENCE.len())];
        out.write(part)?;
        left -= part.len();
    }
    Ok(())
}

/// A ratio of amplitudes.
fn amplitude(decibels: f64) -> f32 {
    10_f64.powf(decibels / 20.0) as f32
}

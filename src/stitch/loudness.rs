//! How loud a sound is, kept so that a change of gain needs no second look.

use std::collections::HashMap;

use super::{Error, clip};
use crate::files::Shelf;
use crate::loudness::{STEPS_IN_BLOCK, gated, levels};
use crate::model::{Clip, SampleRate, Samples, Script, Segment, Take};
use crate::parallel;

/// Steps are of 100 ms.
const STEPS_A_SECOND: f64 = 10.0;
/// What is so far below a sound's loudness (dB) is heard as the pause after it: −46 dBFS at −16 LUFS. A voice that
/// dies away stays above the silence for a sixth of a second more.
const SOFT: f64 = -30.0;
/// The end of a sound is looked at in windows of so many a second.
const WINDOWS_A_SECOND: u32 = 100;

/// A sound as it was heard.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Heard {
    /// The weighted level of each of its steps of 100 ms.
    steps: Vec<f32>,
    /// How much of its end is heard as silence already, at its own rate.
    tail: Samples,
}

/// How the clips of a script sound, in its order; what was heard before is known from the shelf.
///
/// # Errors
/// The first clip that cannot be used.
pub(super) fn listen(script: &Script, takes: &[Take], shelf: Option<&Shelf>) -> Result<Vec<Heard>, Error> {
    let name = name(script);
    let known =
        shelf.and_then(|shelf| shelf.get(&name)).and_then(|kept| from_bytes(&kept)).unwrap_or_default();
    let is_known = |take: &Take| known.contains_key(&take.clip.hash);
    let mut heard = Vec::with_capacity(takes.len());
    parallel::in_order(
        takes.len(),
        |index| match known.get(&takes[index].clip.hash) {
            Some(heard) => Ok(heard.clone()),
            None => listen_to(&script.segments[index], &takes[index].clip),
        },
        |_, clip| {
            heard.push(clip);
            Ok(())
        },
    )?;
    if let Some(shelf) = shelf.filter(|_| !takes.iter().all(is_known)) {
        shelf.put(&name, &to_bytes(takes.iter().map(|take| take.clip.hash.as_str()).zip(&heard)));
    }
    Ok(heard)
}

fn listen_to(segment: &Segment, clip: &Clip) -> Result<Heard, Error> {
    Ok(Heard::new(&clip::read(segment, clip)?, clip.rate))
}

/// One file for all clips of an edition, whatever is corrected in it: files are slower to make than to fill. The
/// number changes with how clips are measured.
fn name(script: &Script) -> String {
    let paper = format!("{}\n{}", script.title, script.date);
    format!("{}.heard3", blake3::hash(paper.as_bytes()).to_hex())
}

/// For each clip: the hash of its file, its tail, how many steps it has, and these.
fn to_bytes<'a>(clips: impl Iterator<Item = (&'a str, &'a Heard)>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (hash, heard) in clips {
        bytes.extend_from_slice(&(hash.len() as u64).to_le_bytes());
        bytes.extend_from_slice(hash.as_bytes());
        bytes.extend_from_slice(&heard.tail.0.to_le_bytes());
        bytes.extend_from_slice(&(heard.steps.len() as u64).to_le_bytes());
        bytes.extend(heard.steps.iter().flat_map(|step| step.to_le_bytes()));
    }
    bytes
}

/// What was kept; `None` where it is something else.
fn from_bytes(mut bytes: &[u8]) -> Option<HashMap<String, Heard>> {
    let mut known = HashMap::new();
    while !bytes.is_empty() {
        let length = number(&mut bytes)?;
        let hash = String::from_utf8(bytes.split_off(..length)?.to_vec()).ok()?;
        let tail = Samples(number(&mut bytes)? as u64);
        let length = number(&mut bytes)?.checked_mul(size_of::<f32>())?;
        let steps = bytes.split_off(..length)?.as_chunks().0;
        let steps = steps.iter().map(|step| f32::from_le_bytes(*step)).collect();
        known.insert(hash, Heard { steps, tail });
    }
    Some(known)
}

fn number(bytes: &mut &[u8]) -> Option<usize> {
    let (number, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    usize::try_from(u64::from_le_bytes(*number)).ok()
}

impl Heard {
    /// Measures a sound with silence before and after it.
    pub fn new(samples: &[i16], rate: SampleRate) -> Self {
        let mut steps: Vec<f32> = levels(samples, rate).iter().map(|level| level.weighted).collect();
        // What rings on after the sound is too little to count, and would shorten a short one's mean.
        steps.pop();
        let mut heard = Self { steps, tail: Samples::ZERO };
        heard.tail = heard.loudness().map_or(Samples::ZERO, |loudness| tail(samples, rate, loudness + SOFT));
        heard
    }

    /// How much of its end is heard as silence already, at its own rate.
    pub fn tail(&self) -> Samples {
        self.tail
    }

    /// The loudness of the sound for itself. What is shorter than a block is measured over its own length.
    pub fn loudness(&self) -> Option<f64> {
        let block = STEPS_IN_BLOCK.min(self.steps.len()).max(1);
        gated(self.steps.windows(block).map(|steps| sum(steps) / block as f64))
    }

    /// All of its energy at a linear gain: mean squares times seconds.
    pub fn energy(&self, gain: f32) -> f64 {
        f64::from(gain).powi(2) * sum(&self.steps) / STEPS_A_SECOND
    }

    /// The energies of its blocks in a programme, those that lie half in the silence around it too, as heard
    /// at a gain in dB.
    pub fn blocks(&self, gain: f64) -> impl Iterator<Item = f64> {
        let power = 10_f64.powf(gain / 10.0);
        (1..self.steps.len() + STEPS_IN_BLOCK).map(move |end| {
            let inside = &self.steps[end.saturating_sub(STEPS_IN_BLOCK)..end.min(self.steps.len())];
            power * sum(inside) / STEPS_IN_BLOCK as f64
        })
    }
}

/// How long the end of a sound stays below a level in dBFS.
fn tail(samples: &[i16], rate: SampleRate, level: f64) -> Samples {
    let window = (rate.hertz() / WINDOWS_A_SECOND).max(1) as usize;
    let softest = 10_f64.powf(level / 10.0) * 32_768_f64.powi(2);
    let power = |part: &[i16]| part.iter().map(|&s| f64::from(s).powi(2)).sum::<f64>() / part.len() as f64;
    let soft = samples.rchunks(window).take_while(|part| power(part) < softest);
    Samples(soft.map(|part| part.len() as u64).sum())
}

fn sum(steps: &[f32]) -> f64 {
    steps.iter().copied().map(f64::from).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tone of 500 Hz.
    fn tone(rate: SampleRate, seconds: f64) -> Vec<i16> {
        let hertz = f64::from(rate.hertz());
        let wave = |n| (3_140.0 * f64::from(n) / hertz).sin() * 8_000.0;
        (0..(seconds * hertz) as i32).map(|n| wave(n) as i16).collect()
    }

    #[test]
    fn a_gain_moves_loudness_by_itself() {
        let rate = SampleRate::new(22_050).unwrap();
        let heard = Heard::new(&tone(rate, 3.0), rate);
        let at = |gain| gated(heard.blocks(gain)).unwrap();
        assert!((at(-6.0) - at(0.0) + 6.0).abs() < 1e-9);
    }

    #[test]
    fn silence_has_no_loudness_and_a_short_word_has_one() {
        let rate = SampleRate::new(16_000).unwrap();
        assert_eq!(Heard::new(&vec![0; 16_000], rate).loudness(), None);
        assert_eq!(Heard::new(&[], rate).loudness(), None);
        assert_eq!(Heard::new(&vec![0; 16_000], rate).tail(), Samples::ZERO, "nothing is heard to end");
        let [word, long] =
            [0.2, 3.0].map(|seconds| Heard::new(&tone(rate, seconds), rate).loudness().unwrap());
        assert!((word - long).abs() < 0.2, "{word} against {long}");
    }

    #[test]
    fn what_dies_away_is_heard_as_silence_before_it_ends() {
        let rate = SampleRate::new(22_050).unwrap();
        let spoken = tone(rate, 1.0);
        let dying = |share: i16| {
            let soft = tone(rate, 0.15).into_iter().map(|sample| sample / share);
            spoken.iter().copied().chain(soft).collect::<Vec<_>>()
        };
        let tail = |sound: &[i16]| Heard::new(sound, rate).tail().0 as f64 / 22_050.0;
        assert_eq!(Heard::new(&spoken, rate).tail(), Samples::ZERO);
        assert!(tail(&dying(10)).abs() < f64::EPSILON, "20 dB below is heard");
        assert!((tail(&dying(40)) - 0.15).abs() < 0.011, "32 dB below is not");
    }

    #[test]
    fn what_is_kept_is_what_was_heard() {
        let rate = SampleRate::new(22_050).unwrap();
        let heard = Heard::new(&tone(rate, 0.7), rate);
        let silent = Heard::new(&[], rate);
        let bytes = to_bytes([("a", &heard), ("b", &silent)].into_iter());
        let known = from_bytes(&bytes).unwrap();
        assert_eq!(known, HashMap::from([("a".to_owned(), heard), ("b".to_owned(), silent)]));
        assert_eq!(from_bytes(&bytes[..bytes.len() - 1]), None);
        assert_eq!(from_bytes(&[255; 16]), None);
    }
}

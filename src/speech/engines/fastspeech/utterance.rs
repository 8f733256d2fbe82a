//! A stretch as the model hears it, and the sound that the model makes of it with the house's own silences.

use std::ops::Range;

use super::acoustic::Note;
use super::error::ModelError;
use super::model::{Model, RATE, Said};
use crate::model::{Millis, Syllable};
use crate::speech::engines::mandarin::{Break, Word, is_erhua};

/// Symbols in a row, and what each place in them is.
pub(super) struct Utterance {
    notes: Vec<Note>,
    /// The syllables in order, with the place of their first symbol.
    places: Vec<Place>,
    /// Marks inside it: the place of their symbol, and how long they are to be heard.
    rests: Vec<(usize, Millis)>,
}

struct Place {
    token: usize,
    syllable: usize,
    symbol: usize,
}

/// When a syllable of a token begins, in samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Begin {
    pub token: usize,
    pub syllable: usize,
    pub sample: usize,
}

/// Sound, and when its syllables begin.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Timed {
    pub samples: Vec<f32>,
    pub begins: Vec<Begin>,
}

/// A rhyme lasts so many frames at least, 62 ms, whatever the model says: shorter ones are not heard as syllables.
const SHORTEST: usize = 5;
/// How long a sound fades where it is cut: 5 ms.
const FADE: usize = RATE as usize * 5 / 1_000;
/// Sound is looked at in steps of 5 ms.
const STEP: usize = RATE as usize * 5 / 1_000;
/// The mean square of a step in which nothing is heard: −50 dBFS. The model's own pauses hum at −56 to −79.
const QUIET: f32 = 1e-5;
/// The longest quiet that a stop consonant needs, and how much of a longer one's hum is left: −20 dB.
const CLOSURE: usize = 4;
const HUSHED: f32 = 0.1;
/// How far behind a mark's symbol its quiet is looked for: 60 ms.
const BEHIND: usize = RATE as usize * 60 / 1_000;

impl Utterance {
    /// The symbols of words: silence, the syllables with what parts them, silence, the end.
    ///
    /// # Errors
    /// The syllable that neither the model nor the table of near ones has.
    pub fn new(words: &[Word], model: &Model) -> Result<Self, Syllable> {
        let symbols = &model.symbols;
        let mut utterance =
            Self { notes: vec![Note::plain(symbols.silence)], places: Vec::new(), rests: Vec::new() };
        for word in words {
            for (number, (syllable, &lift)) in word.syllables.iter().zip(&word.lifts).enumerate() {
                if !utterance.places.is_empty() && !is_erhua(syllable) {
                    let parted = if number == 0 { word.before } else { Break::Syllable };
                    if number == 0 && word.pause > Millis(0) {
                        utterance.rests.push((utterance.notes.len(), word.pause));
                    }
                    utterance.notes.push(Note::plain(symbols.pause(parted)));
                }
                let symbol = utterance.notes.len();
                utterance.places.push(Place { token: word.token, syllable: number, symbol });
                let ids = symbols.syllable(syllable).ok_or_else(|| syllable.clone())?;
                // The rhyme comes last; the r of 儿化 is none.
                let rhyme = if is_erhua(syllable) { usize::MAX } else { ids.len() - 1 };
                let note = |(at, id)| Note { id, lift, least: if at == rhyme { SHORTEST } else { 0 } };
                utterance.notes.extend(ids.into_iter().enumerate().map(note));
            }
        }
        // The silence behind goes with the last syllable, else it would bend that syllable's tone back.
        let lift = words.last().and_then(|word| word.lifts.last()).copied().unwrap_or_default();
        utterance.notes.extend([symbols.silence, symbols.end].map(|id| Note { id, lift, least: 0 }));
        Ok(utterance)
    }

    /// Speaks it.
    ///
    /// # Errors
    /// The model's.
    pub fn say(&self, model: &Model, slowness: f32) -> Result<Timed, ModelError> {
        let mut said = model.say(&self.notes, slowness)?;
        hush(&mut said.samples);
        Ok(self.timed(&said))
    }

    /// The model's silences cut off at the ends, and at marks as long as the house wants them.
    ///
    /// What the model calls a pause begins with the end of the syllable before it, so it is the sound that tells where
    /// the quiet is.
    fn timed(&self, said: &Said) -> Timed {
        let starts = starts(&said.lengths);
        let sound = &said.samples;
        let mut timed = Timed::default();
        // Pieces of the sound, and where each goes.
        let mut pieces: Vec<(Range<usize>, usize)> = Vec::new();
        let mut from = heard(sound).start;
        let mut keep = |piece: Range<usize>, silence: usize, timed: &mut Timed| {
            timed.samples.resize(timed.samples.len() + silence, 0.0);
            pieces.push((piece.clone(), timed.samples.len()));
            append(&mut timed.samples, &sound[piece]);
        };
        let mut silence = 0;
        for &(symbol, rest) in &self.rests {
            let quiet = quiet(sound, starts[symbol], starts[symbol] + said.lengths[symbol] + BEHIND);
            let margin = FADE.min(quiet.len() / 2);
            if quiet.start < from {
                continue;
            }
            keep(from..quiet.start + margin, silence, &mut timed);
            silence = samples_of(rest).saturating_sub(2 * margin);
            from = quiet.end - margin;
        }
        keep(from..heard(sound).end.max(from), silence, &mut timed);
        let begin = |place: &Place| {
            let at = starts[place.symbol];
            let (piece, to) = pieces.iter().rfind(|(piece, _)| piece.start <= at).or(pieces.first())?;
            let sample = to + at.saturating_sub(piece.start).min(piece.len());
            Some(Begin { token: place.token, syllable: place.syllable, sample })
        };
        timed.begins = self.places.iter().filter_map(begin).collect();
        timed
    }
}

/// What is heard of a sound, with room to fade at either end.
fn heard(samples: &[f32]) -> Range<usize> {
    let mut loud = (0..samples.len().div_ceil(STEP)).filter(|&step| energy(samples, step) > QUIET);
    let Some(first) = loud.next() else { return 0..samples.len() };
    let last = loud.next_back().unwrap_or(first);
    (first * STEP).saturating_sub(2 * FADE)..((last + 1) * STEP + 2 * FADE).min(samples.len())
}

/// The quiet around the quietest place of a stretch; of no length where something is heard all the time.
fn quiet(samples: &[f32], from: usize, to: usize) -> Range<usize> {
    let steps = samples.len() / STEP;
    let stretch = from / STEP..(to / STEP).min(steps);
    let quietest = stretch.min_by(|a, b| energy(samples, *a).total_cmp(&energy(samples, *b)));
    let Some(middle) = quietest else { return from.min(samples.len())..from.min(samples.len()) };
    if energy(samples, middle) > QUIET {
        return middle * STEP..middle * STEP;
    }
    let is_loud = |step: &usize| energy(samples, *step) > QUIET;
    let first = (0..middle).rev().find(is_loud).map_or(0, |loud| loud + 1);
    let end = (middle..steps).find(is_loud).unwrap_or(steps);
    first * STEP..end * STEP
}

/// Takes the hum out of pauses, in which the model is never quite silent.
fn hush(samples: &mut [f32]) {
    let quiet: Vec<bool> =
        (0..samples.len().div_ceil(STEP)).map(|step| energy(samples, step) <= QUIET).collect();
    let mut from = 0;
    for run in quiet.chunk_by(|a, b| a == b) {
        let place = from * STEP..((from + run.len()) * STEP).min(samples.len());
        from += run.len();
        if !run[0] || run.len() <= CLOSURE {
            continue;
        }
        let length = place.len();
        for (at, sample) in samples[place].iter_mut().enumerate() {
            let inside = (at.min(length - 1 - at) as f32 / FADE as f32).min(1.0);
            *sample *= 1.0 - inside * (1.0 - HUSHED);
        }
    }
}

/// The mean square of a step.
fn energy(samples: &[f32], step: usize) -> f32 {
    let step = &samples[step * STEP..((step + 1) * STEP).min(samples.len())];
    step.iter().map(|sample| sample * sample).sum::<f32>() / step.len().max(1) as f32
}

impl Timed {
    /// Appends what is said after a silence.
    pub fn append(&mut self, next: &Self, silence: Millis) {
        let begins = self.samples.len() + samples_of(silence);
        self.samples.resize(begins, 0.0);
        self.samples.extend_from_slice(&next.samples);
        let moved = next.begins.iter().map(|begin| Begin { sample: begin.sample + begins, ..*begin });
        self.begins.extend(moved);
    }
}

/// Where each symbol begins.
fn starts(lengths: &[usize]) -> Vec<usize> {
    let next = |at: &mut usize, length: &usize| Some(std::mem::replace(at, *at + length));
    lengths.iter().scan(0, next).collect()
}

fn samples_of(time: Millis) -> usize {
    usize::try_from(time.0 * u64::from(RATE) / 1_000).unwrap_or(usize::MAX)
}

/// Appends a piece with both its ends faded, so that no joint clicks.
fn append(samples: &mut Vec<f32>, piece: &[f32]) {
    let from = samples.len();
    samples.extend_from_slice(piece);
    let fade = FADE.min(piece.len() / 2);
    for at in 0..fade {
        let share = at as f32 / fade as f32;
        samples[from + at] *= share;
        let end = samples.len() - 1 - at;
        samples[end] *= share;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Silence, two symbols, a mark, two symbols, silence, the end; the mark's symbol holds the end of the syllable
    /// before it, then `quiet` samples of a low hum.
    fn said(quiet: usize) -> Said {
        let lengths = vec![1_200, 1_200, 2_400, 1_200 + quiet, 1_200, 2_400, 2_400, 0];
        let mut samples = vec![0.0005; 1_200];
        samples.extend(vec![0.5; 1_200 + 2_400 + 1_200]);
        samples.extend(vec![0.0005; quiet]);
        samples.extend(vec![0.5; 1_200 + 2_400 + 1_200]);
        samples.extend(vec![0.0005; 1_200]);
        Said { samples, lengths }
    }

    fn utterance(rest: Millis) -> Utterance {
        let place = |token, symbol| Place { token, syllable: 0, symbol };
        let places = vec![place(0, 1), place(1, 4)];
        Utterance { notes: Vec::new(), places, rests: vec![(3, rest)] }
    }

    #[test]
    fn a_mark_is_heard_as_long_as_the_house_wants_it() {
        for quiet in [480, 2_400, 9_600] {
            let timed = utterance(Millis(250)).timed(&said(quiet));
            // 10 ms before and behind what is heard; 4 800 samples of sound, 250 ms, 4 800 samples.
            assert_eq!(timed.samples.len(), 240 + 4_800 + 6_000 + 4_800 + 240, "{quiet}");
            let begins: Vec<usize> = timed.begins.iter().map(|begin| begin.sample).collect();
            assert_eq!(begins, [240, 240 + 4_800 + 6_000], "{quiet}");
            let silent = &timed.samples[240 + 4_800 + FADE..240 + 4_800 + 6_000 - FADE];
            assert!(silent.iter().all(|&sample| sample.abs() < 1e-9), "{quiet}");
            assert!((timed.samples[240 + 4_799] - 0.5).abs() < 1e-3, "what is heard is not cut: {quiet}");
        }
    }

    #[test]
    fn the_hum_of_a_pause_is_hushed_and_what_is_said_is_not() {
        let said = said(2_400);
        let mut samples = said.samples.clone();
        hush(&mut samples);
        for (at, (before, after)) in said.samples.iter().zip(&samples).enumerate() {
            assert!(*before < 0.1 || before.to_bits() == after.to_bits(), "{at}");
        }
        assert!(samples[6_000 + FADE..6_000 + 2_400 - FADE].iter().all(|&sample| sample < 0.000_051));
        let mut closure = vec![0.5; 10 * STEP];
        closure[3 * STEP..6 * STEP].fill(0.0005);
        let before = closure.clone();
        hush(&mut closure);
        assert_eq!(closure, before);
    }

    #[test]
    fn where_there_is_no_quiet_both_sides_of_the_pause_are_faded() {
        let timed = utterance(Millis(100)).timed(&said(0));
        assert_eq!(timed.samples.len(), 240 + 9_600 + 2_400 + 240);
        let first = timed.samples.iter().skip(480).position(|&sample| sample.abs() < 1e-9).unwrap() + 480;
        assert!(timed.samples[first - 1] < 0.05, "{}", timed.samples[first - 1]);
    }
}

//! A stretch as the model hears it, and the sound that the model makes of it with the house's own silences.

use super::error::ModelError;
use super::model::{Model, RATE, Said};
use super::phrasing::Word;
use super::symbols::{Break, is_erhua};
use crate::model::{Millis, Syllable};

/// Symbols in a row, and what each place in them is.
pub(super) struct Utterance {
    pub ids: Vec<usize>,
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

/// What is left of the model's own silence at either end.
const MARGIN: usize = RATE as usize / 50;
/// How long a sound fades where it is cut: 3 ms.
const FADE: usize = RATE as usize * 3 / 1_000;

impl Utterance {
    /// The symbols of words: silence, the syllables with what parts them, silence, the end.
    ///
    /// # Errors
    /// The syllable that neither the model nor the table of near ones has.
    pub fn new(words: &[Word], model: &Model) -> Result<Self, Syllable> {
        let symbols = &model.symbols;
        let mut utterance = Self { ids: vec![symbols.silence], places: Vec::new(), rests: Vec::new() };
        for word in words {
            for (number, syllable) in word.syllables.iter().enumerate() {
                if !utterance.places.is_empty() && !is_erhua(syllable) {
                    let parted = if number == 0 { word.before } else { Break::Syllable };
                    if number == 0 && word.pause > Millis(0) {
                        utterance.rests.push((utterance.ids.len(), word.pause));
                    }
                    utterance.ids.push(symbols.pause(parted));
                }
                let symbol = utterance.ids.len();
                utterance.places.push(Place { token: word.token, syllable: number, symbol });
                utterance.ids.extend(symbols.syllable(syllable).ok_or_else(|| syllable.clone())?);
            }
        }
        utterance.ids.extend([symbols.silence, symbols.end]);
        Ok(utterance)
    }

    /// Speaks it.
    ///
    /// # Errors
    /// The model's.
    pub fn say(&self, model: &Model, slowness: f32) -> Result<Timed, ModelError> {
        Ok(self.timed(&model.say(&self.ids, slowness)?))
    }

    /// The model's silences at the ends cut off, and those at marks made as long as the house wants them.
    fn timed(&self, said: &Said) -> Timed {
        let starts = starts(&said.lengths);
        let first = self.places.first().map_or(0, |place| starts[place.symbol]).saturating_sub(MARGIN);
        let quiet: usize = said.lengths.iter().rev().take(2).sum();
        let end = (said.samples.len() + MARGIN).saturating_sub(quiet).clamp(first, said.samples.len());
        // In the middle of each mark's quiet, as many samples as are missing there.
        let lengthened = |&(symbol, rest): &(usize, Millis)| {
            let missing = samples_of(rest).saturating_sub(said.lengths[symbol]);
            (missing > 0).then(|| (starts[symbol] + said.lengths[symbol] / 2, missing))
        };
        let cuts: Vec<(usize, usize)> = self.rests.iter().filter_map(lengthened).collect();

        let mut samples = Vec::with_capacity(end - first + cuts.iter().map(|cut| cut.1).sum::<usize>());
        let mut from = first;
        for &(at, missing) in &cuts {
            append(&mut samples, &said.samples[from..at]);
            samples.resize(samples.len() + missing, 0.0);
            from = at;
        }
        append(&mut samples, &said.samples[from..end.max(from)]);

        let begin = |place: &Place| {
            let at = starts[place.symbol];
            let inserted: usize = cuts.iter().filter(|cut| cut.0 <= at).map(|cut| cut.1).sum();
            Begin { token: place.token, syllable: place.syllable, sample: at - first + inserted }
        };
        Timed { samples, begins: self.places.iter().map(begin).collect() }
    }
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
    let last = samples.len() - 1;
    for at in 0..fade {
        let share = at as f32 / fade as f32;
        samples[from + at] *= share;
        samples[last - at] *= share;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(lengths: &[usize]) -> Said {
        Said { samples: vec![0.5; lengths.iter().sum()], lengths: lengths.to_vec() }
    }

    #[test]
    fn a_mark_is_heard_as_long_as_it_should_be_and_what_follows_moves_with_it() {
        let place = |token, symbol| Place { token, syllable: 0, symbol };
        let utterance = Utterance {
            ids: Vec::new(),
            places: vec![place(0, 1), place(1, 4)],
            rests: vec![(3, Millis(100))],
        };
        // Silence, two symbols, a mark of 50 ms, two symbols, silence, the end.
        let timed = utterance.timed(&said(&[1_200, 1_000, 2_000, 1_200, 1_000, 2_000, 2_400, 0]));
        let begins: Vec<usize> = timed.begins.iter().map(|begin| begin.sample).collect();
        assert_eq!(begins, [480, 480 + 3_000 + 2_400]);
        assert_eq!(timed.samples.len(), 480 + 3_000 + 2_400 + 3_000 + 480);
        let silent = timed.samples[480 + 3_600..480 + 4_800].iter().all(|&sample| sample == 0.0);
        assert!(silent, "50 ms of silence in the middle of the mark");
        // Both sides of it are faded.
        assert!(timed.samples[480 + 3_599] < 0.01 && timed.samples[480 + 4_800] < 0.01);
    }

    #[test]
    fn a_mark_that_is_long_enough_is_left_alone() {
        let utterance = Utterance {
            ids: Vec::new(),
            places: vec![Place { token: 0, syllable: 0, symbol: 1 }],
            rests: vec![(2, Millis(10))],
        };
        let timed = utterance.timed(&said(&[0, 1_000, 1_200, 1_000, 0, 0]));
        assert_eq!(timed.samples.len(), 3_200);
    }
}

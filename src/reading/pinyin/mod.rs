//! How each word is pronounced, decided in this order: the lexicon, surnames, words of the dictionary, rules for
//! common characters beside their neighbours, and for what all leave open a small network. docs/pronunciation.md tells the whole.

mod context;
mod dictionary;
mod network;
mod sandhi;
mod segment;
mod surnames;

use std::cell::OnceCell;
use std::ops::Range;
use std::thread;

use crate::model::Syllable;
use crate::text::lists::has;
use crate::text::{is_han, simplified};

use super::lexicon::{Lexicon, Respelling};
use super::words::lists;
use super::{Error, Options};
use dictionary::{Dictionary, LONGEST, Reading, syllable};
use network::{Network, Question};
use segment::{Piece, Sentence, Tag};

pub use segment::word_ends;

/// A word of a sentence: so many characters, and how they are said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its length in characters (Unicode scalar values).
    pub chars: usize,
    /// One for each hanzi; empty for what is no Chinese word, and where a hanzi has no known reading.
    pub syllables: Vec<Syllable>,
}

/// Decides pronunciations. Cheap to make: the dictionaries load at the first Chinese word.
#[derive(Debug)]
pub struct Pronouncer {
    lexicon: Lexicon,
}

impl Pronouncer {
    /// A pronouncer with the house lexicon and the listener's own entries.
    ///
    /// # Errors
    /// A lexicon that is not usable.
    pub fn new(options: &Options) -> Result<Self, Error> {
        Ok(Self { lexicon: Lexicon::load(options)? })
    }

    /// Words of a whole sentence as it will be said (numbers in hanzi, marks and Latin kept), covering it in
    /// order. `edges` are character positions that no word may cross, ascending.
    pub fn pronounce(&self, words: &str, edges: &[usize]) -> Vec<Word> {
        if !words.chars().any(is_han) {
            return foreign(words.chars().count(), edges);
        }
        let sentence = Sentence::new(words);
        let pinned = self.lexicon.pronunciations(&sentence.folded, |range| sentence.cuts_a_word(range));
        let mut cuts = edges.to_vec();
        cuts.extend(pinned.iter().flat_map(|pin| [pin.range.start, pin.range.end]));
        cuts.sort_unstable();
        let pieces = joined(&sentence, &sentence.words(&cuts), &cuts);
        let mut readings = read_words(&sentence, &pieces);
        surnames::apply(&sentence, &pieces, &mut readings);
        context::apply(&sentence, &pieces, &mut readings);
        let mut syllables = ask_the_sentence(&sentence, &readings);
        for pin in pinned {
            let hanzi = pin.range.filter(|&at| is_han(sentence.chars[at]));
            for (at, syllable) in hanzi.zip(pin.syllables) {
                syllables[at] = Some(syllable);
            }
        }
        sandhi::apply(&sentence.folded, &mut syllables);
        pieces.into_iter().map(|piece| word(piece.range, &mut syllables)).collect()
    }

    /// Whether the lexicon respells any word.
    pub fn respells(&self) -> bool {
        self.lexicon.respells()
    }

    /// Spoken respellings of the lexicon that match in the printed text, ascending and apart.
    pub fn respellings(&self, printed: &str) -> Vec<Respelling> {
        let chars: Vec<char> = printed.chars().map(simplified).collect();
        let sentence = OnceCell::new();
        self.lexicon.respellings(&chars, |range| {
            let has_hanzi = chars[range.clone()].iter().copied().any(is_han);
            has_hanzi && sentence.get_or_init(|| Sentence::new(printed)).cuts_a_word(range)
        })
    }
}

/// Begins to load on another core what the first Chinese sentence will ask for, besides the dictionary of words.
pub fn load_ahead() {
    let load = || {
        Dictionary::get();
        Network::get();
        segment::load();
    };
    // Where no thread can be had, each is loaded at its first use.
    let _ = thread::Builder::new().spawn(load);
}

/// The words of a text without hanzi, for which no dictionary is needed: one between any two edges.
fn foreign(length: usize, edges: &[usize]) -> Vec<Word> {
    let inside = edges.iter().copied().filter(|&edge| edge < length);
    let mut start = 0;
    let word = |end: usize| {
        let chars = end - std::mem::replace(&mut start, end);
        Word { chars, syllables: Vec::new() }
    };
    inside.chain([length]).map(word).filter(|word| word.chars > 0).collect()
}

/// Joins neighbours that make a word of the dictionary which jieba does not know; the cuts are ascending.
fn joined(sentence: &Sentence, pieces: &[Piece], cuts: &[usize]) -> Vec<Piece> {
    let dictionary = Dictionary::get();
    let mut words: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut rest = pieces;
    while let Some((first, others)) = rest.split_first() {
        let start = first.range.start;
        let fits = |piece: &&Piece| {
            piece.range.end - start <= LONGEST && cuts.binary_search(&piece.range.start).is_err()
        };
        let joins =
            usize::from(is_han(sentence.chars[start])) * others.iter().take(3).take_while(fits).count();
        let together = (1..=joins)
            .rev()
            .find(|&more| dictionary.phrase(sentence.slice(start..others[more - 1].range.end)).is_some());
        let more = together.unwrap_or(0);
        let end = if more == 0 { first.range.end } else { others[more - 1].range.end };
        let tag = if more == 0 { first.tag } else { Tag::default() };
        words.push(Piece { range: start..end, tag, known: first.known || more > 0 });
        rest = &others[more..];
    }
    words
}

/// What dictionaries say of every character: its word's reading, or that of the longest words within it.
fn read_words(sentence: &Sentence, pieces: &[Piece]) -> Vec<Reading> {
    let dictionary = Dictionary::get();
    let mut readings = Vec::with_capacity(sentence.len());
    for piece in pieces {
        let Range { mut start, end } = piece.range.clone();
        while start < end {
            let longest = (start + 2..=end.min(start + LONGEST))
                .rev()
                .find_map(|to| dictionary.phrase(sentence.slice(start..to)));
            if let Some(phrase) = longest {
                readings.extend(phrase);
            } else {
                readings.push(dictionary.alone(sentence.folded[start]));
            }
            start = readings.len();
        }
    }
    readings
}

/// Settles what is open or only likely; `None` for what is no hanzi or has no known reading.
fn ask_the_sentence(sentence: &Sentence, readings: &[Reading]) -> Vec<Option<Syllable>> {
    let dictionary = Dictionary::get();
    let mut questions: Vec<Question> = Vec::new();
    let mut said: Vec<Option<Syllable>> = Vec::with_capacity(readings.len());
    for (at, &reading) in readings.iter().enumerate() {
        let character = sentence.folded[at];
        let likely = match reading {
            // A word that gives one of the character's rarer readings knows it better than the sentence does.
            Reading::Likely(likely)
                if dictionary.first(character) != Some(likely) && !has(&lists().suffixes, character) =>
            {
                said.push(syllable(likely));
                continue;
            }
            Reading::Fixed(reading) => {
                said.push(syllable(reading));
                continue;
            }
            Reading::Likely(likely) => Some(likely),
            Reading::Open => None,
            Reading::Unknown => {
                said.push(None);
                continue;
            }
        };
        let settled =
            dictionary.settled(character).filter(|&settled| likely.is_none_or(|likely| likely == settled));
        let readings = dictionary.character(character).filter(|all| all.contains(' '));
        if let (None, Some(readings)) = (settled, readings) {
            questions.push(Question { at, readings, likely });
        }
        said.push(settled.or(likely).or(dictionary.first(character)).and_then(syllable));
    }
    if !questions.is_empty() {
        let answers = Network::get().answer(&sentence.folded, &questions);
        for (question, answer) in questions.iter().zip(answers) {
            said[question.at] = syllable(answer);
        }
    }
    said
}

/// Takes a word's syllables; none where one is missing.
fn word(range: Range<usize>, syllables: &mut [Option<Syllable>]) -> Word {
    let chars = range.len();
    let said: Option<Vec<Syllable>> = syllables[range].iter_mut().map(Option::take).collect();
    Word { chars, syllables: said.unwrap_or_default() }
}

#[cfg(test)]
mod tests;

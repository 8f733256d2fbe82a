//! Readings of words and of single characters, compiled in.

use std::borrow::Cow;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::model::{Syllable, Tone};

/// The longest word of the phrase table that is looked for, in characters.
pub const LONGEST: usize = 8;

/// How sure a syllable is before its sentence is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Decided by a word, or the character has no other.
    Fixed(&'static str),
    /// What the word lists say, though the sentence may know better.
    Likely(&'static str),
    /// One of several, first the commonest.
    Open,
    /// A character that no list knows.
    Unknown,
}

/// The readings of words and characters.
#[derive(Debug)]
pub struct Dictionary {
    phrases: FxHashMap<&'static str, &'static str>,
    readings: FxHashMap<char, &'static str>,
    settled: FxHashMap<char, &'static str>,
}

impl Dictionary {
    /// The one dictionary, loaded at its first use.
    pub fn get() -> &'static Self {
        static DICTIONARY: OnceLock<Dictionary> = OnceLock::new();
        DICTIONARY.get_or_init(|| Self {
            phrases: rows(include_str!("data/phrases.tsv")).collect(),
            readings: rows(include_str!("data/readings.tsv"))
                .filter_map(|(character, readings)| Some((character.chars().next()?, readings)))
                .collect(),
            settled: settled().collect(),
        })
    }

    /// The readings of a character, parted by spaces, the commonest first; `None` where it has none.
    pub fn character(&self, character: char) -> Option<&'static str> {
        self.readings.get(&character).copied()
    }

    /// The commonest reading of a character.
    pub fn first(&self, character: char) -> Option<&'static str> {
        self.character(character)?.split(' ').next()
    }

    /// The reading of a character that its sentence would not change.
    pub fn settled(&self, character: char) -> Option<&'static str> {
        self.settled.get(&character).copied()
    }

    /// The reading of a character by itself.
    pub fn alone(&self, character: char) -> Reading {
        match self.character(character) {
            Some(readings) if readings.contains(' ') => Reading::Open,
            Some(reading) => Reading::Fixed(reading),
            None => Reading::Unknown,
        }
    }

    /// The readings of a word in the table, one a character.
    pub fn phrase(&self, word: &str) -> Option<impl Iterator<Item = Reading> + use<>> {
        let reading = *self.phrases.get(word)?;
        Some(reading.split(' ').map(|syllable| match syllable.strip_suffix('?') {
            Some("") => Reading::Open,
            Some(likely) => Reading::Likely(likely),
            None => Reading::Fixed(syllable),
        }))
    }
}

/// The characters of settled.txt with their readings.
fn settled() -> impl Iterator<Item = (char, &'static str)> {
    let lines = include_str!("data/settled.txt").lines().filter(|line| !line.starts_with('#'));
    let pair = |pair: &'static str| {
        let character = pair.chars().next()?;
        Some((character, &pair[character.len_utf8()..]))
    };
    lines.flat_map(str::split_whitespace).filter_map(pair)
}

/// The rows of a table: a key and the rest, parted by a tab; `#` starts a comment.
pub fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

/// Reads `hang2` without copying its letters.
pub fn syllable(text: &'static str) -> Option<Syllable> {
    let digit = text.chars().next_back()?;
    let tone = Tone::from_digit(digit)?;
    let letters = &text[..text.len() - digit.len_utf8()];
    Some(Syllable { letters: Cow::Borrowed(letters), tone, said: tone })
}

//! Words of a table in simplified characters, as texts are folded, found at a place in time that the table's size does not
//! change. All three kinds read themselves from a settings file: a line of words parted by blanks, or words and what they stand for.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::text::{Text, is_latin};
use crate::text::simplified;

/// Words and what they stand for.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "BTreeMap<String, V>", bound = "V: Deserialize<'de>")]
pub(super) struct Lexis<V> {
    by_first: FxHashMap<char, Vec<(Vec<char>, V)>>,
}

impl<V> Lexis<V> {
    /// A table of words; a later entry replaces an equal earlier one.
    pub fn new(words: impl IntoIterator<Item = (String, V)>) -> Self {
        let mut by_first: FxHashMap<char, Vec<(Vec<char>, V)>> = FxHashMap::default();
        for (word, value) in words {
            let word: Vec<char> = word.chars().map(simplified).collect();
            if let Some(&first) = word.first() {
                let same = by_first.entry(first).or_default();
                same.retain(|(known, _)| *known != word);
                same.push((word, value));
            }
        }
        for same in by_first.values_mut() {
            same.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        }
        Self { by_first }
    }

    /// The longest word that starts at `place`, with its end.
    pub fn longest_at(&self, text: &Text<'_>, place: usize) -> Option<(usize, &V)> {
        let same = self.by_first.get(&text.at(place))?;
        let found = same.iter().find(|(word, _)| text.slice(place, place + word.len()) == word.as_slice());
        found.map(|(word, value)| (place + word.len(), value))
    }

    /// All the words and what they stand for.
    pub fn all(&self) -> impl Iterator<Item = (String, &V)> {
        self.by_first.values().flatten().map(|(word, value)| (word.iter().collect(), value))
    }
}

impl<V> From<BTreeMap<String, V>> for Lexis<V> {
    fn from(words: BTreeMap<String, V>) -> Self {
        Self::new(words)
    }
}

/// Words that are looked up whole.
#[derive(Debug, Deserialize)]
#[serde(from = "String")]
pub(super) struct List(FxHashSet<String>);

impl List {
    /// Whether `word` is one of them.
    pub fn has(&self, word: &str) -> bool {
        self.0.contains(word)
    }

    /// Whether `word` begins with one of them.
    pub fn begins(&self, word: &str) -> bool {
        self.0.iter().any(|known| word.starts_with(known.as_str()))
    }

    /// Whether `word` ends with one of them.
    pub fn ends(&self, word: &str) -> bool {
        self.0.iter().any(|known| word.ends_with(known.as_str()))
    }
}

impl From<String> for List {
    fn from(line: String) -> Self {
        Self(line.split_whitespace().map(|word| word.chars().map(simplified).collect()).collect())
    }
}

/// A set of words, found from their first or from their last character.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "String")]
pub(super) struct Words {
    starting: Lexis<()>,
    ending: FxHashMap<char, Vec<Vec<char>>>,
}

impl Words {
    /// A set of words.
    pub fn new(words: impl IntoIterator<Item = String>) -> Self {
        let words: Vec<String> = words.into_iter().collect();
        let mut ending: FxHashMap<char, Vec<Vec<char>>> = FxHashMap::default();
        for word in &words {
            let word: Vec<char> = word.chars().map(simplified).collect();
            if let Some(&last) = word.last() {
                ending.entry(last).or_default().push(word);
            }
        }
        Self { starting: Lexis::new(words.into_iter().map(|word| (word, ()))), ending }
    }

    /// The words of a line, parted by blanks.
    pub fn of(line: &str) -> Self {
        Self::new(line.split_whitespace().map(str::to_owned))
    }

    /// The end of the longest word that starts at `place`.
    pub fn starts_at(&self, text: &Text<'_>, place: usize) -> Option<usize> {
        self.starting.longest_at(text, place).map(|(end, ())| end)
    }

    /// Whether one of the words ends right before `place`.
    pub fn ends_before(&self, text: &Text<'_>, place: usize) -> bool {
        self.starts_before(text, place).next().is_some()
    }

    /// Where the words that end right before `place` start.
    pub fn starts_before(&self, text: &Text<'_>, place: usize) -> impl Iterator<Item = usize> {
        let same = self.ending.get(&text.before(place));
        same.into_iter().flatten().filter_map(move |word| {
            place.checked_sub(word.len()).filter(|&start| text.slice(start, place) == word.as_slice())
        })
    }

    /// Whether one of the words stands between two places, and not as a part of another: win, but not in winds.
    pub fn stands_within(&self, text: &Text<'_>, start: usize, end: usize) -> bool {
        let alone = |place: usize, stop: usize| !is_latin(text.before(place)) && !is_latin(text.at(stop));
        (start..end.min(text.len()))
            .any(|place| self.starts_at(text, place).is_some_and(|stop| stop <= end && alone(place, stop)))
    }

    /// Whether one of the words stands wholly between two places.
    pub fn within(&self, text: &Text<'_>, start: usize, end: usize) -> bool {
        (start..end.min(text.len())).any(|place| self.starts_at(text, place).is_some_and(|stop| stop <= end))
    }
}

impl From<String> for Words {
    fn from(line: String) -> Self {
        Self::of(&line)
    }
}

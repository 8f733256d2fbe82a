//! Readings of phrases and of single characters, compiled in.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

use crate::model::{Syllable, Tone};

static DICTIONARY: OnceLock<Dictionary> = OnceLock::new();

/// The readings of words and characters.
#[derive(Debug)]
pub struct Dictionary {
    phrases: HashMap<&'static str, &'static str>,
    readings: HashMap<char, &'static str>,
}

impl Dictionary {
    /// The one dictionary, loaded at its first use.
    pub fn get() -> &'static Self {
        DICTIONARY.get_or_init(|| Self {
            phrases: rows(include_str!("data/phrases.tsv")).collect(),
            readings: rows(include_str!("data/readings.tsv"))
                .filter_map(|(character, readings)| Some((character.chars().next()?, readings)))
                .collect(),
        })
    }

    /// The syllables of a word; none where it is no hanzi or a hanzi without a known reading.
    pub fn say(&self, word: &[char]) -> Vec<Syllable> {
        let text: String = word.iter().collect();
        if let Some(reading) = self.phrases.get(text.as_str()) {
            return reading.split(' ').filter_map(syllable).collect();
        }
        let syllables: Vec<Syllable> = self.by_parts(word);
        if syllables.len() == word.len() { syllables } else { Vec::new() }
    }

    /// Longest phrases first, then single characters.
    fn by_parts(&self, word: &[char]) -> Vec<Syllable> {
        let mut syllables = Vec::with_capacity(word.len());
        let mut at = 0;
        while at < word.len() {
            let phrase = (at + 2..=word.len().min(at + 8)).rev().find_map(|end| {
                let text: String = word[at..end].iter().collect();
                Some((end, *self.phrases.get(text.as_str())?))
            });
            if let Some((end, reading)) = phrase {
                syllables.extend(reading.split(' ').filter_map(syllable));
                at = end;
            } else {
                let first = self.readings.get(&word[at]).and_then(|all| all.split(' ').next());
                syllables.extend(first.and_then(syllable));
                at += 1;
            }
        }
        syllables
    }
}

/// The rows of a table: a key and the rest, parted by a tab; `#` starts a comment.
fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

/// Reads `hang2` without copying its letters.
pub fn syllable(text: &'static str) -> Option<Syllable> {
    let digit = text.chars().next_back()?;
    let tone = Tone::from_digit(digit)?;
    let letters = &text[..text.len() - digit.len_utf8()];
    Some(Syllable { letters: Cow::Borrowed(letters), tone, said: tone })
}

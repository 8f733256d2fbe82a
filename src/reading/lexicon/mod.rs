//! The pronunciation lexicon: how a word is said, decided by people.
//!
//! The house's own files stand in voices/lexicon/; users add theirs in newscaster.toml, in a TOML file of the same
//! shape, or as a W3C Pronunciation Lexicon (PLS). docs/pronunciation.md shows how to write an entry.

mod entry;
mod pls;
mod toml_file;

use std::ops::Range;
use std::path::Path;

use rustc_hash::FxHashMap;

use crate::files::SettingsError;
use crate::model::Syllable;

use super::{Error, Options};
use crate::text::simplified;
pub use entry::{Entries, Entry};

/// The house lexicon, in the order of reading.
const HOUSE: [(&str, &str); 2] = [
    ("voices/lexicon/places.toml", include_str!("../../../voices/lexicon/places.toml")),
    ("voices/lexicon/people.toml", include_str!("../../../voices/lexicon/people.toml")),
];

/// A stretch of the printed text that is said in other words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Respelling {
    /// Where it starts, in characters.
    pub start: usize,
    /// Where it ends, in characters.
    pub end: usize,
    /// What is said instead.
    pub spoken: String,
}

/// A word of the lexicon found in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pinned {
    /// Its characters.
    pub range: Range<usize>,
    /// Its syllables, one a hanzi.
    pub syllables: Vec<Syllable>,
}

/// All entries, the listener's own winning over the house's.
#[derive(Debug, Default)]
pub struct Lexicon {
    pinyin: Table<Vec<Syllable>>,
    respellings: Table<String>,
}

/// What is said for each word, by context.
#[derive(Debug)]
struct Table<T> {
    words: FxHashMap<Vec<char>, Vec<(Context, T)>>,
    /// The longest word that starts with a character; most characters start none.
    longest: FxHashMap<char, usize>,
}

/// Where an entry holds: after or before one of these; anywhere where both are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Context {
    after: Vec<Vec<char>>,
    before: Vec<Vec<char>>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { words: FxHashMap::default(), longest: FxHashMap::default() }
    }
}

impl Lexicon {
    /// Reads the house lexicon, the files of the options, then the words written in the options themselves.
    ///
    /// # Errors
    /// A file that cannot be read, or the first wrong entry, with its place and the nearest right syllable.
    pub fn load(options: &Options) -> Result<Self, Error> {
        let mut lexicon = Self::default();
        for (name, text) in HOUSE {
            lexicon.add_file(text, Path::new(name))?;
        }
        for path in &options.lexicons {
            let text = crate::files::regular::read_text(path, crate::files::regular::LARGEST_SETTINGS)
                .map_err(|error| Error::Unreadable { path: path.clone(), reason: error.to_string() })?;
            lexicon.add_file(&text, path)?;
        }
        for (word, entries) in &options.words {
            lexicon.add(word, &entries.0).map_err(|message| Error::Word { word: word.clone(), message })?;
        }
        Ok(lexicon)
    }

    fn add_file(&mut self, text: &str, path: &Path) -> Result<(), Error> {
        let is_xml = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("pls") || end == "xml");
        let words = if is_xml { pls::read(text, path) } else { toml_file::read(text, path) };
        for (offset, word, entries) in words? {
            self.add(&word, &entries).map_err(|message| SettingsError::at(path, text, offset, message))?;
        }
        Ok(())
    }

    /// Adds the entries of a word in place of those it had; what is wrong with them otherwise.
    fn add(&mut self, word: &str, entries: &[Entry]) -> Result<(), String> {
        let mut pinyin = Vec::new();
        let mut respellings = Vec::new();
        for entry in entries {
            let syllables = entry.check(word)?;
            let context = Context { after: folded_all(&entry.after), before: folded_all(&entry.before) };
            match (&entry.spoken, syllables) {
                (Some(spoken), syllables) => {
                    respellings.push((context.clone(), spoken.clone()));
                    if let Some(syllables) = syllables {
                        self.pinyin.insert(&folded(spoken), vec![(context, syllables)]);
                    }
                }
                (None, Some(syllables)) => pinyin.push((context, syllables)),
                (None, None) => {}
            }
        }
        let key = folded(word);
        self.pinyin.insert(&key, pinyin);
        self.respellings.insert(&key, respellings);
        Ok(())
    }

    /// The pronunciations that match in a sentence of simplified characters, ascending and apart, the longest
    /// first; `cut` says whether a stretch cuts a longer word in two.
    pub fn pronunciations(&self, chars: &[char], cut: impl Fn(&Range<usize>) -> bool) -> Vec<Pinned> {
        let found = self.pinyin.find(chars, cut);
        found.into_iter().map(|(range, syllables)| Pinned { range, syllables: syllables.clone() }).collect()
    }

    /// Whether any word is respelled.
    pub fn respells(&self) -> bool {
        !self.respellings.words.is_empty()
    }

    /// The respellings that match in a printed text of simplified characters, as above.
    pub fn respellings(&self, chars: &[char], cut: impl Fn(&Range<usize>) -> bool) -> Vec<Respelling> {
        let found = self.respellings.find(chars, cut);
        let respelling = |(range, spoken): (Range<usize>, &String)| Respelling {
            start: range.start,
            end: range.end,
            spoken: spoken.clone(),
        };
        found.into_iter().map(respelling).collect()
    }
}

impl<T> Table<T> {
    /// Sets what is said for a word; nothing where there is nothing.
    fn insert(&mut self, word: &[char], said: Vec<(Context, T)>) {
        self.words.remove(word);
        if let (Some(&first), false) = (word.first(), said.is_empty()) {
            let longest = self.longest.entry(first).or_default();
            *longest = word.len().max(*longest);
            self.words.insert(word.to_vec(), said);
        }
    }

    fn find(&self, chars: &[char], cut: impl Fn(&Range<usize>) -> bool) -> Vec<(Range<usize>, &T)> {
        let mut found = Vec::new();
        let mut start = 0;
        while let Some(first) = chars.get(start) {
            let longest = self.longest.get(first).map_or(0, |&length| length.min(chars.len() - start));
            let hit = (1..=longest).rev().find_map(|length| {
                let range = start..start + length;
                Some((self.at(chars, &range, &cut)?, range))
            });
            start += hit.as_ref().map_or(1, |(_, range)| range.len());
            found.extend(hit.map(|(said, range)| (range, said)));
        }
        found
    }

    fn at(&self, chars: &[char], range: &Range<usize>, cut: impl Fn(&Range<usize>) -> bool) -> Option<&T> {
        let said = self.words.get(&chars[range.clone()])?;
        let (context, said) = said.iter().find(|(context, _)| context.holds(chars, range))?;
        let is_word = if context.is_anywhere() { !cut(range) } else { true };
        (is_word && !splits_letters(chars, range)).then_some(said)
    }
}

impl Context {
    fn is_anywhere(&self) -> bool {
        self.after.is_empty() && self.before.is_empty()
    }

    fn holds(&self, chars: &[char], range: &Range<usize>) -> bool {
        let after = |word: &Vec<char>| chars[..range.start].ends_with(word);
        let before = |word: &Vec<char>| chars[range.end..].starts_with(word);
        (self.after.is_empty() || self.after.iter().any(after))
            && (self.before.is_empty() || self.before.iter().any(before))
    }
}

/// Whether an end of the stretch stands between two Latin letters or between two digits: AI in RAIN.
fn splits_letters(chars: &[char], range: &Range<usize>) -> bool {
    let alike = |left: char, right: char| {
        left.is_ascii_alphabetic() && right.is_ascii_alphabetic()
            || left.is_ascii_digit() && right.is_ascii_digit()
    };
    let splits = |at: usize| at > 0 && at < chars.len() && alike(chars[at - 1], chars[at]);
    splits(range.start) || splits(range.end)
}

fn folded(word: &str) -> Vec<char> {
    word.chars().map(simplified).collect()
}

fn folded_all(words: &[String]) -> Vec<Vec<char>> {
    words.iter().map(|word| folded(word)).collect()
}

#[cfg(test)]
mod tests;

//! The pronunciation lexicon: how a word is said, decided by people.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use serde::Deserialize;

use crate::files::parse_settings;
use crate::model::Syllable;

use super::{Error, Options};

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
    /// Its syllables, one a character.
    pub syllables: Vec<Syllable>,
}

/// All entries, the listener's own winning over the house's.
#[derive(Debug, Default)]
pub struct Lexicon {
    words: BTreeMap<Vec<char>, Vec<Syllable>>,
    longest: usize,
}

/// A lexicon file: `[words]` with `单县 = "shan4 xian4"`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    words: BTreeMap<String, String>,
}

impl Lexicon {
    /// Reads the house lexicon and the files of the options.
    ///
    /// # Errors
    /// A file that cannot be read, or a wrong entry.
    pub fn load(options: &Options) -> Result<Self, Error> {
        let mut lexicon = Self::default();
        lexicon.add(HOUSE, Path::new("voices/lexicon/house.toml"))?;
        for path in &options.lexicons {
            let text = std::fs::read_to_string(path)
                .map_err(|error| Error::Lexicon(format!("{}: {error}", path.display())))?;
            lexicon.add(&text, path)?;
        }
        Ok(lexicon)
    }

    fn add(&mut self, text: &str, path: &Path) -> Result<(), Error> {
        let file: File = parse_settings(text, path).map_err(|error| Error::Lexicon(error.to_string()))?;
        for (word, pinyin) in file.words {
            let syllables: Option<Vec<Syllable>> = pinyin.split_whitespace().map(Syllable::parse).collect();
            let word: Vec<char> = word.chars().collect();
            match syllables {
                Some(syllables) if syllables.len() == word.len() => {
                    self.longest = self.longest.max(word.len());
                    self.words.insert(word, syllables);
                }
                _ => {
                    let word: String = word.into_iter().collect();
                    let file = path.display();
                    let message = format!("{file}: {word} = \"{pinyin}\" is not one syllable a character");
                    return Err(Error::Lexicon(message));
                }
            }
        }
        Ok(())
    }

    /// The entries that match in a sentence, ascending and apart, the longest first; `cut` says whether a stretch
    /// cuts a longer word in two.
    pub fn pronunciations(&self, chars: &[char], cut: impl Fn(&Range<usize>) -> bool) -> Vec<Pinned> {
        let mut found = Vec::new();
        let mut start = 0;
        while start < chars.len() {
            let longest = (start + 1..=chars.len().min(start + self.longest)).rev().find_map(|end| {
                let syllables = self.words.get(&chars[start..end])?;
                (!cut(&(start..end))).then_some(syllables)
            });
            let length = longest.map_or(0, Vec::len);
            if let Some(syllables) = longest {
                found.push(Pinned { range: start..start + length, syllables: syllables.clone() });
            }
            start += length.max(1);
        }
        found
    }

    /// The respellings that match in the printed text, ascending and apart.
    pub fn respellings(&self, printed: &str) -> Vec<Respelling> {
        let _ = (self, printed);
        Vec::new()
    }
}

/// The house lexicon.
const HOUSE: &str = include_str!("../../../voices/lexicon/house.toml");

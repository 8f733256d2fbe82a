//! One entry, as it is written, and what can be wrong with it.

use std::fmt;
use std::sync::OnceLock;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::files::nearest;
use crate::model::{Syllable, Tone};

use crate::text::is_han;

/// How a word is said, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Entry {
    /// Its syllables with tone numbers, one a hanzi, parted by spaces: `shan4 xian4`.
    pub pinyin: Option<String>,
    /// What is said instead of what is printed.
    pub spoken: Option<String>,
    /// Holds only directly after one of these.
    pub after: Vec<String>,
    /// Holds only directly before one of these.
    pub before: Vec<String>,
}

/// The entries of one word: its pinyin as a string, one table, or several tables of which the first that fits its
/// surroundings holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entries(pub Vec<Entry>);

impl Entry {
    /// The entry that gives a pronunciation and nothing else.
    pub fn said(pinyin: &str) -> Self {
        Self { pinyin: Some(pinyin.to_owned()), ..Self::default() }
    }

    /// Its syllables, where it gives them.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn check(&self, word: &str) -> Result<Option<Vec<Syllable>>, String> {
        if word.trim().is_empty() {
            return Err("an entry needs a word".to_owned());
        }
        if self.pinyin.is_none() && self.spoken.is_none() {
            return Err(format!("{word} needs pinyin, a spoken form, or both"));
        }
        if self.spoken.as_deref().is_some_and(|spoken| spoken.trim().is_empty()) {
            return Err(format!("the spoken form of {word} is empty"));
        }
        let Some(pinyin) = &self.pinyin else { return Ok(None) };
        let syllables: Vec<Syllable> =
            pinyin.split_whitespace().map(|text| syllable(text, word)).collect::<Result<_, _>>()?;
        let said = self.spoken.as_deref().unwrap_or(word);
        let hanzi = said.chars().filter(|&c| is_han(c)).count();
        if hanzi == 0 {
            return Err(format!("{said} has no hanzi that pinyin could be given for; give it a spoken form"));
        }
        if syllables.len() != hanzi {
            let given = syllables.len();
            return Err(format!("{said} has {hanzi} hanzi, but \"{pinyin}\" has {given} syllables"));
        }
        Ok(Some(syllables))
    }
}

/// Reads one syllable of an entry, `lü4` and `lu:4` included.
fn syllable(text: &str, word: &str) -> Result<Syllable, String> {
    let plain = text.to_lowercase().replace("u:", "v").replace('ü', "v");
    let letters = plain.trim_end_matches(|c: char| c.is_ascii_digit());
    let tone = match plain[letters.len()..].chars().next() {
        Some(digit) if plain.len() == letters.len() + 1 => Tone::from_digit(digit),
        _ => None,
    };
    let known = known().contains(&letters);
    match (known, tone) {
        (true, Some(tone)) => Ok(Syllable { letters: letters.to_owned().into(), tone, said: tone }),
        (true, None) => Err(format!("{text} of {word} needs its tone, a number from 1 to 5: {letters}4")),
        (false, _) => Err(match nearest_syllable(letters) {
            Some(right) => format!("{text} of {word} is no syllable of Mandarin; did you mean {right}?"),
            None => {
                format!("{text} of {word} is no syllable of Mandarin; write pinyin with tone numbers: hang2")
            }
        }),
    }
}

fn known() -> &'static Vec<&'static str> {
    static KNOWN: OnceLock<Vec<&'static str>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        include_str!("syllables.txt")
            .lines()
            .filter(|l| !l.starts_with('#'))
            .flat_map(str::split_whitespace)
            .collect()
    })
}

fn nearest_syllable(letters: &str) -> Option<&'static str> {
    let alike = known().iter().copied().filter(|known| known.chars().next() == letters.chars().next());
    nearest(letters, alike)
}

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EntriesVisitor)
    }
}

struct EntriesVisitor;

impl<'de> Visitor<'de> for EntriesVisitor {
    type Value = Entries;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("pinyin such as \"shan4 xian4\", or a table with pinyin, spoken, after, before")
    }

    fn visit_str<E>(self, pinyin: &str) -> Result<Entries, E> {
        Ok(Entries(vec![Entry::said(pinyin)]))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Entries, A::Error> {
        Entry::deserialize(MapAccessDeserializer::new(map)).map(|entry| Entries(vec![entry]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Entries, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(seq)).map(Entries)
    }
}

//! How each word is pronounced: house lexicon, surnames, phrases, characters; then 一 and 不 sandhi.

mod dictionary;
mod sandhi;
mod segment;

use crate::model::Syllable;

use super::lexicon::{Lexicon, Respelling};
use super::{Error, Options};
use dictionary::Dictionary;

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
        let chars: Vec<char> = words.chars().collect();
        let mut found = Vec::new();
        if !chars.iter().copied().any(is_hanzi) {
            return segment::plain(&chars);
        }
        let pinned = self.lexicon.pronunciations(&chars);
        let dictionary = Dictionary::get();
        let mut cuts = edges.to_vec();
        cuts.extend(pinned.iter().flat_map(|pin| [pin.start, pin.start + pin.syllables.len()]));
        for piece in segment::words(words, &chars, &cuts) {
            let text = &chars[piece.clone()];
            let pin = pinned.iter().find(|pin| pin.start == piece.start);
            let syllables = match pin {
                Some(pin) if pin.syllables.len() == text.len() => pin.syllables.clone(),
                _ => dictionary.say(text),
            };
            found.push(Word { chars: piece.len(), syllables });
        }
        sandhi::apply(&chars, &mut found);
        found
    }

    /// Spoken respellings of the lexicon that match in the printed text, ascending and apart.
    pub fn respellings(&self, printed: &str) -> Vec<Respelling> {
        self.lexicon.respellings(printed)
    }
}

/// Whether a character is a hanzi, one that is written in Chinese text and said as a syllable.
pub fn is_hanzi(c: char) -> bool {
    matches!(c, '〇' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pinyin(text: &str) -> String {
        let words = Pronouncer::new(&Options::default()).unwrap().pronounce(text, &[]);
        let said: Vec<String> =
            words.iter().flat_map(|w| w.syllables.iter().map(ToString::to_string)).collect();
        said.join(" ")
    }

    #[test]
    fn words_decide_the_reading_of_their_characters() {
        for (text, right) in [
            ("银行行长", "yin2 hang2 hang2 zhang3"),
            ("会计校长", "kuai4 ji4 xiao4 zhang3"),
            ("曾国藩在单县", "zeng1 guo2 fan1 zai4 shan4 xian4"),
        ] {
            assert_eq!(pinyin(text), right, "{text}");
        }
    }
}

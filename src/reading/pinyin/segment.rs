//! Words of a sentence, by jieba.

use std::ops::Range;

use crate::reading::words::lists;
use crate::text::lists::has;
use crate::text::{is_han, simplified};
use crate::words::dictionary;

/// A sentence in simplified characters, sliced by character positions.
#[derive(Debug)]
pub struct Sentence {
    /// As it was given.
    pub chars: Vec<char>,
    /// In simplified characters; as long.
    pub folded: Vec<char>,
    text: String,
    /// Where each character starts in `text`, and its end.
    bytes: Vec<usize>,
}

/// A word that jieba found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its characters.
    pub range: Range<usize>,
    /// Its part of speech.
    pub tag: Tag,
    /// Whether it stands in jieba's dictionary.
    pub known: bool,
}

/// The first two letters of jieba's part of speech: `v`, `ad`, `nr` for a person's name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tag([u8; 2]);

impl Tag {
    fn new(tag: &str) -> Self {
        let mut letters = tag.bytes();
        Self([letters.next().unwrap_or_default(), letters.next().unwrap_or_default()])
    }

    /// Whether the tag is this one or a kind of it.
    pub fn starts_with(self, tag: &str) -> bool {
        self.0.starts_with(tag.as_bytes())
    }

    /// Whether jieba takes the word for a person's name.
    pub fn is_name(self) -> bool {
        self.starts_with("nr")
    }
}

impl Sentence {
    /// Takes a sentence apart.
    pub fn new(words: &str) -> Self {
        let chars: Vec<char> = words.chars().collect();
        let folded: Vec<char> = chars.iter().copied().map(simplified).collect();
        let text: String = folded.iter().collect();
        let bytes = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
        Self { chars, folded, text, bytes }
    }

    /// Its length in characters.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// A stretch in simplified characters.
    pub fn slice(&self, range: Range<usize>) -> &str {
        &self.text[self.bytes[range.start]..self.bytes[range.end]]
    }

    /// All before a character.
    pub fn before(&self, at: usize) -> &str {
        &self.text[..self.bytes[at]]
    }

    /// All after a character.
    pub fn after(&self, at: usize) -> &str {
        &self.text[self.bytes[at + 1]..]
    }

    /// Its words, covering it in order; none crosses a cut, and runs that are no hanzi stand alone.
    pub fn words(&self, cuts: &[usize]) -> Vec<Piece> {
        let mut edges = vec![false; self.len() + 1];
        for &cut in cuts.iter().filter(|&&cut| cut < self.len()) {
            edges[cut] = true;
        }
        for (edge, pair) in edges.iter_mut().skip(1).zip(self.chars.windows(2)) {
            *edge |= is_han(pair[0]) != is_han(pair[1]);
        }
        let mut tags = vec![Tag::default(); self.len()];
        let mut found = |start: usize, tag: &str| {
            edges[start] |= is_han(self.chars[start]);
            tags[start] = Tag::new(tag);
        };
        for word in dictionary().tag(&self.text, true) {
            found(word.start, word.tag);
            if word.tag != "nr"
                && word.word.contains(|c| has(&lists().guessed, c))
                && !dictionary().has_word(word.word)
            {
                for part in dictionary().tag(word.word, false) {
                    found(word.start + part.start, part.tag);
                }
            }
        }
        let mut pieces = Vec::new();
        let mut start = 0;
        for end in (1..=self.len()).filter(|&end| end == self.len() || edges[end]) {
            let known = dictionary().has_word(self.slice(start..end));
            pieces.push(Piece { range: start..end, tag: tags[start], known });
            start = end;
        }
        pieces
    }

    /// Whether a word of jieba's dictionary crosses an end of the stretch: 简单|县城 for 单县. A place may stand in
    /// the name of its county or its mountain: 乐亭 in 乐亭县.
    pub fn cuts_a_word(&self, stretch: &Range<usize>) -> bool {
        let from = stretch.start.saturating_sub(super::dictionary::LONGEST);
        let to = self.len().min(stretch.end + super::dictionary::LONGEST);
        dictionary().cut(self.slice(from..to), false).into_iter().any(|word| {
            let (start, end) = (from + word.start, from + word.end);
            let crosses = |edge: usize| start < edge && edge < end;
            let grows = start == stretch.start
                && end == stretch.end + 1
                && has(&lists().of_places, self.folded[end - 1]);
            crosses(stretch.start) || crosses(stretch.end) && !grows
        })
    }
}

/// A word that no dictionary has and that jieba takes for one.
const UNKNOWN: &str = "闫雪珺";

/// Loads what jieba tells the kinds of unknown words by, which it does at the first of them.
pub fn load() {
    dictionary().tag(UNKNOWN, true);
}

/// Where the words of a text end, in characters.
pub fn word_ends(text: &str) -> Vec<usize> {
    Sentence::new(text).words(&[]).into_iter().map(|word| word.range.end).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_that_loads_the_kinds_of_unknown_words_is_one() {
        let words = dictionary().tag(UNKNOWN, true);
        assert!(words.len() == 1 && !dictionary().has_word(UNKNOWN), "{words:?}");
    }
}

//! Words of a sentence, by jieba.

use std::ops::Range;
use std::sync::OnceLock;

use jieba_rs::Jieba;

use super::is_hanzi;
use super::simplified::simplified;

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
    /// Whether jieba takes it for a person's name.
    pub name: bool,
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

    /// Its words, covering it in order; none crosses a cut, and runs that are no hanzi stand alone.
    pub fn words(&self, cuts: &[usize]) -> Vec<Piece> {
        let mut edges = vec![false; self.len() + 1];
        for &cut in cuts.iter().filter(|&&cut| cut < self.len()) {
            edges[cut] = true;
        }
        for at in 1..self.len() {
            edges[at] |= is_hanzi(self.chars[at - 1]) != is_hanzi(self.chars[at]);
        }
        let mut name_at = vec![false; self.len()];
        for word in jieba().tag(&self.text, true) {
            edges[word.start] |= is_hanzi(self.chars[word.start]);
            name_at[word.start] = word.tag == "nr";
        }
        let mut pieces = Vec::new();
        let mut start = 0;
        for end in (1..=self.len()).filter(|&end| end == self.len() || edges[end]) {
            pieces.push(Piece { range: start..end, name: name_at[start] });
            start = end;
        }
        pieces
    }

    /// Whether a word of jieba's dictionary crosses an end of the stretch: 简单|县城 for 单县.
    pub fn cuts_a_word(&self, stretch: &Range<usize>) -> bool {
        let from = stretch.start.saturating_sub(super::dictionary::LONGEST);
        let to = self.len().min(stretch.end + super::dictionary::LONGEST);
        jieba().cut(self.slice(from..to), false).into_iter().any(|word| {
            let (start, end) = (from + word.start, from + word.end);
            let crosses = |edge: usize| start < edge && edge < end;
            crosses(stretch.start) || crosses(stretch.end)
        })
    }
}

fn jieba() -> &'static Jieba {
    static JIEBA: OnceLock<Jieba> = OnceLock::new();
    JIEBA.get_or_init(Jieba::new)
}

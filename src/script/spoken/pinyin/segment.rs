//! Words of a sentence, by jieba.

use std::ops::Range;
use std::sync::OnceLock;

use jieba_rs::Jieba;

use super::{Word, is_hanzi};

static JIEBA: OnceLock<Jieba> = OnceLock::new();

/// The character ranges of the words of a sentence, covering it in order; no word crosses a cut, and runs that
/// are no hanzi stand alone.
pub fn words(text: &str, chars: &[char], cuts: &[usize]) -> Vec<Range<usize>> {
    let jieba = JIEBA.get_or_init(Jieba::new);
    let mut edge = vec![false; chars.len() + 1];
    for &cut in cuts.iter().filter(|&&cut| cut <= chars.len()) {
        edge[cut] = true;
    }
    for at in 1..chars.len() {
        edge[at] |= is_hanzi(chars[at - 1]) != is_hanzi(chars[at]);
    }
    for token in jieba.cut(text, true) {
        edge[token.start] |= is_hanzi(chars[token.start]);
    }
    edge[chars.len()] = true;
    let mut ranges = Vec::new();
    let mut start = 0;
    for end in (1..=chars.len()).filter(|&end| edge[end]) {
        ranges.push(start..end);
        start = end;
    }
    ranges
}

/// A text without hanzi: one word without syllables.
pub fn plain(chars: &[char]) -> Vec<Word> {
    let word = Word { chars: chars.len(), syllables: Vec::new() };
    if chars.is_empty() { Vec::new() } else { vec![word] }
}

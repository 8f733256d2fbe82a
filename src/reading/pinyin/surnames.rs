//! Surnames that are read otherwise than the same characters in other words: 任 rén, 单 shàn, 尉迟 yù chí.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::dictionary::{Dictionary, Reading, rows};
use super::segment::{Piece, Sentence};
use crate::reading::words::lists;
use crate::text::lists::has;

/// Gives surnames their reading where a person's name plausibly stands: in a word that jieba takes for a name, in
/// a word of no dictionary after a title, beside 姓 and its like.
pub fn apply(sentence: &Sentence, pieces: &[Piece], readings: &mut [Reading]) {
    for index in 0..pieces.len() {
        if let Some((range, surname)) = surname_of(sentence, pieces, index) {
            for (reading, syllable) in readings[range].iter_mut().zip(surname.split(' ')) {
                *reading = Reading::Fixed(syllable);
            }
        }
    }
}

/// The surname in a word, with its reading.
fn surname_of(sentence: &Sentence, pieces: &[Piece], index: usize) -> Option<(Range<usize>, &'static str)> {
    let piece = &pieces[index];
    let start = piece.range.start;
    let word = sentence.slice(piece.range.clone());
    if let Some(named) = word.strip_prefix('姓').filter(|named| !named.is_empty()) {
        let (length, reading) = leading_surname(named)?;
        return (length + 1 == piece.range.len()).then_some((start + 1..start + 1 + length, reading));
    }
    let (length, reading) = leading_surname(word)?;
    let given = sentence.slice(start + length..piece.range.end);
    let before = index.checked_sub(1).map_or("", |before| sentence.slice(pieces[before].range.clone()));
    let after = pieces.get(index + 1).map_or("", |after| sentence.slice(after.range.clone()));
    let titled = ends_with_a_title(before);
    let called = titled
        || (before == "员" || before.chars().count() > 1) && before.ends_with(|c| has(&lists().trades, c));
    let is_surname = if given.is_empty() {
        let next = pieces.get(index + 1);
        let named = next.is_some_and(|after| after.range.len() <= 2 && !after.tag.starts_with("v"));
        let is_seldom_a_word = word.chars().all(|c| has(&lists().seldom_words, c));
        lists().before_surnames.contains(&before)
            || lists().after_surnames.contains(&after)
            || titled && named && is_seldom_a_word
            || called && next.is_some_and(|after| after.range.len() == 2 && is_given_name(sentence, after))
    } else {
        let is_word = Dictionary::get().phrase(word).is_some();
        // jieba draws the verb behind a name into it: 村民 曾维忠种.
        let is_short = piece.range.len() <= length + 2 + usize::from(titled && !piece.known);
        let is_verb = has(&lists().verb_surnames, sentence.folded[start]) && given.chars().count() == 1;
        let is_called = titled && !is_verb || called && given.ends_with(|c| has(&lists().given, c));
        lists().after_surnames.contains(&given)
            || !is_word && is_short && (piece.tag.is_name() || is_called && !piece.known)
    };
    is_surname.then_some((start..start + length, reading))
}

/// Whether two characters are a given name: jieba knows them as one, or they are no word and end like one.
fn is_given_name(sentence: &Sentence, piece: &Piece) -> bool {
    piece.tag.is_name() || !piece.known && has(&lists().given, sentence.folded[piece.range.end - 1])
}

/// The surname that a word starts with, the longer one first: its length in characters, and its reading.
fn leading_surname(word: &str) -> Option<(usize, &'static str)> {
    let ends = word.char_indices().map(|(byte, c)| byte + c.len_utf8()).take(2).enumerate();
    ends.filter_map(|(index, end)| Some((index + 1, *surnames().get(&word[..end])?))).last()
}

/// Whether a word is a title or ends with one: 县委书记.
fn ends_with_a_title(word: &str) -> bool {
    word.char_indices().any(|(byte, _)| titles().contains(&word[byte..]))
}

fn surnames() -> &'static FxHashMap<&'static str, &'static str> {
    static SURNAMES: OnceLock<FxHashMap<&'static str, &'static str>> = OnceLock::new();
    SURNAMES.get_or_init(|| rows(include_str!("data/surnames.tsv")).collect())
}

fn titles() -> &'static FxHashSet<&'static str> {
    static TITLES: OnceLock<FxHashSet<&'static str>> = OnceLock::new();
    TITLES.get_or_init(|| {
        let lines = include_str!("data/titles.txt").lines().filter(|line| !line.starts_with('#'));
        lines.flat_map(str::split_whitespace).collect()
    })
}

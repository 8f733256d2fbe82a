//! The pieces of a sentence that stay on one line, and how a reader bears a break after each.

use super::words::lists;
use crate::model::{Mark, Say, Spoken, Token};

/// Columns of a line; a hanzi takes two, so this is 18 hanzi or 42 letters.
const HANZI_COLUMNS: usize = 36;
const LETTER_COLUMNS: usize = 42;

/// May not begin a line.
const CLOSING: &str = "，。、；：？！）》」』】〉”’…—～,.;:?!)]}%‰℃·";
/// May not end a line.
const OPENING: &str = "（《「『【〈“‘([{";
/// End a clause.
const CLAUSE: &str = "，；：。？！…—,;:?!";
/// A piece of a sentence; all of them joined are the sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit<'a> {
    /// Its text, with the marks and the spaces that cling to it.
    pub text: &'a str,
    /// How long it takes to say, in thirds of a syllable.
    pub beats: usize,
    /// What a break after it costs: 0 at the end of a clause, more the more it disturbs.
    pub breaking: usize,
}

/// How many columns a line of this text may have.
pub fn limit(text: &str) -> usize {
    if has_hanzi(text) { HANZI_COLUMNS } else { LETTER_COLUMNS }
}

/// Whether it is a text with hanzi, whose lines join without a blank.
pub fn has_hanzi(text: &str) -> bool {
    text.chars().any(is_wide)
}

/// How many columns a text takes on a line; blanks at its end take none.
pub fn width(text: &str) -> usize {
    text.trim_end_matches(' ').chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

/// Takes a sentence apart: by the words of its spoken form where that fits, else by characters.
pub fn units<'a>(text: &'a str, spoken: &Spoken) -> Vec<Unit<'a>> {
    let limit = limit(text);
    let mut units: Vec<Unit<'_>> = Vec::new();
    for (piece, beats) in pieces(text, &words(text, spoken)) {
        match units.last_mut() {
            Some(unit) if clings(unit.text, piece) && width(unit.text) + width(piece) <= limit => {
                let start = offset(text, unit.text);
                unit.text = &text[start..start + unit.text.len() + piece.len()];
                unit.beats += beats;
            }
            _ => units.push(Unit { text: piece, beats, breaking: 0 }),
        }
    }
    price(&mut units);
    units
}

/// The printed words with their beats; their lengths add up to the text's.
fn words(text: &str, spoken: &Spoken) -> Vec<(usize, usize)> {
    let mut words: Vec<(usize, usize)> = Vec::new();
    if spoken.printed() != text {
        return vec![(text.len(), text.chars().map(|c| if is_wide(c) { 3 } else { 1 }).sum())];
    }
    for token in &spoken.tokens {
        match words.last_mut() {
            Some(word) if token.printed.is_empty() => word.1 += beats(token),
            _ => words.push((token.printed.len(), beats(token))),
        }
    }
    words
}

/// How long a token takes to say, in thirds of a syllable; a comma is as long as a syllable and a half.
pub fn beats(token: &Token) -> usize {
    match &token.say {
        Say::Mandarin(syllables) => 3 * syllables.len(),
        Say::Letters => 3 * token.words.chars().filter(|c| c.is_alphanumeric()).count(),
        Say::English => token.words.len().max(3),
        Say::Mark(Mark::Comma) => 4,
        Say::Mark(_) => 6,
        Say::Silent => 0,
    }
}

/// Words that are long are parted at their blanks, or between hanzi; beats are shared out by length.
fn pieces<'a>(text: &'a str, words: &[(usize, usize)]) -> Vec<(&'a str, usize)> {
    const LONG: usize = 12;
    let (mut pieces, mut at) = (Vec::new(), 0);
    for &(length, beats) in words {
        let word = &text[at..at + length];
        at += length;
        let inside = word.char_indices().zip(word.chars().skip(1)).filter(|((_, before), after)| {
            let at_hanzi = is_wide(*before) || is_wide(*after);
            (*before == ' ' && *after != ' ') || (at_hanzi && width(word) > LONG)
        });
        let cuts = inside.map(|((at, before), _)| at + before.len_utf8()).chain([length]);
        let mut from = 0;
        for to in cuts.collect::<Vec<_>>() {
            pieces.extend(hard(&word[from..to]).map(|piece| (piece, beats * piece.len() / length.max(1))));
            from = to;
        }
    }
    pieces
}

/// A word without a place to break, as a web address, in pieces that fit a line.
fn hard(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = word;
    std::iter::from_fn(move || {
        let end = rest.char_indices().nth(LETTER_COLUMNS - 6).map_or(rest.len(), |(at, _)| at);
        let (piece, after) = rest.split_at(end);
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

/// Where a part of a text begins in it.
fn offset(text: &str, part: &str) -> usize {
    part.as_ptr() as usize - text.as_ptr() as usize
}

/// Whether no line may end between the two.
fn clings(before: &str, after: &str) -> bool {
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else { return true };
    first == ' ' || CLOSING.contains(first) || OPENING.contains(last) || (is_word(last) && is_word(first))
}

/// Part of a Latin word or of a number.
fn is_word(character: char) -> bool {
    !is_wide(character)
        && !character.is_whitespace()
        && !OPENING.contains(character)
        && !"”’…—".contains(character)
}

/// Hanzi, kana, hangul and their marks take two columns.
pub fn is_wide(character: char) -> bool {
    matches!(character, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3fffd}')
}

/// Says of each unit what a break after it costs.
fn price(units: &mut [Unit<'_>]) {
    let (mut brackets, mut quotes) = (0_usize, 0_usize);
    for at in 0..units.len() {
        for character in units[at].text.chars() {
            match character {
                '（' | '《' | '【' | '〈' | '(' | '[' => brackets += 1,
                '）' | '》' | '】' | '〉' | ')' | ']' => brackets = brackets.saturating_sub(1),
                '“' | '「' => quotes += 1,
                '”' | '」' => quotes = quotes.saturating_sub(1),
                _ => {}
            }
        }
        let next = units.get(at + 1).map_or("", |unit| unit.text);
        units[at].breaking = breaking(units[at].text, next) + 40 * brackets.min(1) + 16 * quotes.min(1);
    }
}

fn breaking(unit: &str, next: &str) -> usize {
    let bare = unit.trim_end_matches(|c: char| c == ' ' || "”’）》」』】〉)]\"".contains(c));
    let last = bare.chars().next_back().unwrap_or(' ');
    let first = next.chars().next().unwrap_or(' ');
    let stem = next.trim_end_matches(|c: char| c == ' ' || CLOSING.contains(c));
    if CLAUSE.contains(last) {
        0
    } else if last == '、' || (is_wide(last) && unit.ends_with(' ')) {
        4
    } else if lists().leaning_back.contains(&stem) || (last.is_ascii_digit() && is_wide(first)) {
        36
    } else if lists().leaning_on.contains(&bare) || lists().small.contains(&bare.to_lowercase().as_str()) {
        26
    } else if unit.ends_with(' ') || is_wide(last) || is_wide(first) {
        14
    } else {
        60
    }
}

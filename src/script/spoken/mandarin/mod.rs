//! Chinese: which rule reads what, in order.

mod dates;
mod latin;
mod number;
mod numbers;
mod tables;
mod write;

use super::marks;
use super::piece::{Pieces, Span};
use super::text::{Text, is_hanzi, is_latin};

/// Reads what starts at a place: where it ends and what is said for it, or nothing if it is not its kind.
type Rule = fn(&Text<'_>, usize) -> Option<(usize, Pieces)>;

/// The rules for what starts with a digit. The first that knows it reads it.
const AT_DIGIT: &[(&str, Rule)] = &[
    ("date", dates::full),
    ("date", dates::year),
    ("percent", numbers::percent),
    ("number", numbers::plain),
];

/// The rules for what starts with a Latin letter.
const AT_LATIN: &[(&str, Rule)] = &[("latin", latin::word)];

/// Reads a stretch of text from `start` to `end`.
pub(super) fn scan(text: &Text<'_>, start: usize, end: usize, spans: &mut Vec<Span>) {
    let mut place = start;
    while place < end {
        let span = next(text, place);
        place = span.end;
        spans.push(span);
    }
}

fn next(text: &Text<'_>, place: usize) -> Span {
    let first = text.at(place);
    if is_hanzi(first) {
        let end = text.run(place, usize::MAX, is_hanzi);
        let pieces = Pieces::new().hanzi(text.printed(place, end));
        return Span { start: place, end, pieces, rule: None };
    }
    let rules = match first {
        _ if first.is_ascii_digit() => AT_DIGIT,
        _ if is_latin(first) => AT_LATIN,
        _ => &[],
    };
    for (name, rule) in rules {
        if let Some((end, pieces)) = rule(text, place) {
            let same = pieces.0.len() == 1 && pieces.0[0].words() == text.printed(place, end);
            return Span { start: place, end, pieces, rule: (!same).then_some(*name) };
        }
    }
    marks::read(text, place)
}

//! English: which rule reads what, in order.

mod dates;
mod money;
mod numbers;
mod tables;
mod words;
mod write;

use super::marks;
use super::piece::{Pieces, Span};
use super::text::{Text, is_hanzi, is_latin};

/// Reads what starts at a place: where it ends and what is said for it, or nothing if it is not its kind.
type Rule = fn(&Text<'_>, usize) -> Option<(usize, Pieces)>;

/// The rules for what starts with a digit. The first that knows it reads it.
const AT_DIGIT: &[(&str, Rule)] = &[
    ("address", words::address),
    ("fixed reading", words::abbreviation),
    ("telephone", numbers::phone),
    ("date", dates::numeric),
    ("time", dates::clock),
    ("day", dates::day_first),
    ("decade", dates::decade),
    ("ordinal", numbers::ordinal),
    ("fraction", numbers::fraction),
    ("score", numbers::score),
    ("range", numbers::range),
    ("percent", numbers::percent),
    ("unit", numbers::measured),
    ("half of the day", dates::half_of_day),
    ("model", words::model),
    ("year", dates::year),
    ("number", numbers::plain),
];

/// The rules for what starts with a letter.
const AT_LATIN: &[(&str, Rule)] = &[
    ("address", words::address),
    ("day", dates::month_first),
    ("money", money::sum),
    ("abbreviation", words::abbreviation),
    ("initials", words::initials),
    ("Roman number", words::roman),
    ("model", words::model),
    ("word", words::word),
];

/// The rules for what starts with any other sign.
const AT_SIGN: &[(&str, Rule)] = &[
    ("money", money::sum),
    ("telephone", numbers::phone),
    ("decade", dates::short_decade),
    ("minus", numbers::minus),
    ("number", numbers::point),
    ("range", numbers::to),
    ("sign", words::sign),
];

/// Reads a stretch of text from `start` to `end`. The last span ends later where a rule reads on.
pub(super) fn scan(text: &Text<'_>, start: usize, end: usize, spans: &mut Vec<Span>) {
    let mut place = start;
    while place < end {
        let span = next(text, place, end);
        place = span.end;
        spans.push(span);
    }
}

fn next(text: &Text<'_>, place: usize, limit: usize) -> Span {
    let first = text.at(place);
    if is_hanzi(first) {
        let end = text.run(place, limit - place, is_hanzi);
        return Span { start: place, end, pieces: Pieces::new().hanzi(text.printed(place, end)), rule: None };
    }
    let rules = match first {
        ' ' => &[],
        _ if first.is_ascii_digit() => AT_DIGIT,
        _ if is_latin(first) => AT_LATIN,
        _ => AT_SIGN,
    };
    for (name, rule) in rules {
        // A rule that reads nothing would be asked again for ever.
        if let Some((end, pieces)) = rule(text, place).filter(|(end, _)| *end > place) {
            let same = pieces.0.len() == 1 && pieces.0[0].words() == text.printed(place, end);
            return Span { start: place, end, pieces, rule: (!same).then_some(*name) };
        }
    }
    marks::read(text, place)
}

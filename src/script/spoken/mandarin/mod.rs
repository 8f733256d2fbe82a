//! Chinese: which rule reads what, in order.

mod codes;
mod context;
mod dates;
mod latin;
mod models;
mod money;
mod number;
mod numbers;
mod pairs;
mod signs;
mod tables;
mod times;
mod units;
mod write;

use super::marks;
use super::piece::{Pieces, Span};
use super::text::{Text, is_hanzi, is_latin};

/// Reads what starts at a place: where it ends and what is said for it, or nothing if it is not its kind.
type Rule = fn(&Text<'_>, usize) -> Option<(usize, Pieces)>;

/// The rules for what starts with a digit. The first that knows it reads it.
const AT_DIGIT: &[(&str, Rule)] = &[
    ("address", latin::address),
    ("telephone", codes::phone),
    ("date", dates::full),
    ("date", dates::short),
    ("named day", dates::named),
    ("result", times::result),
    ("time", times::clock),
    ("version", numbers::version),
    ("code", codes::code),
    ("generation", codes::generation),
    ("model", models::branded),
    ("fraction", pairs::fraction),
    ("range or score", pairs::range),
    ("proportion", pairs::proportion),
    ("percent", numbers::percent),
    ("ten thousands", units::ten_thousands),
    ("unit", units::measured),
    ("model", models::figures_first),
    ("year", dates::year),
    ("named number", codes::name),
    ("money", money::after_number),
    ("number", numbers::plain),
];

/// The rules for what starts with a Latin letter.
const AT_LATIN: &[(&str, Rule)] = &[
    ("address", latin::address),
    ("fixed reading", latin::fixed),
    ("money", money::before_number),
    ("plate", codes::plate),
    ("train or flight", codes::route),
    ("to", models::to),
    ("Roman number", latin::roman),
    ("unit", units::after_hanzi),
    ("initials", latin::initials),
    ("model", models::letters_first),
    ("Latin", latin::word),
];

/// The rules for what starts with any other sign.
const AT_SIGN: &[(&str, Rule)] = &[
    ("fixed reading", latin::fixed),
    ("money", money::before_number),
    ("model", models::series),
    ("range", signs::to),
    ("below zero", numbers::below_zero),
    ("model", models::hyphen),
    ("about", signs::about),
    ("plus", signs::plus),
    ("arithmetic", signs::arithmetic),
    ("rate", signs::stroke),
    ("number sign", signs::number_sign),
    ("angle", signs::minutes),
    ("decimal", numbers::point),
    ("sign", signs::symbol),
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
        let pieces = Pieces::new().hanzi(text.printed(place, end));
        return Span { start: place, end, pieces, rule: None };
    }
    let rules = match first {
        '，' | '。' | '、' | '；' | '！' | '？' | '“' | '”' | '《' | '》' | '（' | '）' | ' ' => {
            &[]
        }
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

/// One digit by its name.
pub(super) fn digit(digit: char) -> String {
    write::digits(&digit.to_string())
}

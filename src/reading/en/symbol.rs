//! Signs before, between and behind numbers.

use std::sync::LazyLock;

use super::number::words;
use super::{measure, number, range, write};
use crate::reading::lexis::Lexis;
use crate::reading::models;
use crate::reading::number::Number;
use crate::reading::piece::Pieces;
use crate::reading::scan::Rule;
use crate::reading::tables::rows;
use crate::reading::text::{EDGE, Text, is_dash, is_latin};

/// 4x100m, 5 x 7: the first number and "by".
pub fn product(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let first = Number::at(text, place)?;
    let sign = text.skip_blanks(first.end);
    let end = text.skip_blanks(sign + 1);
    (matches!(text.at(sign), 'x' | '×') && text.at(end).is_ascii_digit())
        .then(|| (sign + 1, Pieces::new().english(&words(&first)).english("by")))
}

/// 84 in. x 36 in. → by: an x between two measures.
pub fn by(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let alone = text.at(place) == 'x' && text.before(place) == ' ' && text.at(place + 1) == ' ';
    let measured = place > 1 && matches!(text.at(place - 2), '.' | '"' | '″')
        || text.before(text.skip_blanks_back(place)).is_ascii_lowercase();
    (alone && measured && text.at(place + 2).is_ascii_digit())
        .then(|| (place + 1, Pieces::new().english("by")))
}

/// -5 → minus five.
pub fn minus(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let before = text.before(place);
    let starts =
        text.at(place) == '-' && !before.is_alphanumeric() && !matches!(before, ')' | '”' | '"' | '%' | '.');
    let rules: [Rule; 5] =
        [range::fraction, number::percent, measure::degrees, measure::measured, number::plain];
    let (end, pieces) = rules.iter().find_map(|rule| rule(text, place + 1).filter(|_| starts))?;
    Some((end, Pieces::new().english("minus").and(pieces)))
}

/// BBB-, a B- → minus: a hyphen that ends a rating or a school's mark.
pub fn mark_down(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let grade = |c: &&char| matches!(c, 'A'..='D');
    let letters = text.slice(place.saturating_sub(4), place).iter().rev().take_while(grade).count();
    let next = text.at(place + 1);
    let ends = !next.is_alphanumeric()
        && !is_dash(next)
        && ![" and", " or", ","].iter().any(|and| text.has(place + 1, and));
    let starts = matches!(text.before(place - letters), ' ' | '"' | '“' | '(' | EDGE);
    (text.at(place) == '-' && (1..=3).contains(&letters) && starts && ends)
        .then(|| (place + 1, Pieces::new().english("minus")))
}

/// Socks + hats: a sign with blanks and words on both sides.
fn is_between_words(text: &Text<'_>, place: usize) -> bool {
    let (before, behind) = (text.skip_blanks_back(place), text.skip_blanks(place + 1));
    before < place && behind > place + 1 && is_latin(text.before(before)) && is_latin(text.at(behind))
}

/// & → and, and the other signs of the table; #1 → number one; + and = between words.
pub fn sign(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    static NAMES: LazyLock<Lexis<&'static str>> = LazyLock::new(|| {
        let tables = [include_str!("../data/symbols.tsv"), include_str!("../data/emoji.tsv")];
        let row = |row: Vec<&'static str>| Some(((*row.first()?).to_owned(), *row.get(2)?));
        Lexis::new(tables.into_iter().flat_map(rows).filter_map(row))
    });
    let digit = text.at(text.skip_blanks(place + 1)).is_ascii_digit();
    let money = matches!(text.at(text.skip_blanks(place + 1)), '$' | '€' | '£');
    let words = match text.at(place) {
        '#' if digit => "number",
        '+' if digit
            || is_between_words(text, place)
            || (text.before(place).is_ascii_alphanumeric() && !text.at(place + 1).is_alphanumeric()) =>
        {
            "plus"
        }
        // Loom#weave: a part of what is named before it.
        '#' if is_latin(text.before(place)) && is_latin(text.at(place + 1)) => {
            return Some((place + 1, Pieces::new()));
        }
        '#' if is_latin(text.at(place + 1)) => "hashtag",
        '=' if digit => "equals",
        '×' if digit => "times",
        '~' if digit => "about",
        '<' if digit || money => "less than",
        '>' if digit || money => "more than",
        '°' => "degrees",
        _ => "",
    };
    if !words.is_empty() {
        return Some((place + 1, Pieces::new().english(words)));
    }
    if let Some(digit) = models::subscript(text.at(place)) {
        return Some((place + 1, Pieces::new().english(&write::digits(&digit.to_string()))));
    }
    let (end, name) = NAMES.longest_at(text, place)?;
    Some((end, Pieces::new().english(name)))
}

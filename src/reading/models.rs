//! Names that mix letters and figures, taken apart: F-35B, CO₂, GPT-4o.

use super::latin;
use super::piece::Pieces;
use super::text::{Text, is_latin};
use crate::model::Mark;

/// The longest stretch that is looked at as one name.
const LONGEST: usize = 64;

/// Where a name of letters, figures and single hyphens or points between them ends.
pub(super) fn end_of(text: &Text<'_>, place: usize) -> usize {
    let inside = |c: char| is_latin(c) || c.is_ascii_digit() || subscript(c).is_some();
    let mut end = text.run(place, LONGEST, inside);
    while end - place < LONGEST && matches!(text.at(end), '-' | '.') {
        let (before, after) = (text.before(end), text.at(end + 1));
        let digit = |c: char| c.is_ascii_digit() || subscript(c).is_some();
        let joins = if text.at(end) == '-' {
            inside(after) && (before.is_ascii_digit() || after.is_ascii_digit())
        } else {
            (digit(before) || before.is_ascii_uppercase()) && digit(after)
        };
        if !joins {
            break;
        }
        end = text.run(end + 1, LONGEST, inside);
    }
    end
}

/// The parts of a name one after another: letters by [`latin::say`], figures by `figure`.
pub(super) fn parts(name: &str, mut figure: impl FnMut(&str) -> Pieces) -> Pieces {
    let mut pieces = Pieces::new();
    // PM₂.₅, C₆H₁₂.
    let name: String = name.chars().map(|c| subscript(c).unwrap_or(c)).collect();
    let mut rest = name.as_str();
    // CVE-2025-1234: a year and a long number are heard apart.
    let is_long = |part: &str| part.len() >= 4 && part.bytes().all(|digit| digit.is_ascii_digit());
    let mut before = "";
    while let Some(first) = rest.chars().next() {
        let figures = |c: char| c.is_ascii_digit() || c == '.';
        let end = match first {
            _ if figures(first) => rest.find(|c| !figures(c)),
            _ if is_latin(first) => rest.find(|c| !is_latin(c)),
            _ => rest.char_indices().nth(1).map(|(at, _)| at),
        };
        let (part, after) = rest.split_at(end.unwrap_or(rest.len()));
        pieces = match first {
            '-' if is_long(before)
                && is_long(after.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default()) =>
            {
                pieces.mark(Mark::Comma, ",")
            }
            _ if figures(first) => pieces.and(figure(part)),
            _ if is_latin(first) => pieces.and(latin::say(part)),
            _ => pieces,
        };
        (before, rest) = (part, after);
    }
    pieces
}

/// The digit that a small raised or lowered one stands for.
pub(super) fn subscript(c: char) -> Option<char> {
    let value = match c {
        '₀'..='₉' => c as u32 - '₀' as u32,
        '⁰' => 0,
        '¹' => 1,
        '²' => 2,
        '³' => 3,
        '⁴'..='⁹' => c as u32 - '⁰' as u32,
        _ => return None,
    };
    char::from_digit(value, 10)
}

/// Whether `c` is a small raised digit: an exponent.
pub(super) fn is_raised(c: char) -> bool {
    matches!(c, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹')
}

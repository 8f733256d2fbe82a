//! The scan: a text from left to right, each stretch read by the first rule of its language that knows it.

use super::marks;
use super::piece::{Pieces, Span};
use super::text::{Text, is_hanzi, is_latin};

/// Reads what starts at a place: where it ends and what is said for it, or nothing if it is not its kind.
pub(super) type Rule = fn(&Text<'_>, usize) -> Option<(usize, Pieces)>;

/// Rules with their names, in the order of asking.
type Table = &'static [(&'static str, Rule)];

/// The rules of a language, by the character that a stretch starts with.
pub(super) struct Rules {
    /// For what starts with a digit.
    pub digit: Table,
    /// For what starts with a Latin letter.
    pub latin: Table,
    /// For what starts with any other sign.
    pub sign: Table,
}

/// The commonest signs, with which nothing starts that is read by a rule.
const PLAIN: &str = " ，。、；！？“”《》）";

impl Rules {
    /// Reads a stretch of text from `start` to `end`. The last span ends later where a rule reads on.
    pub fn scan(&self, text: &Text<'_>, start: usize, end: usize, spans: &mut Vec<Span>) {
        let mut place = start;
        while place < end {
            let span = self.next(text, place, end);
            place = span.end;
            spans.push(span);
        }
    }

    fn next(&self, text: &Text<'_>, place: usize, limit: usize) -> Span {
        let first = text.at(place);
        if is_hanzi(first) {
            let end = text.run(place, limit - place, is_hanzi);
            let pieces = Pieces::of_hanzi(text.hanzi(place, end));
            return Span { start: place, end, pieces, rule: None };
        }
        for (name, rule) in self.starting(first) {
            // A rule that reads nothing would be asked again for ever.
            if let Some((end, pieces)) = rule(text, place).filter(|(end, _)| *end > place) {
                let same = pieces.0.len() == 1 && pieces.0[0].words() == text.printed(place, end);
                return Span { start: place, end, pieces, rule: (!same).then_some(*name) };
            }
        }
        marks::read(text, place)
    }

    fn starting(&self, first: char) -> Table {
        match first {
            _ if first.is_ascii_digit() => self.digit,
            _ if is_latin(first) => self.latin,
            _ if PLAIN.contains(first) => &[],
            _ => self.sign,
        }
    }
}

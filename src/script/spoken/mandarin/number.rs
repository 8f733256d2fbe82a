//! A printed number and how it is said in Chinese.

use super::super::text::Text;
use super::{tables, write};

/// A number in figures: 12,345.67 or .5, its sign apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// The digits before the point, thousands marks gone.
    pub whole: String,
    /// The digits after the point.
    pub fraction: String,
    /// One past its last character.
    pub end: usize,
}

impl Number {
    /// The number that starts at `place`, where digits do, or a point before digits.
    pub fn at(text: &Text<'_>, place: usize) -> Option<Self> {
        let first = text.digits(place);
        let mut whole = text.folded(place, first);
        let mut end = first;
        if (1..=3).contains(&whole.len()) && !whole.starts_with('0') {
            while text.at(end) == ',' && text.digits(end + 1) == end + 4 {
                whole.push_str(&text.folded(end + 1, end + 4));
                end += 4;
            }
        }
        let mut fraction = String::new();
        if text.at(end) == '.' {
            let after = text.digits(end + 1);
            fraction = text.folded(end + 1, after);
            if !fraction.is_empty() {
                end = after;
            }
        }
        (!whole.is_empty() || !fraction.is_empty()).then_some(Self { whole, fraction, end })
    }

    /// Whether it has no decimals.
    pub fn is_whole(&self) -> bool {
        self.fraction.is_empty()
    }

    /// Its value, where it is whole and not too long to be one.
    pub fn value(&self) -> Option<u64> {
        if self.is_whole() && self.whole.len() <= write::LONGEST { self.whole.parse().ok() } else { None }
    }

    /// A code rather than a count: several digits, the first one 0.
    pub fn is_code(&self) -> bool {
        self.is_whole() && self.whole.len() > 1 && self.whole.starts_with('0')
    }

    /// Its words with nothing after: 2 → 二.
    pub fn words(&self) -> String {
        if self.is_code() {
            return write::digits(&self.whole);
        }
        write::decimal(&self.whole, &self.fraction)
    }

    /// Its words before what stands at `next`: 2 → 两 before 个, 二 before 月.
    pub fn words_before(&self, text: &Text<'_>, next: usize) -> String {
        if self.is_whole() && self.whole == "2" && tables::get().pairs.starts_at(text, next).is_some() {
            return "两".to_owned();
        }
        self.words()
    }
}

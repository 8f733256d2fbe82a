//! A number in figures, as printed.

use super::text::{Text, is_hanzi};

/// A number in figures: 12,345.67 or .5, its sign apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// The digits before the point, thousands marks gone.
    pub whole: String,
    /// The digits after the point.
    pub fraction: String,
    /// One past its last character.
    pub end: usize,
}

/// The end of groups of three digits, each behind a blank, and then what they count: 1 234 567人, 2 000余万元. A
/// single group must be a plain one.
fn blank_groups(text: &Text<'_>, first: usize) -> Option<usize> {
    let mut end = first;
    while text.at(end) == ' ' && text.digits(end + 1) == end + 4 {
        end += 4;
    }
    let sure =
        end >= first + 8 || text.has(first, " 000") || matches!(text.at(end), '余' | '多' | '万' | '亿');
    (end > first && sure && is_hanzi(text.at(end))).then_some(end)
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
        if end == first
            && let Some(stop) = blank_groups(text, first)
            && (1..=3).contains(&whole.len())
        {
            whole.extend(text.slice(end, stop).iter().filter(|c| c.is_ascii_digit()));
            end = stop;
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

    /// Its value, where it is whole and fits.
    pub fn value(&self) -> Option<u64> {
        if self.is_whole() { self.whole.parse().ok() } else { None }
    }

    /// A code rather than a count: several digits, the first one 0.
    pub fn is_code(&self) -> bool {
        self.is_whole() && self.whole.len() > 1 && self.whole.starts_with('0')
    }
}

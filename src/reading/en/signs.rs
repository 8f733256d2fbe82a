//! Signs before numbers.

use super::super::piece::Pieces;
use super::super::scan::Rule;
use super::super::text::Text;
use super::{measures, numbers, pairs};

/// -5 → minus five.
pub fn minus(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let before = text.before(place);
    let starts =
        text.at(place) == '-' && !before.is_alphanumeric() && !matches!(before, ')' | '”' | '"' | '%' | '.');
    let rules: [Rule; 5] =
        [pairs::fraction, numbers::percent, measures::degrees, measures::measured, numbers::plain];
    let (end, pieces) = rules.iter().find_map(|rule| rule(text, place + 1).filter(|_| starts))?;
    Some((end, Pieces::new().english("minus").and(pieces)))
}

//! Latin letters in Chinese text.

use super::super::latin;
use super::super::piece::Pieces;
use super::super::text::Text;

/// One Latin word or a group of letters.
pub fn word(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let end = latin::word_end(text, place);
    Some((end, latin::say(&text.folded(place, end))))
}

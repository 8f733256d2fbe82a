//! Latin words: which are spelled and which are said.

use super::piece::Pieces;
use super::text::{Text, is_latin};

/// The end of the Latin word at `place`: letters, with apostrophes and hyphens between them.
pub(super) fn word_end(text: &Text<'_>, place: usize) -> usize {
    let mut end = text.run(place, usize::MAX, is_latin);
    while matches!(text.at(end), '\'' | '’' | '-') && is_latin(text.at(end + 1)) {
        end = text.run(end + 1, usize::MAX, is_latin);
    }
    end
}

/// Says one Latin word: groups of capitals are spelled.
pub(super) fn say(word: &str) -> Pieces {
    let spelled = word.chars().all(|c| c.is_uppercase()) && word.chars().count() < 6;
    if spelled { Pieces::new().letters(word) } else { Pieces::new().english(word) }
}

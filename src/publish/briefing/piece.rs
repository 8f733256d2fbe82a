//! What a briefing is put together from.

use std::ops::Range;

use crate::model::Millis;

/// The pause between pieces of a chapter.
pub const BETWEEN_PIECES: Millis = Millis(350);
/// The pause between stories.
pub const BETWEEN_CHAPTERS: Millis = Millis(900);

/// Sentences in a row, as their places among the script's segments, that belong to one chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Index into the script's chapters.
    pub chapter: usize,
    /// Indices into the script's segments; never empty.
    pub segments: Range<usize>,
}

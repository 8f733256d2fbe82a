//! A section of a document: a heading and what stands below it.

use crate::articles::document::{Block, Line};
use crate::articles::text::is_blank;

/// The level of a line that is set as a heading without being marked as one.
pub const UNMARKED: u8 = 7;

/// A heading with what stands below it.
#[derive(Debug, Default)]
pub struct Section {
    /// Its heading; `None` for the whole document.
    pub heading: Option<Line>,
    /// 0 for the whole document, 1 to 6 for headings, 7 for lines that serve as headings.
    pub level: u8,
    /// What stands before the first heading within it.
    pub blocks: Vec<Block>,
    /// The sections within it.
    pub children: Vec<Section>,
}

impl Section {
    /// Its heading is a word or two, as subheads are: Background, 概述.
    pub fn is_short(&self) -> bool {
        let Some(heading) = &self.heading else { return true };
        let words = heading.text.chars().split(|&c| is_blank(c)).filter(|word| !word.is_empty()).count();
        let latin =
            heading.text.chars().iter().filter(|c| c.is_ascii_alphabetic()).count() * 2 > heading.text.len();
        if latin { words <= 3 } else { heading.text.len() <= 8 }
    }
}

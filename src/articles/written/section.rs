//! A document parted by its headings.

use crate::articles::document::{Block, Line};

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

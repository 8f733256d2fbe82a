//! Pages whose lines come with places, as a form finds them that holds no text of its own. Their print stands in the
//! text that is made of them.

use std::ops::Range;

use super::frame::Frame;

/// A page.
#[derive(Clone, Debug, Default)]
pub struct PlacedPage {
    /// Its blocks in the order of the file, each of them lines one below the other.
    pub blocks: Vec<Vec<PlacedLine>>,
    /// Lines drawn on it.
    pub rules: Vec<Frame>,
}

/// A line of print.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedLine {
    /// Its bytes in the text.
    pub bytes: Range<usize>,
    /// Where it stands.
    pub frame: Frame,
    /// How large its print is, in the units of its page.
    pub size: f32,
    /// True where it is bold.
    pub is_bold: bool,
}

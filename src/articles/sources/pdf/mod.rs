//! PDF with a text layer: pages as a printer has them. A file holds characters and places and says neither what a word
//! nor what a column is; lines are put together from the places, blocks from the lines, and `layout` orders these. Places
//! count in the text that `unpack` writes, line by line.

mod blocks;
mod cid;
mod code;
mod content;
mod encoding;
mod font;
mod lines;
mod matrix;
mod rules;
mod state;
mod streams;
mod turn;
mod type1;
mod unpack;
mod widths;

use super::layout::{self, Leaf};
use super::offsets::Offsets;
use crate::articles::contents::Contents;
use crate::articles::document::Loose;
use crate::articles::input::Input;
use crate::articles::placed::PlacedLine;
use crate::articles::text::{Text, is_blank};

pub use self::unpack::{is_so, unpack};

/// Reads the pages.
pub fn read(input: &Input, base: u32) -> Contents {
    let mut contents = Contents::of("pdf");
    contents.problems.clone_from(&input.problems);
    let offsets = Offsets::new(&input.text);
    let several = input.pages.len() > 1;
    let mut leaves = Vec::new();
    for (number, page) in (1..).zip(&input.pages) {
        let mut leaf = Leaf { number: several.then(|| number.to_string()), ..Leaf::default() };
        leaf.rules.clone_from(&page.rules);
        for block in &page.blocks {
            let said = |line: &PlacedLine| {
                let print = input.text.get(line.bytes.clone()).unwrap_or_default();
                text(print, base + offsets.of(line.bytes.start))
            };
            let size = block.iter().map(|line| line.size).fold(0.0, f32::max);
            let is_bold = block.iter().all(|line| line.is_bold);
            let lines = block.iter().map(|line| (said(line), line.frame)).collect();
            contents.loose.extend(leaf.add_block(lines, size, is_bold).into_iter().map(Loose::Hyphen));
        }
        leaves.push(leaf);
    }
    layout::lay(leaves, &mut contents);
    contents
}

/// A line's print; blanks stand in it only where a file draws white.
fn text(print: &str, at: u32) -> Text {
    let mut text = Text::default();
    for (at, c) in (at..).zip(print.chars()) {
        if is_blank(c) { text.push_unprinted(' ') } else { text.push(c, at) }
    }
    text
}

//! Blocks with their places, and pages of them.

use super::frame::Frame;
use super::lines::{Line, paragraphs};
use super::size;
use crate::articles::contents::Contents;
use crate::articles::document::{Block, Loose};
use crate::articles::sources::bodies;
use crate::articles::sources::mapped::Mapped;
use crate::articles::text::Text;

/// What a tool calls a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// A headline.
    Heading,
    /// Running text, a caption, or nothing that it knows.
    Text,
    /// Rows of cells.
    Table,
    /// A header, a footer, a page's number: what stands around the stories, if the tool is right.
    Furniture,
}

/// A block of a page.
#[derive(Debug)]
pub struct Region {
    /// What its tool calls it.
    pub label: Label,
    /// Its print.
    pub text: Text,
    /// Where it stands; `None` where the file does not say.
    pub frame: Option<Frame>,
    /// How large its print is; `None` where nothing says so.
    pub size: Option<f32>,
    /// True where it is known to be bold.
    pub is_bold: bool,
}

/// A page.
#[derive(Debug, Default)]
pub struct Leaf {
    /// Its number, as the file counts pages.
    pub number: Option<String>,
    /// Its blocks in the file's order.
    pub regions: Vec<Region>,
    /// Lines drawn on it.
    pub rules: Vec<Frame>,
}

impl Leaf {
    /// Adds a block, where it says something.
    pub fn add(&mut self, label: Label, text: Text, frame: Option<Frame>) {
        if !text.is_blank() {
            let size = frame.and_then(|frame| size::of(&text, frame));
            self.regions.push(Region { label, text, frame, size, is_bold: false });
        }
    }

    /// Adds a block of lines in print of one kind, paragraph by paragraph; returns hyphens of divided words.
    pub fn add_block(&mut self, lines: Vec<(Text, Frame)>, size: f32, is_bold: bool) -> Vec<Text> {
        let lines = lines.into_iter().map(|(text, frame)| Line { text, frame: Some(frame) }).collect();
        let (paragraphs, hyphens) = paragraphs(lines);
        for Line { text, frame } in paragraphs.into_iter().filter(|paragraph| !paragraph.text.is_blank()) {
            self.regions.push(Region { label: Label::Text, text, frame, size: Some(size), is_bold });
        }
        hyphens
    }

    /// Adds a text that its tool gives in one piece: one block, or one a paragraph.
    pub fn add_lines(&mut self, label: Label, said: &Mapped, frame: Option<Frame>, contents: &mut Contents) {
        if label != Label::Text || !said.text.trim().contains('\n') {
            let mut whole = Text::default();
            let mut start = 0;
            for line in said.text.split_inclusive('\n') {
                contents.loose.extend(whole.join(said.part(start..start + line.len())).map(Loose::Hyphen));
                start += line.len();
            }
            return self.add(label, whole, frame);
        }
        let (blocks, loose) = bodies::lines(said);
        contents.loose.extend(loose);
        let mut texts = Vec::new();
        for block in &blocks {
            block.each_text(&mut |text| texts.push(text.clone()));
        }
        let count = texts.len();
        for (n, text) in texts.into_iter().enumerate() {
            self.add(label, text, frame.map(|frame| frame.slice(n, count)));
        }
    }

    /// Adds what is written in HTML: tables row by row, and text.
    pub fn add_html(&mut self, said: &Mapped, frame: Option<Frame>, contents: &mut Contents) {
        let (blocks, loose) = bodies::html(said);
        contents.loose.extend(loose);
        for block in &blocks {
            let label = if matches!(block, Block::Table(_)) { Label::Table } else { Label::Text };
            self.add(label, flat(block), frame);
        }
    }
}

/// A table as lines of cells; any other block as one line.
fn flat(block: &Block) -> Text {
    let mut text = Text::default();
    let mut add = |more: &Text, between: char| {
        if text.len() > 0 && !more.is_blank() {
            text.push_unprinted(between);
        }
        text.append(more.clone());
    };
    match block {
        Block::Table(rows) => {
            for row in rows {
                row.iter().enumerate().for_each(|(n, cell)| add(&cell.text, if n == 0 { '\n' } else { ' ' }));
            }
        }
        block => block.each_text(&mut |more| add(more, ' ')),
    }
    text
}

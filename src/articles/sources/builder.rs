//! Puts a document together from what a parser tells, piece by piece.

use super::cells::{cell, ends_with_stroke, is_layout, join_title};
use super::frames::{Container, Frame, close_row};
use super::lines::{Piece, joined};
use super::spans::{Cell, laid};
use super::strikes::Struck;
use crate::articles::document::{Block, Line, List, Loose};
use crate::articles::text::{is_blank, is_han};

/// Lists and quotations are nested no deeper than this; what is deeper stands on the deepest level.
const DEEPEST: usize = 32;

/// A document under construction.
pub struct Builder {
    frames: Vec<Frame>,
    /// How many containers were opened too deep to be kept.
    too_deep: usize,
    heading: Option<u8>,
    pieces: Vec<Piece>,
    line: Line,
    broken: bool,
    bold: usize,
    code: Option<usize>,
    link: Option<usize>,
    struck: Struck,
    loose: Vec<Loose>,
}

impl Builder {
    /// An empty document.
    pub fn new() -> Self {
        Self {
            frames: vec![Frame::new(Container::Root)],
            too_deep: 0,
            heading: None,
            pieces: Vec::new(),
            line: Line::default(),
            broken: false,
            bold: 0,
            code: None,
            link: None,
            struck: Struck::default(),
            loose: Vec::new(),
        }
    }

    /// The finished blocks, and the print of none of them.
    pub fn finish(mut self) -> (Vec<Block>, Vec<Loose>) {
        while self.frames.len() > 1 {
            self.close_top();
        }
        self.end_text();
        self.lay_off_struck();
        (self.frames.pop().map(|root| root.blocks).unwrap_or_default(), self.loose)
    }

    /// Adds a character of running text; `None` where nobody printed it.
    pub fn push(&mut self, c: char, at: Option<u32>) {
        let before = || self.line.text.chars().iter().rfind(|c| !is_blank(**c)).copied();
        if self.struck.takes(c, at, before) {
            return;
        }
        // A blank before the first word would part it from the bold type that it begins with.
        if c == ' ' && self.line.text.chars().last().is_none_or(|&last| last == ' ') {
            return;
        }
        let start = self.line.text.len();
        if self.bold > 0 && self.line.bold == start {
            self.line.bold += 1;
        }
        match at {
            Some(at) => self.line.text.push(c, at),
            None => self.line.text.push_unprinted(c),
        }
    }

    /// The last character of the line that is open.
    pub fn last(&self) -> Option<char> {
        self.line.text.chars().last().copied()
    }

    /// Adds characters of running text that stand in a row.
    pub fn push_all(&mut self, chars: &[char], at: Option<u32>) {
        for (&c, place) in chars.iter().zip(0..) {
            self.push(c, at.map(|at| at + place));
        }
    }

    /// True within a heading.
    pub fn is_heading(&self) -> bool {
        self.heading.is_some()
    }

    /// Adds a blank that is printed nowhere: where a mark stood between two words.
    pub fn part_words(&mut self) {
        if self.line.text.chars().last().is_some_and(|&c| !is_blank(c)) {
            self.push(' ', None);
        }
    }

    /// Ends a line; `broken` where the markup breaks it, not only the file.
    pub fn end_line(&mut self, broken: bool) {
        self.end_spans();
        let mut line = std::mem::take(&mut self.line);
        let stroke = ends_with_stroke(&line.text);
        if let Some(at) = stroke {
            self.loose.push(Loose::Hyphen(line.text.take_back(at)));
        }
        self.pieces.push(Piece { line, broken: self.broken });
        self.broken = broken || stroke.is_some();
    }

    /// Bold type begins.
    pub fn begin_bold(&mut self) {
        self.bold += 1;
    }

    /// Bold type ends.
    pub fn end_bold(&mut self) {
        self.bold = self.bold.saturating_sub(1);
    }

    /// What is struck out begins.
    pub fn begin_strike(&mut self) {
        self.struck.begin();
    }

    /// What is struck out ends.
    pub fn end_strike(&mut self) {
        self.struck.end();
    }

    fn lay_off_struck(&mut self) {
        self.loose.extend(self.struck.take().into_iter().map(Loose::Struck));
    }

    /// Code within a line begins.
    pub fn begin_code(&mut self) {
        self.code = Some(self.line.text.len());
    }

    /// Code within a line ends.
    pub fn end_code(&mut self) {
        if let Some(start) = self.code.take() {
            self.line.code.push(start..self.line.text.len());
        }
    }

    /// A link begins.
    pub fn begin_link(&mut self) {
        self.link = Some(self.line.text.len());
    }

    /// A link ends.
    pub fn end_link(&mut self) {
        if let Some(start) = self.link.take() {
            self.line.links.push(start..self.line.text.len());
        }
    }

    fn end_spans(&mut self) {
        let (in_link, in_code) = (self.link.is_some(), self.code.is_some());
        self.end_link();
        self.end_code();
        self.link = in_link.then_some(0);
        self.code = in_code.then_some(0);
    }

    /// The running text refers to a footnote.
    pub fn refer(&mut self, label: &str) {
        self.line.footnotes.push(label.to_owned());
    }

    /// A heading begins.
    pub fn begin_heading(&mut self, level: u8) {
        self.end_text();
        self.heading = Some(level);
    }

    /// The running text ends: what was gathered becomes paragraphs, or the heading.
    pub fn end_text(&mut self) {
        self.end_line(false);
        self.lay_off_struck();
        self.broken = false;
        let pieces = std::mem::take(&mut self.pieces);
        if let Some(level) = self.heading.take() {
            let mut title = Line::default();
            for Piece { line, .. } in pieces {
                join_title(&mut title, line.trimmed());
            }
            if !title.text.is_blank() {
                self.add(Block::Heading(level, title.trimmed()));
            }
            return;
        }
        let (paragraphs, hyphens) = joined(pieces);
        self.loose.extend(hyphens.into_iter().map(Loose::Hyphen));
        if matches!(self.top().kind, Container::Row | Container::Table) {
            let mut cell = Line::default();
            for line in paragraphs {
                join_title(&mut cell, line);
            }
            if !cell.text.is_blank() {
                self.top().cells.push(Cell { line: cell, across: 1, down: 1 });
            }
            return;
        }
        for line in paragraphs {
            match lost_blank(&line) {
                Some((level, hashes)) => {
                    let title = line.part(hashes, line.text.len()).trimmed();
                    self.add(Block::Heading(level, title));
                }
                None => self.add(Block::Paragraph(line)),
            }
        }
    }

    /// The same where an element begins or ends that is set apart: one before a heading's words, for its ornament, does not
    /// end the heading.
    pub fn end_block(&mut self) {
        let is_empty =
            self.line.text.is_blank() && self.pieces.iter().all(|piece| piece.line.text.is_blank());
        if self.heading.is_none() || !is_empty {
            self.end_text();
        }
    }

    /// Adds a block that holds no others.
    pub fn add(&mut self, block: Block) {
        self.top().blocks.push(block);
    }

    fn top(&mut self) -> &mut Frame {
        if self.frames.is_empty() {
            self.frames.push(Frame::new(Container::Root));
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    /// True where such a container is open.
    pub fn is_in(&self, kind: &Container) -> bool {
        self.frames.iter().any(|frame| frame.kind == *kind)
    }

    /// Opens a container.
    pub fn open(&mut self, kind: Container) {
        self.end_text();
        if self.frames.len() >= DEEPEST {
            self.too_deep += 1;
        } else {
            self.frames.push(Frame::new(kind));
        }
    }

    /// The open cell reaches over so many columns and rows.
    pub fn reach(&mut self, across: usize, down: usize) {
        self.top().reach = (across, down);
    }

    /// Closes the container that was opened last.
    pub fn close(&mut self) {
        if self.too_deep > 0 {
            self.end_text();
            self.too_deep -= 1;
        } else if self.frames.len() > 1 {
            self.close_top();
        }
    }

    /// Closes all down to the last container of a kind, where one is open.
    pub fn close_to(&mut self, wanted: impl Fn(&Container) -> bool) {
        if let Some(at) = self.frames.iter().rposition(|frame| wanted(&frame.kind)).filter(|at| *at > 0) {
            self.too_deep = 0;
            while self.frames.len() > at {
                self.close_top();
            }
        }
    }

    /// Closes a container whose end may be left out, where it is open within the nearest of those around it.
    pub fn close_within(&mut self, kind: &Container, around: impl Fn(&Container) -> bool) {
        self.end_text();
        let nearest =
            self.frames.iter().rev().map(|frame| &frame.kind).find(|open| *open == kind || around(open));
        if nearest == Some(kind) {
            self.close_to(|open| open == kind);
        }
    }

    fn close_top(&mut self) {
        self.end_text();
        let Some(mut frame) = self.frames.pop() else { return };
        let parent = self.top();
        match frame.kind {
            Container::Quote => parent.blocks.push(Block::Quote(frame.blocks)),
            Container::Footnote(label) => parent.blocks.push(Block::Footnote(label, frame.blocks)),
            Container::Item if matches!(parent.kind, Container::List { .. }) => {
                if !frame.blocks.is_empty() {
                    parent.items.push(frame.blocks);
                }
            }
            Container::Root | Container::Item => parent.blocks.append(&mut frame.blocks),
            Container::List { ordered } => {
                // What stands in a list outside its items is an item, too.
                if !frame.blocks.is_empty() {
                    frame.items.push(frame.blocks);
                }
                if !frame.items.is_empty() {
                    parent.blocks.push(Block::List(List { ordered, items: frame.items }));
                }
            }
            Container::Cell => {
                if is_layout(&frame.blocks) {
                    parent.blocks.append(&mut frame.blocks);
                } else {
                    parent.heading = match frame.blocks.as_slice() {
                        [Block::Heading(level, _)] => Some(*level),
                        _ => None,
                    };
                    let (across, down) = frame.reach;
                    parent.cells.push(Cell { line: cell(frame.blocks), across, down });
                }
            }
            Container::Row => close_row(frame, parent),
            Container::Table => {
                if !frame.cells.is_empty() {
                    frame.rows.push(frame.cells);
                }
                // Rows behind what pages are laid out by.
                parent.blocks.append(&mut frame.blocks);
                if !frame.rows.is_empty() {
                    parent.blocks.push(Block::Table(laid(frame.rows)));
                }
            }
            Container::Furniture => {
                let mut texts = Vec::new();
                frame.blocks.iter().for_each(|block| block.each_text(&mut |text| texts.push(text.clone())));
                parent.blocks.extend(texts.into_iter().filter(|text| !text.is_blank()).map(Block::Furniture));
            }
        }
    }
}

/// `##标题`, which lost the blank behind its marks, or `## Title` within HTML: its level and how many marks there are.
/// `#话题#` is none.
fn lost_blank(line: &Line) -> Option<(u8, usize)> {
    let chars = line.text.chars();
    let hashes = chars.iter().take_while(|&&c| c == '#').count();
    let rest = chars.get(hashes..)?;
    let within_html = rest.first() == Some(&' ') && rest.get(1).is_some_and(|c| c.is_alphabetic());
    let opens = within_html || rest.first().is_some_and(|&c| is_han(c) || "“《【「".contains(c));
    ((1..=6).contains(&hashes) && opens && !rest.contains(&'#')).then_some((hashes as u8, hashes))
}

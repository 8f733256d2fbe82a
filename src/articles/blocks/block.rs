//! A piece of a page: what it is, and what was lifted off it.

use std::ops::{Deref, DerefMut};

use crate::articles::bylines::Byline;
use crate::articles::bylines::dateline::Opening;
use crate::articles::features::endings::is_finished;
use crate::articles::features::jump_lines::Sign;
use crate::articles::features::seams;
use crate::articles::freeing::freeing;
use crate::articles::markdown::{Printed, Setting, Shape};
use crate::articles::text::Text;
use crate::model::SkipReason;

/// The pass whose titles have nothing in common with the text above them.
pub const TITLED: &str = "title of the text below";

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A headline, a kicker, a subtitle or a label; the group decides. Bold lines count as level 7,
    /// numbered ones (一、) as level 8.
    Heading(u8),
    /// Text that goes on.
    Body,
    /// Text that opens a story with a dateline.
    Opening,
    /// Text under a speaker's label.
    Speech,
    /// Text that tells what a picture shows.
    Caption,
    /// An item of a column: a bullet or a bold phrase opens it.
    Item,
    /// What the paper says of a story before it begins (编者按).
    Note,
    /// A line of writers.
    Byline,
    /// A line of photographers.
    Credit,
    /// Rows of figures.
    Table,
    /// A sign to another page, alone on its line.
    Onward,
    /// A sign from another page, alone on its line.
    FromElsewhere,
    /// No part of any story.
    Skip(SkipReason),
    /// A line across the page.
    Rule,
}

impl Role {
    /// The rank of a heading.
    pub fn level(self) -> Option<u8> {
        match self {
            Self::Heading(level) => Some(level),
            _ => None,
        }
    }
}

/// A piece of the page with what was lifted off it.
#[derive(Clone, Debug)]
pub struct Block {
    role: Role,
    why: &'static str,
    /// The text that is left.
    pub text: Text,
    /// What went into fields: dateline, byline, label.
    pub lifted: Vec<Text>,
    /// The dateline.
    pub opening: Option<Box<Opening>>,
    /// Who is named in it.
    pub byline: Option<Box<Byline>>,
    /// Who speaks.
    pub speaker: Option<String>,
    /// The sign to another page, and its print.
    pub onward: Option<Box<(Sign, Text)>>,
    /// The sign from another page, and its print.
    pub from_elsewhere: Option<Box<(Sign, Text)>>,
    /// How many characters at its start are bold.
    pub bold: usize,
    /// True for a line that is whole without a mark at its end: a signature, a day.
    pub closed: bool,
    /// True where no blank line parts it from the text above.
    pub tight: bool,
    /// How many links it is made of, where it is nothing else.
    pub links: usize,
    /// How its first line is set.
    pub setting: Setting,
    /// True for a line of its own on a page whose lines are broken at a measure: it stops early, or is broader.
    pub alone: bool,
}

impl Block {
    /// A block as its markup gives it.
    pub fn of(printed: Printed) -> Self {
        Self {
            role: match printed.shape {
                Shape::Heading(level) => Role::Heading(level),
                Shape::Paragraph => Role::Body,
                Shape::Item => Role::Item,
                Shape::Table => Role::Table,
                Shape::Rule => Role::Rule,
            },
            why: "markup",
            text: printed.text,
            lifted: Vec::new(),
            opening: None,
            byline: None,
            speaker: None,
            onward: None,
            from_elsewhere: None,
            bold: printed.bold,
            closed: false,
            tight: printed.tight,
            links: printed.links,
            setting: printed.setting,
            alone: printed.alone,
        }
    }

    /// What it is.
    pub fn role(&self) -> Role {
        self.role
    }

    /// The name of the test or pass that decided what it is.
    pub fn why(&self) -> &'static str {
        self.why
    }

    /// True where the text ends as a sentence ends, or needs no end.
    pub fn is_finished(&self) -> bool {
        self.closed || is_finished(&self.text)
    }

    /// True for what plainly goes on in a sentence that began elsewhere.
    pub fn reads_on(&self) -> bool {
        self.setting != Setting::Indented && seams::reads_on(&self.text)
    }

    /// True for text that a reader hears.
    pub fn is_text(&self) -> bool {
        use Role::{Body, Caption, Item, Note, Opening, Speech};
        matches!(self.role, Body | Opening | Speech | Caption | Item | Note)
    }
}

/// A page's blocks while they are told apart. Only [`Blocks::set`] says what a block is, and by which pass.
pub struct Blocks {
    list: Vec<Block>,
    /// The pass at work.
    pass: &'static str,
    /// Whether the page marks its headings.
    pub has_headings: bool,
}

impl Blocks {
    /// What the markup says of each block.
    pub fn new(printed: Vec<Printed>) -> Self {
        let has_headings = printed.iter().any(|block| matches!(block.shape, Shape::Heading(_)));
        let mut list = Vec::with_capacity(printed.len());
        freeing(printed, |block| list.push(Block::of(block)));
        Self { list, pass: "markup", has_headings }
    }

    /// From now on this pass decides.
    pub fn begin(&mut self, pass: &'static str) {
        self.pass = pass;
    }

    /// Decides what a block is.
    pub fn set(&mut self, index: usize, role: Role) {
        let block = &mut self.list[index];
        (block.role, block.why) = (role, self.pass);
    }

    /// The rank of a heading that nothing marks: right below another one, as a deck is, no higher than that.
    pub fn rank_at(&self, index: usize, rank: u8) -> u8 {
        let above = index.checked_sub(1).and_then(|above| self.list[above].role().level());
        above.map_or(rank, |above| rank.max(above))
    }

    /// All blocks, for a pass that makes one of two; [`Blocks::put`] brings them back.
    pub fn take(&mut self) -> Vec<Block> {
        std::mem::take(&mut self.list)
    }

    /// The blocks, when a pass has made one of two.
    pub fn put(&mut self, blocks: Vec<Block>) {
        self.list = blocks;
    }
}

impl Deref for Blocks {
    type Target = [Block];

    fn deref(&self) -> &[Block] {
        &self.list
    }
}

impl DerefMut for Blocks {
    fn deref_mut(&mut self) -> &mut [Block] {
        &mut self.list
    }
}

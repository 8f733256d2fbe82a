//! Typed blocks: what each piece of a page is, with bylines, datelines and signs lifted off the text.

mod contents;
mod judge;
pub mod letters;
mod marks;
pub mod noise;
pub mod notes;
pub mod plain;
mod quotes;
pub mod speakers;
pub mod tables;
pub mod verse;

use self::judge::judge;
use super::bylines::Byline;
use super::bylines::dateline::Opening;
use super::freeing;
use super::jumps::signs::Sign;
use super::markdown::{Printed, Shape};
use super::text::Text;
use crate::model::SkipReason;

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
    /// What it is.
    pub role: Role,
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
}

impl Block {
    fn new(printed: Printed) -> Self {
        Self {
            role: Role::Body,
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
        }
    }

    /// True where the text ends as a sentence ends, or needs no end.
    pub fn is_finished(&self) -> bool {
        self.closed || is_finished(&self.text)
    }

    /// True for text that a reader hears.
    pub fn is_text(&self) -> bool {
        use Role::{Body, Caption, Item, Note, Opening, Speech};
        matches!(self.role, Body | Opening | Speech | Caption | Item | Note)
    }
}

/// True where the last mark closes a sentence. Marks that lead on (：；，) do not.
pub fn is_finished(text: &Text) -> bool {
    let mut marks = text.chars().iter().rev().filter(|c| !c.is_whitespace());
    let Some(&last) = marks.next() else { return true };
    match last {
        '。' | '！' | '？' | '…' | '.' | '!' | '?' | '—' | '～' | '~' | '）' | ')' | '】' | ']' | '》' => {
            true
        }
        '”' | '’' | '"' | '\'' | '」' | '』' => {
            marks.next().is_none_or(|&c| !matches!(c, '，' | '、' | ','))
        }
        _ => false,
    }
}

/// Judges every block of a page.
pub fn classify(printed: Vec<Printed>) -> Vec<Block> {
    let labels = speakers::labels(&printed);
    let has_headings = printed.iter().any(|block| matches!(block.shape, Shape::Heading(_)));
    let mut blocks = Vec::with_capacity(printed.len());
    freeing(printed, |block| blocks.push(judge(block, &labels)));
    let has_headings = has_headings || marks::heads_in_bold(&blocks);
    marks::restore_sentences(&mut blocks);
    contents::mark(&mut blocks);
    verse::mark(&mut blocks);
    marks::bare_names(&mut blocks, has_headings);
    marks::names_of_papers(&mut blocks);
    marks::mottos(&mut blocks);
    marks::menus(&mut blocks);
    marks::links(&mut blocks);
    marks::facts(&mut blocks);
    marks::forecasts(&mut blocks);
    marks::capital_openings(&mut blocks);
    marks::labels(&mut blocks);
    marks::captions(&mut blocks);
    quotes::mark(&mut blocks);
    letters::mark_signatures(&mut blocks);
    let mut blocks = plain::captions_below_credits(blocks);
    plain::mark_headings(&mut blocks, has_headings);
    notes::mark(blocks)
}

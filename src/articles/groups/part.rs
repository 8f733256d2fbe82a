//! A stretch of blocks that stand together.

use crate::articles::blocks::{Block, Role};
use crate::articles::features::labels::names_column;
use crate::articles::features::topics::{self, Terms, Topics};

/// Why a part begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// Under a heading of its own.
    Headed,
    /// With a dateline or a byline whose heading is lost.
    Opened,
    /// A picture's caption.
    Picture,
    /// The rest of a story from another page.
    FromElsewhere,
    /// Under a heading that is only a label: the story of an earlier part goes on.
    Resumes(usize),
    /// Text that goes on after something stood in its way.
    Loose,
    /// An item of a column of briefs, whose name is the heading given.
    Brief(Option<usize>),
}

/// A stretch of blocks that stand together. Numbers are indices of blocks.
#[derive(Clone, Debug)]
pub struct Part {
    /// Why it begins.
    pub start: Start,
    /// Headings above it.
    pub headings: Vec<usize>,
    /// Its bylines and credits.
    pub bylines: Vec<usize>,
    /// Its text, in reading order.
    pub texts: Vec<usize>,
    /// Signs to other pages that stand on lines of their own.
    pub signs: Vec<usize>,
    /// Headings between its paragraphs (小标题), which are read as text.
    pub subheads: Vec<usize>,
    /// Tables that stand in it.
    pub tables: Vec<usize>,
}

impl Part {
    /// A part without blocks.
    pub fn new(start: Start) -> Self {
        Self {
            start,
            headings: Vec::new(),
            bylines: Vec::new(),
            texts: Vec::new(),
            signs: Vec::new(),
            subheads: Vec::new(),
            tables: Vec::new(),
        }
    }

    /// True for a picture with its caption.
    pub fn is_picture(&self, blocks: &[Block]) -> bool {
        !self.texts.is_empty() && self.texts.iter().all(|&i| blocks[i].role() == Role::Caption)
    }

    /// Who speaks in it.
    pub fn speakers<'a>(&self, blocks: &'a [Block]) -> impl Iterator<Item = &'a str> {
        self.texts.iter().filter_map(|&i| blocks[i].speaker.as_deref())
    }

    /// True where a byline or a dateline opens it.
    pub fn is_signed(&self, blocks: &[Block]) -> bool {
        let first = self.texts.first();
        first.is_some_and(|&text| blocks[text].opening.is_some())
            || self.bylines.iter().any(|byline| first.is_some_and(|text| byline < text))
    }

    /// The rank of its headings; a column's name above them does not count.
    pub fn level(&self, blocks: &[Block]) -> Option<u8> {
        let labelled = match self.headings.as_slice() {
            [first, second, ..] => names_column(&blocks[*first].text, Some(&blocks[*second].text)),
            _ => false,
        };
        self.headings[usize::from(labelled)..].iter().filter_map(|&i| blocks[i].role().level()).min()
    }
}

/// What a list of blocks is about.
pub fn gist<'a>(blocks: &[Block], list: impl IntoIterator<Item = &'a usize>) -> Terms {
    topics::gist(list.into_iter().map(|&i| &blocks[i].text))
}

/// How rare each term is among a page's parts.
pub fn topics(blocks: &[Block], parts: &[Part]) -> Topics {
    Topics::new(parts.iter().map(|part| part.headings.iter().chain(&part.texts).map(|&i| &blocks[i].text)))
}

/// True for a report under a line of writers.
pub fn has_writers(blocks: &[Block], part: &Part) -> bool {
    let first = part.texts.first();
    part.bylines.iter().any(|line| blocks[*line].role() == Role::Byline && first > Some(line))
}

//! A section of a document: a heading and what stands below it.

use super::kinds::says_nothing;
use super::{furniture, labels};
use crate::articles::document::{Block, Line};
use crate::articles::text::{Text, is_blank, is_han};

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
    /// Nothing that is said stands below its heading.
    pub fn tells_nothing(&self) -> bool {
        let heads_text = |heading: &Line| {
            !furniture::heads_furniture(&heading.text) && !furniture::heads_links(&heading.text)
        };
        self.children.is_empty()
            && self.blocks.iter().all(|block| {
                says_nothing(block) || is_lead(block) && self.heading.as_ref().is_some_and(heads_text)
            })
    }

    /// A title in bold type with its address below it and nothing else: an entry of a list of such.
    pub fn is_entry(&self) -> bool {
        /// A shorter one is what the address is called by, in columns: 视频版.
        const SHORTEST: usize = 8;
        let width = |text: &Text| text.chars().iter().map(|&c| if is_han(c) { 2 } else { 1 }).sum::<usize>();
        self.level == UNMARKED
            && self.children.is_empty()
            && !self.blocks.is_empty()
            && self.blocks.iter().all(says_nothing)
            && self.heading.as_ref().is_some_and(|heading| width(&heading.text) >= SHORTEST)
    }

    /// A link that is called by what it leads to stands below its heading, which is then all that is told: [原文](…).
    pub fn leads_on(&self) -> bool {
        self.blocks.iter().any(is_lead)
    }

    /// Its heading is a word or two, as subheads are: Background, 概述.
    pub fn is_short(&self) -> bool {
        let Some(heading) = &self.heading else { return true };
        let words = heading.text.chars().split(|&c| is_blank(c)).filter(|word| !word.is_empty()).count();
        let latin =
            heading.text.chars().iter().filter(|c| c.is_ascii_alphabetic()).count() * 2 > heading.text.len();
        if latin { words <= 3 } else { heading.text.len() <= 8 }
    }
}

fn is_lead(block: &Block) -> bool {
    let Block::Paragraph(line) = block else { return false };
    line.linked() > 0 && (labels::are_all(line) || furniture::kind(&line.text) == Some("onward"))
}

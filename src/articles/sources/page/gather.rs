//! Which of a page's blocks is the headline, a line around it, a picture's caption, the text, or none of these.

use super::choice;
use super::head::{Head, Label};
use crate::articles::contents::{Contents, SourceArticle};
use crate::articles::document::{Block, Line};
use crate::articles::text::Text;
use crate::model::SkipReason;

/// A line that may name who wrote the article is no longer, in characters.
pub const LONGEST_CREDIT: usize = 90;

/// Where a block's print begins.
pub fn start(block: &Block) -> Option<usize> {
    let mut start = None;
    block.each_text(&mut |text| start = start.or(text.start()));
    start.map(|start| start as usize)
}

/// What a block prints.
pub fn texts(block: &Block) -> Vec<Text> {
    let mut texts = Vec::new();
    block.each_text(&mut |text| texts.push(text.clone()));
    texts.retain(|text| !text.is_blank());
    texts
}

/// Puts a page's blocks where they belong.
pub struct Page<'a> {
    /// What its tags say.
    pub head: &'a Head,
    /// The article.
    pub told: &'a mut SourceArticle,
    /// What else the page holds.
    pub contents: &'a mut Contents,
}

impl Page<'_> {
    /// Gives each block to the article, whose own the kept ones are, or to what is skipped.
    pub fn gather(&mut self, blocks: Vec<Block>, kept: &[bool]) {
        let first = kept.iter().position(|&kept| kept).unwrap_or(blocks.len());
        let last = kept.iter().rposition(|&kept| kept).unwrap_or(0);
        let title = self.title(&blocks, first);
        for (at, block) in blocks.into_iter().enumerate() {
            let label = start(&block).and_then(|at| self.head.label(at));
            match block {
                Block::Heading(_, line) | Block::Paragraph(line) if title == Some(at) => {
                    self.told.title = Some(line.text);
                }
                block if kept.get(at) == Some(&true) => self.keep(block, label),
                Block::Paragraph(line) if label == Some(Label::Caption) && (first..last).contains(&at) => {
                    self.told.blocks.push(Block::Picture(line));
                }
                block if at < first => self.before(&block, label, title.is_some_and(|title| at > title)),
                block => self.skip(&block),
            }
        }
    }

    /// The heading that is the article's: the one that the page's data names, else the last of the first rank before its text.
    fn title(&self, blocks: &[Block], first: usize) -> Option<usize> {
        let said = self.told.title.as_ref().map(Text::string);
        let named = choice::letters(said.as_deref().unwrap_or(&self.head.title));
        let print = |line: &Line| choice::letters(&line.text.string());
        let mut headings = blocks.iter().enumerate().filter_map(|(at, block)| match block {
            Block::Heading(level, line) => Some((at, *level, print(line))),
            _ => None,
        });
        let same = headings.clone().find(|(_, _, print)| !print.is_empty() && *print == named);
        let near = |(_, _, print): &(usize, u8, String)| {
            print.len() >= 12 && (named.starts_with(print.as_str()) || print.starts_with(&named))
        };
        let near = headings.clone().find(near).filter(|_| !named.is_empty());
        let top = headings.clone().rfind(|(at, level, _)| *at <= first && *level == 1);
        let found = same.or(near).or(top).or_else(|| headings.find(|(at, ..)| *at == first));
        // Where nothing is a heading, a line of a page may still be what the page is called by.
        let line = |block: &Block| match block {
            Block::Paragraph(line) => print(line).len() >= 12 && named.starts_with(&print(line)),
            _ => false,
        };
        found.map(|found| found.0).or_else(|| blocks[..first].iter().rposition(line))
    }

    fn keep(&mut self, block: Block, label: Option<Label>) {
        match (block, label) {
            (Block::Paragraph(line), Some(Label::Caption)) => self.told.blocks.push(Block::Picture(line)),
            (Block::Paragraph(line), Some(Label::Credits)) if line.text.len() <= LONGEST_CREDIT => {
                self.told.credits.push(line.text);
            }
            (Block::Furniture(text), _) => self.contents.skip(SkipReason::Boilerplate, text),
            (block, _) => self.told.blocks.push(block),
        }
    }

    /// What stands above the text: lines around the headline, and the page's own furniture.
    fn before(&mut self, block: &Block, label: Option<Label>, below_title: bool) {
        let line = match block {
            Block::Paragraph(line) | Block::Heading(_, line) => line.text.clone(),
            _ => return self.skip(block),
        };
        let field = match label {
            Some(Label::Kicker) => &mut self.told.kicker,
            // Above the headline it is what the site calls itself.
            Some(Label::Subtitle) if !below_title => return self.skip(block),
            Some(Label::Subtitle) => &mut self.told.subtitle,
            Some(Label::Section) => &mut self.told.section,
            Some(Label::Noise | Label::Caption) => return self.skip(block),
            _ if matches!(block, Block::Heading(2..=3, _)) && below_title && self.told.subtitle.is_none() => {
                &mut self.told.subtitle
            }
            Some(Label::Credits) => return self.told.credits.push(line),
            _ if below_title && line.len() <= LONGEST_CREDIT => return self.told.credits.push(line),
            _ => return self.skip(block),
        };
        if field.as_ref().is_none_or(|field| field.start().is_none()) {
            *field = Some(line);
        } else {
            self.skip(block);
        }
    }

    fn skip(&mut self, block: &Block) {
        for text in texts(block) {
            self.contents.skip(SkipReason::Boilerplate, text);
        }
    }
}

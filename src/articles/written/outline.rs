//! The tree of a document's headings, and what each of its sections is: stories, one story, or contents.

use std::collections::HashMap;

use super::items::{is_linked, with_entitled_items, with_headings_of_items};
use super::kinds::says_nothing;
use super::section::{Section, UNMARKED};
use super::{furniture, meta, parts, run_in, titles};
use crate::articles::document::{Block, Line};
use crate::articles::text::{Text, is_letter};

/// Sections nested in one another are no deeper than the levels there are.
pub fn of(blocks: Vec<Block>) -> Section {
    let mut open = vec![Section::default()];
    let blocks = with_headings_of_items(blocks);
    let headings = blocks.iter().filter(|block| matches!(block, Block::Heading(..))).count();
    let blocks = run_in::parted(blocks);
    let blocks = with_entitled_items(blocks, headings);
    for block in with_unmarked_headings(blocks) {
        match block {
            // Some set the writer's name as a heading.
            Block::Heading(_, heading) if is_byline(&heading.text) => {
                if let Some(section) = open.last_mut() {
                    section.blocks.push(Block::Paragraph(heading));
                }
            }
            Block::Heading(level, heading) => {
                close(&mut open, level);
                open.push(Section { heading: Some(heading), level, ..Section::default() });
            }
            block => {
                if let Some(section) = open.last_mut() {
                    section.blocks.push(block);
                }
            }
        }
    }
    close(&mut open, 1);
    open.pop().unwrap_or_default()
}

/// By Ann Lee, 作者：林远.
fn is_byline(text: &Text) -> bool {
    let folded = text.folded_head(12).to_lowercase();
    let may_be = text.len() <= 60 && (folded.starts_with("by ") || folded.starts_with("作者"));
    may_be && meta::read(text).is_some_and(|credits| !credits.names.is_empty())
}

/// Closes the open sections down to those above a level.
fn close(open: &mut Vec<Section>, level: u8) {
    while open.len() > 1 && open.last().is_some_and(|section| section.level >= level) {
        if let (Some(section), Some(parent)) = (open.pop(), open.last_mut()) {
            parent.children.push(section);
        }
    }
}

/// Lines in bold type with text below them, numbered ones that are links, and short lines above a rule, are headings
/// where several are so between two marked headings.
fn with_unmarked_headings(mut blocks: Vec<Block>) -> Vec<Block> {
    let mut start = 0;
    while start < blocks.len() {
        let end = blocks[start..]
            .iter()
            .position(|block| matches!(block, Block::Heading(..)))
            .map_or(blocks.len(), |n| start + n);
        let run = &blocks[start..end];
        let titles: Vec<usize> = (0..run.len()).filter(|&at| is_unmarked(run, at)).collect();
        let underlined = titles.iter().all(|&at| matches!(run.get(at + 1), Some(Block::Rule)));
        if titles.len() >= 2 && (underlined || titles.len() * 6 >= run.len()) {
            for at in titles {
                let block = &mut blocks[start + at];
                if let Block::Paragraph(line) = block {
                    *block = Block::Heading(UNMARKED, std::mem::take(line));
                }
            }
        }
        start = end + 1;
    }
    blocks
}

fn is_unmarked(run: &[Block], at: usize) -> bool {
    /// A heading is no longer than this.
    const LONGEST: usize = 70;
    const LONGEST_LINK: usize = 160;
    let Block::Paragraph(line) = &run[at] else { return false };
    if titles::number(&line.text) > 0 && line.linked() > 0 && is_linked(line) {
        let text =
            |block: &Block| matches!(block, Block::Paragraph(below) if below.linked() * 2 < below.text.len());
        if line.text.len() <= LONGEST_LINK && run.get(at + 1).is_some_and(text) {
            return true;
        }
    }
    // **Title**, its address in a line of its own, and what is said of it.
    let is_addressed = line.is_bold()
        && line.text.len() <= LONGEST_LINK
        && run.get(at + 1).is_some_and(|block| matches!(block, Block::Paragraph(_)) && says_nothing(block));
    if is_addressed {
        return true;
    }
    let ends = line.text.chars().last().is_some_and(|c| "。！？；，,.;!?".contains(*c));
    let text = |block: Option<&Block>| match block {
        Some(Block::Paragraph(line)) => !line.is_bold(),
        Some(Block::List(_) | Block::Quote(_) | Block::Table(_) | Block::Picture(_)) => true,
        _ => false,
    };
    let underlined =
        matches!(run.get(at + 1), Some(Block::Rule)) && line.text.len() <= 16 && text(run.get(at + 2));
    line.text.len() <= LONGEST && !ends && (line.is_bold() && text(run.get(at + 1)) || underlined)
}

/// Below a heading of furniture stands no more running text than this, in characters; where there is more, markup went wrong.
const MOST_FURNITURE: usize = 800;

/// The fewest sections below a title that are stories of their own; a single one is an article's subhead.
const FEWEST_STORIES: usize = 2;
/// A section of a digest that opens with no more than this may hold stories, in characters.
const SHORT_LEAD: usize = 60;

/// What a section is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It holds stories.
    Container,
    /// It is one story, with subheads where it has sections.
    Story,
    /// It only names what stands elsewhere.
    Contents,
}

/// The titles of a document's sections, by which its contents are known.
#[derive(Debug, Default)]
pub struct Titles(HashMap<Vec<char>, usize>);

impl Titles {
    /// Gathers the titles of a tree.
    pub fn of(root: &Section) -> Self {
        let mut titles = Self::default();
        titles.gather(root);
        titles
    }

    fn gather(&mut self, section: &Section) {
        let title =
            section.heading.as_ref().map(|heading| letters(&heading.text)).filter(|title| title.len() >= 4);
        if let Some(title) = title {
            *self.0.entry(title).or_default() += 1;
        }
        section.children.iter().for_each(|child| self.gather(child));
    }

    /// True for the title of a section that is not among `own`.
    fn has_elsewhere(&self, line: &Line, own: &Self) -> bool {
        let cleaned = titles::cleaned(line.clone()).title;
        let count = |titles: &Self, title: &Vec<char>| titles.0.get(title).copied().unwrap_or(0);
        [&line.text, &cleaned].into_iter().map(letters).any(|title| count(self, &title) > count(own, &title))
    }
}

/// What titles are compared by: their letters and figures, without a number behind a mark.
fn letters(text: &Text) -> Vec<char> {
    text.chars().iter().filter(|&&c| is_letter(c)).flat_map(|c| c.to_lowercase()).collect()
}

impl Section {
    /// What it is. `in_digest` where it stands in a section that holds stories.
    pub fn role(&self, titles: &Titles, in_digest: bool) -> Role {
        let is_furniture = |heading: &Line| furniture::heads_furniture(&heading.text);
        if self.heading.as_ref().is_some_and(is_furniture) && self.prose() <= MOST_FURNITURE
            || self.is_contents(titles)
            || self.heading.as_ref().is_some_and(|heading| furniture::heads_sources(&heading.text))
                && self.is_listing()
        {
            return Role::Contents;
        }
        let children = self.children.len();
        if children == 0 {
            return Role::Story;
        }
        let Some(heading) = &self.heading else { return self.role_of_root() };
        let holds_news = || self.share(Section::is_linked) || self.count(Section::is_signed) >= 2;
        if parts::are_minutes(self) || parts::is_notice(self) && !holds_news() {
            return Role::Story;
        }
        let own = self.prose();
        let dated = titles::is_of_an_issue(&heading.text);
        let marked = self.children.iter().all(|child| child.level < UNMARKED);
        let stories = dated
            || self.share(Section::is_linked)
            || self.count(Section::is_signed) >= 2
            || marked
                && if in_digest {
                    own == 0 || own <= SHORT_LEAD && parts::are_stories(self, own)
                } else {
                    children >= FEWEST_STORIES && parts::are_stories(self, own)
                        || self.holds_one_of_stories(titles)
                };
        if stories { Role::Container } else { Role::Story }
    }

    /// Nothing but lists, tables and links stands in it.
    fn is_listing(&self) -> bool {
        let lists = |block: &Block| match block {
            Block::Paragraph(line) => is_linked(line),
            Block::List(_) | Block::Table(_) | Block::Rule | Block::Furniture(_) => true,
            _ => false,
        };
        self.children.is_empty() && self.blocks.iter().all(lists)
    }

    /// It only holds a section that holds stories.
    fn holds_one_of_stories(&self, titles: &Titles) -> bool {
        matches!(self.children.as_slice(), [only] if only.role(titles, false) == Role::Container)
    }

    /// The whole document: it holds what its sections are, but for one that continues its head.
    fn role_of_root(&self) -> Role {
        let signed = self.count(Section::is_signed) >= 2;
        let unmarked = self.children.iter().all(|child| child.level == UNMARKED);
        if parts::is_essay(self) {
            return Role::Story;
        }
        if unmarked && !signed && self.prose() > 0 { Role::Story } else { Role::Container }
    }

    /// True where more than half of its sections are so.
    fn share(&self, is_so: impl Fn(&Section) -> bool) -> bool {
        self.count(is_so) * 2 > self.children.len()
    }

    fn count(&self, is_so: impl Fn(&Section) -> bool) -> usize {
        self.children.iter().filter(|child| is_so(child)).count()
    }

    /// Its heading is a link.
    fn is_linked(&self) -> bool {
        self.heading.as_ref().is_some_and(|heading| heading.linked() * 2 > heading.text.len())
    }

    /// It opens with its writer's name.
    fn is_signed(&self) -> bool {
        let first = self.blocks.iter().find_map(|block| match block {
            Block::Paragraph(line) => Some(line),
            _ => None,
        });
        first.is_some_and(|line| {
            line.text.len() <= 60
                && crate::articles::bylines::line(&line.text, &line.text.folded_head(90))
                    .is_some_and(|by| !by.names.is_empty())
        })
    }

    /// Characters of running text before its first section.
    fn prose(&self) -> usize {
        let length = |block: &Block| match block {
            Block::Paragraph(line) if titles::is_of_an_issue(&line.text) && line.text.len() <= 60 => 0,
            Block::Paragraph(line) => line.text.len(),
            Block::List(_) | Block::Quote(_) | Block::Table(_) => 40,
            _ => 0,
        };
        let all: usize = self.blocks.iter().map(length).sum();
        if all < 20 { 0 } else { all }
    }

    /// True where most of its entries are titles that stand elsewhere in the document.
    pub fn is_contents(&self, titles: &Titles) -> bool {
        let own = Titles::of(self);
        let (mut entries, mut known) = (0_usize, 0_usize);
        let mut other = 0_usize;
        let mut see = |line: &Line| {
            entries += 1;
            known += usize::from(titles.has_elsewhere(line, &own));
        };
        self.entries(&mut see, &mut other);
        entries >= 2 && known * 10 >= entries * 6 && other <= 80
    }

    /// Calls `see` for the first line of every list's entry; counts the characters of other text.
    fn entries(&self, see: &mut dyn FnMut(&Line), other: &mut usize) {
        for block in &self.blocks {
            match block {
                Block::List(list) => {
                    for item in &list.items {
                        item_lines(item, see, other);
                    }
                }
                Block::Paragraph(line) => *other += line.text.len(),
                Block::Quote(inner) => {
                    for block in inner {
                        match block {
                            Block::List(list) => {
                                list.items.iter().for_each(|item| item_lines(item, see, other));
                            }
                            block => block.each_text(&mut |text| *other += text.len()),
                        }
                    }
                }
                Block::Table(_) => *other += 100,
                _ => {}
            }
        }
        self.children.iter().for_each(|child| child.entries(see, other));
    }
}

fn item_lines(item: &[Block], see: &mut dyn FnMut(&Line), other: &mut usize) {
    let mut is_first = true;
    for block in item {
        match block {
            Block::Paragraph(line) if is_first => {
                see(line);
                is_first = false;
            }
            Block::Paragraph(line) => *other += line.text.len(),
            Block::List(list) => list.items.iter().for_each(|item| item_lines(item, see, other)),
            _ => {}
        }
    }
}

//! An input taken apart, and which inputs are of the day.

use std::path::Path;

use jiff::civil::Date;

use crate::articles::blocks::{self, Block, Role};
use crate::articles::contents::{Contents, Item};
use crate::articles::document::{self, Loose};
use crate::articles::input::Input;
use crate::articles::input::front::Front;
use crate::articles::text::Text;
use crate::articles::written::dates::{self, Dated};
use crate::model::Language;

/// An input taken apart.
pub struct Sheet {
    /// What its head says.
    pub front: Front,
    /// What stands below it.
    pub body: Content,
    /// The blocks of each page of print that its form tells.
    pub pages: Vec<Vec<Block>>,
}

/// What stands below an input's front matter.
pub enum Content {
    /// Blocks of a page of print.
    Printed(Vec<Block>),
    /// Blocks of a text made for screens, and print of none of them.
    Written(Vec<document::Block>, Vec<Loose>),
    /// What its form tells of its own accord.
    Source(Contents),
}

impl Sheet {
    /// The language that it says it is in; of print nobody says one.
    pub fn language(&self) -> Option<Language> {
        match &self.body {
            Content::Printed(_) => None,
            Content::Written(..) => self.front.language,
            Content::Source(contents) => contents.language,
        }
    }

    /// What stands below front matter, where it has some.
    pub fn of(front: Front, body: Content) -> Self {
        Self { front, body, pages: Vec::new() }
    }

    /// What a form tells.
    pub fn of_source(contents: Contents) -> Self {
        Self { front: Front::default(), body: Content::Source(contents), pages: Vec::new() }
    }

    /// Types the blocks of the pages that a form tells.
    pub fn classify(&mut self) {
        let Content::Source(contents) = &mut self.body else { return };
        let pages = contents.items.iter_mut().filter_map(|item| match item {
            Item::Page(page) => Some(blocks::classify(std::mem::take(&mut page.blocks))),
            Item::Article(_) | Item::Document(_) => None,
        });
        self.pages = pages.collect();
    }

    /// Its blocks of print.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        let own = match &self.body {
            Content::Printed(blocks) => blocks.as_slice(),
            Content::Written(..) | Content::Source(_) => &[],
        };
        own.iter().chain(self.pages.iter().flatten())
    }

    /// True where it has print.
    pub fn is_printed(&self) -> bool {
        matches!(self.body, Content::Printed(_)) || !self.pages.is_empty()
    }

    /// Its day, and which one its name gives.
    pub fn dated(&self, input: &Input) -> Dated {
        match &self.body {
            Content::Written(blocks, _) => dates::of(&self.front, blocks, Path::new(&input.name)),
            Content::Printed(_) | Content::Source(_) => Dated::default(),
        }
    }

    /// The latest day on which something of it was published.
    pub fn published(&self) -> Option<Date> {
        let Content::Source(contents) = &self.body else { return None };
        let printed = |lines: &[Text]| lines.iter().find_map(dates::day_in);
        // A page's own line tells its day; a chapter of a book tells of another.
        let is_page = contents.items.len() == 1;
        let days = contents.items.iter().filter_map(|item| match item {
            Item::Article(told) => {
                told.published.as_deref().and_then(day_of).or_else(|| printed(&told.credits))
            }
            Item::Document(document) => {
                let published = || document.published.as_deref().and_then(day_of);
                document
                    .front
                    .date
                    .or_else(published)
                    .or_else(|| dates::head(&document.blocks).filter(|_| is_page))
            }
            Item::Page(_) => None,
        });
        days.max()
    }
}

/// The day of a time in RFC 3339.
fn day_of(time: &str) -> Option<Date> {
    time.get(..10)?.parse().ok()
}

/// Leaves drafts out, among several documents those that wait for their day, and where a day was asked for and some
/// documents are of it, those of other days. Returns what there is to say of it; `names` are those of the inputs.
pub fn choose(
    sheets: &mut [Option<Sheet>],
    days: &[Dated],
    asked: Option<Date>,
    today: Option<Date>,
    names: &[String],
) -> Vec<String> {
    let mut doubts = Vec::new();
    let is_of = |dated: &Dated| dated.day == asked;
    let by_day = asked.is_some() && days.iter().any(is_of) && days.len() > 1;
    let waits = |dated: &Dated| asked.is_none() && today.is_some_and(|today| dated.posted > Some(today));
    let some_wait = days.len() > 1 && !days.iter().all(waits);
    let mut others = 0;
    for ((sheet, name), dated) in sheets.iter_mut().zip(names).zip(days) {
        if sheet.as_ref().is_some_and(|sheet| sheet.front.is_draft) {
            doubts.push(format!("{name}: a draft, as its front matter says; it was left out"));
            *sheet = None;
        } else if let Some(day) = dated.posted.filter(|_| some_wait && waits(dated)) {
            doubts.push(format!("{name}: not out before {day}; it was left out"));
            *sheet = None;
        } else if by_day && dated.day.is_some() && !is_of(dated) {
            others += 1;
            *sheet = None;
        } else if let Dated { day: Some(day), other: Some(other), .. } = dated {
            doubts.push(format!("{name}: dated {day} inside and {other} by its name; the day inside counts"));
        }
    }
    if others > 0 {
        doubts.push(format!("{others} files of other days were left out"));
    }
    doubts
}

/// True for blocks with one headline of the first rank, and no more than one byline or dateline.
pub fn is_one_article(blocks: &[Block]) -> bool {
    let levels = || blocks.iter().filter_map(|block| block.role().level());
    let top = levels().min();
    let begins = |block: &&Block| matches!(block.role(), Role::Opening | Role::Byline);
    levels().filter(|level| Some(*level) == top).count() <= 1 && blocks.iter().filter(begins).count() <= 1
}

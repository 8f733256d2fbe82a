//! What a form tells of its own accord: whole articles, documents, pages of print.

use std::collections::BTreeMap;
use std::ops::Range;

use super::document::{Block, Document, Loose};
use super::frame::Frame;
use super::markdown::Printed;
use super::text::Text;
use crate::model::{Language, SkipReason};

/// What one input holds.
#[derive(Debug, Default)]
pub struct Contents {
    /// The form's name, as `newscaster sources` lists it.
    pub form: &'static str,
    /// Its articles, documents and pages in their order.
    pub items: Vec<Item>,
    /// Print that stands in none of them.
    pub skipped: Vec<(SkipReason, Text)>,
    /// Print of no block.
    pub loose: Vec<Loose>,
    /// The name of the paper, where the input says it.
    pub name: Option<String>,
    /// The language that the input says it is in.
    pub language: Option<Language>,
    /// What it says of other files of the same issue.
    pub listing: Listing,
    /// What it says of the articles of an issue whose pages are other files.
    pub plan: Option<Box<Plan>>,
    /// The places of its parts by their names, which a plan refers to.
    pub marks: BTreeMap<String, Range<u32>>,
    /// What could not be read, in words: the edition lacks it.
    pub problems: Vec<String>,
    /// Where the reading is unsure, in words.
    pub doubts: Vec<String>,
}

impl Contents {
    /// Nothing yet, of a form.
    pub fn of(form: &'static str) -> Self {
        Self { form, ..Self::default() }
    }

    /// Print that nobody hears.
    pub fn skip(&mut self, reason: SkipReason, text: Text) {
        if !text.is_blank() {
            self.skipped.push((reason, text));
        }
    }

    /// Where the blocks of its pages stand, page by page.
    pub fn into_frames(self) -> Vec<Vec<(u32, Frame)>> {
        let pages = self.items.into_iter().filter_map(|item| match item {
            Item::Page(page) => Some(page.frames),
            Item::Article(_) | Item::Document(_) => None,
        });
        pages.filter(|frames| !frames.is_empty()).collect()
    }
}

/// The articles of an issue, as blocks of its pages. Files are relative to the path of what names them.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The files of its pages.
    pub files: Vec<String>,
    /// Its articles in their order.
    pub articles: Vec<Planned>,
}

/// An article of a plan.
#[derive(Clone, Debug)]
pub struct Planned {
    /// Its title, where the plan has it.
    pub title: Option<Text>,
    /// True for an advert.
    pub is_advert: bool,
    /// Where its print stands, in order.
    pub areas: Vec<Area>,
}

/// A stretch of a page's file, from one named part to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// The file.
    pub file: String,
    /// Its first part.
    pub begin: String,
    /// Its last part; the first one alone where none is named.
    pub end: Option<String>,
}

/// What a page of an e-paper lists. Its links are relative to its own path.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// Links to other pages, with their numbers and names.
    pub pages: Vec<(String, String, Option<String>)>,
    /// Links to the articles of this page, in their order.
    pub articles: Vec<String>,
}

/// A part of an input.
#[derive(Debug)]
pub enum Item {
    /// An article whose fields the source names.
    Article(Box<SourceArticle>),
    /// A text made for screens, whose outline is believed.
    Document(Box<Document>),
    /// A page of print, whose parts are put together by rules.
    Page(Page),
}

/// An article as its source tells it. Print that went into a field without a text of its own (an address, a day) stands
/// in `lifted`.
#[derive(Debug, Default)]
pub struct SourceArticle {
    /// The headline.
    pub title: Option<Text>,
    /// The line above it.
    pub kicker: Option<Text>,
    /// The line below it.
    pub subtitle: Option<Text>,
    /// Who wrote it, name by name or as one line.
    pub authors: Vec<Text>,
    /// The agency it was taken from.
    pub agency: Option<Text>,
    /// The section of the paper.
    pub section: Option<Text>,
    /// The column that it is a part of.
    pub label: Option<Text>,
    /// Where it was sent from.
    pub place: Option<Text>,
    /// The page it stands on, as printed.
    pub page: Option<String>,
    /// When it was published: RFC 3339, or a day.
    pub published: Option<String>,
    /// Its own address.
    pub url: Option<String>,
    /// The address of its picture.
    pub picture: Option<String>,
    /// What the source says of its version.
    pub version: Option<Version>,
    /// True where the source itself says that this is not the whole text.
    pub is_teaser: bool,
    /// Lines that may say who wrote it, when and for whom; what says none of it is boilerplate.
    pub credits: Vec<Text>,
    /// Its text.
    pub blocks: Vec<Block>,
    /// Print of the fields that are no texts.
    pub lifted: Vec<Text>,
    /// Its print that nobody hears.
    pub skipped: Vec<(SkipReason, Text)>,
}

impl SourceArticle {
    /// Print that nobody hears.
    pub fn skip(&mut self, reason: SkipReason, text: Text) {
        if !text.is_blank() {
            self.skipped.push((reason, text));
        }
    }

    /// The fields that are texts.
    pub fn fields(&self) -> impl Iterator<Item = &Text> {
        let one = [
            &self.title,
            &self.kicker,
            &self.subtitle,
            &self.agency,
            &self.section,
            &self.label,
            &self.place,
        ];
        one.into_iter().flatten().chain(&self.authors)
    }

    /// Calls `see` for all its print.
    pub fn each_text(&self, see: &mut dyn FnMut(&Text)) {
        self.fields()
            .chain(&self.lifted)
            .chain(self.skipped.iter().map(|(_, text)| text))
            .for_each(&mut *see);
        self.blocks.iter().for_each(|block| block.each_text(see));
    }

    /// Moves everything that it prints to what is skipped.
    pub fn into_skipped(mut self, reason: SkipReason) -> Vec<(SkipReason, Text)> {
        let mut skipped = std::mem::take(&mut self.skipped);
        let mut texts = Vec::new();
        self.each_text(&mut |text| texts.push(text.clone()));
        skipped.extend(texts.into_iter().filter(|text| !text.is_blank()).map(|text| (reason, text)));
        skipped
    }
}

/// Which version of an item this is; the last one that was sent counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Version {
    /// The item's name, the same for all versions.
    pub id: String,
    /// What puts its versions in order: a number, then the hour.
    pub order: (u64, String),
    /// True where the sender takes the item back, or holds it.
    pub is_withdrawn: bool,
    /// The hour before which it must not be told, or the day.
    pub embargo: Option<String>,
}

/// A page of print.
#[derive(Debug, Default)]
pub struct Page {
    /// Its number, as printed.
    pub number: Option<String>,
    /// The section that it is of.
    pub section: Option<String>,
    /// True where the places of its blocks and what these say speak for different orders.
    pub is_unsure: bool,
    /// Its blocks in the order of reading.
    pub blocks: Vec<Printed>,
    /// Where on the page blocks stand that begin at a place, in the order of reading.
    pub frames: Vec<(u32, Frame)>,
}

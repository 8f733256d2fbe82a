//! Texts made for screens: a document's outline is believed.
//!
//! `outline` makes a tree of its headings and says what each section is; `body` turns blocks into paragraphs;
//! `furniture`, `meta`, `titles`, `tables` and `dates` know one thing each. No text is continued by guessing, and no
//! story is said to break off.

mod addresses;
mod bare;
mod body;
pub mod dates;
mod fields;
mod furniture;
mod items;
mod kinds;
mod labels;
mod links;
mod meta;
mod names;
mod outline;
mod parts;
mod pointers;
mod references;
mod repeats;
mod run_in;
mod section;
pub mod source_article;
mod story;
mod tables;
pub mod titles;
mod turns;

use std::collections::HashMap;

use jiff::civil::Date;

use self::bare::Bare;
use self::body::Body;
use self::kinds::{is_headline, is_machine_line};
use self::outline::{Role, Titles};
use self::section::Section;
use self::story::{complete, entitle};
use super::document::{Block, Document, Line};
use super::stories::Story;
use super::text::Text;
use super::treatment::Documents;
use crate::model::SkipReason;

/// What a document says.
#[derive(Debug, Default)]
pub struct Reading {
    /// Its stories in order.
    pub stories: Vec<Story>,
    /// What is in none of them.
    pub skipped: Vec<(SkipReason, Text)>,
    /// The name of the paper that it is an issue of.
    pub name: Option<String>,
    /// What it calls itself above several stories: the name of a paper that has no other.
    pub title: Option<String>,
}

impl Reading {
    /// Takes the paper's name from a heading that names an issue of it.
    fn call(&mut self, heading: &Text) {
        self.name = self.name.take().or_else(|| titles::paper_name(heading));
    }
}

/// Reads a document as `settings` ask; `edition` is the day of the paper.
pub fn read(mut document: Document, edition: Option<Date>, settings: Documents) -> Reading {
    let footnotes = links::take_footnotes(&mut document.blocks);
    let mut root = outline::of(std::mem::take(&mut document.blocks));
    repeats::set_apart(&mut root);
    let front = &mut document.front;
    front.others.extend(front.title.take_if(|title| names::is_of_a_site(title)));
    if let Some(title) = front.title.take() {
        // A first heading that only says the title again.
        let same = |section: &Section| {
            section
                .heading
                .as_ref()
                .is_some_and(|heading| names::letters(&heading.text) == names::letters(&title))
        };
        let mut doubles = Vec::new();
        if let [only] = root.children.as_mut_slice()
            && same(only)
        {
            doubles.extend(only.heading.take().map(|heading| heading.text));
            let only = std::mem::take(only);
            root.blocks.extend(only.blocks);
            root.children = only.children;
        }
        root.heading = Some(Line { text: title, ..Line::default() });
        let mut reader = Reader::new(&root, footnotes, edition, settings);
        reader.reading.skipped.extend(doubles.into_iter().map(|text| (SkipReason::Duplicate, text)));
        reader.section(root, None, false);
        return reader.finish(document);
    }
    let mut reader = Reader::new(&root, footnotes, edition, settings);
    reader.section(root, None, false);
    reader.finish(document)
}

struct Reader {
    titles: Titles,
    footnotes: HashMap<String, Text>,
    edition: Option<Date>,
    settings: Documents,
    /// The level of the heading that is the whole document's.
    title: Option<u8>,
    /// How many stories are headings without text.
    bare: usize,
    reading: Reading,
}

impl Reader {
    fn new(
        root: &Section,
        footnotes: HashMap<String, Text>,
        edition: Option<Date>,
        settings: Documents,
    ) -> Self {
        let title = match root.children.as_slice() {
            _ if root.heading.is_some() => Some(root.level),
            [only] => Some(only.level),
            _ => None,
        };
        Self {
            titles: Titles::of(root),
            footnotes,
            edition,
            settings,
            title,
            bare: 0,
            reading: Reading::default(),
        }
    }

    /// Reads a section; `section` is the name of the part of the paper that it stands in.
    fn section(&mut self, section: Section, part: Option<&str>, in_digest: bool) {
        match section.role(&self.titles, in_digest) {
            Role::Contents => {
                // The contents may stand below the paper's name.
                if let Some(heading) = section
                    .heading
                    .as_ref()
                    .filter(|heading| part.is_none() && titles::is_dated(&heading.text))
                {
                    self.reading.call(&heading.text);
                }
                self.skip_section(&section);
            }
            Role::Story => self.story(section, part),
            Role::Container => self.container(section, part),
        }
    }

    fn skip_section(&mut self, section: &Section) {
        let mut texts: Vec<Text> = section.heading.iter().map(|heading| heading.text.clone()).collect();
        section.blocks.iter().for_each(|block| block.each_text(&mut |text| texts.push(text.clone())));
        self.reading.skipped.extend(texts.into_iter().map(|text| (SkipReason::Boilerplate, text)));
        section.children.iter().for_each(|child| self.skip_section(child));
    }

    fn container(&mut self, section: Section, part: Option<&str>) {
        let Section { heading, blocks, children, level } = section;
        let names_all = part.is_none() && self.title == Some(level);
        // Below the title of the whole only a day or a number makes an issue of a section.
        let names_issue = heading.as_ref().is_some_and(|heading| {
            titles::is_of_an_issue(&heading.text)
                && (names_all || self.title.is_none() || titles::is_dated(&heading.text))
        });
        let is_root = heading.is_none();
        // What stands before its first story is none that is called as the paper is.
        let is_paper = names_issue || names_all && children.len() > 1;
        let mut inner_part = part.map(str::to_owned);
        let mut lead = None;
        if let Some(heading) = heading {
            if names_issue {
                self.reading.call(&heading.text);
                let is_dated = titles::is_dated(&heading.text);
                let reason = if is_dated { SkipReason::Masthead } else { SkipReason::ColumnLabel };
                lead = Some((heading.text, reason));
            } else if names_all {
                // The title of the whole is no section of it.
                if children.len() > 1 {
                    self.reading.title = titles::name_of_all(&heading.text);
                }
                lead = Some((heading.text, SkipReason::Masthead));
            } else {
                let title = titles::cleaned(heading.clone()).title;
                inner_part = Some(titles::without_count(&title.string()));
                lead = Some((heading.text, SkipReason::ColumnLabel));
            }
        }
        let mut preface = self.preface(blocks, is_root || names_issue);
        if let (Some(story), Some((heading, _)), true) = (&mut preface, &lead, is_paper) {
            story.article.title = heading.string();
        }
        if let Some((heading, reason)) = lead {
            match &mut preface {
                // A section's own text stands under its name.
                Some(story) if !is_paper || reason == SkipReason::ColumnLabel => entitle(story, heading),
                _ => self.reading.skipped.push((reason, heading)),
            }
        }
        self.reading.stories.extend(preface.map(|mut story| {
            story.article.section.clone_from(&inner_part);
            story
        }));
        self.children(children, inner_part.as_deref());
        if names_all {
            names::call_only_story(self.bare, &mut self.reading.stories, &mut self.reading.skipped);
        }
    }

    /// The sections of a container; neighbours without text are entries of one story.
    fn children(&mut self, children: Vec<Section>, part: Option<&str>) {
        /// Among so many entries a day in a heading is part of one: What happened on 20 September 2024.
        const ENTRIES: usize = 2;
        let names_issue = |child: &Section| {
            child.heading.as_ref().is_none_or(|heading| titles::is_of_an_issue(&heading.text))
        };
        let entries = children.iter().filter(|child| child.tells_nothing() && !names_issue(child)).count();
        let mut bare: Vec<Bare> = Vec::new();
        for child in children {
            let is_news = entries >= ENTRIES || !names_issue(&child) || child.leads_on();
            let is_bare = is_news && child.tells_nothing();
            if let (true, Some(heading)) = (is_bare, child.heading.clone()) {
                let mut below = Vec::new();
                child.blocks.iter().for_each(|block| block.each_text(&mut |text| below.push(text.clone())));
                let is_linked = heading.linked() > 0 || !below.is_empty();
                self.reading.skipped.extend(below.into_iter().map(|text| (SkipReason::Boilerplate, text)));
                bare.push(Bare { heading, is_linked });
                continue;
            }
            self.bare(std::mem::take(&mut bare), part);
            let is_whole = part.is_none() && self.title == Some(child.level);
            self.section(child, part, !is_whole);
        }
        self.bare(bare, part);
    }

    /// Headings without text: entries where they are links or many, else names of something that is not there.
    fn bare(&mut self, headings: Vec<Bare>, part: Option<&str>) {
        if headings.is_empty() {
            return;
        }
        if bare::are_names(&headings) {
            let label = |bare: Bare| (SkipReason::ColumnLabel, bare.heading.text);
            self.reading.skipped.extend(headings.into_iter().map(label));
            return;
        }
        let mut body = Body::new(&mut self.footnotes, self.edition, self.settings);
        for bare in headings {
            body.title(bare.heading);
        }
        self.bare += usize::from(part.is_none());
        let mut story = body.finish();
        story.article.title = part.map_or_else(String::new, str::to_owned);
        story.article.section = part.map(str::to_owned);
        self.close(story, None);
    }

    /// What stands in a container before its first section.
    fn preface(&mut self, blocks: Vec<Block>, is_head: bool) -> Option<Story> {
        let section = Section { blocks, ..Section::default() };
        if section.is_contents(&self.titles) {
            self.skip_section(&section);
            return None;
        }
        let blocks = section.blocks;
        let mut body = Body::new(&mut self.footnotes, self.edition, self.settings);
        for block in blocks {
            match block {
                Block::Paragraph(line)
                    if is_head && line.text.len() <= 60 && titles::is_of_an_issue(&line.text) =>
                {
                    self.reading.call(&line.text);
                    self.reading.skipped.push((SkipReason::Masthead, line.text));
                }
                block => body.blocks(vec![block]),
            }
        }
        let story = body.finish();
        if story.paragraphs.is_empty() {
            self.reading.skipped.extend(story.skipped);
            self.reading.skipped.extend(story.furniture.into_iter().map(|text| (SkipReason::Masthead, text)));
            return None;
        }
        Some(complete(story))
    }

    fn story(&mut self, section: Section, part: Option<&str>) {
        let Section { mut heading, mut blocks, children, level } = section;
        let is_whole = self.title.is_none_or(|title| title == level);
        if heading.as_ref().is_some_and(|heading| is_machine_line(&heading.text)) {
            let heading = heading.take().map(|heading| (SkipReason::Masthead, heading.text));
            self.reading.skipped.extend(heading);
        }
        let heading = match heading {
            Some(heading) => Some(heading),
            None => self.first_line(&mut blocks, !children.is_empty()),
        };
        let below = if children.is_empty() { labels::below_last_rule(&blocks) } else { 0 };
        let below = blocks.split_off(blocks.len() - below);
        let mut body = Body::new(&mut self.footnotes, self.edition, self.settings);
        body.blocks(blocks);
        for child in children {
            body.section(child);
        }
        for block in below {
            block.each_text(&mut |text| body.skip(SkipReason::Boilerplate, text.clone()));
        }
        let mut story = body.finish();
        story.article.section = part.map(str::to_owned);
        // # Mill News 2026-04-02, and its sections as headings of the same rank.
        let opens = |heading: &Line| {
            part.is_none() && self.reading.stories.is_empty() && titles::is_dated(&heading.text)
        };
        if let Some(heading) =
            heading.as_ref().filter(|heading| !story.paragraphs.is_empty() || opens(heading))
        {
            let is_of_an_issue = if is_whole { titles::is_of_an_issue } else { titles::is_dated };
            if is_of_an_issue(&heading.text) {
                self.reading.call(&heading.text);
            }
        }
        self.close(story, heading);
    }

    /// In a text without headings: the paper's own line is its masthead, and a short line above text its headline.
    fn first_line(&mut self, blocks: &mut Vec<Block>, has_sections: bool) -> Option<Line> {
        loop {
            let Some(Block::Paragraph(line)) = blocks.first() else { return None };
            let is_issue = line.text.len() <= 40 && titles::is_of_an_issue(&line.text);
            let behind = blocks.get(1);
            let is_title = !is_issue && is_headline(&line.text) && kinds::may_follow(behind, has_sections);
            if !is_issue && !is_title {
                return None;
            }
            let Block::Paragraph(line) = blocks.remove(0) else { return None };
            if is_title {
                return Some(line);
            }
            self.reading.call(&line.text);
            self.reading.skipped.push((SkipReason::Masthead, line.text));
        }
    }

    /// Gives a story its title and keeps it; without text it is none.
    fn close(&mut self, mut story: Story, heading: Option<Line>) {
        if let [only] = story.paragraphs.as_slice()
            && furniture::is_placeholder(&only.text)
        {
            let none = story.paragraphs.drain(..).map(|para| (SkipReason::Boilerplate, para.text));
            story.skipped.extend(none);
        }
        let heading = match heading {
            // A table that is not told has its name said.
            Some(heading) if story.paragraphs.is_empty() && story.article.tables > 0 => {
                let mut body = Body::new(&mut self.footnotes, self.edition, self.settings);
                body.title(heading);
                let mut titled = body.finish();
                story.paragraphs.append(&mut titled.paragraphs);
                story.skipped.append(&mut titled.skipped);
                None
            }
            heading => heading,
        };
        if story.paragraphs.is_empty() {
            self.reading.skipped.append(&mut story.skipped);
            let left = story.furniture.into_iter().chain(heading.map(|heading| heading.text));
            self.reading.skipped.extend(left.map(|text| (SkipReason::ColumnLabel, text)));
            return;
        }
        if let Some(heading) = heading {
            let cleaned = titles::cleaned(heading);
            story.skipped.extend(cleaned.rest.into_iter().map(|text| (SkipReason::Boilerplate, text)));
            entitle(&mut story, cleaned.title);
        }
        self.reading.stories.push(complete(story));
    }

    fn finish(mut self, document: Document) -> Reading {
        bare::leave_out_heads(&mut self.reading.stories, &mut self.reading.skipped, self.bare);
        if names::is_of_a_story(self.reading.name.as_deref(), &self.reading.stories, &self.reading.skipped) {
            self.reading.name = None;
        }
        let Reading { stories, skipped, .. } = &mut self.reading;
        fields::fill(document.front, stories, skipped);
        let untold = self.footnotes.into_values();
        self.reading.skipped.extend(untold.map(|text| (SkipReason::Boilerplate, text)));
        self.reading
    }
}

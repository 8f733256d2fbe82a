//! From the blocks below a heading to a story's paragraphs; `beside` has what stands beside running text.

mod beside;
mod leads;

use std::collections::HashMap;

use jiff::civil::Date;

use super::addresses::{self, is_of_links, is_short_label};
use super::kinds::is_furniture;
use super::links::{announce, with_links};
use super::section::Section;
use super::{furniture, labels, meta, titles};
use crate::articles::bylines;
use crate::articles::document::{Block, Line, List};
use crate::articles::stories::{Para, Story};
use crate::articles::text::{Text, is_letter};
use crate::articles::treatment::{Documents, Part, Treatment};
use crate::model::{Kind, SkipReason};

/// A footnote that is longer is not told behind its paragraph, in characters.
const LONGEST_FOOTNOTE: usize = 160;

/// A story under construction.
pub struct Body<'a> {
    story: Story,
    footnotes: &'a mut HashMap<String, Text>,
    edition: Option<Date>,
    settings: Documents,
    /// True below a line that heads links to elsewhere.
    after_heads_links: bool,
    /// How many paragraphs are entries of lists.
    entries: usize,
    /// True in a numbered entry, which is told however short it is: 1. 夜市开放：https://…
    is_numbered: bool,
    /// A paragraph or a list stands behind the block that is read.
    goes_on: bool,
}

impl<'a> Body<'a> {
    /// An empty story; `footnotes` are those of its document that are not told yet.
    pub fn new(footnotes: &'a mut HashMap<String, Text>, edition: Option<Date>, settings: Documents) -> Self {
        Self {
            story: Story::default(),
            footnotes,
            edition,
            settings,
            after_heads_links: false,
            entries: 0,
            is_numbered: false,
            goes_on: false,
        }
    }

    /// The finished story: a column of briefs where more than half of it are entries of lists.
    pub fn finish(mut self) -> Story {
        if self.entries >= 2 && self.entries * 2 > self.story.paragraphs.len() {
            self.story.article.kind = Kind::Brief;
        }
        self.story
    }

    /// Skips a text with its reason.
    pub fn skip(&mut self, reason: SkipReason, text: Text) {
        if !text.is_blank() {
            self.story.skipped.push((reason, text));
        }
    }

    /// Adds blocks in their order.
    pub fn blocks(&mut self, blocks: Vec<Block>) {
        let mut leads = false;
        let mut blocks = blocks.into_iter().peekable();
        while let Some(block) = blocks.next() {
            self.goes_on = matches!(blocks.peek(), Some(Block::Paragraph(_) | Block::List(_)));
            let heads_links = std::mem::take(&mut self.after_heads_links);
            let may_lead = std::mem::replace(&mut leads, matches!(block, Block::Paragraph(_)));
            match block {
                Block::Heading(_, line) => self.subhead(line),
                Block::Paragraph(line) => self.paragraph(line, heads_links),
                Block::List(list) if heads_links && is_of_links(&list) => self.skip_all(&Block::List(list)),
                Block::List(list) if may_lead => self.list_led_to(list),
                Block::List(list) => self.list(list),
                Block::Quote(inner) => self.blocks(inner),
                Block::Table(rows) => self.table(rows),
                Block::Picture(line) => self.picture(line),
                Block::Code(text) => self.code(text),
                Block::Furniture(text) => self.skip(SkipReason::Boilerplate, text),
                Block::Rule | Block::Footnote(..) => {}
            }
        }
    }

    fn skip_all(&mut self, block: &Block) {
        let mut texts = Vec::new();
        block.each_text(&mut |text| texts.push(text.clone()));
        for text in texts {
            self.skip(SkipReason::Boilerplate, text);
        }
    }

    /// A subhead is a paragraph of its own.
    pub fn subhead(&mut self, line: Line) {
        if furniture::heads_links(&line.text) {
            self.after_heads_links = true;
            return self.skip(SkipReason::Boilerplate, line.text);
        }
        let cleaned = titles::cleaned(line);
        cleaned.rest.into_iter().for_each(|text| self.skip(SkipReason::Boilerplate, text));
        if matches!(furniture::kind(&cleaned.title), Some("rights" | "menu")) {
            return self.skip(SkipReason::Boilerplate, cleaned.title);
        }
        let before = self.story.paragraphs.len();
        self.tell(cleaned.title);
        self.story.paragraphs[before..].iter_mut().for_each(|para| para.is_subhead = true);
    }

    /// A heading without text is an entry of a list of such.
    pub fn title(&mut self, line: Line) {
        self.subhead(line);
        self.story.paragraphs.iter_mut().for_each(|para| para.is_subhead = false);
    }

    /// A section within the story, with those within it.
    pub fn section(&mut self, section: Section) {
        let before = self.story.paragraphs.len();
        // A row of titles may have nothing below them, but not one with links or addresses that go unsaid.
        let tells = |block: &Block| !matches!(block, Block::Rule | Block::Picture(_) | Block::Furniture(_));
        let is_entry = section.is_entry();
        let is_led_to = section.children.is_empty() && section.blocks.iter().any(tells) && !is_entry;
        if let Some(heading) = section.heading {
            self.subhead(heading);
        }
        self.story.paragraphs[before..].iter_mut().for_each(|para| para.is_subhead = !is_entry);
        let (told, tables) = (self.story.paragraphs.len(), self.story.article.tables);
        self.blocks(section.blocks);
        section.children.into_iter().for_each(|child| self.section(child));
        if is_led_to
            && told > before
            && self.story.paragraphs.len() == told
            && self.story.article.tables == tables
            && let Some(para) = self.story.paragraphs.pop()
        {
            self.skip(SkipReason::ColumnLabel, para.text);
        }
    }

    fn paragraph(&mut self, line: Line, after_heads_links: bool) {
        if furniture::heads_links(&line.text) {
            self.after_heads_links = true;
            return self.skip(SkipReason::Boilerplate, line.text);
        }
        if after_heads_links && line.linked() * 10 >= line.text.len() * 8 {
            self.after_heads_links = true;
            return self.skip(SkipReason::Boilerplate, line.text);
        }
        if is_furniture(&line) {
            return self.skip(SkipReason::Boilerplate, line.text);
        }
        if let Some(found) = meta::read(&line.text).filter(|found| !self.tells_when(found, &line.text)) {
            return self.lift(found, line.text);
        }
        let number = titles::number(&line.text).max(labels::lead(&line));
        self.line(line, number, false);
    }

    /// True for an hour at which something takes place: behind a line that leads to it, or one with another hour.
    fn tells_when(&self, found: &meta::Credits, text: &Text) -> bool {
        let leads = |text: &Text| {
            text.chars().last().is_some_and(|c| matches!(c, ':' | '：')) || meta::has_hour(text)
        };
        found.is_bare_time
            && (meta::invites(text) || self.story.paragraphs.last().is_some_and(|para| leads(&para.text)))
    }

    /// A line that may be one of credits, and else is none of the story.
    pub fn credits(&mut self, text: Text) {
        match meta::read(&text) {
            Some(found) => self.lift(found, text),
            None => self.skip(SkipReason::Boilerplate, text),
        }
    }

    /// Puts what a line of credits says into the story's fields.
    fn lift(&mut self, found: meta::Credits, text: Text) {
        let article = &mut self.story.article;
        article.agency = article.agency.take().or(found.source);
        for name in found.names {
            if !article.reporters.contains(&name) {
                article.reporters.push(name);
            }
        }
        article.published = article.published.take().or(found.published);
        self.story.furniture.push(text);
    }

    /// The paragraph before is running text: a host below it, a link too, is where it was found.
    fn follows_text(&self) -> bool {
        const SHORTEST: usize = 20;
        self.story.paragraphs.last().is_some_and(|para| !para.is_subhead && para.text.len() >= SHORTEST)
    }

    /// A line of text: its number, its addresses and the marks of footnotes go.
    fn line(&mut self, mut line: Line, number: usize, is_entry: bool) {
        let footnotes = line.footnotes.clone();
        // Loom Engineer - Mill.Org, all of it a link, is a name.
        let is_link = line.linked() >= line.text.len() - number;
        if number > 0 {
            let rest = line.text.len();
            self.skip(SkipReason::Boilerplate, line.text.slice(0, number));
            line = line.part(number, rest).trimmed();
        }
        let is_address = addresses::is_mail(&line.text)
            || addresses::is_reference(&line.text)
            || addresses::is_host(&line.text) && (line.links.is_empty() || !is_entry && self.follows_text());
        if self.settings.addresses != Treatment::Say && is_address {
            return self.skip(SkipReason::Boilerplate, line.text);
        }
        let (line, links) = with_links(line, self.settings.links);
        for text in links {
            self.skip(SkipReason::Boilerplate, text);
        }
        let (mut text, unsaid) = match self.settings.addresses {
            Treatment::Say => (line.text.clone(), Vec::new()),
            Treatment::Skip | Treatment::Announce => addresses::without(&line.text),
        };
        let is_label = ends_in_colon(&text) && is_short_label(&text) || addresses::is_address_label(&text);
        // The sign before an account's name is no address.
        let is_addressed = unsaid.iter().any(|text| text.len() > 1);
        if is_addressed && is_label && !self.is_numbered {
            return self.skip(SkipReason::Boilerplate, line.text);
        }
        if self.settings.addresses == Treatment::Announce && is_addressed && !text.is_blank() {
            announce(&mut text, Part::Link);
        }
        for address in unsaid {
            self.skip(SkipReason::Boilerplate, address);
        }
        if is_entry
            && !is_link
            && let Some(at) = furniture::tail(&text)
        {
            let tail = text.take_back(at);
            self.skip(SkipReason::Boilerplate, tail);
            text.trim();
        }
        if !text.chars().iter().any(|&c| is_letter(c)) {
            if is_addressed && !is_entry {
                self.take_lead();
            }
            return self.skip(SkipReason::Boilerplate, text);
        }
        if self.story.paragraphs.is_empty() && !is_entry {
            text = self.without_dateline(text);
        }
        let before = self.story.paragraphs.len();
        self.tell(text);
        self.story.paragraphs[before..].iter_mut().for_each(|para| para.is_link = is_link);
        self.tell_footnotes(&footnotes);
    }

    fn tell_footnotes(&mut self, labels: &[String]) {
        for label in labels {
            let Some(note) = self.footnotes.remove(label) else { continue };
            match self.settings.footnotes {
                Treatment::Say if note.len() <= LONGEST_FOOTNOTE => {
                    self.tell(note);
                    continue;
                }
                Treatment::Announce => self.notice(Part::Footnote),
                Treatment::Say | Treatment::Skip => {}
            }
            self.skip(SkipReason::Boilerplate, note);
        }
    }

    /// Lifts what a report opens with, as papers print it.
    fn without_dateline(&mut self, mut text: Text) -> Text {
        let Some(opening) = bylines::dateline::opening(&text) else { return text };
        let article = &mut self.story.article;
        article.dateline.place = opening.place;
        article.dateline.date = opening.day.and_then(|day| day.resolve(self.edition));
        article.agency = opening.agency.or(article.agency.take());
        article.reporters.extend(opening.reporters);
        self.story.furniture.push(text.take_front(opening.length));
        text.trim();
        text
    }

    /// Adds a paragraph.
    fn tell(&mut self, mut text: Text) {
        text.trim();
        if text.chars().iter().any(|&c| is_letter(c)) {
            self.story.paragraphs.push(Para { text, ..Para::default() });
        } else {
            self.skip(SkipReason::Boilerplate, text);
        }
    }

    /// Each entry is a paragraph of its own, and so are those within it.
    fn list(&mut self, list: List) {
        // Hours are credits only beside others: who wrote it, where it stood first.
        let is_credited = list.items.iter().any(|item| {
            matches!(item.first(), Some(Block::Paragraph(line))
                if meta::keyed(&line.text).is_some_and(|found| !found.is_bare_time))
        });
        for item in list.items {
            let mut is_first = true;
            let mut is_titled = false;
            let holds_list = item.iter().skip(1).any(|block| matches!(block, Block::List(_)));
            for block in item {
                match block {
                    Block::Paragraph(line) if is_first => {
                        is_first = false;
                        is_titled = line.is_bold();
                        let before = self.story.paragraphs.len();
                        // What names the entries below it is none of them, however it is worded.
                        if holds_list && line.linked() == 0 {
                            self.line(line, 0, false);
                        } else {
                            self.entry(line, list.ordered, is_credited);
                        }
                        self.head_group(before, holds_list);
                    }
                    // The text of an entry with a title.
                    Block::Paragraph(line) if std::mem::take(&mut is_titled) => {
                        self.entry(line, list.ordered, is_credited);
                    }
                    block => self.blocks(vec![block]),
                }
            }
        }
    }

    /// Coding: above a list within an entry names the group.
    fn head_group(&mut self, before: usize, holds_list: bool) {
        /// A label is no longer, in characters.
        const LONGEST: usize = 60;
        if let [label] = &mut self.story.paragraphs[before..] {
            let is_short = label.text.len() <= LONGEST && !label.text.chars().contains(&'。');
            label.is_subhead = holds_list && is_short && ends_in_colon(&label.text);
        }
    }

    fn entry(&mut self, line: Line, ordered: bool, is_credited: bool) {
        if is_furniture(&line) && !(ordered && line.linked() > 0) {
            return self.skip(SkipReason::Boilerplate, line.text);
        }
        let is_credit = |found: &meta::Credits| {
            !ordered && (!found.is_bare_time || is_credited && !meta::invites(&line.text))
        };
        if let Some(found) = meta::keyed(&line.text).filter(is_credit) {
            return self.lift(found, line.text);
        }
        // A number that is printed once more behind the list's own.
        let number = titles::number(&line.text);
        let before = self.story.paragraphs.len();
        let is_entry =
            !ordered || titles::ADDRESS.is_match(&line.text.slice(0, 400).string()) || line.linked() > 0;
        self.is_numbered = ordered;
        self.line(line, number, is_entry);
        self.is_numbered = false;
        self.entries += self.story.paragraphs.len() - before;
    }
}

fn ends_in_colon(text: &Text) -> bool {
    text.chars().last().is_some_and(|c| matches!(c, ':' | '：'))
}

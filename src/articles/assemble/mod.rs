//! The assembler: leads every page through the steps, and keeps the account of its print.

mod contents;
mod languages;
mod listings;
mod plans;
mod sheet;
mod versions;

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;

use self::sheet::{Content, Sheet};
use super::blocks::{self, Block, Role};
use super::contents::Item;
use super::coverage::{Ledger, entries};
use super::document::{self, Document, Loose};
use super::features::sections;
use super::freeing::freeing;
use super::groups::{self, Part};
use super::input::front::{self, Front};
use super::joins::{self, Thread};
use super::options::Options;
use super::pages::{self, masthead};
use super::reasons::Reasons;
use super::sources::{self, Opened};
use super::stories::{self, Story, duplicates, tables};
use super::text::{Places, Text};
use super::treatment::Documents;
use super::written::dates::Dated;
use super::{jumps, markdown, nature, written};
use crate::model::{ArticleId, Nature, Paper, SkipReason};

/// All inputs read and put together. Posts of days after `today` wait for theirs; without it, and where a day is asked
/// for, none waits.
pub fn paper(inputs: &[Opened], options: &Options, today: Option<Date>) -> Paper {
    let mut assembler = Assembler { settings: options.documents, ..Assembler::default() };
    let mut sheets: Vec<Option<Sheet>> =
        inputs.iter().map(|opened| Some(assembler.open(opened, options.nature))).collect();
    let files = || inputs.iter().map(|opened| &opened.input);
    listings::lend(&mut sheets, files());
    plans::follow(&mut sheets, files());
    sheets.iter_mut().flatten().for_each(Sheet::classify);
    let withdrawn = versions::settle(&mut sheets);
    assembler.doubts.extend(withdrawn);
    let found = masthead::find(files(), sheets.iter().flatten().flat_map(Sheet::blocks));
    let days: Vec<Dated> =
        sheets.iter().flatten().zip(files()).map(|(sheet, input)| sheet.dated(input)).collect();
    let is_printed = sheets.iter().flatten().any(Sheet::is_printed);
    let said = sheets.iter().flatten().find_map(|sheet| sheet.front.date);
    let chosen = sheet::choose(&mut sheets, &days, options.date, today, &assembler.sources);
    assembler.doubts.extend(chosen);
    let latest =
        days.iter().zip(&sheets).filter(|(_, sheet)| sheet.is_some()).filter_map(|(dated, _)| dated.day);
    let date = options
        .date
        .or(found.date.filter(|_| is_printed))
        .or(said.filter(|_| is_printed))
        .or(latest.max())
        .or(found.date)
        .or_else(|| sheets.iter().flatten().filter_map(Sheet::published).max());
    let mut order: Vec<usize> = (0..sheets.len()).collect();
    order.sort_by_key(|&i| sheets[i].as_ref().and_then(|sheet| sheet.front.order).unwrap_or(i64::MAX));
    let mut stories = Vec::new();
    let (mut name, mut declared) = (None, Vec::new());
    for input in order {
        let Some(sheet) = sheets[input].take() else { continue };
        let language = sheet.language();
        let (mut read, paper) = match sheet.body {
            Content::Printed(blocks) => (assembler.sheet(input, sheet.front, blocks, date), None),
            Content::Written(blocks, loose) => assembler.document(input, sheet.front, blocks, loose, date),
            Content::Source(contents) => assembler.contents(input, contents, sheet.pages, date),
        };
        declared.push(language);
        languages::believe(language, &mut read);
        name = name.or(paper);
        gather(&mut stories, read);
    }
    let mut paper = assembler.close(stories);
    paper.language = options.language.unwrap_or_else(|| languages::main(&paper, &declared));
    paper.name = options.name.clone().or(found.name).or(name).or_else(|| masthead::asking_paper(&paper));
    paper.date = date;
    languages::settle(&mut paper);
    for article in &mut paper.articles {
        // A dateline with the paper's own name names no other source.
        article
            .agency
            .take_if(|agency| paper.name.as_ref().is_some_and(|name| name.contains(agency.as_str())));
    }
    paper
}

/// An id that no other story has: the second of its kind is numbered 2.
fn once(mut id: ArticleId, seen: &mut HashMap<String, usize>) -> ArticleId {
    let count = seen.entry(id.0.clone()).or_default();
    *count += 1;
    if *count > 1 {
        id.0 = format!("{}-{count}", id.0);
    }
    id
}

/// Puts stories behind others; the first ones of all are not copied.
fn gather(stories: &mut Vec<Story>, mut more: Vec<Story>) {
    if stories.is_empty() {
        *stories = more;
    } else {
        stories.append(&mut more);
    }
}

/// Where the pages are taken apart and the account is kept.
#[derive(Default)]
struct Assembler {
    settings: Documents,
    places: Places,
    sources: Vec<String>,
    files: Vec<String>,
    ledger: Ledger,
    skipped: Vec<(SkipReason, Text)>,
    /// What decided what each block is.
    reasons: Reasons,
    hyphens: Vec<Text>,
    natures: Vec<(Nature, String)>,
    doubts: Vec<String>,
    problems: Vec<String>,
}

impl Assembler {
    /// Takes an input apart.
    fn open(&mut self, opened: &Opened, nature: Option<Nature>) -> Sheet {
        let input = &opened.input;
        let page: Vec<char> = input.text.chars().collect();
        let base = self.places.add(page.len());
        self.sources.push(input.name.clone());
        self.files.push(input.file.clone());
        if input.broken > 0 {
            self.doubts.push(format!(
                "{}: damaged in {} places, left out or marked by �; save it as UTF-8 again if you have it whole",
                input.name, input.broken
            ));
        }
        if let Some(contents) = opened.contents(base) {
            let printed = contents.items.iter().any(|item| matches!(item, Item::Page(_)));
            let nature = if printed { Nature::Printed } else { Nature::Written };
            self.natures.push((nature, contents.form.to_owned()));
            for item in &contents.items {
                if let Item::Page(page) = item {
                    page.blocks.iter().for_each(|block| self.ledger.enter(&block.text));
                }
            }
            return Sheet::of_source(contents);
        }
        let ending = if opened.form.name == "html" { "html".to_owned() } else { input.ending() };
        let mut front = front::read(&page, base);
        let verdict = nature::judge(&input.text, &ending, front.length > 0);
        let (nature, signs) =
            nature.map_or((verdict.nature, verdict.words()), |asked| (asked, "as asked".to_owned()));
        self.natures.push((nature, signs));
        if nature == Nature::Written {
            let (blocks, loose) = sources::read(&input.text, &mut front, base, &ending);
            return Sheet::of(front, Content::Written(blocks, loose));
        }
        let front = if front.is_fenced { front } else { Front::default() };
        let (printed, hyphens) = markdown::scan(&page[front.length..], base + front.length as u32);
        self.enter_front(&front);
        for block in &printed {
            self.ledger.enter(&block.text);
        }
        self.enter_loose(hyphens.into_iter().map(Loose::Hyphen).collect());
        Sheet::of(front, Content::Printed(blocks::classify(printed)))
    }

    /// Enters what front matter says into the account.
    fn enter_front(&mut self, front: &Front) {
        let values = [&front.title, &front.subtitle, &front.kicker, &front.author, &front.section];
        for text in values.into_iter().flatten().chain(&front.others) {
            self.ledger.enter(text);
        }
    }

    fn enter_loose(&mut self, loose: Vec<Loose>) {
        for print in loose {
            match print {
                Loose::Hyphen(hyphen) => {
                    self.ledger.enter(&hyphen);
                    self.hyphens.push(hyphen);
                }
                Loose::Struck(text) => {
                    self.ledger.enter(&text);
                    self.reasons.note_struck(&text);
                    self.skipped.push((SkipReason::Boilerplate, text));
                }
            }
        }
    }

    /// Reads a document; returns its stories and the name of the paper that it is an issue of.
    fn document(
        &mut self,
        input: usize,
        front: Front,
        blocks: Vec<document::Block>,
        loose: Vec<Loose>,
        edition: Option<Date>,
    ) -> (Vec<Story>, Option<String>) {
        self.enter_front(&front);
        for block in &blocks {
            block.each_text(&mut |text| self.ledger.enter(text));
        }
        self.enter_loose(loose);
        let reading =
            written::read(Document { front, blocks, ..Document::default() }, edition, self.settings);
        self.skipped.extend(reading.skipped);
        let mut stories: Vec<Story> =
            reading.stories.into_iter().map(|story| Story { page: input, ..story }).collect();
        if let [story] = stories.as_mut_slice()
            && story.article.headline.is_none()
            && let Some(title) = written::titles::of_file(&self.files[input])
        {
            story.article.title = title;
        }
        let title = reading.title.filter(|_| self.files.len() == 1);
        (stories, reading.name.or(title))
    }

    /// Reads a page of print: one article under front matter, or pages.
    fn sheet(
        &mut self,
        input: usize,
        mut front: Front,
        blocks: Vec<Block>,
        edition: Option<Date>,
    ) -> Vec<Story> {
        front.name_page();
        self.skipped.extend(front.others.iter().map(|text| (SkipReason::Boilerplate, text.clone())));
        if front.title.is_some() || front.author.is_some() && sheet::is_one_article(&blocks) {
            let parts = groups::single(&blocks);
            let mut stories = self.page(input, blocks, &parts, edition);
            if let [story] = stories.as_mut_slice() {
                story.take_front(front);
            }
            return stories;
        }
        let said = [&front.subtitle, &front.kicker, &front.author, &front.section].into_iter().flatten();
        self.skipped.extend(said.map(|text| (SkipReason::Boilerplate, text.clone())));
        let mut stories = Vec::new();
        for page in pages::split(blocks, &self.files[input]) {
            let parts = groups::parts(&page.blocks);
            let mut here = self.page(input, page.blocks, &parts, edition);
            let mut section = page.section.clone().or_else(|| front.section.as_ref().map(Text::string));
            for story in &mut here {
                if let Some(label) = story.article.label.take_if(|label| sections::is_section(label)) {
                    section = Some(label);
                }
                story.number = page.number.clone().or_else(|| front.page.clone());
                story.article.section.clone_from(&section);
            }
            gather(&mut stories, here);
        }
        stories
    }

    /// Puts a page's blocks together into stories.
    fn page(
        &mut self,
        page: usize,
        mut blocks: Vec<Block>,
        parts: &[Part],
        edition: Option<Date>,
    ) -> Vec<Story> {
        for block in &blocks {
            self.reasons.note(block);
        }
        let found = joins::continuations(&blocks, parts);
        for &block in &found.refused {
            self.doubts.push(format!(
                "{}: \"{}…\" could go on in two broken stories and was left out",
                self.sources[page],
                blocks[block].text.slice(0, 20).string()
            ));
            self.skipped.push((SkipReason::Unassigned, blocks[block].text.clone()));
        }
        for block in &mut blocks {
            match block.role() {
                Role::Skip(reason) => self.skipped.push((reason, std::mem::take(&mut block.text))),
                Role::Table => self.skipped.push((SkipReason::Table, block.text.clone())),
                _ => {}
            }
        }
        for part in parts.iter().filter(|part| part.texts.is_empty()) {
            for &heading in &part.headings {
                self.skipped.push((SkipReason::ColumnLabel, blocks[heading].text.clone()));
            }
            for &sign in &part.signs {
                let signs = [blocks[sign].onward.take(), blocks[sign].from_elsewhere.take()];
                let prints = signs.into_iter().flatten().map(|sign| sign.1);
                self.skipped.extend(prints.map(|print| (SkipReason::JumpLine, print)));
            }
        }
        // Counted before the stories take their texts.
        let tables = |thread: &Thread| tables::belonging(&blocks, parts, &thread.parts);
        let tables: Vec<usize> = found.threads.iter().map(tables).collect();
        let mut stories: Vec<Story> = Vec::with_capacity(tables.len());
        for (thread, tables) in found.threads.iter().zip(tables) {
            let story = stories::story(&mut blocks, parts, thread, tables, edition);
            stories.push(Story { page, ..story });
        }
        stories.retain(|story| !story.paragraphs.is_empty());
        jumps::lend_signs(&mut stories);
        stories
    }

    /// Closes the account.
    fn close(mut self, stories: Vec<Story>) -> Paper {
        self.reasons.sort();
        let (mut stories, doubts) = jumps::merge(stories);
        self.doubts.extend(doubts);
        let doubles = duplicates::drop_doubles(&mut stories);
        self.skipped.extend(doubles.into_iter().flat_map(duplicates::as_skipped));
        let mut articles = Vec::with_capacity(stories.len());
        let mut seen: HashMap<String, usize> = HashMap::new();
        for hyphen in std::mem::take(&mut self.hyphens) {
            self.ledger.article(&hyphen);
        }
        freeing(stories, |mut story| {
            let mut article = std::mem::take(&mut story.article);
            let opening = story.paragraphs.first().map(|para| &para.text);
            let id = stories::id(&self.files[story.page], article.headline.as_deref(), opening);
            article.id = once(id, &mut seen);
            for para in &story.paragraphs {
                self.ledger.article(&para.text);
            }
            for text in story.furniture {
                self.ledger.article(&text);
                article.furniture.extend(self.places.spans(&text));
            }
            article.paragraphs = stories::paragraphs(story.paragraphs, &self.places, article.nature);
            article.page = story.number;
            article.source.clone_from(&self.sources[story.page]);
            self.skipped.append(&mut story.skipped);
            articles.push(article);
        });
        for (_, text) in &self.skipped {
            self.ledger.skipped(text);
        }
        for text in self.ledger.unclaimed() {
            self.ledger.skipped(&text);
            self.skipped.push((SkipReason::Unassigned, text));
        }
        self.skipped.sort_by_key(|(_, text)| text.start());
        let sources: Vec<Arc<str>> = self.sources.iter().map(|name| Arc::from(name.as_str())).collect();
        let skipped = self
            .skipped
            .into_iter()
            .flat_map(|(reason, text)| {
                entries(&text, (reason, self.reasons.of_skipped(&text)), &self.places, &sources)
            })
            .collect();
        Paper {
            sources: self.sources,
            natures: self.natures,
            articles,
            skipped,
            reasons: self.reasons.spans(&self.places),
            coverage: self.ledger.coverage(),
            doubts: self.doubts,
            problems: self.problems,
            ..Paper::default()
        }
    }
}

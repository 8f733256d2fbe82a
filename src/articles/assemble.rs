//! The assembler: leads every page through the steps, and keeps the account of its print.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use super::blocks::{self, Block, Role};
use super::coverage::{Ledger, entries};
use super::document::{self, Document};
use super::features::sections;
use super::freeing::freeing;
use super::groups::{self, Part};
use super::input::Input;
use super::input::front::{self, Front};
use super::joins::{self, Thread};
use super::options::Options;
use super::pages::{self, masthead};
use super::reasons::Reasons;
use super::stories::{self, Story, duplicates, tables};
use super::text::{Places, Text};
use super::treatment::Documents;
use super::written::dates::{self, Dated};
use super::{jumps, markdown, nature, sources, written};
use crate::model::{Nature, Paper, SkipReason};

/// All inputs read and put together.
pub fn paper(inputs: &[Input], options: &Options) -> Paper {
    let mut assembler = Assembler { settings: options.documents, ..Assembler::default() };
    let mut sheets: Vec<Option<Sheet>> =
        inputs.iter().map(|input| Some(assembler.open(input, options.nature))).collect();
    let found = masthead::find(inputs, sheets.iter().flatten().flat_map(Sheet::blocks));
    let days: Vec<Dated> =
        sheets.iter().zip(inputs).map(|(sheet, input)| dated(sheet.as_ref(), input)).collect();
    let is_printed = sheets.iter().flatten().any(|sheet| matches!(sheet.body, Content::Printed(_)));
    let said = sheets.iter().flatten().find_map(|sheet| sheet.front.date);
    assembler.choose(&mut sheets, &days, options);
    let latest =
        days.iter().zip(&sheets).filter(|(_, sheet)| sheet.is_some()).filter_map(|(dated, _)| dated.day);
    let date = options
        .date
        .or(found.date.filter(|_| is_printed))
        .or(said.filter(|_| is_printed))
        .or(latest.max())
        .or(found.date);
    let mut order: Vec<usize> = (0..sheets.len()).collect();
    order.sort_by_key(|&i| sheets[i].as_ref().and_then(|sheet| sheet.front.order).unwrap_or(i64::MAX));
    let mut stories = Vec::new();
    let mut name = None;
    for input in order {
        let Some(sheet) = sheets[input].take() else { continue };
        match sheet.body {
            Content::Printed(blocks) => {
                gather(&mut stories, assembler.sheet(input, sheet.front, blocks, date));
            }
            Content::Written(blocks, hyphens) => {
                let (read, paper) = assembler.document(input, sheet.front, blocks, hyphens, date);
                name = name.or(paper);
                gather(&mut stories, read);
            }
        }
    }
    let mut paper = assembler.close(stories);
    paper.language = options.language.unwrap_or_else(|| paper.main_language());
    paper.name = options.name.clone().or(found.name).or(name).or_else(|| masthead::asking_paper(&paper));
    paper.date = date;
    // A dateline with the paper's own name names no other source.
    for article in &mut paper.articles {
        article
            .agency
            .take_if(|agency| paper.name.as_ref().is_some_and(|name| name.contains(agency.as_str())));
    }
    paper
}

fn dated(sheet: Option<&Sheet>, input: &Input) -> Dated {
    match sheet.map(|sheet| (&sheet.body, &sheet.front)) {
        Some((Content::Written(blocks, _), front)) => dates::of(front, blocks, Path::new(&input.name)),
        _ => Dated::default(),
    }
}

/// Puts stories behind others; the first ones of all are not copied.
fn gather(stories: &mut Vec<Story>, mut more: Vec<Story>) {
    if stories.is_empty() {
        *stories = more;
    } else {
        stories.append(&mut more);
    }
}

/// An input taken apart.
struct Sheet {
    front: Front,
    body: Content,
}

/// What stands below an input's front matter.
enum Content {
    /// Blocks of a page of print.
    Printed(Vec<Block>),
    /// Blocks of a text made for screens, and hyphens that stand in none of them.
    Written(Vec<document::Block>, Vec<Text>),
}

impl Sheet {
    fn blocks(&self) -> &[Block] {
        match &self.body {
            Content::Printed(blocks) => blocks,
            Content::Written(..) => &[],
        }
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
}

impl Assembler {
    /// Takes an input apart.
    fn open(&mut self, input: &Input, nature: Option<Nature>) -> Sheet {
        let page: Vec<char> = input.text.chars().collect();
        let base = self.places.add(page.len());
        self.sources.push(input.name.clone());
        self.files.push(input.file.clone());
        if input.broken > 0 {
            self.doubts.push(format!(
                "{}: damaged in {} places, where � stands; save it as UTF-8 again if you have it whole",
                input.name, input.broken
            ));
        }
        let ending = input.ending();
        let mut front = front::read(&page, base);
        let verdict = nature::judge(&input.text, &ending, front.length > 0);
        let (nature, signs) =
            nature.map_or((verdict.nature, verdict.words()), |asked| (asked, "as asked".to_owned()));
        self.natures.push((nature, signs));
        if nature == Nature::Written {
            let (blocks, hyphens) = sources::read(&input.text, &mut front, base, &ending);
            return Sheet { front, body: Content::Written(blocks, hyphens) };
        }
        let front = if front.is_fenced { front } else { Front::default() };
        let (printed, hyphens) = markdown::scan(&page[front.length..], base + front.length as u32);
        self.enter_front(&front);
        for block in &printed {
            self.ledger.enter(&block.text);
        }
        self.enter_hyphens(hyphens);
        Sheet { front, body: Content::Printed(blocks::classify(printed)) }
    }

    /// Leaves drafts out, among several documents those that wait for their day, and where a day was asked for and
    /// some documents are of it, those of other days.
    fn choose(&mut self, sheets: &mut [Option<Sheet>], days: &[Dated], options: &Options) {
        let asked = options.date;
        let is_of = |dated: &Dated| dated.day == asked;
        let by_day = asked.is_some() && days.iter().any(is_of) && days.len() > 1;
        let waits =
            |dated: &Dated| asked.is_none() && options.today.is_some_and(|today| dated.posted > Some(today));
        let some_wait = days.len() > 1 && !days.iter().all(waits);
        let mut others = 0;
        for (i, sheet) in sheets.iter_mut().enumerate() {
            if sheet.as_ref().is_some_and(|sheet| sheet.front.is_draft) {
                self.doubts
                    .push(format!("{}: a draft, as its front matter says; it was left out", self.sources[i]));
                *sheet = None;
            } else if let Some(day) = days[i].posted.filter(|_| some_wait && waits(&days[i])) {
                self.doubts.push(format!("{}: not out before {day}; it was left out", self.sources[i]));
                *sheet = None;
            } else if by_day && days[i].day.is_some() && !is_of(&days[i]) {
                others += 1;
                *sheet = None;
            } else if let Dated { day: Some(day), other: Some(other), .. } = days[i] {
                self.doubts.push(format!(
                    "{}: dated {day} inside and {other} by its name; the day inside counts",
                    self.sources[i]
                ));
            }
        }
        if others > 0 {
            self.doubts.push(format!("{others} files of other days were left out"));
        }
    }

    /// Enters what front matter says into the account.
    fn enter_front(&mut self, front: &Front) {
        let values = [&front.title, &front.subtitle, &front.kicker, &front.author, &front.section];
        for text in values.into_iter().flatten().chain(&front.others) {
            self.ledger.enter(text);
        }
    }

    fn enter_hyphens(&mut self, hyphens: Vec<Text>) {
        for hyphen in hyphens {
            self.ledger.enter(&hyphen);
            self.hyphens.push(hyphen);
        }
    }

    /// Reads a document; returns its stories and the name of the paper that it is an issue of.
    fn document(
        &mut self,
        input: usize,
        front: Front,
        blocks: Vec<document::Block>,
        hyphens: Vec<Text>,
        edition: Option<Date>,
    ) -> (Vec<Story>, Option<String>) {
        self.enter_front(&front);
        for block in &blocks {
            block.each_text(&mut |text| self.ledger.enter(text));
        }
        self.enter_hyphens(hyphens);
        let reading = written::read(Document { front, blocks }, edition, self.settings);
        self.skipped.extend(reading.skipped);
        let mut stories: Vec<Story> =
            reading.stories.into_iter().map(|story| Story { page: input, ..story }).collect();
        if let [story] = stories.as_mut_slice()
            && story.article.headline.is_none()
            && let Some(title) = written::titles::of_file(&self.files[input])
        {
            story.article.title = title;
        }
        (stories, reading.name)
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
        if front.title.is_some() || front.author.is_some() && is_one_article(&blocks) {
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
            article.id = stories::id(&self.files[story.page], article.headline.as_deref(), opening);
            let count = seen.entry(article.id.0.clone()).or_default();
            *count += 1;
            if *count > 1 {
                article.id.0 = format!("{}-{count}", article.id.0);
            }
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
            ..Paper::default()
        }
    }
}

/// True for blocks with one headline of the first rank, and no more than one byline or dateline.
fn is_one_article(blocks: &[Block]) -> bool {
    let levels = || blocks.iter().filter_map(|block| block.role().level());
    let top = levels().min();
    let begins = |block: &&Block| matches!(block.role(), Role::Opening | Role::Byline);
    levels().filter(|level| Some(*level) == top).count() <= 1 && blocks.iter().filter(begins).count() <= 1
}

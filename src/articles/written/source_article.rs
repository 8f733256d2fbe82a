//! Articles whose fields their source tells.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::body::Body;
use super::story::{complete, entitle};
use super::{Reading, names, titles};
use crate::articles::bylines;
use crate::articles::contents::SourceArticle;
use crate::articles::document::{Block, Line};
use crate::articles::input::front::Front;
use crate::articles::stories::Story;
use crate::articles::text::{Text, is_han, is_letter};
use crate::articles::treatment::Documents;
use crate::model::{SkipReason, is_web_address};

/// Makes a story of an article; `edition` is the day of the paper.
pub fn read(mut told: SourceArticle, edition: Option<Date>, settings: Documents) -> Reading {
    let mut reading = Reading::default();
    let mut footnotes: HashMap<String, Text> = HashMap::new();
    let repeats = repeated_title(&mut told);
    let mut body = Body::new(&mut footnotes, edition, settings);
    for line in std::mem::take(&mut told.credits) {
        body.credits(line);
    }
    body.blocks(std::mem::take(&mut told.blocks));
    let mut story = body.finish();
    story.skipped.extend(repeats.map(|text| (SkipReason::Duplicate, text)));
    if story.paragraphs.is_empty() {
        reading.skipped = story.skipped;
        reading.skipped.extend(story.furniture.into_iter().map(|text| (SkipReason::Unassigned, text)));
        reading.skipped.extend(told.into_skipped(SkipReason::Unassigned));
        return reading;
    }
    if let Some(title) = told.title.take().filter(|title| !title.is_blank()) {
        let cleaned = titles::cleaned(Line { text: title, ..Line::default() });
        story.skipped.extend(cleaned.rest.into_iter().map(|text| (SkipReason::Boilerplate, text)));
        entitle(&mut story, cleaned.title);
    }
    let is_teaser = told.is_teaser;
    fields(&mut story, told);
    let mut story = complete(story);
    story.article.complete = !is_teaser;
    reading.stories.push(story);
    reading
}

/// Takes a first heading or line out of the body that only says the title again.
fn repeated_title(told: &mut SourceArticle) -> Option<Text> {
    let letters = |text: &Text| text.chars().iter().copied().filter(|&c| is_letter(c)).collect::<Vec<char>>();
    let title = letters(told.title.as_ref()?);
    let at = told.blocks.iter().position(|block| !matches!(block, Block::Rule | Block::Picture(_)))?;
    let same = match &told.blocks[at] {
        Block::Heading(_, line) | Block::Paragraph(line) => letters(&line.text) == title,
        _ => false,
    };
    if !same || told.blocks.len() < 2 {
        return None;
    }
    match told.blocks.remove(at) {
        Block::Heading(_, line) | Block::Paragraph(line) => Some(line.text),
        _ => None,
    }
}

/// Puts the fields that the source tells into a story; they count before what its text says.
fn fields(story: &mut Story, told: SourceArticle) {
    let article = &mut story.article;
    let said = |text: &Option<Text>| {
        text.as_ref().map(|text| text.string().trim().to_owned()).filter(|print| !print.is_empty())
    };
    article.kicker = said(&told.kicker).or(article.kicker.take());
    article.subtitle = said(&told.subtitle).or(article.subtitle.take());
    article.agency = said(&told.agency).or(article.agency.take());
    article.section =
        said(&told.section).filter(|name| names::names_section(name)).or(article.section.take());
    article.label = said(&told.label).or(article.label.take());
    article.dateline.place = said(&told.place).or(article.dateline.place.take());
    article.published = told.published.or(article.published.take());
    article.url = told.url.or(article.url.take());
    article.picture = told.picture.filter(|address| is_web_address(address)).or(article.picture.take());
    let mut names: Vec<String> =
        told.authors.iter().flat_map(people).filter(|name| !names::is_column(name)).collect();
    article.has_authors = article.reporters.is_empty() && !names.is_empty();
    names.append(&mut article.reporters);
    let mut known = HashSet::new();
    names.retain(|name| known.insert(name.clone()));
    article.reporters = names;
    story.number = told.page.or(story.number.take());
    let texts = [told.kicker, told.subtitle, told.agency, told.section, told.label, told.place];
    story.furniture.extend(texts.into_iter().flatten().chain(told.authors).chain(told.lifted));
    story.skipped.extend(told.skipped);
}

/// The names in a writers' line.
fn people(line: &Text) -> Vec<String> {
    let print = closed_up(&line.string());
    let plain = print.trim_start_matches(|c: char| "□■◎●".contains(c) || c.is_whitespace());
    if let Some(byline) = bylines::people(plain).filter(|byline| !byline.names.is_empty()) {
        return byline.names;
    }
    Front { author: Some(Text::unprinted(plain)), ..Front::default() }.authors()
}

/// 林　远 is set with a blank to stand below names of three characters: such names without it.
fn closed_up(print: &str) -> String {
    let is_one = |word: &str| word.chars().count() == 1 && word.chars().all(is_han);
    let mut words: Vec<String> = Vec::new();
    let mut half = false;
    for word in print.split_whitespace() {
        if let Some(last) = words.last_mut().filter(|_| half && is_one(word)) {
            last.push_str(word);
            half = false;
        } else {
            half = is_one(word);
            words.push(word.to_owned());
        }
    }
    words.join(" ")
}

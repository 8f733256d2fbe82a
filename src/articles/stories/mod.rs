//! From threads of blocks to articles of the model.

pub mod duplicates;
pub mod headlines;
mod repairs;
mod story;
pub mod tables;
mod titles;
mod two_lines;

use std::collections::HashSet;

use jiff::civil::Date;

use self::headlines::{Headlines, Line, sort};
use crate::articles::blocks::{Block, Role};
use crate::articles::features::endings::is_finished;
use crate::articles::features::letters::greets;
use crate::articles::features::notes::is_note;
use crate::articles::features::speakers::asks;
use crate::articles::groups::{Part, Start};
use crate::articles::joins::{Placed, Thread};
use crate::articles::text::{Places, Text, is_blank, is_han, is_letter};
use crate::articles::words::lists;
use crate::model::{ArticleId, Kind, Language, Nature, Paragraph, SkipReason};

pub use self::story::{Para, Story};
pub use self::titles::from_opening as titles_from_opening;

/// Makes the story of one thread, which has so many tables, out of its blocks' print.
pub fn story(
    blocks: &mut [Block],
    parts: &[Part],
    thread: &Thread,
    tables: usize,
    edition: Option<Date>,
) -> Story {
    let is_brief = matches!(parts[thread.parts[0]].start, Start::Brief(_));
    let mut story = Story { is_brief, ..Story::default() };
    let heads = match parts[thread.parts[0]].start {
        Start::Brief(column) => brief_headings(blocks, parts, thread, column, &mut story),
        _ => headings(blocks, parts, thread),
    };
    for &part in &thread.parts {
        for &i in &parts[part].bylines {
            sign(&mut story, &mut blocks[i]);
        }
    }
    for &i in &thread.signs {
        signs(&mut story, &mut blocks[i]);
    }
    let own_signs = thread.texts.iter().any(|placed| blocks[placed.block].onward.is_some());
    story.own_sign = own_signs;
    let closed = thread.texts.last().is_some_and(|placed| blocks[placed.block].is_finished());
    for placed in &thread.texts {
        text(&mut story, &mut blocks[placed.block], *placed, edition);
    }
    // Who took a picture did not write the story beside it, least of all where its own staff did.
    let mut lines = thread.parts.iter().flat_map(|&part| &parts[part].bylines);
    let staff = lines.any(|&line| blocks[line].role() == Role::Byline);
    if story.article.reporters.is_empty() && !staff {
        story.article.reporters = std::mem::take(&mut story.photographers);
    }
    let mut known = HashSet::new();
    story.article.reporters.retain(|name| known.insert(name.clone()));
    name(&mut story, heads);
    story.article.language = language(&story.paragraphs);
    let ends =
        story.paragraphs.last().is_none_or(|last| is_finished(&last.text) || ends_without_mark(&last.text));
    let breaks_off = own_signs && story.onward.as_ref().is_some_and(|sign| !sign.only_points);
    story.article.complete = (ends || closed) && !breaks_off;
    story.article.continued_on = story.onward.as_ref().map(|sign| sign.page.clone());
    story.article.kind = kind(blocks, parts, thread, &story);
    story.paragraphs.shrink_to_fit();
    story.furniture.shrink_to_fit();
    story.skipped.shrink_to_fit();
    if !matches!(story.article.kind, Kind::Brief | Kind::Photo) {
        story.article.tables = tables;
    }
    story
}

/// The first part's headings; a later part's are labels.
fn headings(blocks: &[Block], parts: &[Part], thread: &Thread) -> Headlines {
    let lines =
        |part: usize| -> Vec<Line> { parts[part].headings.iter().map(|&i| Line::of(blocks, i)).collect() };
    let mut parts = thread.parts.iter();
    let mut found = parts.next().map(|&first| sort(lines(first))).unwrap_or_default();
    for line in parts.flat_map(|&part| lines(part)) {
        match &mut found.label {
            Some(label) => drop(label.join(line.text)),
            None => found.label = Some(line.text),
        }
    }
    found
}

/// A brief's headline is the line above it or the bold phrase that opens it; the column's name is its label.
fn brief_headings(
    blocks: &[Block],
    parts: &[Part],
    thread: &Thread,
    column: Option<usize>,
    story: &mut Story,
) -> Headlines {
    let above = &parts[thread.parts[0]].headings;
    let (names, own): (Vec<usize>, Vec<usize>) =
        above.iter().partition(|&&i| column.is_none_or(|column| i <= column));
    story.furniture.extend(names.into_iter().map(|i| blocks[i].text.clone()));
    story.article.label = column.map(|i| blocks[i].text.string());
    sort(own.into_iter().map(|i| Line::of(blocks, i)).collect())
}

fn sign(story: &mut Story, block: &mut Block) {
    if let Some(byline) = &block.byline {
        let people = if byline.photo { &mut story.photographers } else { &mut story.article.reporters };
        people.extend_from_slice(&byline.names);
        if story.article.agency.is_none() {
            story.article.agency.clone_from(&byline.agency);
        }
    }
    story.furniture.append(&mut block.lifted);
}

fn signs(story: &mut Story, block: &mut Block) {
    if let Some((sign, print)) = block.onward.take().map(|lifted| *lifted) {
        story.onward = Some(Box::new(sign));
        story.skipped.push((SkipReason::JumpLine, print));
    }
    if let Some((sign, print)) = block.from_elsewhere.take().map(|lifted| *lifted) {
        story.from = Some(Box::new(sign));
        story.skipped.push((SkipReason::JumpLine, print));
    }
}

fn text(story: &mut Story, block: &mut Block, placed: Placed, edition: Option<Date>) {
    if let Some(opening) = &block.opening {
        let article = &mut story.article;
        article.dateline.place.clone_from(&opening.place);
        article.dateline.date = opening.day.and_then(|day| day.resolve(edition));
        article.agency = opening.agency.clone().or(article.agency.take());
        article.reporters.extend_from_slice(&opening.reporters);
    }
    sign(story, block);
    signs(story, block);
    if block.text.len() == 0 {
        return;
    }
    let confidence = placed.grounds.confidence();
    story.article.confidence = story.article.confidence.min(confidence);
    if placed.grounds.continues
        && let Some(open) = story.paragraphs.last_mut()
    {
        open.confidence = open.confidence.min(confidence);
        story.furniture.extend(open.text.join(std::mem::take(&mut block.text)));
        return;
    }
    let carried = story.paragraphs.last().and_then(|last| last.speaker.clone()).filter(|who| !asks(who));
    let speaker = match block.role() {
        Role::Speech => block.speaker.clone(),
        Role::Body | Role::Item => carried,
        _ => None,
    };
    let mut print = std::mem::take(&mut block.text);
    if story.is_brief && story.paragraphs.is_empty() {
        lift_phrase(story, block.bold, &mut print);
    }
    story.paragraphs.push(Para { text: print, speaker, is_subhead: false, is_link: false, confidence });
}

/// Lifts the bold phrase that opens a brief: it is its headline.
fn lift_phrase(story: &mut Story, bold: usize, print: &mut Text) {
    if bold < 2 || bold >= print.len() || bold > 60 {
        return;
    }
    let mut phrase = print.take_front(bold);
    phrase.trim();
    print.trim();
    let dashes = print.chars().iter().take_while(|c| "—–】 ".contains(**c)).count();
    let dashes = print.take_front(dashes);
    let marks = phrase.chars().iter().rev().take_while(|c| "。：:.，, ".contains(**c)).count();
    let tail = phrase.take_back(phrase.len() - marks);
    story.article.headline = Some(phrase.string());
    story.furniture.extend([phrase, tail, dashes]);
}

/// Headline or, where none is printed, words of the opening.
fn name(story: &mut Story, heads: Headlines) {
    let mut keep = |text: Option<Text>| {
        let print = text.as_ref().map(|text| {
            text.string().trim_matches(|c: char| "◎●○◆◇★☆▲△►▶■□▪".contains(c) || c.is_whitespace()).to_owned()
        });
        story.furniture.extend(text);
        print
    };
    let (kicker, subtitle, label) = (keep(heads.kicker), keep(heads.subtitle), keep(heads.label));
    let headline = keep(heads.headline);
    let article = &mut story.article;
    // A mark alone, set as a heading is, names nothing.
    let headline = headline.or(article.headline.take()).filter(|headline| headline.contains(is_letter));
    article.kicker = kicker;
    article.subtitle = subtitle;
    article.label = label.or(article.label.take());
    let mut paragraphs = story.paragraphs.iter();
    let tells = |para: &&Para| !is_note(para.text.chars()) && !greets(&para.text);
    let told = paragraphs.clone().find(tells);
    let opening = told.or(paragraphs.next()).map(|para| para.text.string()).unwrap_or_default();
    article.title = headline.clone().unwrap_or_else(|| titles::from_opening(&opening));
    article.headline = headline;
}

/// Chinese where a tenth of the letters is. Letters of other scripts are not Chinese.
pub fn language(paragraphs: &[Para]) -> Language {
    language_below("", paragraphs)
}

/// The same with the title of the text, which also tells it: a few foreign words below a Chinese title are Chinese news. What
/// links are called is said by those who wrote what they lead to, and tells nothing where there is another text.
pub fn language_below(title: &str, paragraphs: &[Para]) -> Language {
    let (han, latin) = letters(title, paragraphs);
    if latin > han * 10 { Language::En } else { Language::Zh }
}

/// How many letters of a text are Chinese, and how many of other scripts.
pub fn letters(title: &str, paragraphs: &[Para]) -> (usize, usize) {
    let has_text = paragraphs.iter().any(|para| !para.is_link);
    let counted = paragraphs.iter().filter(|para| !has_text || !para.is_link);
    let letters = counted.flat_map(|para| para.text.chars().iter().copied().take(2_000));
    let (mut han, mut latin) = (0_usize, 0_usize);
    for c in title.chars().chain(letters) {
        han += usize::from(is_han(c));
        let is_of_chinese = is_han(c) || ('\u{3040}'..='\u{312f}').contains(&c);
        latin += usize::from(c.is_alphabetic() && !is_of_chinese);
    }
    (han, latin)
}

/// A last line that is a number, a date or an address needs no full stop.
fn ends_without_mark(text: &Text) -> bool {
    let tail = text.folded_tail(12);
    let digits = tail
        .chars()
        .rev()
        .take_while(|c| c.is_ascii_digit() || "-:. ".contains(*c))
        .filter(char::is_ascii_digit)
        .count();
    digits >= 5
        || tail.ends_with('日') && text.len() < 16
        || [".cn", ".com"].iter().any(|end| tail.ends_with(end))
}

fn kind(blocks: &[Block], parts: &[Part], thread: &Thread, story: &Story) -> Kind {
    let speakers: HashSet<&str> =
        thread.texts.iter().filter_map(|placed| blocks[placed.block].speaker.as_deref()).collect();
    let speeches = thread.texts.iter().filter(|placed| blocks[placed.block].role() == Role::Speech).count();
    let dated = thread.texts.iter().any(|placed| blocks[placed.block].opening.is_some());
    let pictures = thread.texts.iter().all(|placed| blocks[placed.block].role() == Role::Caption);
    let first = &thread.parts[0];
    if story.is_brief {
        Kind::Brief
    } else if speeches >= 2 && speakers.len() >= 2 {
        Kind::Interview
    } else if pictures
        || (parts[*first].bylines.iter().any(|&i| blocks[i].role() == Role::Credit)
            && thread.texts.len() == 1
            && !dated)
    {
        Kind::Photo
    } else if is_notice(story) {
        Kind::Notice
    } else if dated || story.article.agency.is_some() {
        Kind::News
    } else {
        Kind::Feature
    }
}

/// 公告, 启事, 遗失声明, Public Notice.
fn is_notice(story: &Story) -> bool {
    let Some(headline) = &story.article.headline else { return false };
    let headline = headline.trim();
    let close = headline.replace(is_blank, "");
    // 关于表彰先进的决定（摘要）
    let named = close.split(['（', '(']).next().unwrap_or_default();
    let decides = close.contains("关于") && lists().decisions.iter().any(|end| named.ends_with(end));
    decides
        || lists().notice_titles.iter().any(|end| close.ends_with(end))
        || lists().notice_openings.iter().any(|start| headline.to_lowercase().starts_with(start))
}

/// The name from run to run: file name and headline or opening.
pub fn id(source: &str, headline: Option<&str>, opening: Option<&Text>) -> ArticleId {
    let opening = || opening.map(|text| text.chars().iter().take(40).collect()).unwrap_or_default();
    let key = headline.map_or_else(opening, str::to_owned);
    let plain: String = key.chars().filter(|c| !c.is_whitespace()).collect();
    let hash = blake3::hash(format!("{source}\n{plain}").as_bytes());
    ArticleId(hash.to_hex()[..12].to_owned())
}

/// The model's paragraphs. Only print that was scanned has slips to mend.
pub fn paragraphs(paragraphs: Vec<Para>, places: &Places, nature: Nature) -> Vec<Paragraph> {
    let of = |para: Para| Paragraph {
        text: para.text.string(),
        spans: places.spans(&para.text),
        repairs: if nature == Nature::Printed { repairs::find(&para.text) } else { Vec::new() },
        speaker: para.speaker,
        is_subhead: para.is_subhead,
        confidence: para.confidence,
    };
    paragraphs.into_iter().map(of).collect()
}

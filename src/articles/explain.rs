//! The picture of how pages were read: blocks in colours by story, joins as arrows, skipped text with its reason.

mod drawing;

use std::collections::HashMap;

use serde::Serialize;

use self::drawing::Drawing;
use super::frame::Frame;
use super::input::Input;
use super::nature;
use super::reasons::words;
use super::text::is_blank;
use crate::model::{Article, Coverage, Kind, Language, Nature, Paper, SkipReason, Span};
use crate::text;

#[derive(Serialize)]
struct StoryBox {
    anchor: String,
    hue: String,
    title: String,
    facts: String,
    confidence: u8,
    low: bool,
    broken: Option<String>,
}

#[derive(Serialize)]
struct PageBox {
    name: String,
    nature: String,
    /// Its pages as they look, where the form tells places.
    drawings: Vec<Drawing>,
    blocks: Vec<BlockBox>,
}

#[derive(Serialize)]
struct BlockBox {
    anchor: String,
    class: &'static str,
    hue: Option<String>,
    tag: String,
    text: String,
    /// What decided what it is, in words.
    why: Option<&'static str>,
    next: Option<String>,
}

/// A stretch of an input and what became of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Text { story: usize, paragraph: usize },
    Furniture(usize),
    Skipped(SkipReason),
}

impl Fate {
    /// The story that it is of.
    fn story(self) -> Option<usize> {
        match self {
            Self::Text { story, .. } | Self::Furniture(story) => Some(story),
            Self::Skipped(_) => None,
        }
    }
}

struct Piece {
    source: usize,
    start: usize,
    end: usize,
    fate: Fate,
}

/// Draws a paper as one HTML page that needs nothing else.
/// `frames` are those of each input's pages: where a block's print begins, and where the block stands.
pub fn draw(paper: &Paper, inputs: &[Input], frames: &[Vec<Vec<(u32, Frame)>>]) -> String {
    let chinese = paper.language == Language::Zh;
    let pieces = gather(paper);
    let mut pages = pages(paper, inputs, &pieces, chinese);
    for (source, (page, frames)) in pages.iter_mut().zip(frames).enumerate() {
        let story = |at: u32| story_at(&pieces, source, at as usize);
        page.drawings = frames.iter().filter_map(|frames| drawing::draw(frames, &story, hue)).collect();
    }
    let stories: Vec<StoryBox> =
        paper.articles.iter().enumerate().map(|(n, article)| story_box(n, article, chinese)).collect();
    let words = if chinese { CHINESE } else { ENGLISH };
    let drawing = Sheet {
        lang: paper.language.tag(),
        words,
        name: paper.name.as_deref(),
        date: paper.date.map(|date| date.to_string()),
        coverage: paper.coverage,
        doubts: &paper.doubts,
        stories,
        pages,
    };
    text::pages()
        .render_str(include_str!("explain.html"), minijinja::value::Serde(&drawing))
        .unwrap_or_else(|error| unreachable!("the page's template is the program's own: {error}"))
}

/// What the template is given.
#[derive(Serialize)]
struct Sheet<'a> {
    lang: &'static str,
    words: Words,
    name: Option<&'a str>,
    date: Option<String>,
    coverage: Coverage,
    doubts: &'a [String],
    stories: Vec<StoryBox>,
    pages: Vec<PageBox>,
}

/// The template's own words.
#[derive(Serialize)]
struct Words {
    title: &'static str,
    sum: &'static str,
    in_articles: &'static str,
    skipped: &'static str,
    sure: &'static str,
}

const CHINESE: Words = Words {
    title: "版面是这样读的",
    sum: "印刷字数：",
    in_articles: "字入稿",
    skipped: "字略过",
    sure: "把握",
};
const ENGLISH: Words = Words {
    title: "How the page was read",
    sum: "Printed characters: ",
    in_articles: "in stories",
    skipped: "skipped",
    sure: "sure",
};

/// All stretches in reading order.
fn gather(paper: &Paper) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (story, article) in paper.articles.iter().enumerate() {
        for span in &article.furniture {
            pieces.push(Piece {
                source: span.source,
                start: span.start,
                end: span.end,
                fate: Fate::Furniture(story),
            });
        }
        for (paragraph, text) in article.paragraphs.iter().enumerate() {
            for span in &text.spans {
                let fate = Fate::Text { story, paragraph };
                pieces.push(Piece { source: span.source, start: span.start, end: span.end, fate });
            }
        }
    }
    let sources: HashMap<&str, usize> = paper.sources.iter().map(String::as_str).zip(0..).collect();
    for skipped in &paper.skipped {
        if let Some(&source) = sources.get(&*skipped.source) {
            pieces.push(Piece {
                source,
                start: skipped.start,
                end: skipped.end,
                fate: Fate::Skipped(skipped.reason),
            });
        }
    }
    pieces.sort_by_key(|piece| (piece.source, piece.start));
    pieces
}

fn pages(paper: &Paper, inputs: &[Input], pieces: &[Piece], chinese: bool) -> Vec<PageBox> {
    let chars: Vec<Vec<char>> = inputs.iter().map(|input| input.text.chars().collect()).collect();
    let empty = |(input, read): (&Input, _)| PageBox {
        name: input.file.clone(),
        nature: nature_words(read, chinese),
        drawings: Vec::new(),
        blocks: Vec::new(),
    };
    let mut pages: Vec<PageBox> = inputs.iter().zip(&paper.natures).map(empty).collect();
    let mut last: Option<(usize, usize, Fate)> = None;
    // Where each story's latest block of text stands, to draw the arrow from.
    let mut latest: Vec<Option<(usize, usize)>> = vec![None; paper.articles.len()];
    let mut begins = vec![Some(()); paper.articles.len()];
    let mut number = 0;
    for piece in pieces {
        let print = &chars[piece.source];
        let text: String = print[piece.start.min(print.len())..piece.end.min(print.len())].iter().collect();
        let plain = text.trim_matches(is_blank);
        // The hyphen of a divided word is drawn with neither half.
        if plain.is_empty() || (plain == "-" && matches!(piece.fate, Fate::Furniture(_))) {
            continue;
        }
        let near = last.is_some_and(|(source, end, fate)| {
            source == piece.source
                && piece.start >= end
                && fate == piece.fate
                && print[end..piece.start].iter().filter(|c| **c == '\n').count() <= 2
        });
        let last_end = last.map_or(0, |(_, end, _)| end).min(piece.start);
        last = Some((piece.source, piece.end, piece.fate));
        let blocks = &mut pages[piece.source].blocks;
        if near && let Some(block) = blocks.last_mut() {
            let broken = print[last_end..piece.start].contains(&'\n');
            let is_furniture = matches!(piece.fate, Fate::Furniture(_));
            block.text.push_str(if broken { "\n" } else { ["", "　"][usize::from(is_furniture)] });
            block.text.push_str(plain);
            continue;
        }
        number += 1;
        // The first block of a story carries the anchor that the list of stories leads to.
        let begun =
            piece.fate.story().and_then(|story| begins[story].take().map(|()| &paper.articles[story]));
        let anchor = begun.map_or_else(|| format!("b{number}"), anchor);
        let why = why(paper, piece).and_then(|why| words(why, chinese));
        blocks.push(BlockBox { why, ..block_box(anchor.clone(), piece.fate, &text, chinese) });
        let here = blocks.len() - 1;
        if let Fate::Text { story, .. } = piece.fate {
            let foreign = |block: &BlockBox| block.hue != Some(hue(story));
            if let Some((source, block)) = latest[story].replace((piece.source, here))
                && (source != piece.source || pages[source].blocks[block..here].iter().any(foreign))
            {
                pages[source].blocks[block].next = Some(anchor);
            }
        }
    }
    pages
}

/// The story that the print at a place is of.
fn story_at(pieces: &[Piece], source: usize, at: usize) -> Option<usize> {
    let before = pieces.partition_point(|piece| (piece.source, piece.start) <= (source, at));
    let piece = pieces[..before].last().filter(|piece| piece.source == source && at < piece.end)?;
    piece.fate.story()
}

/// The test or pass that decided what the beginning of a stretch is.
fn why(paper: &Paper, piece: &Piece) -> Option<&'static str> {
    let place = |span: &Span| (span.source, span.start);
    let at = (piece.source, piece.start);
    let before = paper.reasons.partition_point(|(span, _)| place(span) <= at);
    let (span, why) = paper.reasons[..before].last()?;
    (span.source == piece.source && piece.start < span.end).then_some(*why)
}

fn block_box(anchor: String, fate: Fate, text: &str, chinese: bool) -> BlockBox {
    let text = text.trim_matches(is_blank).to_owned();
    match fate {
        Fate::Text { story, paragraph } => {
            let tag = format!("{} ¶{}", story + 1, paragraph + 1);
            BlockBox { anchor, class: "", hue: Some(hue(story)), tag, text, why: None, next: None }
        }
        Fate::Furniture(story) => {
            let tag =
                if chinese { format!("{} 题、署名", story + 1) } else { format!("{} heads", story + 1) };
            BlockBox { anchor, class: "heads", hue: Some(hue(story)), tag, text, why: None, next: None }
        }
        Fate::Skipped(reason) => BlockBox {
            anchor,
            class: "skipped",
            hue: None,
            tag: reason_words(reason, chinese).to_owned(),
            text,
            why: None,
            next: None,
        },
    }
}

/// Where a story begins in the drawing, by its name: whoever knows the story can lead there.
fn anchor(article: &Article) -> String {
    format!("story-{}", article.id)
}

/// Colours a golden angle apart, so that neighbours differ.
fn hue(story: usize) -> String {
    /// In degrees.
    const GOLDEN_ANGLE: f32 = 137.508;
    const FIRST: f32 = 30.0;
    const CIRCLE: usize = 360;
    /// What tells colours apart that the circle comes to again.
    const NEXT: f32 = 0.1;
    let angle = (story as f32 * GOLDEN_ANGLE + FIRST) % CIRCLE as f32;
    format!("oklch(0.66 0.15 {:.0})", angle + (story / CIRCLE) as f32 * NEXT)
}

fn story_box(n: usize, article: &Article, chinese: bool) -> StoryBox {
    let mut facts = vec![kind_words(article.kind, chinese).to_owned()];
    facts.extend(article.label.clone().filter(|label| *label != facts[0]));
    facts.extend(article.dateline.place.clone());
    facts.extend(article.agency.clone());
    facts.extend(
        (!article.reporters.is_empty()).then(|| article.reporters.join(if chinese { "、" } else { ", " })),
    );
    let broken = (!article.complete).then(|| match (&article.continued_on, chinese) {
        (Some(page), true) => format!("未完，转第{page}版"),
        (Some(page), false) => format!("breaks off, continued on {page}"),
        (None, true) => "未完".to_owned(),
        (None, false) => "breaks off".to_owned(),
    });
    let confidence = article.confidence.percent();
    StoryBox {
        anchor: anchor(article),
        hue: hue(n),
        title: article.title.clone(),
        facts: facts.join(" · "),
        confidence,
        low: article.confidence.is_low(),
        broken,
    }
}

/// How a page was read, and why.
fn nature_words((nature, signs): &(Nature, String), chinese: bool) -> String {
    let named = |sign: &str| {
        let weighed = sign.rsplit_once(' ').filter(|(_, weight)| weight.starts_with(['+', '-']));
        let (name, weight) = weighed.unwrap_or((sign, ""));
        let name = nature::in_chinese(name).filter(|_| chinese).unwrap_or(name);
        format!("{name} {}", weight.replace('-', "−")).trim_end().to_owned()
    };
    let signs: Vec<String> = signs.split(", ").map(named).collect();
    let signs = signs.join(if chinese { "，" } else { ", " });
    match (nature, chinese) {
        (Nature::Written, true) => format!("按屏幕文稿读：{signs}"),
        (Nature::Printed, true) => format!("按印刷版面读：{signs}"),
        (Nature::Written, false) => format!("read as a text made for screens: {signs}"),
        (Nature::Printed, false) => format!("read as a page of print: {signs}"),
    }
}

fn kind_words(kind: Kind, chinese: bool) -> &'static str {
    match (kind, chinese) {
        (Kind::News, true) => "消息",
        (Kind::Interview, true) => "访谈",
        (Kind::Feature, true) => "文章",
        (Kind::Photo, true) => "图片",
        (Kind::Brief, true) => "简讯",
        (Kind::Notice, true) => "公告",
        (Kind::News, false) => "news",
        (Kind::Interview, false) => "interview",
        (Kind::Feature, false) => "feature",
        (Kind::Photo, false) => "picture",
        (Kind::Brief, false) => "brief",
        (Kind::Notice, false) => "notice",
    }
}

fn reason_words(reason: SkipReason, chinese: bool) -> &'static str {
    match (reason, chinese) {
        (SkipReason::JumpLine, true) => "略过：转版",
        (SkipReason::ColumnLabel, true) => "略过：栏目名",
        (SkipReason::Masthead, true) => "略过：报头",
        (SkipReason::Advert, true) => "略过：广告",
        (SkipReason::Boilerplate, true) => "略过：编务",
        (SkipReason::Table, true) => "略过：表格",
        (SkipReason::Duplicate, true) => "略过：重复",
        (SkipReason::Unassigned, true) => "略过：无法归稿",
        (SkipReason::JumpLine, false) => "skipped: jump line",
        (SkipReason::ColumnLabel, false) => "skipped: column label",
        (SkipReason::Masthead, false) => "skipped: masthead",
        (SkipReason::Advert, false) => "skipped: advert",
        (SkipReason::Boilerplate, false) => "skipped: boilerplate",
        (SkipReason::Table, false) => "skipped: table",
        (SkipReason::Duplicate, false) => "skipped: duplicate",
        (SkipReason::Unassigned, false) => "skipped: fits no story",
    }
}

//! EPUB: calibre's periodicals, and books chapter by chapter. The table of contents is believed: an entry in which others
//! stand is a section, any other one an article, which goes on over the files behind its own up to the next entry's.
//! Places count in the text of the files one behind the other, as `unpack` puts them.

mod package;
mod unpack;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};
use regex::Regex;

use self::package::{Entry, Package};
use super::offsets::Offsets;
use super::{bodies, stamps};
use crate::articles::contents::{Contents, Item, SourceArticle};
use crate::articles::document::{Block, Line};
use crate::articles::input::Input;
use crate::articles::rule::{Rules, rule};
use crate::articles::text::{Text, is_letter};
use crate::model::SkipReason;

pub use self::unpack::{is_so, unpack};

/// Reads a book.
pub fn read(input: &Input, base: u32) -> Contents {
    let mut contents = Contents::of("epub");
    let [package, toc, documents @ ..] = input.parts.as_slice() else { return contents };
    let offsets = Offsets::new(&input.text);
    let text = |part: &(String, Range<usize>)| input.text.get(part.1.clone()).unwrap_or_default();
    let opf = package::read(text(package), &package.0);
    let entries = package::contents(text(toc), &toc.0, base + offsets.of(toc.1.start));
    contents.name = opf.title.as_ref().map(|title| without_day(title)).filter(|name| !name.is_empty());
    for entry in &entries {
        contents.skip(SkipReason::Boilerplate, bodies::line(&entry.label));
    }
    let mut book = Book { package: &opf, chapters: chapters(&entries), contents, open: None };
    let mut by_path: HashMap<String, Vec<usize>> = HashMap::new();
    for (number, chapter) in book.chapters.iter().enumerate() {
        by_path.entry(chapter.path.clone()).or_default().push(number);
    }
    for part in documents {
        if let Some(count) = part.0.strip_prefix(unpack::MISSING) {
            book.contents.problems.push(format!("{count} of its documents are missing or broken"));
            continue;
        }
        let marks = Marks::of(text(part));
        let (blocks, loose) = bodies::markup(&input.text, part.1.clone(), base, &offsets);
        book.contents.loose.extend(loose);
        let place = |byte: usize| base + offsets.of(part.1.start + byte);
        let bars: Vec<Range<u32>> = marks.bars.iter().map(|bar| place(bar.start)..place(bar.end)).collect();
        let of_path = by_path.get(&part.0).map(Vec::as_slice).unwrap_or_default();
        let mut turns: Vec<(u32, usize)> = of_path
            .iter()
            .map(|&number| {
                let id = book.chapters[number].fragment.as_ref().and_then(|id| marks.ids.get(id));
                (id.map_or(0, |&byte| place(byte)), number)
            })
            .collect();
        turns.sort_by_key(|turn| turn.0);
        if entries.is_empty() {
            book.chapters.push(Chapter::default());
            turns.push((0, book.chapters.len() - 1));
        }
        book.document(blocks, &turns, &bars);
    }
    book.close()
}

fn skip(block: &Block, contents: &mut Contents) {
    block.each_text(&mut |text| contents.skip(SkipReason::Boilerplate, text.clone()));
}

/// `河谷日报 [2026年3月5日]` without its day.
fn without_day(title: &str) -> String {
    let plain = title.trim();
    plain
        .strip_suffix(']')
        .and_then(|plain| plain.rfind('[').map(|at| &plain[..at]))
        .unwrap_or(plain)
        .trim()
        .to_owned()
}

/// Where an article was downloaded from, as calibre notes it below it.
static ORIGIN: LazyLock<Regex> =
    LazyLock::new(|| rule(r"(?i)(?:downloaded by|下载自|由) ?calibre\b.{0,20}?(?P<url>https?://\S+)"));

/// An entry of the contents, and what stands below it.
#[derive(Default)]
struct Chapter {
    label: Option<String>,
    path: String,
    fragment: Option<String>,
    section: Option<String>,
    is_section: bool,
    blocks: Vec<Block>,
}

/// Which section each entry is of: the nearest one that it stands in, but for the whole issue's.
fn chapters(entries: &[Entry]) -> Vec<Chapter> {
    let tops = entries.iter().filter(|entry| entry.depth == 0).count();
    let mut open: Vec<(usize, String)> = Vec::new();
    let mut chapters = Vec::with_capacity(entries.len());
    let mut at = 0;
    while let Some(entry) = entries.get(at) {
        let below = entries[at + 1..].iter().take_while(|inner| inner.depth > entry.depth).count();
        // A chapter's parts within its own file are its subheads.
        let is_chapter = entries[at + 1..=at + below].iter().all(|part| part.path == entry.path);
        at += if is_chapter { below + 1 } else { 1 };
        let label = bodies::line(&entry.label).string();
        open.retain(|(depth, _)| *depth < entry.depth);
        let is_whole = |depth: usize| depth == 0 && tops == 1 && entries.len() > 2;
        let section = open.iter().rev().find(|(depth, _)| !is_whole(*depth)).map(|(_, label)| label.clone());
        chapters.push(Chapter {
            label: Some(label.clone()).filter(|label| !label.is_empty()),
            path: entry.path.clone(),
            fragment: entry.fragment.clone(),
            section,
            is_section: entry.has_children && !is_chapter,
            blocks: Vec::new(),
        });
        open.push((entry.depth, label));
    }
    chapters
}

struct Book<'a> {
    package: &'a Package,
    chapters: Vec<Chapter>,
    contents: Contents,
    /// The entry that what comes next belongs to.
    open: Option<usize>,
}

impl Book<'_> {
    /// Gives a document's blocks to the entries that are open where they stand; `turns` says from which place on another
    /// one is, in order.
    fn document(&mut self, blocks: Vec<Block>, turns: &[(u32, usize)], bars: &[Range<u32>]) {
        for block in blocks {
            let mut at = None;
            block.each_text(&mut |text| at = at.or(text.start()));
            let at = at.unwrap_or(0);
            let turned = turns.partition_point(|turn| turn.0 <= at);
            if let Some((_, number)) = turned.checked_sub(1).and_then(|last| turns.get(last)) {
                self.open = Some(*number);
            }
            let is_in_bar =
                bars[..bars.partition_point(|bar| bar.start <= at)].last().is_some_and(|bar| at < bar.end);
            // calibre's note on an article's origin stands in a bar, too.
            let is_origin = matches!(&block, Block::Paragraph(line) if ORIGIN.is_match(&line.text.string()));
            match self.open.filter(|_| !is_in_bar || is_origin) {
                Some(number) => self.chapters[number].blocks.push(block),
                None => skip(&block, &mut self.contents),
            }
        }
        // An empty document opens its entry, too.
        self.open = turns.last().map(|turn| turn.1).or(self.open);
    }

    fn close(mut self) -> Contents {
        let day = self.package.date.as_ref().filter(|_| self.package.is_periodical);
        let published =
            day.and_then(|day| stamps::read(day)).and_then(|stamp| stamp.get(..10).map(str::to_owned));
        for chapter in std::mem::take(&mut self.chapters) {
            if chapter.is_section && !has_prose(&chapter.blocks)
                || chapter.label.as_deref().is_some_and(is_front)
            {
                chapter.blocks.iter().for_each(|block| skip(block, &mut self.contents));
                continue;
            }
            let mut told = Self::article(chapter);
            told.published.clone_from(&published);
            self.contents.items.push(Item::Article(Box::new(told)));
        }
        self.contents
    }

    fn article(chapter: Chapter) -> SourceArticle {
        let mut told = SourceArticle {
            title: chapter.label.as_deref().map(Text::unprinted),
            section: chapter.section.as_deref().map(Text::unprinted),
            ..SourceArticle::default()
        };
        let letters = |print: &str| print.chars().filter(|&c| is_letter(c)).collect::<String>();
        let label = chapter.label.as_deref().map(letters).unwrap_or_default();
        let mut headed = false;
        for block in chapter.blocks {
            match block {
                Block::Heading(level, line) if !headed && told.blocks.is_empty() => {
                    let print = letters(&line.text.string());
                    let same = label.is_empty() || print == label;
                    if same {
                        told.title = Some(line.text);
                        headed = true;
                    } else {
                        told.blocks.push(Block::Heading(level, line));
                    }
                }
                Block::Paragraph(line) if ORIGIN.is_match(&line.text.string()) => {
                    let print = line.text.string();
                    let url = ORIGIN.captures(&print).and_then(|found| found.name("url"));
                    told.url = told.url.take().or(url.map(|url| url.as_str().to_owned()));
                    told.lifted.push(line.text);
                }
                block => told.blocks.push(block),
            }
        }
        title_among_blocks(&mut told, &label, headed);
        told
    }
}

/// The title may stand as a heading behind a kicker, or as a plain line.
fn title_among_blocks(told: &mut SourceArticle, label: &str, headed: bool) {
    const HEAD: usize = 4;
    if headed || label.is_empty() {
        return;
    }
    let same = |line: &Line| line.text.chars().iter().filter(|&&c| is_letter(c)).copied().eq(label.chars());
    let at = told.blocks.iter().take(HEAD).position(|block| match block {
        Block::Heading(_, line) | Block::Paragraph(line) => same(line),
        _ => false,
    });
    let Some(at) = at else { return };
    if let Block::Heading(_, line) | Block::Paragraph(line) = told.blocks.remove(at) {
        told.title = Some(line.text);
    }
    if at == 1
        && told.kicker.is_none()
        && matches!(told.blocks.first(), Some(Block::Heading(..)))
        && let Block::Heading(_, line) = told.blocks.remove(0)
    {
        told.kicker = Some(line.text);
    }
}

fn is_front(label: &str) -> bool {
    static FRONTS: LazyLock<Rules> = LazyLock::new(|| Rules::of_lines(include_str!("fronts.txt")));
    FRONTS.is_match(Text::unprinted(label).folded_head(80).trim())
}

/// True where more than a list of links stands below a section's name.
fn has_prose(blocks: &[Block]) -> bool {
    const FEWEST: usize = 200;
    let length = |block: &Block| match block {
        Block::Paragraph(line) if line.linked() * 2 < line.text.len() => line.text.len(),
        _ => 0,
    };
    blocks.iter().map(length).sum::<usize>() >= FEWEST
}

/// Where elements with a name begin, and where bars of links stand.
#[derive(Default)]
struct Marks {
    ids: HashMap<String, usize>,
    bars: Vec<Range<usize>>,
}

impl Marks {
    fn of(html: &str) -> Self {
        let mut marks = Self::default();
        let mut bar: Option<(usize, usize)> = None;
        for token in Tokenizer::new_with_emitter(html, DefaultEmitter::<usize>::new_with_span()) {
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) => {
                    let value = |name: &str| {
                        let value = tag.attributes.get(name.as_bytes())?;
                        Some(String::from_utf8_lossy(&value.value).into_owned())
                    };
                    if let Some(id) = value("id").or_else(|| value("name")) {
                        marks.ids.entry(id).or_insert(tag.span.start);
                    }
                    if tag.name.as_slice() == b"div" && !tag.self_closing {
                        match &mut bar {
                            Some((_, depth)) => *depth += 1,
                            None if value("class").is_some_and(|class| class.contains("calibre_navbar")) => {
                                bar = Some((tag.span.start, 1));
                            }
                            None => {}
                        }
                    }
                }
                Token::EndTag(tag) if tag.name.as_slice() == b"div" => {
                    if let Some((start, depth)) = &mut bar {
                        *depth -= 1;
                        if *depth == 0 {
                            marks.bars.push(*start..tag.span.end);
                            bar = None;
                        }
                    }
                }
                _ => {}
            }
        }
        marks.bars.extend(bar.map(|(start, _)| start..html.len()));
        marks
    }
}

//! Markdown as `CommonMark` and GitHub define it, with the marks of common site generators.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::builder::{Builder, Container};
use super::{html, marks};
use crate::articles::document::{Block, Line};
use crate::articles::text::{Text, is_han};

/// Reads Markdown whose first character stands at `base` into blocks; hyphens of divided words are returned beside
/// them. `front` bytes at its beginning are its front matter and are left out.
pub fn read(text: &str, front: usize, base: u32) -> (Vec<Block>, Vec<Text>) {
    let blanked = marks::blanked(&text[front..]);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    let place = Places { text, byte: front, char: text[..front].chars().count() as u32 + base };
    let mut reader = Reader {
        source: &blanked,
        front,
        place,
        builder: Builder::new(),
        html: None,
        code: None,
        silent: None,
        picture: None,
        told: 0,
    };
    // `[words][name]` is a link to every writer, also where a template of the site says to what.
    let mut elsewhere = |link: BrokenLink<'_>| {
        matches!(link.link_type, LinkType::Reference | LinkType::Collapsed)
            .then(|| (CowStr::Borrowed(""), CowStr::Borrowed("")))
    };
    let parser = Parser::new_with_broken_link_callback(&blanked, options, Some(&mut elsewhere));
    for (event, range) in parser.into_offset_iter() {
        reader.event(event, range);
    }
    reader.builder.finish()
}

/// Reads a page of HTML whose first character stands at `base`.
pub fn read_html(text: &str, front: usize, base: u32) -> (Vec<Block>, Vec<Text>) {
    let mut builder = Builder::new();
    let mut place = Places { text, byte: front, char: text[..front].chars().count() as u32 + base };
    html::read(&marks::without_tags(&text[front..]), &mut builder, &mut |byte| place.of(front + byte));
    let (mut blocks, hyphens) = builder.finish();
    if !blocks.iter().any(|block| matches!(block, Block::Heading(..))) {
        // A page without a heading has its title in its head.
        let title = title_of(text).and_then(|title| {
            let mut builder = Builder::new();
            html::read(&text[title.clone()], &mut builder, &mut |byte| place.of(title.start + byte));
            builder.finish().0.into_iter().next()
        });
        if let Some(Block::Paragraph(line)) = title
            && !tells(&blocks, &line.text)
        {
            let (title, rest) = without_site(&line);
            blocks.insert(0, Block::Heading(1, title));
            blocks.extend(rest.into_iter().map(Block::Furniture));
        }
    }
    (blocks, hyphens)
}

/// 夜市开放 - 河谷新闻网, Pool opens | Valley Post: the longest part of a page's title is its story's, the others are the
/// site's.
fn without_site(line: &Line) -> (Line, Vec<Text>) {
    let chars = line.text.chars();
    let parts_at = |at: usize| {
        let blank = |at: usize| chars.get(at).is_some_and(|c| c.is_whitespace());
        matches!(chars[at], '_' | '|' | '｜' | '»')
            || matches!(chars[at], '-' | '–' | '—') && blank(at + 1) && at > 0 && blank(at - 1)
    };
    let mut ends: Vec<usize> =
        (0..chars.len()).filter(|&at| parts_at(at)).flat_map(|at| [at, at + 1]).collect();
    ends.push(chars.len());
    let starts = || [0].into_iter().chain(ends.iter().copied());
    let ranges = || starts().zip(ends.iter().copied()).filter(|(start, end)| start < end);
    let longest = ranges().max_by_key(|(start, end)| (end - start, usize::MAX - start)).unwrap_or_default();
    let rest = ranges().filter(|range| *range != longest).map(|(start, end)| line.text.slice(start, end));
    (line.part(longest.0, longest.1).trimmed(), rest.collect())
}

/// True where blocks tell a character that another text has.
fn tells(blocks: &[Block], other: &Text) -> bool {
    let own: Vec<Range<u32>> = other.stretches().collect();
    let mut found = false;
    for block in blocks {
        block.each_text(&mut |text| {
            found |= text
                .stretches()
                .any(|here| own.iter().any(|own| own.start < here.end && here.start < own.end));
        });
    }
    found
}

/// Where the title stands in a page's head.
fn title_of(page: &str) -> Option<Range<usize>> {
    const HEAD: usize = 20_000;
    let head = page[..page.floor_char_boundary(HEAD)].to_ascii_lowercase();
    let open = head.find("<title")?;
    let start = open + head[open..].find('>')? + 1;
    let end = start + head[start..].find("</title")?;
    Some(start..end)
}

/// Where the character at a byte stands. Questions come in order, nearly always.
struct Places<'a> {
    text: &'a str,
    byte: usize,
    char: u32,
}

impl Places<'_> {
    fn of(&mut self, byte: usize) -> u32 {
        // Of a character that was blanked out, each byte is a blank: they all stand where it does.
        let byte = self.text.floor_char_boundary(byte);
        if byte == self.byte + 1 {
            self.char += 1;
        } else if byte >= self.byte {
            self.char += self.text[self.byte..byte].chars().count() as u32;
        } else {
            self.char -= self.text[byte..self.byte].chars().count() as u32;
        }
        self.byte = byte;
        self.char
    }
}

struct Reader<'a> {
    /// The text behind the front matter, marks blanked out.
    source: &'a str,
    front: usize,
    place: Places<'a>,
    builder: Builder,
    /// The block of HTML that is being gathered.
    html: Option<Range<usize>>,
    /// The block of code that is being gathered, and whether no language is named for it.
    code: Option<(Text, bool)>,
    /// The element of HTML within a line that is not read, until it ends.
    silent: Option<String>,
    /// The words of the picture that is being read.
    picture: Option<Line>,
    /// The byte behind the last one that was told.
    told: usize,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, &range),
            Event::Code(text) => {
                self.builder.begin_code();
                // The marks around it are one or more.
                let inner = self.source[range.clone()].find(&*text).map_or(0, |found| found);
                self.text(&text, &(range.start + inner..range.end));
                self.builder.end_code();
            }
            Event::Html(_) => {
                let start = self.html.as_ref().map_or(range.start, |html| html.start);
                self.html = Some(start..range.end);
            }
            Event::InlineHtml(tag) => self.inline_html(&tag),
            Event::SoftBreak => self.end_line(false),
            Event::HardBreak => self.end_line(true),
            Event::Rule => {
                self.builder.end_text();
                self.builder.add(Block::Rule);
            }
            Event::FootnoteReference(label) => self.builder.refer(&label),
            Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn end_line(&mut self, broken: bool) {
        match &mut self.picture {
            Some(words) => words.text.push_unprinted(' '),
            None => self.builder.end_line(broken),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.builder.end_text(),
            Tag::Heading { level, .. } => self.builder.begin_heading(level as u8),
            Tag::BlockQuote(_) => self.builder.open(Container::Quote),
            Tag::CodeBlock(kind) => {
                self.builder.end_text();
                let named = matches!(&kind, CodeBlockKind::Fenced(language) if !language.is_empty());
                self.code = Some((Text::default(), !named));
            }
            Tag::List(first) => self.builder.open(Container::List { ordered: first.is_some() }),
            Tag::Item => self.builder.open(Container::Item),
            Tag::FootnoteDefinition(label) => self.builder.open(Container::Footnote(label.into_string())),
            Tag::Table(_) => self.builder.open(Container::Table),
            Tag::TableHead | Tag::TableRow => self.builder.open(Container::Row),
            Tag::TableCell => self.builder.open(Container::Cell),
            Tag::Strong => self.builder.begin_bold(),
            Tag::Link { .. } => self.builder.begin_link(),
            Tag::Image { .. } => self.picture = Some(Line::default()),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) => self.builder.end_text(),
            TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::Table
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::TableCell => self.builder.close(),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::Strong => self.builder.end_bold(),
            TagEnd::Link => self.builder.end_link(),
            TagEnd::Image => {
                if let Some(words) =
                    self.picture.take().map(Line::trimmed).filter(|words| !words.text.is_blank())
                {
                    self.builder.add(Block::Picture(words));
                }
            }
            _ => {}
        }
    }

    /// Text as the parser tells it: its characters stand in the source one by one, or it is one entity or escape.
    fn text(&mut self, text: &CowStr<'_>, range: &Range<usize>) {
        if self.silent.is_some() {
            return;
        }
        let mut byte = range.start;
        for c in text.chars() {
            let (start, behind) = stands(self.source, byte, range.end, c);
            // A blank that stands for a mark is no blank.
            if c == ' '
                && self
                    .place
                    .text
                    .as_bytes()
                    .get(self.front + start)
                    .is_some_and(|&printed| !printed.is_ascii_whitespace())
            {
                byte = behind;
                continue;
            }
            // Each character of the source is told once.
            let at = Some(self.front + start).filter(|_| start >= self.told);
            self.told = self.told.max(start + 1);
            let at = at.map(|byte| self.place.of(byte));
            let put = |text: &mut Text| match at {
                Some(at) => text.push(c, at),
                None => text.push_unprinted(c),
            };
            if let Some((code, _)) = &mut self.code {
                put(code);
            } else if let Some(words) = &mut self.picture {
                put(&mut words.text);
            } else if c == '\n' {
                self.builder.end_line(false);
            } else {
                self.builder.push(c, at);
            }
            byte = behind;
        }
    }

    fn end_code(&mut self) {
        let Some((code, unnamed)) = self.code.take() else { return };
        // Writers set paragraphs in, and put a box around them, by the marks of code.
        if unnamed && is_prose(&code) {
            let lines: Vec<(char, Option<u32>)> = code
                .pieces()
                .flat_map(|(at, chars)| chars.iter().zip(0..).map(move |(&c, n)| (c, at.map(|at| at + n))))
                .collect();
            for (c, at) in lines {
                if c == '\n' {
                    self.builder.end_line(true);
                } else {
                    self.builder.push(c, at);
                }
            }
            self.builder.end_text();
        } else if !code.is_blank() {
            self.builder.add(Block::Code(code));
        }
    }

    fn end_html(&mut self) {
        let Some(range) = self.html.take() else { return };
        let Self { source, front, place, builder, .. } = self;
        let base = *front + range.start;
        html::read(&source[range], builder, &mut |byte| place.of(base + byte));
    }

    fn inline_html(&mut self, tag: &str) {
        let closes = tag.starts_with("</");
        let name: String = tag
            .trim_start_matches(['<', '/'])
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        if let Some(silent) = &self.silent {
            if closes && *silent == name {
                self.silent = None;
            }
            return;
        }
        match name.as_str() {
            "br" | "p" | "div" | "li" | "tr" | "details" | "summary" | "figcaption" | "center" => {
                self.end_line(true);
            }
            "b" | "strong" if closes => self.builder.end_bold(),
            "b" | "strong" => self.builder.begin_bold(),
            "a" if closes => self.builder.end_link(),
            "a" => self.builder.begin_link(),
            // A site's own component; HTML's is `<link>`.
            "link" if tag.starts_with("</Link") => self.builder.end_link(),
            "link" if tag.starts_with("<Link") => self.builder.begin_link(),
            "script" | "style" | "video" | "audio" | "iframe" | "svg" if !closes && !tag.ends_with("/>") => {
                self.silent = Some(name);
            }
            _ => {}
        }
    }
}

/// Where a character that the parser tells stands at or behind a byte, and where the next one may. The parser turns
/// ends of lines into blanks and leaves out what marks the next line as quoted; an entity and an escape stand where
/// they begin.
fn stands(source: &str, byte: usize, end: usize, c: char) -> (usize, usize) {
    let rest = source.get(byte..end).unwrap_or_default();
    if rest.starts_with(c) {
        return (byte, byte + c.len_utf8());
    }
    if c.is_whitespace() {
        let first = rest.chars().next().filter(|first| first.is_whitespace());
        let length = if rest.starts_with("\r\n") { 2 } else { first.map_or(0, char::len_utf8) };
        return (byte, byte + length);
    }
    if rest.starts_with('&') {
        return (byte, byte);
    }
    rest.find(c).map_or((byte, byte), |found| (byte + found, byte + found + c.len_utf8()))
}

/// True for lines of words rather than of code.
fn is_prose(code: &Text) -> bool {
    let chars = code.chars();
    let letters = chars.iter().filter(|c| c.is_alphabetic() || c.is_whitespace()).count();
    let signs = chars.iter().filter(|c| "{}<>=;|\\$#/_".contains(**c)).count();
    // A command begins with a small letter and ends without a mark.
    let is_set = chars.iter().find(|c| c.is_alphabetic()).is_some_and(|c| c.is_uppercase())
        || chars.iter().rfind(|c| !c.is_whitespace()).is_some_and(|c| ".,!?;".contains(*c));
    chars.iter().any(|&c| is_han(c)) && signs * 12 < chars.len()
        || letters * 100 >= chars.len() * 92 && signs == 0 && is_set
}

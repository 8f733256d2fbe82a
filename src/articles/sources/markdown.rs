//! Markdown as `CommonMark` and GitHub define it, with the marks of common site generators.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::builder::Builder;
use super::frames::Container;
use super::strikes::{self, Strikes};
use super::within::OpenElements;
use super::{html, marks};
use crate::articles::document::{Block, Line, Loose};
use crate::articles::text::{Text, is_han};

/// Reads Markdown whose first character stands at `base` into blocks; print of no block is returned beside
/// them. `front` bytes at its beginning are its front matter and are left out.
pub fn read(text: &str, front: usize, base: u32) -> (Vec<Block>, Vec<Loose>) {
    let blanked = marks::blanked(&text[front..]);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    let mut reader = Reader {
        source: &blanked,
        front,
        place: Places::new(text, front, base),
        builder: Builder::new(),
        html: None,
        elements: OpenElements::default(),
        in_markup: false,
        strikes: Strikes::of(&blanked),
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
        reader.see(event, range);
    }
    reader.end_html();
    reader.builder.finish()
}

/// Where the character at a byte stands. Questions come in order, nearly always.
pub struct Places<'a> {
    text: &'a str,
    byte: usize,
    char: u32,
}

impl<'a> Places<'a> {
    /// The places of a text whose first character stands at `base`; the questions begin at a byte.
    pub fn new(text: &'a str, byte: usize, base: u32) -> Self {
        Self { text, byte, char: text[..byte].chars().count() as u32 + base }
    }

    /// Where the character stands that a byte is of.
    pub fn of(&mut self, byte: usize) -> u32 {
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
    /// The HTML that is being gathered: blocks of it that follow each other.
    html: Option<Range<usize>>,
    elements: OpenElements,
    /// Within lines that are set in as code is, and are HTML.
    in_markup: bool,
    strikes: Strikes,
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
    fn see(&mut self, event: Event<'_>, range: Range<usize>) {
        let is_code = matches!(event, Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)));
        if is_code && self.html.is_some() && self.elements.go_on_in(&self.source[range.clone()]) {
            // What is set in by four blanks within an element of HTML is more of it.
            self.take_html(&range);
            self.in_markup = true;
        }
        if self.in_markup {
            self.in_markup = !matches!(event, Event::End(TagEnd::CodeBlock));
            return;
        }
        if !matches!(event, Event::Html(_) | Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock)) {
            self.end_html();
        }
        self.event(event, range);
    }

    fn take_html(&mut self, range: &Range<usize>) {
        self.elements.see(&self.source[range.clone()]);
        let start = self.html.as_ref().map_or(range.start, |html| html.start);
        self.html = Some(start..range.end);
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::Strikethrough) => self.strike(range.start, &range, Builder::begin_strike),
            Event::End(TagEnd::Strikethrough) => self.strike(range.end - 1, &range, Builder::end_strike),
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
            Event::Html(_) => self.take_html(&range),
            Event::InlineHtml(tag) => self.inline_html(&tag, range.end),
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
            Tag::Paragraph => self.builder.end_text(),
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
        builder.end_text();
        let base = *front + range.start;
        html::read(&source[range], builder, &mut |byte| place.of(base + byte));
    }

    /// One tilde, as in 10~20, strikes nothing out.
    fn strike(&mut self, mark: usize, range: &Range<usize>, set: fn(&mut Builder)) {
        if self.source[range.clone()].starts_with("~~") {
            set(&mut self.builder);
        } else {
            self.text(&CowStr::Borrowed("~"), &(mark..mark + 1));
        }
    }

    fn inline_html(&mut self, tag: &str, behind: usize) {
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
            strike if strikes::strikes(strike) && closes => self.builder.end_strike(),
            strike if strikes::strikes(strike) && self.strikes.begins(behind) => {
                self.builder.begin_strike();
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

//! HTML into blocks: a tokenizer of the HTML standard tells tags and text with their places; what a tag means for a
//! reader stands here. No tree is built, since only blocks matter, and no unclosed tag can hurt.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

use super::builder::Builder;
use super::forms;
use super::frames::Container;
use super::strikes::{self, Strikes};
use crate::articles::document::{Block, Line};
use crate::articles::text::{Text, is_blank};

/// A tag of the house's own: each line of what it holds stands for itself. It has three letters, so that it takes the
/// place of `pre` in forms where that never holds code.
pub const LINES: &str = "lns";

/// Reads a stretch of HTML into blocks. `place` tells where the character at a byte of it stands.
pub fn read(html: &str, builder: &mut Builder, place: &mut dyn FnMut(usize) -> u32) {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut reader = Reader {
        html,
        builder,
        place,
        at: 0,
        silent: None,
        preformatted: 0,
        lines: false,
        furniture: Vec::new(),
        pages: forms::of_pages(html),
        span: None,
        strikes: Strikes::of(html),
    };
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match token {
            Token::String(string) => reader.text(&String::from_utf8_lossy(&string.value)),
            Token::StartTag(tag) => {
                reader.start(&tag);
                reader.at = tag.span.end.min(html.len());
            }
            Token::EndTag(tag) => {
                reader.end(&String::from_utf8_lossy(&tag.name));
                reader.span = (*tag.name == b"span").then_some(tag.span.end);
                reader.at = tag.span.end.min(html.len());
            }
            Token::Comment(comment) => reader.at = comment.span.end.min(html.len()),
            Token::Doctype(doctype) => reader.at = doctype.span.end.min(html.len()),
            Token::Error(_) => {}
        }
    }
    reader.builder.end_text();
}

struct Reader<'a> {
    html: &'a str,
    builder: &'a mut Builder,
    place: &'a mut dyn FnMut(usize) -> u32,
    /// The byte behind the last tag or text.
    at: usize,
    /// The element that is not read, until it ends.
    silent: Option<&'static str>,
    preformatted: usize,
    /// Each line stands for itself.
    lines: bool,
    /// The open elements that are the page's furniture.
    furniture: Vec<String>,
    /// Bytes where forms begin that hold a whole page.
    pages: Vec<usize>,
    /// Where a labelled span ended.
    span: Option<usize>,
    strikes: Strikes,
}

/// Elements without a word for readers.
const SILENT: [&str; 12] = [
    "script", "style", "template", "noscript", "svg", "math", "iframe", "video", "audio", "object", "canvas",
    "head",
];

/// Elements that are the page's furniture.
const FURNITURE: [&str; 6] = ["nav", "footer", "form", "button", "select", "dialog"];

/// How many columns or rows a cell takes.
fn number(tag: &StartTag<usize>, name: &str) -> usize {
    let value = tag.attributes.get(name.as_bytes());
    value.and_then(|value| String::from_utf8_lossy(value).trim().parse().ok()).unwrap_or(1)
}

impl Reader<'_> {
    fn start(&mut self, tag: &StartTag<usize>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if self.silent.is_some() {
            return;
        }
        match name.as_str() {
            name if SILENT.contains(&name) => {
                self.silent = SILENT.into_iter().find(|silent| *silent == name && !tag.self_closing);
            }
            "br" => self.builder.end_line(true),
            "hr" => {
                self.builder.end_text();
                self.builder.add(Block::Rule);
            }
            "img" => self.picture(tag),
            "b" | "strong" => self.builder.begin_bold(),
            strike if strikes::strikes(strike) && self.strikes.begins(tag.span.end) => {
                self.builder.begin_strike();
            }
            "a" => self.builder.begin_link(),
            // A component of a site; HTML's own holds no words.
            "link" if !tag.self_closing && self.is_component() => {
                self.builder.begin_link();
            }
            "code" | "kbd" | "samp" if self.preformatted == 0 => self.builder.begin_code(),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.builder.begin_heading(name.as_bytes()[1] - b'0'),
            "ul" | "menu" | "dir" => self.builder.open(Container::List { ordered: false }),
            "ol" => self.builder.open(Container::List { ordered: true }),
            "li" => {
                self.builder.close_within(&Container::Item, |kind| matches!(kind, Container::List { .. }));
                self.builder.open(Container::Item);
            }
            "blockquote" => self.builder.open(Container::Quote),
            "table" => self.builder.open(Container::Table),
            "tr" if self.builder.is_in(&Container::Table) => {
                self.builder.close_within(&Container::Row, |kind| *kind == Container::Table);
                self.builder.open(Container::Row);
            }
            "td" | "th" if self.builder.is_in(&Container::Row) => {
                self.builder.close_within(&Container::Cell, |kind| *kind == Container::Row);
                self.builder.open(Container::Cell);
                self.builder.reach(number(tag, "colspan"), number(tag, "rowspan"));
            }
            "pre" => {
                self.builder.end_text();
                self.preformatted += 1;
            }
            LINES => {
                self.builder.end_text();
                self.lines = true;
            }
            "form" if self.pages.contains(&tag.span.start) => self.builder.end_block(),
            "span" if self.span == Some(tag.span.start) && self.is_glued(tag.span.end) => {
                self.builder.part_words();
            }
            furniture if FURNITURE.contains(&furniture) => {
                self.furniture.push(name);
                self.builder.open(Container::Furniture);
            }
            block if is_block(block) => self.builder.end_block(),
            _ => {}
        }
    }

    /// The tag at the reader's place is set with a capital: no element of HTML, which knows none.
    fn is_component(&self) -> bool {
        let rest = self.html.get(self.at..).unwrap_or_default().trim_start();
        rest.as_bytes().get(1).is_some_and(u8::is_ascii_uppercase)
            && rest.as_bytes().get(2).is_some_and(u8::is_ascii_lowercase)
    }

    fn end(&mut self, name: &str) {
        if let Some(silent) = self.silent {
            if silent == name {
                self.silent = None;
            }
            return;
        }
        match name {
            "b" | "strong" => self.builder.end_bold(),
            strike if strikes::strikes(strike) => self.builder.end_strike(),
            "a" | "link" => self.builder.end_link(),
            "time" if self.is_followed_by_letter() => self.builder.part_words(),
            "code" | "kbd" | "samp" => self.builder.end_code(),
            "ul" | "menu" | "dir" | "ol" => {
                self.builder.close_to(|kind| matches!(kind, Container::List { .. }));
            }
            "li" => self.builder.close_to(|kind| *kind == Container::Item),
            "blockquote" => self.builder.close_to(|kind| *kind == Container::Quote),
            "table" => self.builder.close_to(|kind| *kind == Container::Table),
            "tr" => self.builder.close_to(|kind| *kind == Container::Row),
            "td" | "th" => self.builder.close_to(|kind| *kind == Container::Cell),
            "pre" => self.preformatted = self.preformatted.saturating_sub(1),
            LINES => {
                self.builder.end_text();
                self.lines = false;
            }
            open if self.furniture.last().is_some_and(|last| last == open) => {
                self.furniture.pop();
                self.builder.close_to(|kind| *kind == Container::Furniture);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.builder.end_text(),
            block if is_block(block) => self.builder.end_block(),
            _ => {}
        }
    }

    /// The decoded text that stands at the reader's place; an entity stands where it begins.
    fn text(&mut self, decoded: &str) {
        let html = self.html;
        let mut raw = html[self.at..].char_indices().peekable();
        let mut code = Text::default();
        for c in decoded.chars() {
            let Some((offset, printed)) = raw.next() else { break };
            let byte = self.at + offset;
            if printed != c && printed == '&' {
                // An entity: its name goes up to the semicolon, which old pages leave out.
                while raw.next_if(|&(_, next)| next.is_ascii_alphanumeric() || next == '#').is_some() {}
                raw.next_if(|&(_, next)| next == ';');
            } else if printed == '\r' {
                // The tokenizer makes one line end of two characters.
                raw.next_if(|&(_, next)| next == '\n');
            }
            if self.silent.is_some() {
                continue;
            }
            if self.preformatted > 0 {
                code.push(c, (self.place)(byte));
            } else if self.lines && c == '\n' {
                self.builder.end_line(true);
            } else if matches!(c, '\n' | '\r' | '\t' | ' ') {
                self.builder.part_words();
            } else {
                let at = (self.place)(byte);
                self.builder.push(if is_blank(c) && c != '\u{3000}' { ' ' } else { c }, Some(at));
            }
        }
        self.at = raw.peek().map_or(html.len(), |&(offset, _)| self.at + offset);
        if !code.is_blank() {
            self.builder.add(Block::Code(code));
        }
    }

    /// True where a word in small letters ends before a span, and another word with a capital begins in it: labels that the
    /// page's style sets apart.
    fn is_glued(&self, behind: usize) -> bool {
        let next = self.html.get(behind..).and_then(|rest| rest.chars().next());
        next.is_some_and(char::is_uppercase) && self.builder.last().is_some_and(char::is_lowercase)
    }

    /// True where the tag at the reader's place stands between two words without a blank.
    fn is_followed_by_letter(&self) -> bool {
        let rest = self.html.get(self.at..).unwrap_or_default();
        let behind = rest.trim_start_matches(|c| c != '>').trim_start_matches('>');
        // Tags that set words apart by their style alone end beside it.
        behind.trim_start_matches("</span>").chars().next().is_some_and(char::is_alphanumeric)
    }

    /// True where words stand in the open heading, before a place or behind it.
    fn has_words_in_heading(&self, behind: usize) -> bool {
        /// So many bytes of a heading are looked through.
        const LONGEST: usize = 2_000;
        let rest = self.html.get(behind..).unwrap_or_default();
        let rest = &rest[..rest.floor_char_boundary(LONGEST)];
        let inner = rest.find("</h").map_or("", |end| &rest[..end]);
        let text = inner.split('<').enumerate().map(|(at, part)| match part.split_once('>') {
            Some((_, text)) if at > 0 => text,
            _ if at > 0 => "",
            _ => part,
        });
        self.builder.last().is_some() || text.flat_map(str::chars).any(char::is_alphanumeric)
    }

    fn picture(&mut self, tag: &StartTag<usize>) {
        let Some(alt) = tag.attributes.get(b"alt".as_slice()) else { return };
        let words = String::from_utf8_lossy(&alt.value).into_owned();
        let start = alt.span.start;
        // Where it stands in the tag; an entity in it would shift it, so such words go unheard.
        let Some(found) =
            self.html.get(start..tag.span.end.min(self.html.len())).and_then(|rest| rest.find(&*words))
        else {
            return;
        };
        let mut text = Text::with_capacity(words.len());
        for (offset, c) in words.char_indices() {
            text.push(c, (self.place)(start + found + offset));
        }
        text.trim();
        if self.builder.is_heading() {
            // What a heading shows beside its words says them again; one of a picture alone is called as that is.
            if !self.has_words_in_heading(tag.span.end) {
                text.pieces().for_each(|(at, chars)| self.builder.push_all(chars, at));
            }
            return;
        }
        if !text.is_blank() {
            self.builder.end_text();
            self.builder.add(Block::Picture(Line { text, ..Line::default() }));
        }
    }
}

/// Elements that begin on a line of their own.
fn is_block(name: &str) -> bool {
    const BLOCKS: [&str; 22] = [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "aside",
        "figure",
        "figcaption",
        "dl",
        "dt",
        "dd",
        "tbody",
        "thead",
        "center",
        "address",
        "details",
        "summary",
        "body",
        "html",
        "fieldset",
        "hgroup",
    ];
    BLOCKS.contains(&name) || matches!(name, "option" | "title")
}

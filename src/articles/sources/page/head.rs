//! What a page's tags say beside its text: metadata, linked data, and what the names of its elements promise.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

use crate::articles::features::languages;
use crate::articles::sources::offsets::Offsets;
use crate::model::Language;

/// What an element holds, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// The line above the headline.
    Kicker,
    /// The line below it.
    Subtitle,
    /// Day, writer, source.
    Credits,
    /// The name of the section.
    Section,
    /// What a picture shows.
    Caption,
    /// The article's text.
    Body,
    /// The whole article, with its head and what else stands in it.
    Article,
    /// Anything else.
    Noise,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Head {
    /// `<meta>` by its name or property in small letters; the first one counts.
    pub meta: HashMap<String, String>,
    /// The language that it says it is in.
    pub language: Option<Language>,
    /// The page's title.
    pub title: String,
    /// The address that the page calls its own.
    pub canonical: Option<String>,
    /// Bytes of the scripts that hold linked data.
    pub linked_data: Vec<Range<usize>>,
    /// Places of named elements, at first in bytes, and what they promise, in the order of their beginnings.
    pub labels: Vec<(Range<usize>, Label)>,
    /// How many elements are articles.
    pub articles: usize,
    /// When the first of them says that it was published, above its text.
    pub time: Option<String>,
    /// How deep its elements are nested, at most; more where ends are missing.
    pub depth: usize,
    /// True where a field for a password stands in it.
    pub asks_password: bool,
}

/// Elements are looked into no deeper than this.
const DEEPEST: usize = 512;

/// Elements whose ends may be left out, or that have none: they do not count as nesting.
const LOOSE: [&[u8]; 27] = [
    b"p",
    b"li",
    b"dt",
    b"dd",
    b"tr",
    b"td",
    b"th",
    b"thead",
    b"tbody",
    b"tfoot",
    b"option",
    b"optgroup",
    b"colgroup",
    b"html",
    b"body",
    b"area",
    b"base",
    b"br",
    b"col",
    b"embed",
    b"hr",
    b"img",
    b"input",
    b"link",
    b"meta",
    b"source",
    b"path",
];

/// Reads a page's tags.
pub fn read(html: &str) -> Head {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut head = Head::default();
    let mut open: Vec<(Vec<u8>, usize, Label, usize)> = Vec::new();
    let mut script: Option<usize> = None;
    let mut depth = 0_usize;
    let mut is_title = false;
    // In an article, above its first paragraph.
    let mut above_text = false;
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                script = head.start(&tag);
                above_text = *tag.name == b"article" || above_text && *tag.name != b"p";
                if above_text && *tag.name == b"time" && head.time.is_none() {
                    head.time = value(&tag, "datetime");
                }
                is_title = *tag.name == b"title" && head.title.is_empty();
                if !tag.self_closing && !LOOSE.contains(&tag.name.as_slice()) {
                    depth += 1;
                    head.depth = head.depth.max(depth);
                }
                if let Some(last) = open.last_mut().filter(|last| last.0 == *tag.name) {
                    last.3 += usize::from(!tag.self_closing);
                }
                if let Some(label) = label(&tag).filter(|_| !tag.self_closing && open.len() < DEEPEST) {
                    open.push((tag.name.to_vec(), tag.span.end, label, 1));
                }
            }
            Token::EndTag(tag) => {
                is_title = false;
                if let Some(start) = script.take() {
                    head.linked_data.push(start..tag.span.start.clamp(start, html.len()));
                }
                depth = depth.saturating_sub(usize::from(!LOOSE.contains(&tag.name.as_slice())));
                if let Some(last) = open.last_mut().filter(|last| last.0 == *tag.name) {
                    last.3 -= 1;
                    if last.3 == 0 {
                        head.labels
                            .extend(open.pop().map(|(_, start, label, _)| (start..tag.span.start, label)));
                    }
                }
            }
            Token::String(text) if is_title => {
                let print = String::from_utf8_lossy(&text.value);
                head.title = print.split_whitespace().collect::<Vec<_>>().join(" ");
            }
            Token::String(_) | Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    head.labels.extend(open.into_iter().map(|(_, start, label, _)| (start..html.len(), label)));
    head.labels.sort_by_key(|(range, _)| range.start);
    head
}

fn value(tag: &StartTag<usize>, name: &str) -> Option<String> {
    let value = tag.attributes.get(name.as_bytes())?;
    Some(String::from_utf8_lossy(&value.value).trim().to_owned())
}

impl Head {
    /// Takes a tag; returns where its script of linked data begins.
    fn start(&mut self, tag: &StartTag<usize>) -> Option<usize> {
        match tag.name.as_slice() {
            b"meta" => {
                let name =
                    value(tag, "property").or_else(|| value(tag, "name")).or_else(|| value(tag, "itemprop"));
                if let (Some(name), Some(content)) = (name, value(tag, "content"))
                    && !content.is_empty()
                {
                    self.meta.entry(name.to_lowercase()).or_insert(content);
                }
            }
            b"link" if value(tag, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                self.canonical = value(tag, "href").filter(|href| href.starts_with("http"));
            }
            b"html" => {
                let declared = value(tag, "lang").and_then(|tag| languages::of_tag(&tag));
                self.language = self.language.or(declared);
            }
            b"article" => self.articles += 1,
            b"input" => {
                self.asks_password |=
                    value(tag, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("password"));
            }
            b"script" if value(tag, "type").is_some_and(|kind| kind.contains("ld+json")) => {
                return Some(tag.span.end);
            }
            _ => {}
        }
        None
    }

    /// The first of some metadata.
    pub fn first(&self, names: &[&str]) -> Option<&String> {
        names.iter().find_map(|name| self.meta.get(*name))
    }

    /// Counts its elements' places in characters from `base` on, no longer in bytes.
    pub fn count_in_characters(&mut self, base: u32, offsets: &Offsets<'_>) {
        let place = |byte: usize| (base + offsets.of(byte)) as usize;
        self.labels.iter_mut().for_each(|(range, _)| *range = place(range.start)..place(range.end));
    }

    /// What the nearest named element around a place promises.
    pub fn label(&self, at: usize) -> Option<Label> {
        let before = self.labels.partition_point(|(range, _)| range.start <= at);
        self.labels[..before]
            .iter()
            .rev()
            .take(DEEPEST)
            .find(|(range, _)| at < range.end)
            .map(|(_, label)| *label)
    }

    /// True where an element that is an article holds a place, and none that is noise within it.
    pub fn is_in_article(&self, at: usize) -> bool {
        let before = self.labels.partition_point(|(range, _)| range.start <= at);
        let mut around =
            self.labels[..before].iter().rev().take(DEEPEST * 4).filter(|(range, _)| at < range.end);
        around
            .find(|(_, label)| matches!(label, Label::Article | Label::Noise))
            .is_some_and(|(_, label)| *label == Label::Article)
    }

    /// True where the nearest element that is either text or noise is the article's text.
    pub fn is_in_body(&self, at: usize) -> bool {
        let before = self.labels.partition_point(|(range, _)| range.start <= at);
        let mut around =
            self.labels[..before].iter().rev().take(DEEPEST * 4).filter(|(range, _)| at < range.end);
        around
            .find(|(_, label)| matches!(label, Label::Body | Label::Noise))
            .is_some_and(|(_, label)| *label == Label::Body)
    }
}

/// What an element's names promise.
fn label(tag: &StartTag<usize>) -> Option<Label> {
    static WORDS: LazyLock<HashMap<&'static str, Label>> = LazyLock::new(|| {
        let lines = include_str!("classes.tsv").lines().filter(|line| !line.starts_with('#'));
        let row = |line: &'static str| {
            let (label, word) = line.split_once('\t')?;
            let label = match label {
                "kicker" => Label::Kicker,
                "subtitle" => Label::Subtitle,
                "credits" => Label::Credits,
                "section" => Label::Section,
                "caption" => Label::Caption,
                "body" => Label::Body,
                _ => Label::Noise,
            };
            Some((word, label))
        };
        lines.filter_map(row).collect()
    });
    match tag.name.as_slice() {
        b"figcaption" => return Some(Label::Caption),
        b"aside" => return Some(Label::Noise),
        b"article" => return Some(Label::Article),
        b"body" | b"html" | b"main" => return None,
        _ => {}
    }
    ["itemprop", "property", "class", "id"].iter().find_map(|name| {
        let names = value(tag, name)?.to_lowercase();
        let whole = names.split_whitespace().find_map(|word| WORDS.get(word).copied());
        whole.or_else(|| {
            let ends = |word: &str| word.rsplit(['-', '_']).next().map(str::to_owned);
            names.split_whitespace().find_map(|word| WORDS.get(ends(word)?.as_str()).copied())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_elements_promise_what_they_hold() {
        let html = "<meta property='og:type' content='article'><script type='application/ld+json'>{\"a\":1}</script>\
            <div class='story__kicker'>Town</div><div id=x class='entry-content wide'><div>a</div>b</div>c";
        let head = read(html);
        assert_eq!(head.meta["og:type"], "article");
        assert_eq!(&html[head.linked_data[0].clone()], "{\"a\":1}");
        let at = |word: &str| head.label(html.find(word).unwrap());
        assert_eq!(at("Town"), Some(Label::Kicker));
        assert_eq!(at("b</div>c"), Some(Label::Body));
        assert_eq!(head.label(html.len() - 1), None);
    }
}

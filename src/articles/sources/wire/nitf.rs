//! NITF: one item a document.

use std::ops::Range;

use super::people::{by, of_agency};
use super::{Source, keep};
use crate::articles::contents::{Contents, Item, SourceArticle, Version};
use crate::articles::input::Input;
use crate::articles::sources::mapped::Mapped;
use crate::articles::sources::offsets::Offsets;
use crate::articles::sources::stamps;
use crate::articles::sources::xml::{self, Element};
use crate::articles::sources::{bodies, html};
use crate::articles::text::Text;
use crate::model::SkipReason;

/// True for a text whose root is that of an item.
pub fn is_so(text: &str) -> bool {
    xml::root_name(text) == Some("nitf")
}

/// Reads an item.
pub fn read(input: &Input, base: u32) -> Contents {
    let xml = xml::read(&input.text);
    let offsets = Offsets::new(&input.text);
    let source = Source { text: &input.text, base, offsets: &offsets };
    let mut contents = Contents::of("nitf");
    let mut told = SourceArticle::default();
    item(&xml.root, source, &mut told, &mut contents);
    contents.items.push(Item::Article(Box::new(told)));
    contents
        .problems
        .extend(xml.damage.map(|damage| format!("the item is damaged ({damage}); its end may be missing")));
    contents
}

/// Reads an item into the fields of an article; what these say already stays.
pub(super) fn item(
    nitf: &Element<'_>,
    source: Source<'_>,
    told: &mut SourceArticle,
    contents: &mut Contents,
) {
    let mut called = None;
    for part in nitf.elements() {
        match part.name.as_str() {
            "head" => {
                called = part.first("title").map(|title| source.line(title));
                head(part, source, told);
            }
            "body" => {
                for part in part.elements() {
                    match part.name.as_str() {
                        "body.head" => body_head(part, source, told),
                        "body.content" => {
                            let (blocks, loose) = content(source, part.inner.clone());
                            told.blocks.extend(blocks);
                            contents.loose.extend(loose);
                        }
                        _ => source.skip(part, told),
                    }
                }
            }
            _ => source.skip(part, told),
        }
    }
    // The title of the document is the headline where the body has none.
    if let Some(called) = called {
        keep(&mut told.title, &mut told.skipped, called);
    }
}

fn head(head: &Element<'_>, source: Source<'_>, told: &mut SourceArticle) {
    if let Some(docdata) = head.first("docdata") {
        let status = docdata.attribute("management-status").unwrap_or("usable");
        let value = |name: &str, key: &str| docdata.first(name).and_then(|found| found.attribute(key));
        let id = value("doc-id", "id-string").unwrap_or_default().to_owned();
        if told.version.is_none() {
            let number = value("du-key", "version").and_then(|number| number.parse().ok()).unwrap_or(0);
            let hour = value("date.issue", "norm").and_then(stamps::read).unwrap_or_default();
            let is_withdrawn = !status.eq_ignore_ascii_case("usable");
            let embargo = value("date.release", "norm").and_then(stamps::read);
            told.version = Some(Version { id, order: (number, hour), is_withdrawn, embargo });
        }
        told.published = told.published.take().or_else(|| value("date.issue", "norm").and_then(stamps::read));
        let section = value("fixture", "fix-id").or_else(|| value("series", "series.name"));
        told.section = told.section.take().or_else(|| section.map(Text::unprinted));
    }
    let printed = head.first("pubdata");
    let page =
        printed.and_then(|data| data.attribute("position.sequence").or_else(|| data.attribute("page")));
    told.page = told.page.take().or_else(|| page.map(str::to_owned));
    let section = printed.and_then(|data| data.attribute("position.section"));
    told.section = told.section.take().or_else(|| section.map(Text::unprinted));
    head.elements().filter(|part| part.name != "title").for_each(|part| source.skip(part, told));
}

fn body_head(head: &Element<'_>, source: Source<'_>, told: &mut SourceArticle) {
    for part in head.elements() {
        match part.name.as_str() {
            "hedline" | "headline" => {
                for line in part.elements() {
                    let text = source.line(line);
                    let field = if line.name == "hl1" { &mut told.title } else { &mut told.subtitle };
                    keep(field, &mut told.skipped, text);
                }
            }
            "byline" => byline(part, source, told),
            "distributor" => {
                let (agency, rest) = of_agency(source.line(part));
                keep(&mut told.agency, &mut told.skipped, agency);
                told.skip(SkipReason::Boilerplate, rest);
            }
            "dateline" => dateline(part, source, told),
            "abstract" => {
                let text = source.line(part);
                let field = &mut told.subtitle;
                keep(field, &mut told.skipped, text);
            }
            _ => source.skip(part, told),
        }
    }
}

/// By <person>Ann Lee</person> <byttl>Associated Press Writer</byttl>
fn byline(byline: &Element<'_>, source: Source<'_>, told: &mut SourceArticle) {
    let people: Vec<&Element<'_>> = byline.find_all("person");
    if people.is_empty() && byline.first("byttl").is_none() {
        return by(source.line(byline), told);
    }
    let mut own = Text::default();
    for person in &people {
        by(source.line(person), told);
    }
    for title in byline.find_all("byttl") {
        let title = source.line(title);
        let (agency, job) = of_agency(title);
        keep(&mut told.agency, &mut told.skipped, agency);
        told.skip(SkipReason::Boilerplate, job);
    }
    for child in &byline.children {
        if let xml::Child::Text(text, start) = child {
            let at = source.base + source.offsets.of(*start);
            own.append(Mapped::plain(text, at).line());
        }
    }
    if people.is_empty() && own.len() > 3 {
        told.authors.push(own);
    } else {
        told.skip(SkipReason::Boilerplate, own);
    }
}

fn dateline(dateline: &Element<'_>, source: Source<'_>, told: &mut SourceArticle) {
    let mut has_place = false;
    for part in dateline.elements() {
        if part.name == "story.date" {
            super::stamp(told, &source.mapped(part), part.attribute("norm"));
        } else if part.name == "location" {
            has_place = true;
            keep(&mut told.place, &mut told.skipped, source.line(part));
        } else {
            source.skip(part, told);
        }
    }
    if !has_place && dateline.elements().next().is_none() {
        keep(&mut told.place, &mut told.skipped, source.line(dateline));
    }
}

/// The text of an item that stands in a string.
pub(super) fn within(said: &Mapped) -> bodies::Body {
    let html = as_html(&said.text);
    let start = html.find("<body.content").and_then(|at| Some(at + html[at..].find('>')? + 1)).unwrap_or(0);
    let end = html[start..].find("</body.content").map_or(html.len(), |end| start + end);
    bodies::decoded(&html[start..end], start, said)
}

/// The text of an item: NITF's own tags, each written over with one of HTML that is no longer.
pub(super) fn content(source: Source<'_>, bytes: Range<usize>) -> bodies::Body {
    let html = as_html(source.text.get(bytes.clone()).unwrap_or_default());
    bodies::markup_at(&html, bytes.start, source.base, source.offsets)
}

fn as_html(nitf: &str) -> String {
    const TAGS: [(&str, &str); 10] = [
        ("hl1", "h2"),
        ("hl2", "h3"),
        ("media-caption", "figcaption"),
        ("media-producer", "nav"),
        ("media-metadata", "nav"),
        ("tagline", "nav"),
        ("block", "div"),
        ("note", "nav"),
        ("bq", "p"),
        ("pre", html::LINES),
    ];
    let mut html = nitf.to_owned();
    for (name, ours) in TAGS {
        for mark in ["<", "</"] {
            let from = format!("{mark}{name}");
            let to = format!("{mark}{ours}{}", " ".repeat(name.len() - ours.len()));
            for end in [">", " ", "/"] {
                html = html.replace(&format!("{from}{end}"), &format!("{to}{end}"));
            }
        }
    }
    html
}

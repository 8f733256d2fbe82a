//! RSS 0.9x, 1.0 and 2.0.

use super::entry::{self, Entry};
use super::pictures;
use crate::articles::contents::{Contents, Item, SourceArticle};
use crate::articles::features::languages;
use crate::articles::input::Input;
use crate::articles::sources::bodies;
use crate::articles::sources::mapped::Mapped;
use crate::articles::sources::offsets::Offsets;
use crate::articles::sources::xml::{self, Element};
use crate::model::SkipReason;

/// True for a text whose root is that of a feed.
pub fn is_so(text: &str) -> bool {
    match xml::root_name(text) {
        Some("rss") => true,
        Some("RDF") => text.contains("purl.org/rss") || text.contains("my.netscape.com/rdf"),
        _ => false,
    }
}

/// Reads a feed.
pub fn read(input: &Input, base: u32) -> Contents {
    let xml = xml::read(&input.text);
    let offsets = Offsets::new(&input.text);
    let mut contents = Contents::of("rss");
    let place = Place { base, offsets: &offsets };
    let mut titles = Vec::new();
    for channel in xml.root.elements() {
        match channel.name.to_ascii_lowercase().as_str() {
            "channel" => {
                for element in channel.elements() {
                    if is_item(element) {
                        item(element, place, &mut contents, &mut titles);
                    } else {
                        of_channel(element, place, &mut contents);
                    }
                }
            }
            "item" => item(channel, place, &mut contents, &mut titles),
            _ => place.skip_all(channel, &mut contents),
        }
    }
    super::close(contents, titles, xml.damage)
}

fn is_item(element: &Element<'_>) -> bool {
    element.name.eq_ignore_ascii_case("item")
}

/// Where a feed's texts stand.
#[derive(Clone, Copy)]
struct Place<'a> {
    base: u32,
    offsets: &'a Offsets<'a>,
}

impl Place<'_> {
    fn text(self, element: &Element<'_>) -> Mapped {
        element.text(self.base, self.offsets)
    }

    fn skip_all(self, element: &Element<'_>, contents: &mut Contents) {
        contents.skip(SkipReason::Boilerplate, bodies::line(&self.text(element)));
    }
}

/// What a channel says of itself: its title is the paper's name.
fn of_channel(element: &Element<'_>, place: Place<'_>, contents: &mut Contents) {
    let is_own = element.prefix.is_empty();
    if is_own && element.name.eq_ignore_ascii_case("title") {
        let title = bodies::line(&place.text(element));
        contents.name = contents.name.take().or_else(|| Some(title.string())).filter(|name| !name.is_empty());
        contents.skip(SkipReason::Masthead, title);
    } else {
        if is_own && element.name.eq_ignore_ascii_case("language") {
            contents.language = languages::of_tag(&element.string());
            super::unspoken(&element.string(), contents);
        }
        place.skip_all(element, contents);
    }
}

fn item(element: &Element<'_>, place: Place<'_>, contents: &mut Contents, titles: &mut Vec<SourceArticle>) {
    let mut entry = Entry::default();
    for field in element.elements() {
        let text = place.text(field);
        let name = field.name.to_ascii_lowercase();
        let told = &mut entry.told;
        match (field.prefix.as_str(), name.as_str()) {
            (_, _) if text.is_blank() => {
                if name == "link" && told.url.is_none() {
                    told.url = field.attribute("href").map(str::to_owned);
                }
            }
            ("" | "rss" | "atom" | "a10", "title") if told.title.is_none() => {
                told.title = Some(bodies::line(&text));
            }
            ("content", "encoded") | ("" | "xhtml", "body") | ("" | "atom" | "a10", "content")
                if entry.content.is_none() =>
            {
                entry.content = Some(bodies::html_or_lines(&text));
            }
            ("" | "rss" | "dc" | "atom" | "a10", "description" | "summary") if entry.summary.is_none() => {
                entry.summary = Some(text);
            }
            ("" | "dc" | "rss" | "dcterms", "author" | "creator") => entry::author(told, &text),
            ("" | "dc" | "rss", "category" | "subject") if told.section.is_none() => {
                told.section = Some(bodies::line(&text));
            }
            (
                "" | "dc" | "rss" | "dcterms" | "atom" | "a10",
                "pubdate" | "date" | "published" | "created",
            )
            | ("atom" | "a10", "updated") => {
                super::stamp(told, &text);
            }
            ("" | "rss", "link") => {
                told.url = told.url.take().or_else(|| Some(text.text.trim().to_owned()));
                told.lifted.push(text.line());
            }
            ("" | "rss", "guid") if told.url.is_none() && is_permanent(field, &text) => {
                told.url = Some(text.text.trim().to_owned());
                told.lifted.push(text.line());
            }
            ("" | "rss", "source") if told.agency.is_none() => told.agency = Some(bodies::line(&text)),
            _ => told.skip(SkipReason::Boilerplate, bodies::line(&text)),
        }
    }
    entry.told.picture = pictures::of_entry(element);
    match entry.settle(contents) {
        Ok(told) => contents.items.push(Item::Article(told)),
        Err(told) => titles.push(*told),
    }
}

fn is_permanent(guid: &Element<'_>, text: &Mapped) -> bool {
    guid.attribute("isPermaLink") != Some("false") && text.text.trim().starts_with("http")
}

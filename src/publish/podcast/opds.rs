//! `opds.xml`: a catalogue of all editions as books (OPDS 1.2, an acquisition feed), for reading apps.
//!
//! Its addresses are relative to itself, so that it is true wherever the folder stands, and under any listener's address.

use minijinja::context;
use minijinja::value::Serde;
use serde::Serialize;

use super::super::{Error, template};
use super::address::Address;
use super::editions::Edition;
use super::episode::Episode;
use super::feed::Feed;
use super::guid;

/// An edition as a book.
#[derive(Serialize)]
struct Entry<'a> {
    id: String,
    title: String,
    updated: String,
    issued: &'a str,
    language: &'static str,
    summary: String,
    disclosure: Option<&'a str>,
    narrators: &'a [String],
    page: String,
    cover: Option<Link>,
    books: Vec<Link>,
}

#[derive(Serialize)]
struct Link {
    href: String,
    mime: &'static str,
    bytes: u64,
}

/// What ends the catalogue.
pub const END: &str = "</feed>";

/// What stands before the books.
pub fn head(feed: &Feed<'_>, editions: &[Edition]) -> Result<String, Error> {
    let updated = editions.iter().map(|edition| edition.summary.modified(feed)).max().unwrap_or_default();
    template::render(
        "opds.xml",
        context! {
            id => guid::catalogue(feed.guid, &feed.title).urn().to_string(),
            title => feed.title.as_str(),
            author => author(feed),
            language => feed.locale.tag(),
            updated => updated.to_string(),
        },
    )
    .map(|head| head + "\n")
}

/// An edition's book.
pub fn book(feed: &Feed<'_>, episode: &Episode) -> Result<String, Error> {
    let context = context! { entry => Serde(entry(feed, episode)), author => author(feed) };
    template::render("book.xml", context).map(|book| book + "\n")
}

fn author<'a>(feed: &'a Feed<'_>) -> &'a str {
    feed.options.podcast.author.as_deref().unwrap_or(&feed.title)
}

fn entry<'a>(feed: &Feed<'_>, episode: &'a Episode) -> Entry<'a> {
    let here = Address::relative();
    let href = |file: &str| here.of(&format!("{}/{file}", episode.summary.folder));
    let link = |(name, mime, bytes): (&str, &'static str, u64)| Link { href: href(name), mime, bytes };
    let report = &episode.report;
    let titles =
        report.chapters.iter().filter(|chapter| chapter.level > 1).map(|chapter| chapter.title.as_str());
    Entry {
        id: guid::episode(feed.guid, &episode.summary.folder).urn().to_string(),
        title: episode.title(),
        updated: episode.summary.modified(feed).to_string(),
        issued: &report.date,
        language: episode.summary.locale.tag(),
        summary: titles.take(12).collect::<Vec<_>>().join("\n"),
        disclosure: report.disclosure.as_deref(),
        narrators: &report.narrators,
        page: href("index.html"),
        cover: episode.cover().map(|(name, mime)| link((name, mime, 0))),
        books: episode.books().map(link).collect(),
    }
}

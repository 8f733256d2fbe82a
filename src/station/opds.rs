//! The editions' books for reading apps: an OPDS 1.2 acquisition feed.

use minijinja::context;
use minijinja::value::Serde;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use uuid::Uuid;

use super::catalog::Shelved;
use super::{kind::Kind, template};

/// What may be taken, the first for most apps.
pub const BOOKS: [&str; 3] = ["edition.epub", "edition.lpf", "edition.m4b"];
/// So many editions are in the feed.
pub const MOST: usize = 60;
/// What may stand in a name in an address as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.');

#[derive(Serialize)]
struct Entry {
    id: String,
    title: String,
    date: String,
    updated: String,
    language: String,
    narrators: Vec<String>,
    cover: Option<String>,
    books: Vec<(String, &'static str)>,
}

/// The feed of editions under an address; `None` where it cannot be filled in.
pub fn feed(editions: &[Shelved], base: &str) -> Option<String> {
    let entries: Vec<Entry> = editions.iter().map(|edition| entry(edition, base)).collect();
    let updated = entries.iter().map(|entry| entry.updated.as_str()).max().unwrap_or("1970-01-01T00:00:00Z");
    let title = editions.first().map_or("newscaster", |edition| edition.report.title.as_str());
    let context = context! { base, title, updated, entries => Serde(&entries) };
    template::render("opds.xml", context).map_err(|error| tracing::error!("{error:#}")).ok()
}

fn entry(edition: &Shelved, base: &str) -> Entry {
    let folder = format!("{base}{}/", utf8_percent_encode(&edition.name, PLAIN));
    let report = &edition.report;
    let book = |name: &&str| edition.sums.get(name).map(|_| (format!("{folder}{name}"), Kind::of(name).mime));
    let updated = match report.modified.as_str() {
        "" => format!("{}T00:00:00Z", report.date),
        modified => modified.to_owned(),
    };
    Entry {
        // The same under every address, so that an app knows a book again.
        id: Uuid::new_v5(&Uuid::NAMESPACE_URL, format!("{} {}", report.title, edition.name).as_bytes())
            .to_string(),
        title: report.title.clone(),
        date: report.date.clone(),
        updated,
        language: report.language.clone(),
        narrators: report.narrators.clone(),
        cover: edition.sums.get("cover.png").map(|_| format!("{folder}cover.png")),
        books: BOOKS.iter().filter_map(book).collect(),
    }
}

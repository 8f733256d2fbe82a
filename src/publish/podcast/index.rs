//! `index.html` over all editions; where there are many it has those of the newest month, and each month before it has a
//! page of its own.

use std::path::Path;

use jiff::civil::Date;
use minijinja::context;
use minijinja::value::Serde;
use serde::Serialize;

use super::super::words::{long_date, month};
use super::super::{Error, template};
use super::address::Address;
use super::editions::Edition;
use super::episode::Episode;
use super::feed::Feed;
use super::sections;
use super::shelf::head;
use crate::model::{Language, Millis};

/// The page of the newest editions.
const INDEX: &str = "index.html";
/// The mark of our own pages; a page without it is somebody's own.
const MARK: &str = "<meta name=\"generator\" content=\"newscaster\">";
/// So many editions stand on one page; where there are more, a page has those of a month.
const ON_ONE_PAGE: usize = 40;

/// A page over editions.
pub struct Page<'a> {
    /// Its file.
    pub name: String,
    /// Its editions, the newest first.
    editions: &'a [Edition],
    /// Its month, where it has those of a month, with the months around it.
    month: Option<Month>,
}

/// A month among others.
struct Month {
    own: Link,
    newer: Option<Link>,
    older: Option<Link>,
    /// All months, a row a year, on the page of the newest one.
    years: Vec<(i16, Vec<Link>)>,
}

/// Leads to the page of a month.
#[derive(Clone, Serialize)]
struct Link {
    href: String,
    title: String,
}

/// The pages over all editions, the newest first.
pub fn pages<'a>(editions: &'a [Edition], language: Language) -> Vec<Page<'a>> {
    if editions.len() <= ON_ONE_PAGE {
        return vec![Page { name: INDEX.to_owned(), editions, month: None }];
    }
    let first = |edition: &Edition| edition.summary.date.first_of_month();
    let months: Vec<&[Edition]> = editions.chunk_by(|a, b| first(a) == first(b)).collect();
    let days: Vec<Date> = months.iter().map(|month| first(&month[0])).collect();
    let file = |at: usize| {
        if at == 0 { INDEX.to_owned() } else { days[at].strftime("%Y-%m.html").to_string() }
    };
    let link = |at: usize| Link { href: file(at), title: month(days[at], language) };
    let numbers: Vec<usize> = (0..days.len()).collect();
    let years = || {
        let years = numbers.chunk_by(|a, b| days[*a].year() == days[*b].year());
        years.map(|year| (days[year[0]].year(), year.iter().map(|at| link(*at)).collect())).collect()
    };
    let page = |(at, editions): (usize, &&'a [Edition])| Page {
        name: file(at),
        editions,
        month: Some(Month {
            own: link(at),
            newer: at.checked_sub(1).map(link),
            older: (at + 1 < days.len()).then(|| link(at + 1)),
            years: if at == 0 { years() } else { Vec::new() },
        }),
    };
    months.iter().enumerate().map(page).collect()
}

/// Whether there is no page, or one that we wrote.
pub fn may_write(page: &Path) -> bool {
    head(page).map_or_else(|| page.symlink_metadata().is_err(), |head| head.contains(MARK))
}

/// Where an edition's own page stands, seen from here.
fn page_of(episode: &Episode) -> String {
    Address::relative().of(&format!("{}/index.html", episode.summary.folder))
}

#[derive(Serialize)]
struct Entry<'a> {
    href: String,
    sound: String,
    title: String,
    date: &'a str,
    long_date: String,
    language: &'static str,
    length: Millis,
    disclosure: Option<&'a str>,
    stories: Vec<Story<'a>>,
}

#[derive(Serialize)]
struct Story<'a> {
    title: &'a str,
    start: Millis,
}

impl Page<'_> {
    /// Renders the page; `None` where it stands at this place as it would be rendered.
    pub fn render(&self, place: &Path, feed: &Feed<'_>, cover: &str) -> Result<Option<String>, Error> {
        let here = Address::relative();
        let sections = &feed.options.podcast.sections;
        let sections = sections.iter().map(|section| (section, here.of(&sections::file_name(section))));
        let around = context! {
            w => Serde(feed.words()),
            language => feed.locale.tag(),
            title => feed.title.as_str(),
            description => feed.options.podcast.description.as_deref(),
            cover => cover,
            sections => Serde(sections.collect::<Vec<_>>()),
            month => self.month.as_ref().map(|month| month.own.title.as_str()),
            newer => self.month.as_ref().and_then(|month| month.newer.as_ref()).map(Serde),
            older => self.month.as_ref().and_then(|month| month.older.as_ref()).map(Serde),
            years => self.month.as_ref().map(|month| Serde(&month.years)),
        };
        // A month that is over hardly ever changes; where there are hundreds, none is rendered for nothing.
        let is_over = self.name != INDEX;
        let version = is_over.then(|| self.version(&format!("{around:?}")));
        let mark = version.as_ref().map_or_else(|| MARK.to_owned(), |version| format!("{MARK}\n{version}"));
        if is_over && head(place).is_some_and(|head| head.contains(&mark)) {
            return Ok(None);
        }
        let language = feed.locale.language();
        let entries: Vec<_> =
            self.editions.iter().filter_map(Edition::whole).map(|episode| entry(episode, language)).collect();
        let disclosure = self.editions.iter().find_map(|edition| edition.summary.disclosure.as_deref());
        let own = context! {
            // In one line, as an attribute has it.
            summary => feed.description(disclosure).split_whitespace().collect::<Vec<_>>().join(" "),
            mark => minijinja::Value::from_safe_string(mark),
            is_over,
            entries => Serde(entries),
        };
        template::render("editions.html", context! { ..own, ..around }).map(Some)
    }

    /// What tells a page from what it was before: all that is rendered into it.
    fn version(&self, around: &str) -> String {
        let mut hasher = blake3::Hasher::new();
        for text in [include_str!("editions.html"), include_str!("../player/style.css"), around] {
            hasher.update(text.as_bytes());
        }
        for Edition { summary, .. } in self.editions {
            hasher.update(summary.folder.as_bytes()).update(summary.locale.tag().as_bytes());
            hasher.update(summary.version.as_bytes());
        }
        format!("<!-- {} -->", &hasher.finalize().to_hex()[..32])
    }
}

fn entry(episode: &Episode, language: Language) -> Entry<'_> {
    Entry {
        href: page_of(episode),
        sound: Address::relative().of(&format!("{}/edition.mp3", episode.summary.folder)),
        title: episode.title(),
        date: &episode.report.date,
        long_date: long_date(episode.summary.date, language),
        language: episode.summary.locale.tag(),
        length: Millis((episode.report.duration_s * 1_000.0).round() as u64),
        disclosure: episode.report.disclosure.as_deref(),
        stories: stories(episode),
    }
}

/// Its stories; where it has no sections, its chapters.
fn stories(episode: &Episode) -> Vec<Story<'_>> {
    let chapters = &episode.report.chapters;
    let deepest = chapters.iter().map(|chapter| chapter.level).max();
    chapters
        .iter()
        .filter(|chapter| Some(chapter.level) == deepest)
        .map(|chapter| Story {
            title: &chapter.title,
            start: Millis((chapter.start_s * 1_000.0).round() as u64),
        })
        .collect()
}

//! `index.html` over all editions.

use std::path::Path;

use minijinja::context;
use minijinja::value::Serde;
use serde::Serialize;

use super::super::words::long_date;
use super::super::{Error, template};
use super::address::Address;
use super::episode::Episode;
use super::feed::Feed;
use super::sections;
use crate::files::regular;
use crate::model::Millis;

/// The mark of our own pages; a page without it is somebody's own.
const MARK: &str = "<meta name=\"generator\" content=\"newscaster\">";

/// Whether there is no page, or one that we wrote.
pub fn may_write(page: &Path) -> bool {
    let text = regular::read_text(page, regular::LARGEST_TEXT);
    text.map_or_else(|_| page.symlink_metadata().is_err(), |text| text.contains(MARK))
}

/// Where an edition's own page stands, seen from here.
fn page_of(episode: &Episode) -> String {
    Address::relative().of(&format!("{}/index.html", episode.folder))
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

/// Renders the page.
pub fn render(feed: &Feed<'_>, episodes: &[Episode], cover: &str) -> Result<String, Error> {
    let here = Address::relative();
    let entries: Vec<_> = episodes
        .iter()
        .map(|episode| Entry {
            href: page_of(episode),
            sound: here.of(&format!("{}/edition.mp3", episode.folder)),
            title: episode.title(),
            date: &episode.report.date,
            long_date: long_date(episode.date, feed.locale.language()),
            language: episode.locale.tag(),
            length: Millis((episode.report.duration_s * 1_000.0).round() as u64),
            disclosure: episode.report.disclosure.as_deref(),
            stories: stories(episode),
        })
        .collect();
    template::render(
        "editions.html",
        context! {
            w => Serde(feed.words()),
            language => feed.locale.tag(),
            title => feed.title.as_str(),
            description => feed.options.podcast.description.as_deref(),
            cover => cover,
            sections => Serde(feed.options.podcast.sections.iter().map(|section| (section, here.of(&sections::file_name(section)))).collect::<Vec<_>>()),
            mark => minijinja::Value::from_safe_string(MARK.into()),
            entries => Serde(entries),
        },
    )
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

//! `index.html` over all editions.

use std::fs;
use std::path::Path;

use minijinja::context;
use minijinja::value::Serde;
use serde::Serialize;

use super::super::words::long_date;
use super::super::{Error, template};
use super::{Address, Episode, Feed};
use crate::model::Millis;

/// The mark of our own pages; a page without it is somebody's own.
const MARK: &str = "<meta name=\"generator\" content=\"newscaster\">";

/// Whether there is no page, or one that we wrote.
pub fn may_write(page: &Path) -> bool {
    fs::read_to_string(page).map_or(!page.exists(), |text| text.contains(MARK))
}

#[derive(Serialize)]
struct Entry<'a> {
    href: String,
    sound: String,
    title: &'a str,
    date: &'a str,
    long_date: String,
    language: &'static str,
    length: Millis,
    stories: Vec<&'a str>,
}

/// Renders the page.
pub fn render(feed: &Feed<'_>, episodes: &[Episode], cover: &str) -> Result<String, Error> {
    let here = Address::new(None)?;
    let entries: Vec<_> = episodes
        .iter()
        .map(|episode| Entry {
            href: here.of(&format!("{}/index.html", episode.folder)),
            sound: here.of(&format!("{}/edition.mp3", episode.folder)),
            title: &episode.report.title,
            date: &episode.report.date,
            long_date: long_date(episode.date, feed.language),
            language: episode.language.tag(),
            length: Millis((episode.report.duration_s * 1_000.0).round() as u64),
            stories: stories(episode),
        })
        .collect();
    template::render(
        "editions.html",
        context! {
            w => Serde(feed.words()),
            language => feed.language.tag(),
            title => feed.title.as_str(),
            description => feed.options.podcast.description.as_deref(),
            cover => cover,
            mark => minijinja::Value::from_safe_string(MARK.into()),
            entries => Serde(entries),
        },
    )
}

/// The titles of its stories; where it has no sections, of its chapters.
fn stories(episode: &Episode) -> Vec<&str> {
    let chapters = &episode.report.chapters;
    let deepest = chapters.iter().map(|chapter| chapter.level).max();
    chapters
        .iter()
        .filter(|chapter| Some(chapter.level) == deepest)
        .map(|chapter| chapter.title.as_str())
        .collect()
}

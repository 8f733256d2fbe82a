//! `script.toml` against the report: what was to be said is what was said.

use std::path::Path;

use serde::Deserialize;

use super::error::{Error, unreadable};
use super::findings::Findings;
use super::input::read_text;
use crate::model::Report;

/// The part of a script file that publications show.
#[derive(Deserialize)]
struct ScriptFile {
    #[serde(default)]
    title: String,
    #[serde(default)]
    date: String,
    #[serde(default)]
    segments: Vec<SegmentEntry>,
    #[serde(default)]
    chapters: Vec<ChapterEntry>,
}

#[derive(Deserialize)]
struct SegmentEntry {
    id: String,
    #[serde(default)]
    written: String,
}

#[derive(Deserialize)]
struct ChapterEntry {
    title: String,
    page: Option<String>,
}

fn read(path: &Path) -> Result<ScriptFile, Error> {
    toml::from_str(&read_text(path)?).map_err(|error| unreadable(path, error))
}

/// What the print behind an edition was.
#[derive(Debug, Default)]
pub struct Print {
    /// Its sentences.
    pub written: Vec<String>,
    /// The page of each chapter, where it is known.
    pub pages: Vec<Option<String>>,
}

/// What the script prints; nothing where there is no readable one.
pub fn print(path: &Path) -> Print {
    read(path).map_or_else(
        |_| Print::default(),
        |script| Print {
            written: script.segments.into_iter().map(|segment| segment.written).collect(),
            pages: script.chapters.into_iter().map(|chapter| chapter.page).collect(),
        },
    )
}

/// Same title and day, same segments in the same order, same chapters.
pub fn check(path: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    let script = read(path)?;
    for (what, ours, theirs) in
        [("title", &script.title, &report.title), ("date", &script.date, &report.date)]
    {
        if ours != theirs {
            findings.fault(format!("the {what} is “{ours}”, but report.json says “{theirs}”"));
        }
    }
    if !script.segments.iter().map(|s| &s.id).eq(report.segments.iter().map(|s| &s.id)) {
        findings.fault("its segments are not those of report.json in the same order");
    }
    if !script.chapters.iter().map(|c| &c.title).eq(report.chapters.iter().map(|c| &c.title)) {
        findings.fault("its chapters are not those of report.json");
    }
    Ok(())
}

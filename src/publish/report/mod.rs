//! `report.json` for programs and `report.html` for people: how the edition was made.

mod page;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::{Error, Programme, disk};
use crate::model::{Loudness, SpokenCoverage};

/// `report.json`, as it is written and as [`super::verify()`] and [`super::podcast()`] read it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The edition's title.
    pub title: String,
    /// Its day, `2024-11-28`.
    pub date: String,
    /// Its length in seconds.
    pub duration_s: f64,
    /// The master's sample rate.
    pub sample_rate: u32,
    /// The master as measured.
    pub loudness: Loudness,
    /// The sentences.
    pub segments: Vec<SegmentReport>,
    /// Sections and stories.
    pub chapters: Vec<ChapterReport>,
    /// What became of the input's characters.
    pub coverage: SpokenCoverage,
    /// What a person should know.
    pub problems: Vec<String>,
}

/// A sentence in `report.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SegmentReport {
    /// Its id in the script.
    pub id: String,
    /// Its first sound in seconds.
    pub start_s: f64,
    /// The end of its last one.
    pub end_s: f64,
    /// Who spoke it in the end.
    pub voice: String,
    /// Whether the clip store had it.
    pub cached: bool,
    /// How often it was tried.
    pub attempts: u32,
    /// What went wrong on the way.
    pub problem: Option<String>,
}

/// A chapter in `report.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChapterReport {
    /// Its title.
    pub title: String,
    /// Its mark in seconds.
    pub start_s: f64,
    /// The next one's, or the end.
    pub end_s: f64,
    /// 1 for a section, 2 for a story.
    pub level: u8,
}

/// Writes `report.json` and `report.html`.
pub fn publish(programme: &Programme<'_>) -> Result<Vec<PathBuf>, Error> {
    let folder = programme.target.folder;
    let report = report(programme);
    let page = page::render(programme, &report)?;
    Ok(vec![
        disk::write_json(folder.join("report.json"), &report)?,
        disk::write(folder.join("report.html"), page.as_bytes())?,
    ])
}

fn report(programme: &Programme<'_>) -> Report {
    let edition = programme.edition;
    let segments = programme.sentences().zip(&edition.takes).map(|(sentence, take)| SegmentReport {
        id: sentence.id.to_owned(),
        start_s: sentence.start.seconds(),
        end_s: sentence.end.seconds(),
        voice: take.voice.clone(),
        cached: take.cached,
        attempts: take.attempts,
        problem: take.problem.clone(),
    });
    let chapters = programme.parts().zip(&edition.script.chapters).map(|(part, chapter)| ChapterReport {
        title: part.title.to_owned(),
        start_s: part.start.seconds(),
        end_s: part.end.seconds(),
        level: chapter.level,
    });
    Report {
        title: programme.title().to_owned(),
        date: programme.date(),
        duration_s: programme.length.seconds(),
        sample_rate: edition.rate.hertz(),
        loudness: edition.loudness,
        segments: segments.collect(),
        chapters: chapters.collect(),
        coverage: edition.script.coverage,
        problems: problems(programme),
    }
}

/// The takes' problems, each with its segment, then what the caller knows besides.
fn problems(programme: &Programme<'_>) -> Vec<String> {
    let takes = programme.edition.script.segments.iter().zip(&programme.edition.takes);
    let spoken = takes.filter_map(|(segment, take)| {
        take.problem.as_ref().map(|problem| format!("segment {}: {problem}", segment.id))
    });
    spoken.chain(programme.target.problems.iter().cloned()).collect()
}

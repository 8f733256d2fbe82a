//! `report.json` for programs and `report.html` for people: how the edition was made.

mod page;

use std::path::PathBuf;

use super::{Error, Programme, disk};
use crate::model::{ChapterReport, Report, SegmentReport};

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
        language: programme.locale().tag().to_owned(),
        modified: programme.target.modified.to_string(),
        narrators: programme.target.about.narrators.clone(),
        disclosure: programme.target.about.disclosure.clone(),
        unreached: edition.script.unreached.clone(),
        duration_s: programme.length.seconds(),
        sample_rate: edition.rate.hertz(),
        loudness: edition.loudness,
        segments: segments.collect(),
        chapters: chapters.collect(),
        coverage: edition.script.coverage,
        problems: problems(programme),
    }
}

/// The takes' problems, each with its segment, those of the pages, then what the caller knows besides.
fn problems(programme: &Programme<'_>) -> Vec<String> {
    let takes = programme.edition.script.segments.iter().zip(&programme.edition.takes);
    let spoken = takes.filter_map(|(segment, take)| {
        take.problem.as_ref().map(|problem| format!("segment {}: {problem}", segment.id))
    });
    let pages = programme.edition.script.problems.iter();
    spoken.chain(pages.chain(programme.target.problems).cloned()).collect()
}

//! Checks of the files that are text.

use std::path::Path;

use serde_json::Value;

use super::super::chapters::VERSION;
use super::super::report::Report;
use super::super::template::escaped;
use super::super::{Error, clock, disk};
use super::Findings;
use crate::model::Millis;

fn json(path: &Path) -> Result<Value, Error> {
    serde_json::from_str(&disk::read(path)?)
        .map_err(|error| Error::Read { path: path.to_owned(), cause: error.to_string() })
}

/// The report against itself: one timeline, and coverage that adds up.
#[allow(clippy::unnecessary_wraps, reason = "one of the table's checks")]
pub fn report(_: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    let mut heard = 0.0;
    for segment in &report.segments {
        if segment.start_s < heard || segment.end_s <= segment.start_s {
            findings.fault(format!("segment {} does not come after the one before it", segment.id));
        }
        heard = segment.end_s;
    }
    if heard > report.duration_s {
        findings.fault("the last segment ends after the edition");
    }
    let ends = report.chapters.iter().skip(1).map(|chapter| chapter.start_s).chain([report.duration_s]);
    for (chapter, end) in report.chapters.iter().zip(ends) {
        if (chapter.end_s - end).abs() > 1e-9 || chapter.start_s > chapter.end_s {
            findings.fault(format!("chapter “{}” does not end where the next begins", chapter.title));
        }
    }
    let coverage = report.coverage;
    if coverage.spoken + coverage.skipped != coverage.characters {
        findings.fault("the coverage does not add up");
    }
    Ok(())
}

/// `chapters.json`.
pub fn chapters(path: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    let file = json(path)?;
    if file["version"] != VERSION {
        findings.fault(format!("the version is {}, not \"{VERSION}\"", file["version"]));
    }
    let chapters = file["chapters"].as_array().map(Vec::as_slice).unwrap_or_default();
    if findings.same_count("chapters", chapters.len(), report.chapters.len()) {
        for (found, expected) in chapters.iter().zip(&report.chapters) {
            findings.same_time(
                format!("“{}”", expected.title),
                found["startTime"].as_f64().unwrap_or(f64::NAN),
                expected.start_s,
            );
            if found["title"] != expected.title.as_str() {
                findings.fault(format!("“{}” has another title: {}", expected.title, found["title"]));
            }
        }
    }
    Ok(())
}

/// `chapters.vtt`: a cue for each chapter that has a length.
pub fn chapter_cues(path: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    let long = report.chapters.iter().filter(|chapter| chapter.end_s > chapter.start_s);
    let spans = long.map(|chapter| (chapter.title.as_str(), chapter.start_s, chapter.end_s));
    timings(&disk::read(path)?, '.', &spans.collect::<Vec<_>>(), findings);
    Ok(())
}

/// `transcript.vtt`: a cue a segment at its time; the text is the script's.
pub fn vtt(path: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    let text = disk::read(path)?;
    if !text.starts_with("WEBVTT\n") {
        findings.fault("the first line is not WEBVTT");
    }
    timings(&text, '.', &sentences(report), findings);
    Ok(())
}

/// `transcript.srt`: the same cues, counted from 1.
pub fn srt(path: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    timings(&disk::read(path)?, ',', &sentences(report), findings);
    Ok(())
}

/// `publication.json`: the edition's name and length, and files that are there.
pub fn audiobook(path: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    let file = json(path)?;
    let length = clock::iso(Millis((report.duration_s * 1_000.0).round() as u64));
    if file["name"] != report.title.as_str() || file["duration"] != length.as_str() {
        findings.fault(format!("it is not “{}” of {length}", report.title));
    }
    for list in ["readingOrder", "resources"] {
        for entry in file[list].as_array().map(Vec::as_slice).unwrap_or_default() {
            let url = entry["url"].as_str().unwrap_or_default();
            if url.is_empty() || !path.with_file_name(url).exists() {
                findings.fault(format!("it lists {url}, which is missing"));
            }
        }
    }
    Ok(())
}

/// What a cue stands for, and its time in seconds.
type Span<'a> = (&'a str, f64, f64);

fn sentences(report: &Report) -> Vec<Span<'_>> {
    report.segments.iter().map(|segment| (segment.id.as_str(), segment.start_s, segment.end_s)).collect()
}

/// The lines with an arrow against the times they should have.
fn timings(text: &str, point: char, spans: &[Span<'_>], findings: &mut Findings<'_>) {
    let found: Vec<_> = text.lines().filter_map(|line| line.split_once(" --> ")).collect();
    if !findings.same_count("cues", found.len(), spans.len()) {
        return;
    }
    let stamp = |seconds: f64| {
        clock::stamp(Millis((seconds * 1_000.0).round() as u64)).replace('.', &point.to_string())
    };
    for ((start, end), (name, from, to)) in found.into_iter().zip(spans) {
        if start != stamp(*from) || end != stamp(*to) {
            findings.fault(format!("the cue of “{name}” is at another time: {start} to {end}"));
        }
    }
}

/// A page, or the plain text: every chapter's title is on it.
pub fn page(path: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    let text = disk::read(path)?;
    for chapter in &report.chapters {
        if !text.contains(&escaped(&chapter.title)) && !text.contains(&chapter.title) {
            findings.fault(format!("“{}” is not in it", chapter.title));
        }
    }
    Ok(())
}

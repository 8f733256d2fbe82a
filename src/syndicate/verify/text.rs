//! Checks of the files that are text.

use std::path::Path;

use serde_json::Value;

use super::super::chapters::VERSION;
use super::super::report::Report;
use super::super::{Error, clock, disk};
use super::Findings;
use crate::model::Millis;

fn json(path: &Path) -> Result<Value, Error> {
    serde_json::from_str(&disk::read(path)?)
        .map_err(|error| Error::Read { path: path.to_owned(), cause: error.to_string() })
}

/// The report against itself: one timeline, and coverage that adds up.
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

/// `transcript.vtt`: a cue a segment at its time; the text is the script's.
pub fn vtt(path: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    let text = disk::read(path)?;
    if !text.starts_with("WEBVTT\n") {
        findings.fault("the first line is not WEBVTT");
    }
    timings(&text, '.', report, findings);
    Ok(())
}

/// The lines with an arrow against the segments.
pub fn timings(text: &str, point: char, report: &Report, findings: &mut Findings<'_>) {
    let found: Vec<_> = text.lines().filter_map(|line| line.split_once(" --> ")).collect();
    if !findings.same_count("cues", found.len(), report.segments.len()) {
        return;
    }
    let stamp = |seconds: f64| {
        clock::stamp(Millis((seconds * 1_000.0).round() as u64)).replace('.', &point.to_string())
    };
    for ((start, end), segment) in found.into_iter().zip(&report.segments) {
        if start != stamp(segment.start_s) || end != stamp(segment.end_s) {
            findings.fault(format!("the cue of {} is at another time: {start} to {end}", segment.id));
        }
    }
}

/// `index.html`: every chapter's title is on the page.
pub fn page(path: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    let text = disk::read(path)?;
    for chapter in &report.chapters {
        if !text.contains(&super::super::template::escaped(&chapter.title)) {
            findings.fault(format!("“{}” is not on the page", chapter.title));
        }
    }
    Ok(())
}

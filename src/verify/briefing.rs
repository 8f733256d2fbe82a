//! `briefing.mp3`: short enough, with stories of the edition in their order, and the edition's cover and notices.

use std::path::Path;

use id3::TagLike as _;

use super::error::{Error, unreadable};
use super::findings::Findings;
use super::sound::{self, LABEL};
use crate::model::Report;

/// Smart speakers play no more, in seconds.
const LONGEST_S: f64 = 600.0;

/// `briefing.mp3`.
pub fn check(path: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    let length = sound::length(path)?;
    if length > LONGEST_S {
        findings.fault(format!("it lasts {length:.1} s, more than {LONGEST_S:.0} s"));
    }
    let tag = id3::Tag::read_from_path(path).map_err(|error| unreadable(path, error))?;
    findings.titled(tag.title(), report);
    let mut marks: Vec<_> = tag.chapters().collect();
    marks.sort_by_key(|mark| mark.start_time);
    let mut rest = report.chapters.iter();
    for mark in &marks {
        let title = mark.frames.iter().find(|frame| frame.id() == "TIT2").and_then(|f| f.content().text());
        let title = title.unwrap_or_default();
        if !rest.any(|chapter| chapter.title == title) {
            findings.fault(format!("its chapter “{title}” is none of the edition's, or out of their order"));
        }
    }
    let told = tag.duration().map_or(0.0, |millis| f64::from(millis) / 1_000.0);
    let end = marks.last().map_or(told, |mark| f64::from(mark.end_time) / 1_000.0);
    findings.near("the end", length, end, 0.06);
    findings.discloses(report, tag.comments().next().map(|comment| comment.text.as_str()));
    let label = tag.extended_texts().find(|text| text.description == LABEL);
    findings.labelled(report, label.map(|label| label.value.as_str()));
    sound::hold_cover(tag.pictures().next().map(|picture| picture.data.as_slice()), path, findings)
}

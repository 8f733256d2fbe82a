//! `stories/`: a file for each chapter that players stop at, as long as it, with its title and number.

use std::path::Path;

use id3::TagLike as _;

use super::error::{Error, unreadable};
use super::findings::Findings;
use super::input::read_text;
use super::sound;
use super::stops::stops;
use crate::model::Report;

/// `stories/playlist.m3u8` and the files that it names.
pub fn check(path: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    let list = read_text(path)?;
    let mut lines = list.lines();
    if lines.next() != Some("#EXTM3U") {
        findings.fault("it is no playlist");
    }
    let stops = stops(report);
    let entries: Vec<(&str, &str)> = lines.clone().zip(lines.skip(1)).step_by(2).collect();
    if !findings.same_count("stories", entries.len(), stops.len()) {
        return Ok(());
    }
    for (number, ((told, file), stop)) in (1..).zip(entries.iter().zip(&stops)) {
        let title: String = stop.title.replace(['\n', '\r'], " ");
        if told.split_once(',').is_none_or(|(_, told)| told != title) || *file != format!("{number:03}.mp3") {
            findings.fault(format!("its entry {number} is not “{title}”"));
            continue;
        }
        let path = path.with_file_name(file);
        if !path.exists() {
            findings.fault(format!("it leads to {file}, which is missing"));
            continue;
        }
        findings.near(
            format!("the end of {file}"),
            sound::length(&path)?,
            stop.end_s - stop.start_s,
            sound::FILE_S,
        );
        let tag = id3::Tag::read_from_path(&path).map_err(|error| unreadable(&path, error))?;
        if tag.title() != Some(stop.title) || tag.track() != Some(number) {
            findings.fault(format!("{file} is not called “{}”, number {number}", stop.title));
        }
        findings.discloses(report, tag.comments().next().map(|comment| comment.text.as_str()));
    }
    Ok(())
}

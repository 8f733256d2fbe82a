//! `script.toml` against the report and the transcript: what was to be said is what was said.

use std::path::Path;

use serde::Deserialize;

use super::super::report::Report;
use super::super::{Error, disk};
use super::Findings;

/// The part of a script file that publications show.
#[derive(Deserialize)]
struct ScriptFile {
    #[serde(default)]
    title: String,
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
}

/// Same title, same segments in the same order, same chapters; and the transcript shows its words.
pub fn check(path: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    let script: ScriptFile = toml::from_str(&disk::read(path)?)
        .map_err(|error| Error::Read { path: path.to_owned(), cause: error.to_string() })?;
    if script.title != report.title {
        findings.fault(format!("the title is “{}”, but report.json says “{}”", script.title, report.title));
    }
    if !script.segments.iter().map(|s| &s.id).eq(report.segments.iter().map(|s| &s.id)) {
        findings.fault("its segments are not those of report.json in the same order");
    }
    if !script.chapters.iter().map(|c| &c.title).eq(report.chapters.iter().map(|c| &c.title)) {
        findings.fault("its chapters are not those of report.json");
    }
    let transcript = path.with_file_name("transcript.vtt");
    if let Ok(vtt) = disk::read(&transcript) {
        let written: String = script.segments.iter().map(|segment| segment.written.as_str()).collect();
        if bare(&written) != bare(&shown(&vtt)) {
            findings.fault("transcript.vtt does not show its printed text");
        }
    }
    Ok(())
}

/// The cues' text without tags, entities read.
fn shown(vtt: &str) -> String {
    let cues = vtt.split("\n\n").skip(1);
    let payloads = cues.flat_map(|cue| cue.lines().skip_while(|line| !line.contains(" --> ")).skip(1));
    let text: String = payloads.map(|line| line.split_once('>').map_or(line, |(_, text)| text)).collect();
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// Without blanks: lines are broken at them.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

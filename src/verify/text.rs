//! Checks of the files that are text.

use std::path::Path;

use serde_json::Value;

use super::error::{Error, unreadable};
use super::findings::Findings;
use super::input::{millis, read_text};
use super::stops::stops;
use crate::model::{Report, clock, is_web_address};

/// The version of JSON Chapters.
const VERSION: &str = "1.2.0";

fn json(path: &Path) -> Result<Value, Error> {
    serde_json::from_str(&read_text(path)?).map_err(|error| unreadable(path, error))
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
    for (index, chapter) in report.chapters.iter().enumerate() {
        let behind = &report.chapters[index + 1..];
        let has_stories = chapter.level == 1 && behind.first().is_some_and(|next| next.level > 1);
        let next = behind.iter().find(|next| !has_stories || next.level == 1);
        let end = next.map_or(report.duration_s, |next| next.start_s);
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
    let stops = stops(report);
    if findings.same_count("chapters", chapters.len(), stops.len()) {
        for (found, expected) in chapters.iter().zip(&stops) {
            let time = |key: &str| found[key].as_f64().unwrap_or(f64::NAN);
            findings.same_time(format!("“{}”", expected.title), time("startTime"), expected.start_s);
            findings.same_time(format!("the end of “{}”", expected.title), time("endTime"), expected.end_s);
            if found["title"] != expected.title {
                findings.fault(format!("“{}” has another title: {}", expected.title, found["title"]));
            }
            for key in ["url", "img"] {
                if found[key].as_str().is_some_and(|address| !is_web_address(address)) {
                    findings.fault(format!(
                        "the {key} of “{}” is no address of the web: {}",
                        expected.title, found[key]
                    ));
                }
            }
            if found["toc"] == false {
                findings.fault(format!("“{}” is kept out of the table of contents", expected.title));
            }
        }
    }
    Ok(())
}

/// `chapters.vtt`: a cue for each of them.
pub fn chapter_cues(path: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    let stops = stops(report);
    let spans = stops.iter().map(|stop| (stop.title, stop.start_s, stop.end_s));
    let text = read_text(path)?;
    let cues = cues(&text);
    timings(&cues, '.', &spans.collect::<Vec<_>>(), findings);
    for (cue, stop) in cues.iter().zip(&stops) {
        if plain(&cue.text) != stop.title {
            findings.fault(format!("“{}” has another title: {}", stop.title, cue.text));
        }
    }
    Ok(())
}

/// `transcript.vtt`: each segment's cues at its time, each with its speaker; the text is the script's.
pub fn vtt(path: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    let text = read_text(path)?;
    if !text.starts_with("WEBVTT\n\n") {
        findings.fault("it does not begin with WEBVTT and a blank line");
    }
    let cues = cues(&text);
    timings(&cues, '.', &sentences(report), findings);
    let spoken =
        |cue: &Cue<'_>| cue.text.strip_prefix("<v ")?.split_once('>').map(|(_, text)| plain(&untimed(text)));
    match cues.iter().map(spoken).collect::<Option<String>>() {
        Some(shown) => findings.shows_only(&shown),
        None => findings.fault("a cue has no speaker"),
    }
    Ok(())
}

/// A cue's text without the times inside it.
fn untimed(text: &str) -> String {
    let mut pieces = text.split('<');
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |text, piece| text + piece.split_once('>').map_or(piece, |(_, text)| text))
}

/// `transcript.json`: a segment a sentence at its time, its text the script's, its words in order and within it.
pub fn transcript(path: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    let file = json(path)?;
    let segments = file["segments"].as_array().map(Vec::as_slice).unwrap_or_default();
    if !findings.same_count("sentences", segments.len(), report.segments.len()) {
        return Ok(());
    }
    let time = |value: &Value, key: &str| value[key].as_f64().unwrap_or(f64::NAN);
    for (found, expected) in segments.iter().zip(&report.segments) {
        findings.same_time(&expected.id, time(found, "startTime"), expected.start_s);
        findings.same_time(&expected.id, time(found, "endTime"), expected.end_s);
        let mut heard = time(found, "startTime");
        for word in found["words"].as_array().map(Vec::as_slice).unwrap_or_default() {
            let (start, end) = (time(word, "startTime"), time(word, "endTime"));
            if !(heard <= start && start <= end && end <= time(found, "endTime")) {
                findings
                    .fault(format!("segment {}: the word {} is not in its place", expected.id, word["body"]));
            }
            heard = start;
        }
    }
    let bodies = segments.iter().filter_map(|segment| segment["body"].as_str());
    findings.shows_only(&bodies.collect::<String>());
    Ok(())
}

/// WebVTT's entities read.
fn plain(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// `transcript.srt`: the same cues, counted from 1.
pub fn srt(path: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    let text = read_text(path)?;
    let cues = cues(&text);
    timings(&cues, ',', &sentences(report), findings);
    let numbers = text.split("\n\n").map(|block| block.lines().next().unwrap_or_default());
    if !numbers.eq((1..=cues.len()).map(|number| number.to_string())) {
        findings.fault("its cues are not counted from 1");
    }
    findings.shows_only(&cues.iter().map(|cue| cue.text.as_str()).collect::<String>());
    Ok(())
}

/// `publication.json`: what the W3C's audiobook profile demands, the edition's name and length, and files that
/// are there.
pub fn audiobook(path: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    let file = json(path)?;
    let length = clock::iso(millis(report.duration_s));
    let name = file["name"].as_str().unwrap_or_default();
    if !name.starts_with(&report.title) || file["duration"] != length.as_str() {
        findings.fault(format!("it is not “{}” of {length}", report.title));
    }
    let context = &file["@context"];
    if context[0] != "https://schema.org" || context[1] != "https://www.w3.org/ns/pub-context" {
        findings.fault("its @context is not that of the Publication Manifest");
    }
    if file["conformsTo"] != "https://www.w3.org/TR/audiobooks/" || file["type"] != "Audiobook" {
        findings.fault("it does not say that it is an audiobook");
    }
    if file["datePublished"] != report.date.as_str() {
        findings.fault(format!("its date is {}", file["datePublished"]));
    }
    findings.discloses(report, file["description"].as_str());
    let order = file["readingOrder"].as_array().map(Vec::as_slice).unwrap_or_default();
    if order.len() != 1 || order.iter().any(|track| track["duration"] != length.as_str()) {
        findings.fault(format!("its readingOrder is not the edition of {length}"));
    }
    let resources = file["resources"].as_array().map(Vec::as_slice).unwrap_or_default();
    for entry in order.iter().chain(resources) {
        let url = entry["url"].as_str().unwrap_or_default();
        if url.is_empty() || !path.with_file_name(url).exists() {
            findings.fault(format!("it lists {url}, which is missing"));
        }
    }
    for rel in ["contents", "cover"] {
        if !resources.iter().any(|entry| entry["rel"] == rel) {
            findings.fault(format!("it names no {rel}"));
        }
    }
    Ok(())
}

/// `app.webmanifest`: the edition's name, its page, and its cover.
pub fn manifest(path: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    let file = json(path)?;
    if !file["name"].as_str().unwrap_or_default().starts_with(&report.title) {
        findings.fault(format!("it is not “{}”", report.title));
    }
    let icons = file["icons"].as_array().map(Vec::as_slice).unwrap_or_default();
    for link in icons.iter().map(|icon| &icon["src"]).chain([&file["start_url"]]) {
        let link = link.as_str().unwrap_or_default();
        if link.is_empty() || !path.with_file_name(link).exists() {
            findings.fault(format!("it leads to {link}, which is missing"));
        }
    }
    Ok(())
}

/// What a cue stands for, and its time in seconds.
type Span<'a> = (&'a str, f64, f64);

fn sentences(report: &Report) -> Vec<Span<'_>> {
    report.segments.iter().map(|segment| (segment.id.as_str(), segment.start_s, segment.end_s)).collect()
}

/// A cue as a subtitle file has it.
struct Cue<'a> {
    start: &'a str,
    end: &'a str,
    text: String,
}

/// The cues of a subtitle file: what stands around the lines with an arrow.
fn cues(file: &str) -> Vec<Cue<'_>> {
    file.split("\n\n")
        .filter_map(|block| {
            let mut lines = block.lines().skip_while(|line| !line.contains(" --> "));
            let (start, end) = lines.next()?.split_once(" --> ")?;
            Some(Cue { start, end, text: lines.collect() })
        })
        .collect()
}

/// Each span has its cues: the first begins with it, the last ends with it, and none leaves a gap.
fn timings(cues: &[Cue<'_>], point: char, spans: &[Span<'_>], findings: &mut Findings<'_>) {
    let stamp = |seconds: f64| clock::stamp(millis(seconds)).replace('.', &point.to_string());
    let mut cues = cues.iter();
    for (name, from, to) in spans {
        let (mut now, end) = (stamp(*from), stamp(*to));
        while now != end {
            match cues.next() {
                Some(cue) if cue.start == now && cue.end > cue.start && *cue.end <= *end => {
                    now = cue.end.into();
                }
                Some(cue) => {
                    let at = format!("{} to {}", cue.start, cue.end);
                    return findings.fault(format!("the cue of “{name}” is at another time: {at}"));
                }
                None => return findings.fault(format!("“{name}” has no cue up to its end")),
            }
        }
    }
    findings.same_count("cues too many", cues.count(), 0);
}

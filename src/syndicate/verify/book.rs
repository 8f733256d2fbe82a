//! The talking books: every sentence at its time, every file there, and totals that add up.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::super::report::Report;
use super::super::template::escaped;
use super::super::{Error, clock, disk};
use super::Findings;
use super::sound;
use crate::model::Millis;

/// How far a part of DAISY's own MP3 may end from its last clip: a frame and the decoder's delay.
const FILE_S: f64 = 0.06;

/// An element with its attributes.
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
}

impl Element {
    fn get(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }
}

/// The elements of a well-formed document, in order.
fn elements(path: &Path, xml: &str) -> Result<Vec<Element>, Error> {
    let failed = |cause: String| Error::Read { path: path.to_owned(), cause };
    let mut reader = Reader::from_str(xml);
    let mut elements = Vec::new();
    loop {
        match reader.read_event().map_err(|error| failed(error.to_string()))? {
            Event::Start(tag) | Event::Empty(tag) => {
                let attributes = tag
                    .attributes()
                    .map(|one| one.map(|one| (one.key.as_ref().to_owned(), one.value.into_owned())))
                    .collect::<Result<_, _>>()
                    .map_err(|error| failed(error.to_string()))?;
                elements.push(Element { name: tag.name().as_ref().to_owned(), attributes });
            }
            Event::Eof => return Ok(elements),
            _ => {}
        }
    }
}

/// `edition.epub`.
pub fn epub(path: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    let failed = |cause: String| Error::Read { path: path.to_owned(), cause };
    let file = File::open(path).map_err(|error| failed(error.to_string()))?;
    let mut book = ZipArchive::new(BufReader::new(file)).map_err(|error| failed(error.to_string()))?;
    let names = book.file_names().map(|name| name.map(std::borrow::Cow::into_owned));
    let mut names = names.collect::<Result<Vec<_>, _>>().map_err(|error| failed(error.to_string()))?;
    if names.first().is_none_or(|name| name != "mimetype") {
        findings.fault("the first entry is not mimetype");
    }
    names.sort();
    let mut read = |name: &str| {
        let mut text = String::new();
        let read = book.by_name(name).map(|mut entry| entry.read_to_string(&mut text));
        match read {
            Ok(Ok(_)) => Ok(text),
            Ok(Err(error)) => Err(failed(format!("{name}: {error}"))),
            Err(error) => Err(failed(format!("{name}: {error}"))),
        }
    };
    let contents = read("EPUB/nav.xhtml")?;
    titles(&contents, report, findings);
    let mut begins = Vec::new();
    for name in names.iter().filter(|name| name.starts_with("EPUB/overlay/")) {
        let overlay = elements(path, &read(name)?)?;
        let audio = overlay.iter().filter(|element| element.name == "audio");
        begins.extend(audio.map(|audio| audio.get("clipBegin").to_owned()));
    }
    if findings.same_count("clips", begins.len(), report.segments.len()) {
        for (begin, segment) in begins.iter().zip(&report.segments) {
            if *begin != clock::stamp(millis(segment.start_s)) {
                findings.fault(format!("the clip of {} begins at {begin}", segment.id));
            }
        }
    }
    Ok(())
}

/// `daisy/ncc.html` and what it leads to.
pub fn daisy(path: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    let text = disk::read(path)?;
    titles(&text, report, findings);
    let ncc = elements(path, &text)?;
    let links = ncc.iter().filter(|element| element.name == "a").map(|link| link.get("href"));
    let mut files: Vec<&str> = links.filter_map(|href| href.split_once('#')).map(|(file, _)| file).collect();
    files.sort_unstable();
    files.dedup();
    let (mut total, mut clips) = (Millis(0), 0);
    for file in files {
        let (length, count) = track(&path.with_file_name(file), report, clips, findings)?;
        total.0 += length.0;
        clips += count;
    }
    findings.same_count("clips", clips, report.segments.len());
    let told = ncc.iter().find(|element| element.get("name") == "ncc:totalTime");
    if told.is_none_or(|element| element.get("content") != clock::whole(total)) {
        findings.fault(format!("ncc:totalTime is not {}, the sum of its parts", clock::whole(total)));
    }
    Ok(())
}

/// A SMIL file of DAISY against the segments from `first` on: its length, and how many clips it has.
fn track(
    path: &Path,
    report: &Report,
    first: usize,
    findings: &mut Findings<'_>,
) -> Result<(Millis, usize), Error> {
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let number = name.rsplit('-').next().and_then(|number| number.parse::<usize>().ok()).unwrap_or_default();
    let Some(chapter) = number.checked_sub(1).and_then(|index| report.chapters.get(index)) else {
        findings.fault(format!("{name}.smil belongs to no chapter"));
        return Ok((Millis(0), 0));
    };
    let seconds =
        |npt: &str| npt.trim_start_matches("npt=").trim_end_matches('s').parse().unwrap_or(f64::NAN);
    let (mut length, mut count, mut end) = (0.0, 0, 0.0);
    for clip in elements(path, &disk::read(path)?)?.iter().filter(|element| element.name == "audio") {
        let begin: f64 = seconds(clip.get("clip-begin"));
        end = seconds(clip.get("clip-end"));
        if let Some(segment) = report.segments.get(first + count) {
            findings.same_time(
                format!("{} in {name}.smil", segment.id),
                chapter.start_s + begin,
                segment.start_s,
            );
        }
        length += end - begin;
        count += 1;
    }
    let sound = sound::length(&path.with_extension("mp3"))?;
    findings.near(format!("the end of {name}.mp3"), chapter.start_s + sound, chapter.start_s + end, FILE_S);
    Ok((millis(length), count))
}

/// Every chapter's title is in the contents.
fn titles(contents: &str, report: &Report, findings: &mut Findings<'_>) {
    for chapter in &report.chapters {
        if !contents.contains(&escaped(&chapter.title)) {
            findings.fault(format!("“{}” is not in its contents", chapter.title));
        }
    }
}

fn millis(seconds: f64) -> Millis {
    Millis((seconds * 1_000.0).round().max(0.0) as u64)
}

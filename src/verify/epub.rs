//! `edition.epub`: every file whole and listed, every sentence with its text and its sound at its time.

use std::collections::BTreeMap;
use std::io::{self, BufReader, Read};
use std::path::Path;

use zip::ZipArchive;

use super::book;
use super::error::Error;
use super::findings::{Findings, bare};
use super::input::millis;
use super::xml::{Element, elements};
use crate::files::regular;
use crate::model::{ChapterReport, Millis, Report, clock};

/// The texts of a book by their names in the package; media have none.
type Files = BTreeMap<String, String>;

/// `edition.epub`.
pub fn check(path: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    let failed = |cause: String| Error::Read { path: path.to_owned(), cause };
    let files = unpack(path, findings).map_err(|error| failed(error.to_string()))?;
    let read = |name: &str| {
        let text = files.get(name).ok_or_else(|| failed(format!("{name} is missing")))?;
        elements(text).map_err(|cause| failed(format!("{name}: {cause}")))
    };
    let package = read("EPUB/package.opf")?;
    listed(&package, &files, findings);
    let contents = read("EPUB/nav.xhtml")?;
    book::titles(&contents, "a", report, findings);
    pages(&contents, &read, findings)?;
    let (mut total, mut clips) = (Millis(0), 0);
    for item in package.iter().filter(|item| item.get("media-type") == "application/smil+xml") {
        let name = format!("EPUB/{}", item.get("href"));
        let length = overlay(&name, &read, report, &mut clips, findings)?;
        let refined = format!("#{}", item.get("id"));
        let told = package.iter().find(|meta| meta.get("refines") == refined);
        if told.is_none_or(|meta| meta.text != clock::stamp(length)) {
            findings.fault(format!("the length of {name} is not {}", clock::stamp(length)));
        }
        total.0 += length.0;
    }
    findings.same_count("clips", clips, report.segments.len());
    let told = package.iter().find(|e| e.get("property") == "media:duration" && e.get("refines").is_empty());
    if told.is_none_or(|meta| meta.text != clock::stamp(total)) {
        findings.fault(format!("media:duration is not {}, the sum of its parts", clock::stamp(total)));
    }
    let told = package.iter().find(|meta| meta.name == "dc:description");
    findings.discloses(report, told.map(|told| told.text.as_str()));
    let modified = package.iter().find(|meta| meta.get("property") == "dcterms:modified");
    if !report.modified.is_empty() && modified.is_none_or(|modified| modified.text != report.modified) {
        findings.fault(format!("dcterms:modified is not {}", report.modified));
    }
    for (name, value) in [("dc:title", &report.title), ("dc:date", &report.date)] {
        if !package.iter().any(|meta| meta.name == name && meta.text.starts_with(value.as_str())) {
            findings.fault(format!("{name} is not “{value}”"));
        }
    }
    Ok(())
}

/// The list of printed pages, and the mark of each in its document.
fn pages(
    contents: &[Element],
    read: &impl Fn(&str) -> Result<Vec<Element>, Error>,
    findings: &mut Findings<'_>,
) -> Result<(), Error> {
    let document = |number: usize| format!("text/part-{number:03}.xhtml");
    let pages = book::pages(findings);
    let expected: Vec<_> =
        pages.iter().map(|(number, label)| (format!("{}#page", document(*number)), label.clone())).collect();
    let links = contents.iter().filter(|link| link.name == "a" && link.get("href").ends_with("#page"));
    let found: Vec<_> = links.map(|link| (link.get("href").to_owned(), link.text.clone())).collect();
    book::same_pages(&found, &expected, findings);
    for (number, label) in pages {
        let name = format!("EPUB/{}", document(number));
        let is_mark = |element: &Element| {
            element.get("epub:type") == "pagebreak"
                && element.get("id") == "page"
                && element.get("aria-label") == label
        };
        if !read(&name)?.iter().any(is_mark) {
            findings.fault(format!("{name} does not say that page {label} begins"));
        }
    }
    Ok(())
}

/// Reads every entry to its end, which compares its checksum.
fn unpack(path: &Path, findings: &mut Findings<'_>) -> io::Result<Files> {
    let mut book = ZipArchive::new(BufReader::new(regular::open(path)?)).map_err(io::Error::other)?;
    let mut files = Files::new();
    for index in 0..book.len() {
        let mut entry = book.by_index(index).map_err(io::Error::other)?;
        let name = entry.name().map_err(io::Error::other)?.into_owned();
        let named = |error: io::Error| io::Error::other(format!("{name}: {error}"));
        let mut text = String::new();
        if name.starts_with("EPUB/media/") {
            io::copy(&mut entry, &mut io::sink()).map_err(named)?;
        } else {
            entry.read_to_string(&mut text).map_err(named)?;
        }
        if index == 0 && (name != "mimetype" || text != "application/epub+zip") {
            findings.fault("the first entry is not mimetype");
        }
        files.insert(name, text);
    }
    Ok(files)
}

/// The package lists what is in the book, and nothing else.
fn listed(package: &[Element], files: &Files, findings: &mut Findings<'_>) {
    let items = package.iter().filter(|element| element.name == "item");
    let mut listed: Vec<String> = items.map(|item| format!("EPUB/{}", item.get("href"))).collect();
    listed.extend(["mimetype", "META-INF/container.xml", "EPUB/package.opf"].map(str::to_owned));
    for name in listed.iter().filter(|name| !files.contains_key(*name)) {
        findings.fault(format!("it lists {name}, which is missing"));
    }
    for name in files.keys().filter(|name| !listed.contains(name)) {
        findings.fault(format!("{name} is not listed"));
    }
}

/// Where what is said in a chapter itself ends: where the next one begins.
fn own_end(report: &Report, chapter: &ChapterReport) -> f64 {
    let mut behind = report.chapters.iter().skip_while(|one| !std::ptr::eq(*one, chapter)).skip(1);
    behind.next().map_or(report.duration_s, |next| next.start_s)
}

/// An overlay against the segments from `clips` on; its length.
fn overlay(
    name: &str,
    read: &impl Fn(&str) -> Result<Vec<Element>, Error>,
    report: &Report,
    clips: &mut usize,
    findings: &mut Findings<'_>,
) -> Result<Millis, Error> {
    let document = name.replace("/overlay/", "/text/").replace(".smil", ".xhtml");
    let page = read(&document)?;
    let chapter = book::chapter(name, report, findings);
    let overlay = read(name)?;
    let mut sounds = overlay.iter().filter(|element| element.name == "audio").peekable();
    let mut length = Millis(0);
    for text in overlay.iter().filter(|element| element.name == "text") {
        let (Some(sound), Some(segment)) = (sounds.next(), report.segments.get(*clips)) else { break };
        let file = document.trim_start_matches("EPUB/");
        if text.get("src") != format!("../{file}#s{}", *clips + 1)
            || sound.get("src") != "../media/edition.mp3"
        {
            findings.fault(format!("the clip of {} leads to {}", segment.id, text.get("src")));
        }
        let id = format!("s{}", *clips + 1);
        let shown = page.iter().find(|element| element.get("id") == id).map(|element| bare(&element.text));
        if findings.written.get(*clips).is_some_and(|text| shown != Some(bare(text))) {
            findings.fault(format!("{document} does not show the text of {}", segment.id));
        }
        // A clip lasts until the next begins, the last one to its chapter's end.
        let last = chapter.map_or(f64::NAN, |chapter| own_end(report, chapter)).max(segment.end_s);
        let end =
            sounds.peek().map_or_else(|| clock::stamp(millis(last)), |next| next.get("clipBegin").into());
        let begin = millis(segment.start_s);
        if sound.get("clipBegin") != clock::stamp(begin) || sound.get("clipEnd") != end {
            let (from, to) = (sound.get("clipBegin"), sound.get("clipEnd"));
            findings.fault(format!("the clip of {} is at another time: {from} to {to}", segment.id));
        }
        let next = report.segments.get(*clips + 1).filter(|_| sounds.peek().is_some());
        length.0 += millis(next.map_or(last, |next| next.start_s)).0.saturating_sub(begin.0);
        *clips += 1;
    }
    Ok(length)
}

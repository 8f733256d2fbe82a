//! `daisy/`: the contents, and for each chapter its clips, its text and its sound.

use std::fs;
use std::io::BufReader;
use std::path::Path;

use zip::ZipArchive;

use super::error::{Error, unreadable};
use super::findings::{Findings, bare};
use super::input::{millis, read_text};
use super::xml::{Element, elements};
use super::{book, lpf, sound};
use crate::files::regular;
use crate::model::{Millis, Report, clock};

fn read(path: &Path) -> Result<Vec<Element>, Error> {
    elements(&read_text(path)?).map_err(|cause| Error::Read { path: path.to_owned(), cause })
}

fn meta<'a>(document: &'a [Element], name: &str) -> &'a str {
    document.iter().find(|element| element.get("name") == name).map_or("", |element| element.get("content"))
}

/// `daisy/ncc.html` and what it leads to.
pub fn check(path: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    let ncc = read(path)?;
    book::titles(&ncc, "a", report, findings);
    let texts = read(&path.with_file_name("content.html"))?;
    pages(&ncc, &texts, findings);
    let links = ncc.iter().filter(|element| element.name == "a").map(|link| link.get("href"));
    let mut files: Vec<&str> = links.filter_map(|href| href.split_once('#')).map(|(file, _)| file).collect();
    files.sort_unstable();
    files.dedup();
    let (mut total, mut clips) = (Millis(0), 0);
    for file in files {
        total.0 += track(&path.with_file_name(file), &texts, report, &mut clips, findings)?.0;
    }
    findings.same_count("clips", clips, report.segments.len());
    if meta(&ncc, "ncc:totalTime") != clock::whole(total) {
        findings.fault(format!("ncc:totalTime is not {}, the sum of its parts", clock::whole(total)));
    }
    let master = read(&path.with_file_name("master.smil"))?;
    if meta(&master, "ncc:timeInThisSmil") != clock::whole(total) {
        findings.fault(format!("the time in master.smil is not {}", clock::whole(total)));
    }
    for reference in master.iter().filter(|element| element.name == "ref") {
        if !path.with_file_name(reference.get("src")).exists() {
            findings.fault(format!("master.smil leads to {}, which is missing", reference.get("src")));
        }
    }
    let folder = path.parent().unwrap_or(path);
    let count = fs::read_dir(folder).map_or(0, Iterator::count);
    if meta(&ncc, "ncc:files") != count.to_string() {
        findings.fault(format!("ncc:files is {}, but there are {count}", meta(&ncc, "ncc:files")));
    }
    findings.discloses(report, Some(meta(&ncc, "dc:description")));
    if meta(&ncc, "dc:date") != report.date || !meta(&ncc, "dc:title").starts_with(&report.title) {
        findings.fault(format!("it is not “{}” of {}", report.title, report.date));
    }
    Ok(())
}

/// `daisy.zip`: every file of `daisy/`, and no other.
pub fn packed(path: &Path, _: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    let file = regular::open(path).map_err(|error| unreadable(path, error))?;
    let mut book = ZipArchive::new(BufReader::new(file)).map_err(|error| unreadable(path, error))?;
    let folder = path.with_file_name("daisy");
    let entries = fs::read_dir(&folder).map_err(|error| unreadable(&folder, error))?;
    let names: Vec<String> = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    if book.len() != names.len() {
        findings.fault(format!("it has {} files, but daisy/ has {}", book.len(), names.len()));
    }
    for name in names {
        lpf::same(&mut book, &name, path, &folder.join(&name), findings)?;
    }
    Ok(())
}

/// The printed pages: each behind the heading of the chapter that it begins with, and counted.
fn pages(ncc: &[Element], texts: &[Element], findings: &mut Findings<'_>) {
    let expected: Vec<_> = book::pages(findings)
        .into_iter()
        .map(|(number, label)| {
            let kind = if label.parse::<u32>().is_ok() { "page-normal" } else { "page-special" };
            (format!("{kind} page{number}"), label)
        })
        .collect();
    for document in [ncc, texts] {
        let spans = document.iter().filter(|span| span.get("class").starts_with("page-"));
        let named = |span: &Element| format!("{} {}", span.get("class"), span.get("id"));
        let found: Vec<_> = spans.map(|span| (named(span), span.text.clone())).collect();
        book::same_pages(&found, &expected, findings);
    }
    // Heading, its link, page, its link.
    for row in ncc.windows(4).filter(|row| row[2].get("class").starts_with("page-")) {
        if row[3].get("href") != row[1].get("href") {
            findings.fault(format!("page {} does not lead to {}", row[2].text, row[1].text));
        }
    }
    let told = |name: &str| meta(ncc, name).parse::<usize>().unwrap_or(0);
    if told("ncc:pageNormal") + told("ncc:pageSpecial") != expected.len() {
        findings.fault(format!("it counts other than {} printed pages", expected.len()));
    }
}

/// A SMIL file against the segments from `clips` on; its length.
fn track(
    path: &Path,
    texts: &[Element],
    report: &Report,
    clips: &mut usize,
    findings: &mut Findings<'_>,
) -> Result<Millis, Error> {
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let Some(chapter) = book::chapter(&name, report, findings) else { return Ok(Millis(0)) };
    let seconds =
        |npt: &str| npt.trim_start_matches("npt=").trim_end_matches('s').parse().unwrap_or(f64::NAN);
    let smil = read(path)?;
    let (mut length, mut end) = (0.0, None);
    let targets = smil.iter().filter(|element| element.name == "text");
    for (clip, text) in smil.iter().filter(|element| element.name == "audio").zip(targets) {
        let begin: f64 = seconds(clip.get("clip-begin"));
        let Some(segment) = report.segments.get(*clips) else { break };
        findings.same_time(
            format!("{} in {name}.smil", segment.id),
            chapter.start_s + begin,
            segment.start_s,
        );
        if end.is_some_and(|end: f64| (begin - end).abs() > 0.0005) {
            findings.fault(format!("{name}.smil leaves a gap before {}", segment.id));
        }
        let until = seconds(clip.get("clip-end"));
        (length, end) = (length + until - begin, Some(until));
        let id = format!("s{}", *clips + 1);
        if text.get("src") != format!("content.html#{id}") || clip.get("src") != format!("{name}.mp3") {
            findings.fault(format!("the clip of {} in {name}.smil leads to {}", segment.id, text.get("src")));
        }
        let shown = texts.iter().find(|element| element.get("id") == id).map(|element| bare(&element.text));
        if findings.written.get(*clips).is_some_and(|text| shown != Some(bare(text))) {
            findings.fault(format!("content.html does not show the text of {}", segment.id));
        }
        *clips += 1;
    }
    let told = meta(&smil, "ncc:timeInThisSmil");
    if told != clock::whole(millis(length)) {
        findings.fault(format!("{name}.smil says it lasts {told}"));
    }
    sound::of_book(&path.with_extension("mp3"), chapter.start_s, end, report, findings)?;
    Ok(millis(length))
}

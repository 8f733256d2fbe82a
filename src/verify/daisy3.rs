//! `daisy3/`: the package lists what is there, the navigation counts its places in order, and each sentence is heard and
//! shown in its place (ANSI/NISO Z39.86-2005).

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::error::Error;
use super::findings::{Findings, bare};
use super::input::{millis, read_text};
use super::xml::{Element, elements};
use super::{book, sound};
use crate::model::{Millis, Report, clock};

fn read(path: &Path) -> Result<Vec<Element>, Error> {
    elements(&read_text(path)?).map_err(|cause| Error::Read { path: path.to_owned(), cause })
}

fn meta<'a>(document: &'a [Element], name: &str) -> &'a str {
    document.iter().find(|element| element.get("name") == name).map_or("", |element| element.get("content"))
}

fn text<'a>(document: &'a [Element], name: &str) -> &'a str {
    document.iter().find(|element| element.name == name).map_or("", |element| element.text.as_str())
}

/// `daisy3/package.opf` and what it lists.
pub fn check(path: &Path, report: &Report, findings: &mut Findings<'_>) -> Result<(), Error> {
    let package = read(path)?;
    if text(&package, "dc:Date") != report.date || !text(&package, "dc:Title").starts_with(&report.title) {
        findings.fault(format!("it is not “{}” of {}", report.title, report.date));
    }
    if text(&package, "dc:Format") != "ANSI/NISO Z39.86-2005" {
        findings.fault("its dc:Format is not ANSI/NISO Z39.86-2005");
    }
    findings.discloses(report, Some(text(&package, "dc:Description")));
    let items: BTreeMap<&str, &str> = package
        .iter()
        .filter(|element| element.name == "item")
        .map(|item| (item.get("id"), item.get("href")))
        .collect();
    let folder = path.parent().unwrap_or(path);
    let there: BTreeSet<String> = fs::read_dir(folder)
        .map(|entries| entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect())
        .unwrap_or_default();
    let listed: BTreeSet<String> = items.values().map(|href| (*href).to_owned()).collect();
    for file in there.symmetric_difference(&listed) {
        findings.fault(format!("{file} is in its folder or on its list, but not both"));
    }
    let resources = read(&path.with_file_name("resources.res"))?;
    if resources.first().is_none_or(|root| root.name != "resources") {
        findings.fault("resources.res holds no resources");
    }
    let texts = read(&path.with_file_name("book.xml"))?;
    let (mut total, mut clips, mut places) = (Millis(0), 0, BTreeSet::new());
    let spine = package.iter().filter(|element| element.name == "itemref");
    for file in spine.filter_map(|reference| items.get(reference.get("idref"))) {
        let told = clock::stamp(total);
        let length =
            part(&path.with_file_name(file), &texts, report, (&mut clips, &mut places, &told), findings)?;
        total.0 += length.0;
    }
    findings.same_count("clips", clips, report.segments.len());
    if meta(&package, "dtb:totalTime") != clock::stamp(total) {
        findings.fault(format!("dtb:totalTime is not {}, the sum of its parts", clock::stamp(total)));
    }
    navigation(&read(&path.with_file_name("navigation.ncx"))?, &texts, &places, report, findings);
    Ok(())
}

/// The navigation has every chapter in order, its places are counted without a gap, and they lead somewhere.
fn navigation(
    ncx: &[Element],
    texts: &[Element],
    places: &BTreeSet<String>,
    report: &Report,
    findings: &mut Findings<'_>,
) {
    let mut titles = Vec::new();
    let mut pages = Vec::new();
    let mut orders: BTreeMap<String, String> = BTreeMap::new();
    for (at, element) in ncx.iter().enumerate() {
        let is_page = element.name == "pageTarget";
        if element.name != "navPoint" && !is_page {
            continue;
        }
        let inside = &ncx[at + 1..];
        let label = inside.iter().find(|element| element.name == "text").map_or("", |text| &text.text);
        let target = inside.iter().find(|element| element.name == "content").map_or("", |c| c.get("src"));
        if is_page {
            pages.push((element.get("id").to_owned(), label.to_owned()));
        } else {
            titles.push(label);
        }
        if !places.contains(target) {
            findings.fault(format!("navigation.ncx: “{label}” leads to {target}, which is not there"));
        }
        let order = orders.entry(target.to_owned()).or_insert_with(|| element.get("playOrder").to_owned());
        if order != element.get("playOrder") {
            findings.fault(format!("navigation.ncx: two places that lead to {target} have other orders"));
        }
    }
    if !titles.iter().copied().eq(report.chapters.iter().map(|chapter| chapter.title.as_str())) {
        findings.fault("navigation.ncx: its titles are not those of the report");
    }
    let numbers: BTreeSet<usize> = orders.values().filter_map(|order| order.parse().ok()).collect();
    if !numbers.iter().copied().eq(1..=orders.len()) {
        findings.fault("navigation.ncx: its places are not counted from 1 without a gap");
    }
    let expected: Vec<_> =
        book::pages(findings).into_iter().map(|(number, label)| (format!("page{number}"), label)).collect();
    book::same_pages(&pages, &expected, findings);
    let shown = texts.iter().filter(|element| element.name == "pagenum");
    let shown: Vec<_> = shown.map(|page| (page.get("id").to_owned(), page.text.clone())).collect();
    book::same_pages(&shown, &expected, findings);
}

/// A SMIL file against the segments from `clips` on; its length. Its places are added to `places`.
fn part(
    path: &Path,
    texts: &[Element],
    report: &Report,
    (clips, places, elapsed): (&mut usize, &mut BTreeSet<String>, &str),
    findings: &mut Findings<'_>,
) -> Result<Millis, Error> {
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let Some(chapter) = book::chapter(&name, report, findings) else { return Ok(Millis(0)) };
    let smil = read(path)?;
    if meta(&smil, "dtb:totalElapsedTime") != elapsed {
        findings.fault(format!("{name}.smil does not say that {elapsed} lie before it"));
    }
    places
        .extend(smil.iter().filter(|e| e.name == "par").map(|par| format!("{name}.smil#{}", par.get("id"))));
    let (mut length, mut end) = (0.0, None);
    let pars = smil.windows(3).filter(|row| row[0].name == "par" && row[2].name == "audio");
    for row in pars {
        let (par, target, audio) = (&row[0], &row[1], &row[2]);
        let (begin, until) = (seconds(audio.get("clipBegin")), seconds(audio.get("clipEnd")));
        let Some(segment) = report.segments.get(*clips) else { break };
        let what = format!("{} in {name}.smil", segment.id);
        findings.same_time(what, chapter.start_s + begin, segment.start_s);
        if end.is_some_and(|end: f64| (begin - end).abs() > 0.0005) {
            findings.fault(format!("{name}.smil leaves a gap before {}", segment.id));
        }
        (length, end) = (length + until - begin, Some(until));
        let id = format!("s{}", *clips + 1);
        let shown = texts.iter().find(|element| element.get("id") == id);
        let leads =
            target.get("src") == format!("book.xml#{id}") && audio.get("src") == format!("{name}.mp3");
        let back = format!("{name}.smil#{}", par.get("id"));
        if !leads || shown.is_none_or(|shown| shown.get("smilref") != back) {
            findings.fault(format!(
                "the clip of {} in {name}.smil and its text do not lead to each other",
                segment.id
            ));
        }
        let text = shown.map(|shown| bare(&shown.text));
        if findings.written.get(*clips).is_some_and(|written| text != Some(bare(written))) {
            findings.fault(format!("book.xml does not show the text of {}", segment.id));
        }
        *clips += 1;
    }
    let told = smil.iter().find(|element| element.name == "seq").map_or("", |seq| seq.get("dur"));
    if told != clock::stamp(millis(length)) {
        findings.fault(format!("{name}.smil says it lasts {told}"));
    }
    sound::of_book(&path.with_extension("mp3"), chapter.start_s, end, report, findings)?;
    Ok(millis(length))
}

/// A clock value of SMIL, `00:01:02.345`, in seconds.
fn seconds(value: &str) -> f64 {
    let parts: Vec<f64> = value.split(':').map(|part| part.parse().unwrap_or(f64::NAN)).collect();
    match parts[..] {
        [hours, minutes, seconds] => hours * 3_600.0 + minutes * 60.0 + seconds,
        _ => f64::NAN,
    }
}

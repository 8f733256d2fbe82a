//! `feed.xml` over all editions: what it promises is there, as large and of the kind that it says.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use jiff::civil::Date;

use super::error::{Error, unreadable};
use super::findings::{Findings, Verification, renewed};
use super::input::{millis, read_text};
use super::stops::{Stop, stops};
use super::xml::{Element, elements};
use super::{pages, sums};
use crate::files::{Sums, is_page_of_month};
use crate::model::{Report, clock};
use crate::text::escape_html;

/// What a channel and an item must have for Apple and PSP-1; the itunes names stand for directories.
const CHANNEL: &[&str] = &[
    "title",
    "link",
    "description",
    "language",
    "itunes:image",
    "itunes:category",
    "itunes:explicit",
    "itunes:author",
];
const ITEM: &[&str] =
    &["title", "guid", "pubDate", "enclosure", "itunes:duration", "podcast:chapters", "podcast:transcript"];

/// Apple shows no more bytes of an episode's notes.
const LONGEST_NOTES: usize = 4_000;

/// Types by file name ending.
const TYPES: &[(&str, &str)] = &[
    (".mp3", "audio/mpeg"),
    (".opus", "audio/ogg; codecs=opus"),
    (".m4b", "audio/mp4"),
    (".flac", "audio/flac"),
    (".vtt", "text/vtt"),
    (".srt", "application/x-subrip"),
    (".html", "text/html"),
    (".epub", "application/epub+zip"),
    (".lpf", "application/lpf+zip"),
    (".zip", "application/zip"),
    ("transcript.json", "application/json"),
    (".json", "application/json+chapters"),
];

/// What an own page over all editions says of itself.
const OWN_PAGE: &str = "<meta name=\"generator\" content=\"newscaster\">";

/// An edition as its folder has it.
struct Edition {
    /// The folder's name.
    folder: String,
    report: Report,
}

impl Edition {
    /// The edition in a folder; `None` where there is none that a feed can name.
    fn open(path: &Path) -> Option<Self> {
        let report: Report = serde_json::from_str(&read_text(&path.join("report.json")).ok()?).ok()?;
        report.date.parse::<Date>().ok()?;
        let folder = path.file_name()?.to_str().filter(|name| !name.starts_with('.'))?.to_owned();
        path.join("edition.mp3").exists().then_some(Self { folder, report })
    }

    /// Where its own page stands, seen from the folder above.
    fn page(&self) -> String {
        format!("{}/index.html", self.folder)
    }
}

/// All editions of an output folder.
fn editions(output: &Path) -> Result<Vec<Edition>, Error> {
    let entries = fs::read_dir(output).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let entries = entries.map_err(|error| unreadable(output, error))?;
    Ok(entries.iter().filter_map(|entry| Edition::open(&entry.path())).collect())
}

/// The fault of a folder of editions that should have a feed and has none.
pub fn missing_feed() -> String {
    renewed("feed.xml", &"it is missing")
}

/// Holds the feed and the page of an output folder against the editions in it.
///
/// # Errors
/// Where there is no feed, or the folder cannot be read.
pub fn verify_podcast(output: &Path) -> Result<Verification, Error> {
    let path = output.join("feed.xml");
    let feed = elements(&read_text(&path)?).map_err(|cause| Error::Read { path, cause })?;
    let episodes = editions(output)?;
    let mut verification = Verification { checked: vec!["feed.xml".into()], faults: Vec::new() };
    let mut findings = Findings {
        file: "feed.xml",
        written: &[],
        pages: &[],
        cure: renewed,
        faults: &mut verification.faults,
    };
    let items: Vec<usize> =
        feed.iter().enumerate().filter(|(_, e)| e.name == "item").map(|(at, _)| at).collect();
    let (channel, _) = feed.split_at(items.first().copied().unwrap_or(feed.len()));
    required(channel, CHANNEL, "the channel", &mut findings);
    let base = channel.iter().find(|e| e.name == "atom:link" && e.get("rel") == "self");
    let base = base.map_or("", |link| link.get("href").trim_end_matches("feed.xml"));
    if items.len() != episodes.len() {
        findings.fault(format!("it has {} episodes, but there are {} editions", items.len(), episodes.len()));
    }
    let ends = items.iter().skip(1).copied().chain([feed.len()]);
    let mut guids = BTreeSet::new();
    for (start, end) in items.iter().copied().zip(ends) {
        let item = &feed[start..end];
        let link = text(item, "link").unwrap_or_default();
        let page = link.strip_prefix(base).map(decoded);
        match episodes.iter().find(|episode| page.as_ref() == Some(&episode.page())) {
            Some(episode) => check(item, episode, &mut findings),
            None => findings.fault(format!("its episode {link} is no edition of this folder")),
        }
        for element in item {
            linked(element, base, output, &mut findings);
        }
        if let Some(guid) = text(item, "guid").filter(|guid| !guids.insert((*guid).to_owned())) {
            findings.fault(format!("two episodes have the guid {guid}"));
        }
    }
    for element in channel {
        linked(element, base, output, &mut findings);
    }
    page(output, &episodes, &mut verification);
    beside(output, base, episodes.len(), &mut verification)?;
    sums::above(output, &mut verification.faults);
    Ok(verification)
}

fn text<'a>(elements: &'a [Element], name: &str) -> Option<&'a str> {
    elements.iter().find(|element| element.name == name).map(|element| element.text.as_str())
}

fn required(elements: &[Element], names: &[&str], what: &str, findings: &mut Findings<'_>) {
    for name in names.iter().filter(|name| !elements.iter().any(|element| element.name == **name)) {
        findings.fault(format!("{what} has no {name}"));
    }
}

/// An item against the edition it is made from.
fn check(item: &[Element], episode: &Edition, findings: &mut Findings<'_>) {
    let report = &episode.report;
    required(item, ITEM, &format!("the episode of {}", report.date), findings);
    let seconds = report.duration_s.round().to_string();
    let title = text(item, "title").unwrap_or_default();
    if !title.starts_with(&report.title) || text(item, "itunes:duration") != Some(&seconds) {
        findings.fault(format!("its episode of {} is not “{}” of {seconds} s", report.date, report.title));
    }
    let notes = text(item, "description").unwrap_or_default();
    findings.discloses(report, Some(&unescaped(notes)));
    if notes.len() > LONGEST_NOTES {
        findings.fault(format!("the notes of {} have {} bytes", report.date, notes.len()));
    }
    // What does not fit stands at the end; the last line tells how many.
    let stops = stops(report);
    let shown = notes.matches("<li>(").count();
    let is_cut = notes.matches("<li>").count() > shown;
    if shown != stops.len() && !is_cut {
        findings.fault(format!("the notes of {} have {shown} chapters of {}", report.date, stops.len()));
    }
    for chapter in &stops[..shown.min(stops.len())] {
        if !notes.contains(&note(chapter)) {
            return findings
                .fault(format!("the notes of {} lack “{}” at its time", report.date, chapter.title));
        }
    }
}

/// A chapter's line of the show notes.
fn note(chapter: &Stop<'_>) -> String {
    format!("<li>({}) {}", clock::short(millis(chapter.start_s)), escape_html(chapter.title))
}

/// The text of notes, whose signs are escaped.
fn unescaped(notes: &str) -> String {
    let signs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    signs.into_iter().fold(notes.to_owned(), |text, (entity, sign)| text.replace(entity, sign))
}

/// A file that an element leads to is there, as large and of the kind that it says.
fn linked(element: &Element, base: &str, output: &Path, findings: &mut Findings<'_>) {
    let address =
        ["url", "href", "uri"].into_iter().map(|name| element.get(name)).find(|value| !value.is_empty());
    let Some(file) = address.and_then(|address| address.strip_prefix(base)).map(decoded) else { return };
    if file.contains("://") {
        return;
    }
    let size = fs::metadata(output.join(&file)).map(|file| file.len());
    let Ok(size) = size else { return findings.fault(format!("it leads to {file}, which is missing")) };
    let told = element.get("length");
    if (element.name == "enclosure" || element.name == "link" && !told.is_empty()) && told != size.to_string()
    {
        findings.fault(format!("{file} has {size} bytes, not {told}"));
    }
    let kind = element.get("type");
    let expected = TYPES.iter().find(|(ending, _)| file.ends_with(ending)).map(|(_, kind)| *kind);
    // Codecs may stand in an attribute of their own.
    let without_codecs = |kind: &'static str| kind.split(';').next().unwrap_or_default();
    let is_kind = |expected: &'static str| kind == expected || kind == without_codecs(expected);
    if !kind.is_empty() && expected.is_some_and(|expected| !is_kind(expected)) {
        findings.fault(format!("{file} is not {kind}"));
    }
}

/// What stands beside the feed: feeds of sections, the catalogue with a book an edition, the briefing. What they lead to is
/// there.
fn beside(output: &Path, base: &str, editions: usize, verification: &mut Verification) -> Result<(), Error> {
    let sums = Sums::read(output).filter(Sums::is_of_podcast).unwrap_or_default();
    let names =
        sums.iter().map(|(name, _)| name).filter(|name| *name != "feed.xml" && output.join(name).exists());
    for name in names.filter(|name| matches!(name.rsplit_once('.'), Some((_, "xml" | "json")))) {
        let path = output.join(name);
        let text = read_text(&path)?;
        verification.checked.push(name.to_owned());
        let mut findings = Findings {
            file: name,
            written: &[],
            pages: &[],
            cure: renewed,
            faults: &mut verification.faults,
        };
        if name == "briefing.json" {
            briefing(&text, base, output, &mut findings);
            continue;
        }
        let found = elements(&text).map_err(|cause| Error::Read { path, cause })?;
        let is_catalogue = name == "opds.xml";
        let books = found.iter().filter(|element| element.name == "entry").count();
        if is_catalogue && books != editions {
            findings.fault(format!("it has {books} books, but there are {editions} editions"));
        }
        if !is_catalogue {
            let channel = found.iter().take_while(|element| element.name != "item");
            required(&channel.cloned().collect::<Vec<_>>(), CHANNEL, "the channel", &mut findings);
        }
        for element in &found {
            linked(element, if is_catalogue { "" } else { base }, output, &mut findings);
        }
    }
    Ok(())
}

/// One item for smart speakers, with all that Amazon asks for and a sound that is there.
fn briefing(text: &str, base: &str, output: &Path, findings: &mut Findings<'_>) {
    let value: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
    let item = &value[0];
    let get = |key: &str| item[key].as_str().unwrap_or_default();
    for key in ["uid", "updateDate", "titleText", "streamUrl", "redirectionUrl"] {
        if get(key).is_empty() {
            findings.fault(format!("its item has no {key}"));
        }
    }
    let sound = get("streamUrl").strip_prefix(base).map(decoded);
    if !get("streamUrl").starts_with("https://") || sound.is_none_or(|sound| !output.join(sound).exists()) {
        findings.fault(format!("its sound {} is not there", get("streamUrl")));
    }
}

/// `%E6%97%A9` and the like read.
fn decoded(address: &str) -> String {
    percent_encoding::percent_decode_str(address).decode_utf8_lossy().into_owned()
}

/// `index.html` over all editions, where it is ours, with the pages of months that it leads to.
fn page(output: &Path, episodes: &[Edition], verification: &mut Verification) {
    let mut open = vec!["index.html".to_owned()];
    let (mut links, mut read) = (BTreeSet::new(), BTreeSet::new());
    while let Some(name) = open.pop() {
        if !read.insert(name.clone()) {
            continue;
        }
        let text = read_text(&output.join(&name)).unwrap_or_default();
        if !text.contains(OWN_PAGE) {
            if name == "index.html" {
                return;
            }
            continue;
        }
        let found: Vec<String> = pages::links(&text).map(decoded).collect();
        open.extend(found.iter().filter(|link| is_page_of_month(link)).cloned());
        links.extend(found);
        if !text.trim_end().ends_with("</html>") {
            findings(&name, verification)
                .fault("</html> is not its end: it is cut short, or something stands behind it");
        }
        verification.checked.push(name);
    }
    let mut findings = findings("index.html", verification);
    for episode in episodes {
        if !links.contains(&episode.page()) {
            findings.fault(format!("it does not lead to {}", episode.folder));
        }
    }
}

fn findings<'a>(file: &'a str, verification: &'a mut Verification) -> Findings<'a> {
    Findings { file, written: &[], pages: &[], cure: renewed, faults: &mut verification.faults }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_chinese_is_read() {
        assert_eq!(decoded("%E6%97%A9%E6%8A%A5%2011/a.mp3"), "早报 11/a.mp3");
        assert_eq!(decoded("100%/x%zz"), "100%/x%zz");
    }
}

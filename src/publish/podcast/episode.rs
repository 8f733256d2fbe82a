//! One edition as an episode, read from its folder.

use std::fs;
use std::ops::Range;
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::super::words::dated_title;
use super::feed::Feed;
use super::script::ScriptFile;
use super::{guid, notes};
use crate::files::regular;
use crate::model::{Locale, Millis, Outline};

/// An edition's folder, read.
#[derive(Clone, Debug)]
pub struct Episode {
    /// What is told of it as one of many.
    pub summary: Summary,
    /// What its report says.
    pub report: Outline,
    /// What each of its chapters begins with, from its script.
    leads: Vec<String>,
    /// Which of the files a feed can name it has, with their sizes.
    files: Vec<(&'static FileKind, u64)>,
}

/// What is told of an edition as one of many.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// The folder's name.
    pub folder: String,
    /// Its day.
    pub date: Date,
    /// Its title, without its day.
    pub title: String,
    /// How its text is written, from its report; in older ones the language of its script.
    pub locale: Locale,
    /// What listeners are told of its voices.
    pub disclosure: Option<String>,
    /// When its content last changed, where its report tells.
    pub modified: Option<Timestamp>,
    /// The hash of its report in hexadecimal figures: another one, another report.
    pub version: String,
}

impl Summary {
    /// When its content last changed; in older reports, when it appeared.
    pub fn modified(&self, feed: &Feed<'_>) -> Timestamp {
        self.modified.unwrap_or_else(|| feed.options.podcast.time.on(self.date))
    }

    /// The edition's title with its day.
    pub fn title(&self) -> String {
        dated_title(&self.title, self.date, self.locale.language())
    }
}

/// A file that a feed can name.
#[derive(Debug)]
struct FileKind {
    name: &'static str,
    mime: &'static str,
    /// As RFC 6381 names them, where the type alone does not tell.
    codecs: Option<&'static str>,
    role: FileRole,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FileRole {
    Enclosure,
    Alternate,
    Transcript,
    Chapters,
    Cover,
    /// A book, or a book's part, that a catalogue offers.
    Book,
    /// What smart speakers play.
    Briefing,
}

/// A story of an edition.
pub struct Story<'a> {
    /// Its number among the files of stories, from 1.
    pub number: usize,
    /// Its index among the report's chapters.
    pub chapter: usize,
    /// Its title.
    pub title: &'a str,
    /// When it is heard.
    pub times: Range<Millis>,
}

/// What is read of an edition's texts.
const REPORT: &str = "report.json";
const SCRIPT: &str = "script.toml";

/// What a feed can name, best first.
static FILES: &[FileKind] = &[
    FileKind { name: "edition.mp3", mime: "audio/mpeg", codecs: None, role: FileRole::Enclosure },
    FileKind {
        name: "edition.opus",
        mime: "audio/ogg; codecs=opus",
        codecs: Some("opus"),
        role: FileRole::Alternate,
    },
    FileKind { name: "edition.m4b", mime: "audio/mp4", codecs: Some("mp4a.40.2"), role: FileRole::Alternate },
    FileKind { name: "edition.flac", mime: "audio/flac", codecs: None, role: FileRole::Alternate },
    FileKind { name: "transcript.vtt", mime: "text/vtt", codecs: None, role: FileRole::Transcript },
    FileKind { name: "transcript.json", mime: "application/json", codecs: None, role: FileRole::Transcript },
    FileKind {
        name: "transcript.srt",
        mime: "application/x-subrip",
        codecs: None,
        role: FileRole::Transcript,
    },
    FileKind { name: "transcript.html", mime: "text/html", codecs: None, role: FileRole::Transcript },
    FileKind {
        name: "chapters.json",
        mime: "application/json+chapters",
        codecs: None,
        role: FileRole::Chapters,
    },
    FileKind { name: "edition.epub", mime: "application/epub+zip", codecs: None, role: FileRole::Book },
    FileKind { name: "daisy.zip", mime: "application/zip", codecs: None, role: FileRole::Book },
    FileKind { name: "edition.lpf", mime: "application/lpf+zip", codecs: None, role: FileRole::Book },
    FileKind { name: "briefing.mp3", mime: "audio/mpeg", codecs: None, role: FileRole::Briefing },
    FileKind { name: "cover.png", mime: "image/png", codecs: None, role: FileRole::Cover },
    FileKind { name: "cover.jpg", mime: "image/jpeg", codecs: None, role: FileRole::Cover },
];

/// The names of all that an episode is read from in its folder; stories have a folder of their own.
pub fn names() -> impl Iterator<Item = &'static str> {
    [REPORT, SCRIPT].into_iter().chain(FILES.iter().map(|kind| kind.name))
}

impl Episode {
    /// Reads a folder; `None` where it is no edition that a feed can name.
    pub fn read(folder: &Path) -> Option<Self> {
        let bytes = regular::read(&folder.join(REPORT), regular::LARGEST_TEXT).ok()?;
        let report: Outline = serde_json::from_slice(&bytes).ok()?;
        let size = |kind: &'static FileKind| {
            fs::metadata(folder.join(kind.name)).ok().map(|file| (kind, file.len()))
        };
        let files: Vec<_> = FILES.iter().filter_map(size).collect();
        files.iter().find(|(kind, _)| kind.role == FileRole::Enclosure)?;
        let script = ScriptFile::read(folder).unwrap_or_default();
        let summary = Summary {
            folder: folder.file_name()?.to_str()?.to_owned(),
            date: report.date.parse().ok()?,
            title: report.title.clone(),
            locale: Locale::of_tag(&report.language).unwrap_or_else(|| script.locale()),
            disclosure: report.disclosure.clone(),
            modified: report.modified.parse().ok(),
            version: blake3::hash(&bytes).to_hex().as_str().to_owned(),
        };
        Some(Self { leads: script.leads(report.chapters.len()), summary, report, files })
    }
}

/// An episode as the feed's template wants it.
#[derive(Serialize)]
pub struct Item {
    title: String,
    link: String,
    guid: String,
    published: String,
    seconds: u64,
    notes: String,
    cover: Option<String>,
    enclosure: Vec<Link>,
    alternates: Vec<Link>,
    transcripts: Vec<Link>,
    chapters: Vec<Link>,
    language: &'static str,
    narrators: Vec<String>,
    /// Whether a machine speaks.
    disclosed: bool,
    /// The year.
    season: Option<i16>,
    /// The day of the year.
    episode: Option<i16>,
}

/// A file as a feed tells it.
#[derive(Serialize)]
pub struct Link {
    url: String,
    name: &'static str,
    mime: &'static str,
    /// Without its codecs.
    kind: &'static str,
    codecs: Option<&'static str>,
    bytes: u64,
    /// In bits a second, over the whole file.
    bitrate: u64,
}

impl Episode {
    /// The episode as an item of the feed.
    pub fn item(&self, feed: &Feed<'_>) -> Item {
        let bitrate = |bytes: u64| (bytes as f64 * 8.0 / self.report.duration_s.max(0.001)).round() as u64;
        let links = |role| {
            let files = self.files.iter().filter(move |(kind, _)| kind.role == role);
            files
                .map(|(kind, bytes)| Link {
                    url: self.address(feed, kind.name),
                    name: kind.name,
                    mime: kind.mime,
                    kind: kind.mime.split(';').next().unwrap_or_default(),
                    codecs: kind.codecs,
                    bytes: *bytes,
                    bitrate: bitrate(*bytes),
                })
                .collect()
        };
        let cover: Vec<Link> = links(FileRole::Cover);
        Item {
            title: self.title(),
            link: self.address(feed, "index.html"),
            guid: guid::episode(feed.guid, &self.summary.folder).to_string(),
            published: feed.options.podcast.time.rfc2822(self.summary.date),
            seconds: self.report.duration_s.round() as u64,
            notes: notes::notes(&self.title(), &self.report, &self.leads, feed.words()),
            cover: cover.into_iter().next().map(|link| link.url),
            enclosure: links(FileRole::Enclosure),
            alternates: links(FileRole::Alternate),
            transcripts: links(FileRole::Transcript),
            chapters: links(FileRole::Chapters),
            language: self.summary.locale.feed_tag(),
            narrators: self.report.narrators.clone(),
            disclosed: self.report.disclosure.is_some(),
            season: Some(self.summary.date.year()),
            episode: Some(self.summary.date.day_of_year()),
        }
    }

    /// A story as an item of its section's feed; `None` where it has no sound file of its own.
    pub fn story(&self, output: &Path, feed: &Feed<'_>, story: &Story<'_>) -> Option<Item> {
        let file = format!("stories/{:03}.mp3", story.number);
        let bytes = fs::metadata(output.join(&self.summary.folder).join(&file)).ok()?.len();
        let seconds = story.times.end.seconds() - story.times.start.seconds();
        let lead = self.leads.get(story.chapter).map(String::as_str).unwrap_or_default();
        let enclosure = Link {
            url: self.address(feed, &file),
            name: "edition.mp3",
            mime: "audio/mpeg",
            kind: "audio/mpeg",
            codecs: None,
            bytes,
            bitrate: (bytes as f64 * 8.0 / seconds.max(0.001)).round() as u64,
        };
        let page = format!("{}#t={}", self.address(feed, "index.html"), story.times.start.0 / 1_000);
        Some(Item {
            title: story.title.to_owned(),
            link: page,
            guid: guid::episode(feed.guid, &format!("{}/{}", self.summary.folder, story.title)).to_string(),
            published: feed.options.podcast.time.rfc2822_after(self.summary.date, story.times.start),
            seconds: seconds.round() as u64,
            notes: notes::of_story(story.title, lead, &self.report),
            cover: self.cover().map(|(name, _)| self.address(feed, name)),
            enclosure: vec![enclosure],
            alternates: Vec::new(),
            transcripts: Vec::new(),
            chapters: Vec::new(),
            language: self.summary.locale.feed_tag(),
            narrators: self.report.narrators.clone(),
            disclosed: self.report.disclosure.is_some(),
            season: None,
            episode: None,
        })
    }

    /// The name and the media type of its cover.
    pub fn cover(&self) -> Option<(&'static str, &'static str)> {
        let covers = self.files.iter().filter(|(kind, _)| kind.role == FileRole::Cover);
        covers.map(|(kind, _)| (kind.name, kind.mime)).next()
    }

    /// The files that a catalogue of books offers: names, media types and sizes, the best first.
    pub fn books(&self) -> impl Iterator<Item = (&'static str, &'static str, u64)> {
        let offered =
            |role| matches!(role, FileRole::Book | FileRole::Enclosure) || role == FileRole::Alternate;
        let found = self.files.iter().filter(move |(kind, _)| offered(kind.role));
        let mut books: Vec<_> =
            found.map(|(kind, bytes)| (kind.role != FileRole::Book, kind.name, kind.mime, *bytes)).collect();
        books.sort_by_key(|book| book.0);
        books.into_iter().map(|(_, name, mime, bytes)| (name, mime, bytes))
    }

    /// Whether it has this file.
    pub fn has(&self, name: &str) -> bool {
        self.files.iter().any(|(kind, _)| kind.name == name)
    }

    /// The address of one of its files.
    pub fn address(&self, feed: &Feed<'_>, file: &str) -> String {
        feed.base.of(&format!("{}/{file}", self.summary.folder))
    }

    /// The edition's title with its day.
    pub fn title(&self) -> String {
        self.summary.title()
    }
}

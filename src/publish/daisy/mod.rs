//! `daisy/`: a DAISY 2.02 talking book with full text, a SMIL file and an MP3 file a chapter.
//!
//! Chapters without a sentence have no files of their own; their headings lead to the next that has.

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::ops::Range;
use std::path::PathBuf;

use minijinja::context;
use minijinja::value::Serde;
use serde::Serialize;

use super::book;
use super::package::Package;
use super::programme::Part;
use super::{Error, Programme, disk, sound, template, tracks};
use crate::model::{Millis, Samples};

/// A clip with its times in its own file.
#[derive(Serialize)]
pub struct Clip {
    /// The sentence, counted from 1.
    pub sentence: usize,
    /// Where it begins.
    pub begin: Millis,
    /// Where it ends.
    pub end: Millis,
}

/// A chapter that is heard: the names of its files and what is in them.
#[derive(Serialize)]
pub struct Track<'a> {
    /// What its files are called, without an ending.
    pub name: String,
    title: &'a str,
    number: usize,
    /// What of the master it is.
    #[serde(skip)]
    pub span: Range<Samples>,
    /// Its sentences in order.
    pub clips: Vec<Clip>,
    /// What lies before it in the book.
    elapsed: Millis,
    /// How long it lasts.
    pub length: Millis,
}

/// A heading of the contents and where it leads.
#[derive(Serialize)]
pub struct Entry<'a> {
    /// The chapter, counted from 1.
    pub number: usize,
    /// Its title.
    pub title: &'a str,
    /// 1 for a section, 2 for a story.
    pub level: u8,
    /// A SMIL file and a place in it, `part-003.smil#p7`.
    pub href: String,
}

/// A printed page as DAISY tells it.
#[derive(Serialize)]
pub struct Page<'a> {
    label: &'a str,
    /// `page-normal` for a plain number, `page-special` for any other (A04).
    kind: &'static str,
}

impl<'a> Page<'a> {
    /// The page that a paper calls so.
    pub fn named(label: &'a str) -> Self {
        Self { label, kind: if number(label).is_some() { "page-normal" } else { "page-special" } }
    }

    /// Its number, where it is called by nothing else.
    pub fn value(&self) -> Option<u32> {
        number(self.label)
    }

    /// Its kind as DAISY 3 says it: `normal`, `special`.
    pub fn plain_kind(&self) -> &'static str {
        self.kind.trim_start_matches("page-")
    }
}

/// The number of a page that is named by nothing else.
fn number(label: &str) -> Option<u32> {
    label.parse().ok()
}

/// Writes the folder `daisy/`.
pub fn publish(programme: &Programme<'_>) -> Result<Vec<PathBuf>, Error> {
    let folder = programme.target.folder.join("daisy");
    fs::create_dir_all(&folder).map_err(|cause| Error::Write { path: folder.clone(), cause })?;
    let tracks = tracks(programme);
    let mut files = Vec::new();
    for track in &tracks {
        let path = folder.join(format!("{}.mp3", track.name));
        let encoding = &programme.target.encoding;
        sound::mp3_part(programme.edition, track.span.clone(), encoding, &path)?;
        files.push(path);
    }
    let entries = entries(programme, &tracks);
    let pages: Vec<_> = programme.parts().map(|part| part.page.map(Page::named)).collect();
    let labels = || programme.parts().filter_map(|part| part.page);
    let numbers = || labels().filter_map(number);
    let book = context! {
        identifier => book::identifier(programme.publisher(), programme.edition.script.date).to_string(),
        spoken_by => programme.target.about.narrators.join(", "),
        entries => Serde(&entries),
        tracks => Serde(&tracks),
        total => tracks.iter().map(|track| track.length.0).sum::<u64>(),
        depth => entries.iter().map(|entry| entry.level).max().unwrap_or(1),
        pages => Serde(&pages),
        normal_pages => numbers().count(),
        special_pages => labels().count() - numbers().count(),
        highest_page => numbers().max().unwrap_or(0),
        // ncc.html, content.html, master.smil, and two for each track.
        file_count => 3 + 2 * tracks.len(),
        ..template::text_of(programme)
    };
    for (file, name) in
        [("ncc.html", "ncc.html"), ("content.html", "content.html"), ("master.smil", "master.xml")]
    {
        let text = template::render(name, book.clone())?;
        files.push(disk::write(folder.join(file), text.as_bytes())?);
    }
    for track in &tracks {
        let text = template::render("track.xml", context! { track => Serde(track), ..book.clone() })?;
        files.push(disk::write(folder.join(format!("{}.smil", track.name)), text.as_bytes())?);
    }
    Ok(files)
}

/// Packs the folder `daisy/` into `daisy.zip`; the folder has to be there.
pub fn publish_packed(programme: &Programme<'_>) -> Result<Vec<PathBuf>, Error> {
    let folder = programme.target.folder.join("daisy");
    let path = programme.target.folder.join("daisy.zip");
    let reading = |cause: io::Error| Error::Read { path: folder.clone(), cause: cause.to_string() };
    let writing = |cause: io::Error| Error::Write { path: path.clone(), cause };
    let entries = fs::read_dir(&folder).and_then(Iterator::collect::<io::Result<Vec<_>>>).map_err(reading)?;
    let mut names: Vec<_> = entries.iter().filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort_unstable();
    let mut book = Package::new(BufWriter::new(File::create(&path).map_err(writing)?));
    for name in names {
        book.copy(&name, &folder.join(&name)).map_err(reading)?;
    }
    book.finish().map_err(writing)?;
    Ok(vec![path])
}

/// The chapters that are heard, in order.
pub fn tracks<'a>(programme: &'a Programme<'_>) -> Vec<Track<'a>> {
    let mut elapsed = Millis(0);
    let heard = programme.tracks().into_iter().filter(|track| track.sentences().next().is_some());
    heard
        .map(|heard| {
            let track = track(programme, &heard, elapsed);
            elapsed.0 += track.length.0;
            track
        })
        .collect()
}

fn track<'a>(programme: &Programme<'_>, heard: &tracks::Track<'a, '_>, elapsed: Millis) -> Track<'a> {
    let clips = book::clips(heard.sentences(), heard.end);
    let start = heard.span.start.millis(programme.edition.rate);
    let inside = |time: Millis| Millis(time.0.saturating_sub(start.0));
    Track {
        name: format!("part-{:03}", heard.part.number),
        title: heard.part.title,
        number: heard.part.number,
        span: heard.span.clone(),
        elapsed,
        length: book::length(&clips),
        clips: clips
            .iter()
            .map(|clip| Clip { sentence: clip.sentence, begin: inside(clip.begin), end: inside(clip.end) })
            .collect(),
    }
}

/// The headings; each leads to its own first sentence, one without to the next that is heard.
pub fn entries<'a>(programme: &'a Programme<'_>, tracks: &[Track<'_>]) -> Vec<Entry<'a>> {
    let places: Vec<_> =
        tracks.iter().flat_map(|track| track.clips.iter().map(move |clip| (clip.sentence, track))).collect();
    let entry = |part: &Part<'a>| {
        let first = part.sentences().next().map(|sentence| sentence.number);
        let own = first.and_then(|first| places.iter().find(|(sentence, _)| *sentence == first));
        let later = || places.iter().find(|(_, track)| track.number >= part.number);
        let href = own.or_else(later).or(places.last()).map(|(n, track)| format!("{}.smil#p{n}", track.name));
        Entry { number: part.number, title: part.title, level: part.level, href: href.unwrap_or_default() }
    };
    programme.parts().map(entry).collect()
}

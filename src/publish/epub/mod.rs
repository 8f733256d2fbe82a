//! `edition.epub`: EPUB 3.3 with media overlays, a document and an overlay a story.
//!
//! The sound is the edition's own MP3, so every clip has its time on the one timeline.

use std::fs::File;
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;

use super::book::{self, Clip};
use super::package::Package;
use super::programme::Part;
use super::tracks::Track;
use super::words::dated_title;
use super::{Error, Programme, artwork, template};
use crate::model::Millis;

const CONTAINER: &str = include_str!("container.xml");
const STYLE: &str = include_str!("book.css");

#[derive(Serialize)]
struct Chapter<'a> {
    /// The section that begins with it.
    head: Option<&'a Part<'a>>,
    part: &'a Part<'a>,
    name: String,
    clips: Vec<Clip>,
    length: Millis,
}

/// Writes `edition.epub`.
pub fn publish(programme: &Programme<'_>) -> Result<Vec<PathBuf>, Error> {
    let path = programme.target.folder.join("edition.epub");
    write(programme, &path)?;
    Ok(vec![path])
}

fn write(programme: &Programme<'_>, path: &Path) -> Result<(), Error> {
    let failed = |cause: io::Error| Error::Write { path: path.to_owned(), cause };
    let tracks = programme.tracks();
    let chapters: Vec<_> = tracks.iter().map(chapter).collect();
    let (cover, cover_type) = artwork::file_in(programme.target.folder).unzip();
    let mut book = Package::new(BufWriter::new(File::create(path).map_err(failed)?));
    book.store("mimetype", b"application/epub+zip").map_err(failed)?;
    book.add("META-INF/container.xml", CONTAINER.as_bytes()).map_err(failed)?;
    let whole = context! {
        chapters => Serde(&chapters),
        total => chapters.iter().map(|chapter| chapter.length.0).sum::<u64>(),
        identifier => book::identifier(programme.publisher(), programme.edition.script.date).to_string(),
        places => Serde(places(&chapters)),
        certified_by => programme.target.certified_by,
        author => programme.publisher(),
        cover => cover,
        cover_type => cover_type,
        pages => Serde(chapters.iter().filter_map(|one| Some((one.part.page?, &one.name))).collect::<Vec<_>>()),
        print => dated_title(programme.publisher(), programme.edition.script.date, programme.language()),
        ..template::text_of(programme)
    };
    for (file, template) in [("package.opf", "package.xml"), ("nav.xhtml", "nav.xhtml")] {
        let text = template::render(template, whole.clone())?;
        book.add(&format!("EPUB/{file}"), text.as_bytes()).map_err(failed)?;
    }
    book.add("EPUB/book.css", STYLE.as_bytes()).map_err(failed)?;
    for chapter in &chapters {
        let one = context! { chapter => Serde(chapter), ..whole.clone() };
        let mut add = |folder, extension, template, context: Value| {
            let text = template::render(template, context)?;
            let name = format!("EPUB/{folder}/{}.{extension}", chapter.name);
            book.add(&name, text.as_bytes()).map_err(failed)
        };
        add("text", "xhtml", "chapter.xhtml", one.clone())?;
        if !chapter.clips.is_empty() {
            add("overlay", "smil", "overlay.xml", one)?;
        }
    }
    for file in ["edition.mp3"].into_iter().chain(cover) {
        let source = programme.target.folder.join(file);
        let copied = book.copy(&format!("EPUB/media/{file}"), &source);
        copied.map_err(|cause| Error::Read { path: source, cause: cause.to_string() })?;
    }
    book.finish().map_err(failed)
}

fn chapter<'a>(track: &'a Track<'_, 'a>) -> Chapter<'a> {
    let clips = book::clips(track.sentences(), track.end);
    let name = format!("part-{:03}", track.part.number);
    Chapter { head: track.head, part: track.part, name, length: book::length(&clips), clips }
}

/// Where each part stands, in their order: its document, and in one that a section begins, its place there.
fn places(chapters: &[Chapter<'_>]) -> Vec<String> {
    let mut places = Vec::new();
    for chapter in chapters {
        if chapter.head.is_some() {
            places.push(format!("{}.xhtml#section", chapter.name));
        }
        let place = if chapter.head.is_some() { "#title" } else { "" };
        places.push(format!("{}.xhtml{place}", chapter.name));
    }
    places
}

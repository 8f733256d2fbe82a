//! `daisy3/`: a DAISY 3 talking book with full text (ANSI/NISO Z39.86-2005), a SMIL file and an MP3 file a chapter.
//!
//! It is cut as the book in DAISY 2.02 is. What players show of it, its navigation, counts every place once, in the order
//! of speaking; a printed page is a place of its own before the story that it begins with.

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;

use minijinja::context;
use minijinja::value::Serde;
use serde::Serialize;

use super::daisy::{Entry, Page, Track, entries, tracks};
use super::{Error, Programme, book, disk, sound, template};
use crate::model::Millis;

/// A place in the navigation, with the stories below a section.
#[derive(Serialize)]
struct Place<'a> {
    number: usize,
    title: &'a str,
    #[serde(skip)]
    level: u8,
    href: String,
    order: usize,
    /// The title as it is heard, where it is announced word for word.
    clip: Option<Sound>,
    below: Vec<Place<'a>>,
}

#[derive(Serialize)]
struct Sound {
    file: String,
    begin: Millis,
    end: Millis,
}

/// A printed page and where it begins.
#[derive(Serialize)]
struct PlacedPage<'a> {
    /// The chapter that it begins with.
    number: usize,
    label: &'a str,
    /// `normal` for a plain number, `special` for any other (A04).
    kind: &'static str,
    value: Option<u32>,
    href: String,
    order: usize,
    /// The sentence before which it stands in the sound.
    before: usize,
}

/// Writes the folder `daisy3/`.
pub fn publish(programme: &Programme<'_>) -> Result<Vec<PathBuf>, Error> {
    let folder = programme.target.folder.join("daisy3");
    fs::create_dir_all(&folder).map_err(|cause| Error::Write { path: folder.clone(), cause })?;
    let tracks = tracks(programme);
    let mut files = Vec::new();
    for track in &tracks {
        let path = folder.join(format!("{}.mp3", track.name));
        sound::mp3_part(programme.edition, track.span.clone(), &programme.target.encoding, &path)?;
        files.push(path);
    }
    let entries = entries(programme, &tracks);
    let (orders, pages) = order(programme, &entries);
    let names: HashMap<usize, &str> = tracks
        .iter()
        .flat_map(|track| track.clips.iter().map(|clip| (clip.sentence, track.name.as_str())))
        .collect();
    let in_order =
        programme.sentences().map(|sentence| names.get(&sentence.number).copied().unwrap_or_default());
    let book = context! {
        identifier => book::identifier(programme.publisher(), programme.edition.script.date).urn().to_string(),
        spoken_by => programme.target.about.narrators.join(", "),
        label => programme.target.about.label.as_deref(),
        files => Serde(in_order.collect::<Vec<_>>()),
        tracks => Serde(&tracks),
        places => Serde(places(programme, &entries, &orders, &tracks)),
        depth => entries.iter().map(|entry| entry.level).max().unwrap_or(1),
        total => tracks.iter().map(|track| track.length.0).sum::<u64>(),
        highest_page => pages.iter().filter_map(|page| page.value).max().unwrap_or(0),
        pages => Serde(&pages),
        ..template::text_of(programme)
    };
    for (file, name) in [
        ("package.opf", "daisy3/package.xml"),
        ("navigation.ncx", "daisy3/navigation.xml"),
        ("book.xml", "daisy3/book.xml"),
        ("resources.res", "daisy3/resources.xml"),
    ] {
        let text = template::render(name, book.clone())?;
        files.push(disk::write(folder.join(file), text.as_bytes())?);
    }
    for track in &tracks {
        let text = template::render("daisy3/part.xml", context! { track => Serde(track), ..book.clone() })?;
        files.push(disk::write(folder.join(format!("{}.smil", track.name)), text.as_bytes())?);
    }
    Ok(files)
}

/// The order of each place and the pages in theirs: consecutive numbers, the same for places that lead to the same.
fn order<'a>(
    programme: &'a Programme<'_>,
    entries: &[Entry<'_>],
) -> (HashMap<String, usize>, Vec<PlacedPage<'a>>) {
    let mut orders: HashMap<String, usize> = HashMap::new();
    let mut pages = Vec::new();
    for (part, entry) in programme.parts().zip(entries) {
        let sentence = entry.href.rsplit('p').next().and_then(|number| number.parse().ok());
        if let Some((label, before)) = part.page.zip(sentence) {
            let kind = Page::named(label);
            let file = entry.href.split('#').next().unwrap_or_default();
            let href = format!("{file}#page{}", part.number);
            let order = orders.len() + 1;
            orders.insert(href.clone(), order);
            let number = part.number;
            let (kind, value) = (kind.plain_kind(), kind.value().filter(|value| *value > 0));
            pages.push(PlacedPage { number, label, kind, value, href, order, before });
        }
        let next = orders.len() + 1;
        orders.entry(entry.href.clone()).or_insert(next);
    }
    (orders, pages)
}

/// Sections with their stories below them.
fn places<'a>(
    programme: &Programme<'_>,
    entries: &[Entry<'a>],
    orders: &HashMap<String, usize>,
    tracks: &[Track<'_>],
) -> Vec<Place<'a>> {
    let mut places: Vec<Place<'a>> = Vec::new();
    for (part, entry) in programme.parts().zip(entries) {
        let first = part.sentences().next().filter(|_| part.says_title).map(|sentence| sentence.number);
        let clip = |track: &Track<'_>| {
            let clip = track.clips.iter().find(|clip| Some(clip.sentence) == first)?;
            Some(Sound { file: track.name.clone(), begin: clip.begin, end: clip.end })
        };
        let place = Place {
            number: entry.number,
            title: entry.title,
            level: entry.level,
            href: entry.href.clone(),
            order: orders.get(&entry.href).copied().unwrap_or(1),
            clip: tracks.iter().find_map(clip),
            below: Vec::new(),
        };
        match places.last_mut() {
            Some(section) if place.level > 1 => section.below.push(place),
            _ => places.push(place),
        }
    }
    places
}

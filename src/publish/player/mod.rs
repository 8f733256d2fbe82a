//! `index.html`: the page with the player, one file that needs nothing but the sound beside it.

use std::fmt::Write;
use std::path::PathBuf;

use minijinja::context;
use minijinja::value::Serde;
use serde::Serialize;

use super::waveform::COLUMNS;
use super::{Error, Programme, artwork, disk, template};

/// Files that the page offers where they are there: the word that names them, and the file.
const OFFERED: &[(&str, &str)] = &[
    ("file_mp3", "edition.mp3"),
    ("file_m4b", "edition.m4b"),
    ("file_opus", "edition.opus"),
    ("file_flac", "edition.flac"),
    ("file_wav", "edition.wav"),
    ("file_epub", "edition.epub"),
    ("file_daisy", "daisy/ncc.html"),
    ("file_audiobook", "publication.json"),
    ("file_html", "transcript.html"),
    ("file_text", "transcript.txt"),
    ("file_vtt", "transcript.vtt"),
    ("file_srt", "transcript.srt"),
    ("file_chapters", "chapters.json"),
    ("file_report", "report.html"),
];

#[derive(Serialize)]
struct Offer {
    href: &'static str,
    name: &'static str,
}

/// Writes `index.html`.
pub fn publish(programme: &Programme<'_>) -> Result<Vec<PathBuf>, Error> {
    let folder = programme.target.folder;
    let there = |name: &&str| folder.join(name).exists();
    let words = programme.words();
    let files: Vec<_> = OFFERED
        .iter()
        .filter(|(_, href)| there(href))
        .map(|(key, href)| Offer { href, name: words.get(*key).map_or(href, String::as_str) })
        .collect();
    let waveform = programme.waveform();
    let page = template::render(
        "page.html",
        context! {
            sound => ["edition.mp3", "edition.wav"].into_iter().find(there).unwrap_or("edition.mp3"),
            cover => artwork::file_in(folder).map(|(name, _)| name),
            audiobook => there(&"publication.json"),
            length => programme.length.0,
            story_count => programme.stories().count(),
            spoken_words => spoken_words(programme),
            columns => COLUMNS,
            shape => shape(&waveform.levels),
            marks => marks(programme),
            files => Serde(&files),
            ..template::text_of(programme)
        },
    )?;
    Ok(vec![disk::write(folder.join("index.html"), page.as_bytes())?])
}

/// The words that the player's script says, as JSON.
fn spoken_words(programme: &Programme<'_>) -> String {
    const KEYS: &[&str] = &[
        "play",
        "pause",
        "position_text",
        "skim_on",
        "skim_off",
        "skim_end",
        "follow_on",
        "follow_off",
        "resume",
        "failed",
    ];
    let words = programme.words();
    let table: serde_json::Map<_, _> = KEYS
        .iter()
        .filter_map(|key| words.get(*key).map(|word| ((*key).to_owned(), word.clone().into())))
        .collect();
    serde_json::Value::Object(table).to_string()
}

/// The waveform as one closed path, mirrored at the middle; the loudest stretch fills the picture.
fn shape(levels: &[f64]) -> String {
    let highest = levels.iter().copied().fold(0.001, f64::max);
    let height = |level: &f64| 49.0 * (level / highest).max(0.01);
    let mut path = String::from("M0 50");
    // Writing into a string cannot fail.
    for (x, level) in levels.iter().enumerate() {
        let _ = write!(path, "L{x} {:.1}", 50.0 - height(level));
    }
    for (x, level) in levels.iter().enumerate().rev() {
        let _ = write!(path, "L{x} {:.1}", 50.0 + height(level));
    }
    path + "Z"
}

/// A line for each chapter.
fn marks(programme: &Programme<'_>) -> String {
    let scale = COLUMNS as f64 / programme.length.seconds().max(0.001);
    programme.parts().fold(String::new(), |mut path, part| {
        let _ = write!(path, "M{:.1} 0V100", part.start.seconds() * scale);
        path
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_is_a_thin_line_and_the_loudest_stretch_fills_the_picture() {
        assert_eq!(shape(&[0.0, 0.4]), "M0 50L0 49.5L1 1.0L1 99.0L0 50.5Z");
    }
}

//! `index.html`: the page with the player, one file that needs nothing but the sound beside it; and what makes it an
//! app that works without a network, where it comes from a server: `app.webmanifest` and `sw.js`.

use std::fmt::Write;
use std::path::PathBuf;

use minijinja::context;
use minijinja::value::Serde;
use serde::Serialize;

use super::programme::{Part, Sentence};
use super::transcript::timing;
use super::waveform::COLUMNS;
use super::{Error, Programme, artwork, disk, template};
use crate::model::Language;

/// Files that the page offers where they are there: the word that names them, and the file.
const OFFERED: &[(&str, &str)] = &[
    ("file_mp3", "edition.mp3"),
    ("file_m4b", "edition.m4b"),
    ("file_opus", "edition.opus"),
    ("file_flac", "edition.flac"),
    ("file_mp4", "edition.mp4"),
    ("file_wav", "edition.wav"),
    ("file_epub", "edition.epub"),
    ("file_daisy", "daisy/ncc.html"),
    ("file_daisy3", "daisy3/package.opf"),
    ("file_daisy_zip", "daisy.zip"),
    ("file_stories", "stories/playlist.m3u8"),
    ("file_briefing", "briefing.mp3"),
    ("file_audiobook", "publication.json"),
    ("file_lpf", "edition.lpf"),
    ("file_html", "transcript.html"),
    ("file_text", "transcript.txt"),
    ("file_vtt", "transcript.vtt"),
    ("file_srt", "transcript.srt"),
    ("file_chapters", "chapters.json"),
    ("file_report", "report.html"),
];

/// The page of an edition with more sentences is laid out as it is scrolled: half an hour has some 200.
const LONG: usize = 300;

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
        // The package holds this page, so it comes later.
        .filter(|(_, href)| there(href) || *href == "edition.lpf" && programme.target.is_packed)
        .map(|(key, href)| Offer { href, name: words.get(*key).map_or(href, String::as_str) })
        .collect();
    let waveform = programme.waveform();
    let sound = ["edition.mp3", "edition.wav"].into_iter().find(there).unwrap_or("edition.mp3");
    let cover = artwork::file_in(folder);
    let small = there(&artwork::SMALL).then_some((artwork::SMALL, "image/png")).or(cover);
    let lead = programme.stories().find(|part| part.level > 1).map(|part| part.title);
    let page = template::render(
        "page.html",
        context! {
            sound,
            cover => cover.map(|(name, _)| name),
            small => small.map(|(name, _)| name),
            lead,
            summary => summary(programme),
            words => Serde(programme.sentences().map(word_steps).collect::<Vec<_>>()),
            audiobook => there(&"publication.json"),
            length => programme.length.0,
            is_long => programme.sentences().count() > LONG,
            ems => Serde(programme.parts().map(ems).collect::<Vec<_>>()),
            story_count => programme.stories().count(),
            spoken_words => spoken_words(programme),
            columns => COLUMNS,
            shape => shape(&waveform.levels),
            marks => marks(programme),
            files => Serde(&files),
            ..template::text_of(programme)
        },
    )?;
    Ok(vec![
        disk::write(folder.join("index.html"), page.as_bytes())?,
        disk::write_json(folder.join("app.webmanifest"), &manifest(programme, small))?,
        disk::write(folder.join("sw.js"), worker(programme, small).as_bytes())?,
    ])
}

/// What a search engine or a messenger shows of the page: the first headlines.
fn summary(programme: &Programme<'_>) -> String {
    let titles = programme.stories().filter(|part| part.level > 1).map(|part| part.title).take(4);
    let mark = match programme.language() {
        Language::Zh => "；",
        Language::En => "; ",
    };
    titles.collect::<Vec<_>>().join(mark)
}

/// What installs the page as an app.
fn manifest(programme: &Programme<'_>, cover: Option<(&str, &str)>) -> serde_json::Value {
    let icon = |(name, kind): (&str, &str)| serde_json::json!({"src": name, "type": kind, "sizes": "any"});
    serde_json::json!({
        "name": programme.dated_title(),
        "short_name": programme.publisher(),
        "lang": programme.locale().tag(),
        "start_url": "index.html",
        "display": "standalone",
        "background_color": "#f7f4ec",
        "theme_color": "#f7f4ec",
        "icons": cover.map(icon).into_iter().collect::<Vec<_>>(),
    })
}

/// What keeps the page in the browser. It names the edition's last change, so that a correction is kept anew.
fn worker(programme: &Programme<'_>, cover: Option<(&str, &str)>) -> String {
    include_str!("sw.js")
        .replace("EDITION", &programme.target.modified.to_string())
        .replace("COVER", cover.map_or("", |(name, _)| name))
}

/// How wide the text of a part is in one line, in its letters' size: a hanzi is a square, other letters half of one.
fn ems(part: &Part<'_>) -> usize {
    let halves = |c: char| if c.is_ascii() { 1 } else { 2 };
    part.sentences().flat_map(|sentence| sentence.text.chars()).map(halves).sum::<usize>() / 2
}

/// When the words of a sentence begin: steps of characters as browsers count them, left out where it is one, and of
/// hundredths of a second, in base 36.
fn word_steps(sentence: &Sentence<'_>) -> String {
    let (words, _) = timing::words(sentence);
    let (mut place, mut units, mut time) = (0, 0, 0);
    let mut before = -1_i64;
    let mut steps = Vec::with_capacity(words.len());
    for word in words {
        units += sentence.text[place..word.place.start].encode_utf16().count() as i64;
        place = word.place.start;
        let now = word.start.0.saturating_sub(sentence.start.0) / 10;
        let (step, delay) = (units - before, base_36(now.saturating_sub(time)));
        (before, time) = (units, now);
        steps.push(if step == 1 { delay } else { format!("{}:{delay}", base_36(step.unsigned_abs())) });
    }
    steps.join(" ")
}

fn base_36(mut number: u64) -> String {
    let mut digits = Vec::new();
    loop {
        digits.push(char::from_digit((number % 36) as u32, 36).unwrap_or('0'));
        number /= 36;
        if number == 0 {
            return digits.into_iter().rev().collect();
        }
    }
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
        "left",
        "sleep_on",
        "sleep_off",
        "sleep_done",
        "mark_added",
        "mark_remove",
        "copied",
        "found",
        "found_none",
        "play_from",
        "next_edition",
        "follow_on",
        "follow_off",
        "resume",
        "cut",
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

/// A line for each chapter; for each section, where lines for all would be a fence before the wave.
fn marks(programme: &Programme<'_>) -> String {
    const MOST: usize = 40;
    let scale = COLUMNS as f64 / programme.length.seconds().max(0.001);
    let deepest = if programme.parts().count() > MOST { 1 } else { u8::MAX };
    programme.parts().filter(|part| part.level <= deepest).fold(String::new(), |mut path, part| {
        let _ = write!(path, "M{:.1} 0V100", part.start.seconds() * scale);
        path
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_base_36() {
        assert_eq!([0, 9, 35, 36, 1_295].map(base_36), ["0", "9", "z", "10", "zz"]);
    }

    #[test]
    fn silence_is_a_thin_line_and_the_loudest_stretch_fills_the_picture() {
        assert_eq!(shape(&[0.0, 0.4]), "M0 50L0 49.5L1 1.0L1 99.0L0 50.5Z");
    }
}

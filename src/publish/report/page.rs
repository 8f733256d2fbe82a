//! `report.html`: the production on one page.

use std::collections::BTreeMap;
use std::fmt::Write;

use minijinja::context;
use minijinja::value::Serde;
use serde::Serialize;

use super::super::programme::Section;
use super::super::waveform::COLUMNS;
use super::super::{Error, Programme, template};
use crate::model::{ArticleId, Report};

/// The curve's range in LUFS, which is that of speech, and its height in pixels.
const LOUDEST: f64 = -5.0;
const QUIETEST: f64 = -35.0;
const HEIGHT: f64 = 200.0;

#[derive(Default, Serialize)]
struct Voice {
    name: String,
    sentences: usize,
    cached: usize,
}

/// Renders the page.
pub fn render(programme: &Programme<'_>, report: &Report) -> Result<String, Error> {
    let waveform = programme.waveform();
    template::render(
        "report.html",
        context! {
            report => Serde(report),
            length => programme.length.0,
            columns => COLUMNS,
            height => HEIGHT,
            curve => curve(&waveform.loudness),
            level => y(report.loudness.integrated),
            marks => Serde(marks(programme)),
            changes => Serde(programme.target.changes),
            grid => Serde([-10.0, -20.0, -30.0].map(|lufs| (lufs, y(lufs)))),
            voices => Serde(voices(report)),
            left_out => Serde(left_out(programme)),
            notes => Serde(&programme.edition.script.notes),
            ..template::text_of(programme)
        },
    )
}

/// Where a loudness stands on the picture.
fn y(lufs: f64) -> f64 {
    let below = (LOUDEST - lufs.clamp(QUIETEST, LOUDEST)) / (LOUDEST - QUIETEST);
    (below * HEIGHT * 10.0).round() / 10.0
}

/// The short-term loudness as a line.
fn curve(loudness: &[f64]) -> String {
    loudness.iter().enumerate().fold(String::new(), |mut path, (x, lufs)| {
        // Writing into a string cannot fail.
        let _ = write!(path, "{}{x} {}", if x == 0 { 'M' } else { 'L' }, y(*lufs));
        path
    })
}

/// Where the sections begin on the curve, each with its name; names that would run into each other are left out.
fn marks<'a>(programme: &'a Programme<'_>) -> Vec<(f64, &'a str)> {
    const APART: f64 = 48.0;
    let scale = COLUMNS as f64 / programme.length.seconds().max(0.001);
    let mut named = -APART;
    let place = |section: &'a Section<'_>| {
        let x = (section.head.start.seconds() * scale).round();
        let has_room = x - named >= APART && x <= COLUMNS as f64 - APART;
        named = if has_room { x } else { named };
        (x, if has_room { section.head.title } else { "" })
    };
    programme.sections.iter().map(place).collect()
}

/// What is not spoken, by the title of its story where a part of it is spoken, and why.
fn left_out<'a>(programme: &'a Programme<'_>) -> Vec<(&'a str, &'a str)> {
    let script = &programme.edition.script;
    let title = |article: &'a ArticleId| {
        let chapter = script.chapters.iter().find(|chapter| chapter.article.as_ref() == Some(article));
        chapter.map_or(article.0.as_str(), |chapter| &chapter.title)
    };
    script.left_out.iter().map(|story| (title(&story.article), story.reason.as_str())).collect()
}

/// Who spoke how much.
fn voices(report: &Report) -> Vec<Voice> {
    let mut voices: BTreeMap<&str, Voice> = BTreeMap::new();
    for segment in &report.segments {
        let voice = voices.entry(&segment.voice).or_default();
        voice.name.clone_from(&segment.voice);
        voice.sentences += 1;
        voice.cached += usize::from(segment.cached);
    }
    voices.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_is_drawn_at_the_bottom_and_what_is_too_loud_at_the_top() {
        assert_eq!(curve(&[f64::NEG_INFINITY, -20.0, 0.0]), "M0 200L1 100L2 0");
    }
}

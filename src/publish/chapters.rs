//! `chapters.json`: the stories, in JSON Chapters 1.2.0 of the podcast namespace; and `chapters.vtt`, the same as WebVTT for a
//! `track` element.

use std::fmt::Write as _;
use std::path::PathBuf;

use serde::Serialize;

use super::transcript::vtt;
use super::{Error, Programme, disk};
use crate::model::{clock, is_web_address};

/// The specification's version that the file follows.
const VERSION: &str = "1.2.0";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct File<'a> {
    version: &'static str,
    title: String,
    #[serde(rename = "chapters")]
    entries: Vec<Chapter<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Chapter<'a> {
    start_time: f64,
    end_time: f64,
    title: &'a str,
    /// The story's own address.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    /// The address of the story's picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    img: Option<&'a str>,
    /// Whether it is in the table of contents: sections, which are not, have no entry at all.
    toc: bool,
}

/// Writes `chapters.json` and `chapters.vtt`.
pub fn publish(programme: &Programme<'_>) -> Result<Vec<PathBuf>, Error> {
    let script = &programme.edition.script;
    let stops = programme.stops();
    let entries = stops
        .iter()
        .map(|(stop, title, times)| Chapter {
            start_time: times.start.seconds(),
            end_time: times.end.seconds(),
            title,
            url: public(script.chapters[stop.chapter].url.as_deref()),
            img: public(script.chapters[stop.chapter].picture.as_deref()),
            toc: true,
        })
        .collect();
    let file = File { version: VERSION, title: programme.dated_title(), entries };
    let folder = programme.target.folder;
    Ok(vec![
        disk::write_json(folder.join("chapters.json"), &file)?,
        disk::write(folder.join("chapters.vtt"), web_vtt(programme).as_bytes())?,
    ])
}

/// An address that everybody may know: what leads into a network of the paper's own stays there.
fn public(address: Option<&str>) -> Option<&str> {
    address.filter(|address| is_web_address(address))
}

/// A cue a chapter.
fn web_vtt(programme: &Programme<'_>) -> String {
    let mut text = String::from("WEBVTT\n");
    for (number, (_, title, times)) in (1..).zip(programme.stops()) {
        let title = vtt::escaped(title).replace(['\n', '\r'], " ");
        let (start, end) = (clock::stamp(times.start), clock::stamp(times.end));
        // Writing into a string cannot fail.
        let _ = write!(text, "\n{number}\n{start} --> {end}\n{title}\n");
    }
    text
}

//! `chapters.json`, JSON Chapters 1.2.0 of the podcast namespace, and `chapters.vtt`, WebVTT for a `track` element.

use std::path::PathBuf;

use serde::Serialize;

use super::programme::Part;
use super::transcript::vtt;
use super::{Error, Programme, disk};
use crate::model::{Millis, clock};

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
}

/// Writes `chapters.json` and `chapters.vtt`.
pub fn publish(programme: &Programme<'_>) -> Result<Vec<PathBuf>, Error> {
    let entries = programme
        .parts()
        .map(|part| Chapter {
            start_time: part.start.seconds(),
            end_time: part.end.seconds(),
            title: part.title,
        })
        .collect();
    let file = File { version: VERSION, title: programme.dated_title(), entries };
    let folder = programme.target.folder;
    Ok(vec![
        disk::write_json(folder.join("chapters.json"), &file)?,
        disk::write(folder.join("chapters.vtt"), web_vtt(programme).as_bytes())?,
    ])
}

/// A cue a chapter; one without length cannot be a cue, its title stands in `chapters.json` alone.
fn web_vtt(programme: &Programme<'_>) -> String {
    let cue = |part: &Part<'_>| {
        let title = vtt::escaped(part.title).replace(['\n', '\r'], " ");
        format!("\n{}\n{} --> {}\n{title}\n", part.number, clock::stamp(part.start), clock::stamp(part.end))
    };
    let cues: String = programme.parts().filter(|part| part.length > Millis(0)).map(cue).collect();
    format!("WEBVTT\n{cues}")
}

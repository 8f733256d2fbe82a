//! `chapters.json`: JSON Chapters 1.2.0 of the podcast namespace.

use std::path::PathBuf;

use serde::Serialize;

use super::{Error, Programme, disk};

/// The specification's version that the file follows.
pub const VERSION: &str = "1.2.0";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Chapters<'a> {
    version: &'static str,
    title: &'a str,
    chapters: Vec<Chapter<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Chapter<'a> {
    start_time: f64,
    end_time: f64,
    title: &'a str,
}

/// Writes `chapters.json`.
pub fn publish(programme: &Programme<'_>) -> Result<Vec<PathBuf>, Error> {
    let chapters = programme
        .parts()
        .map(|part| Chapter {
            start_time: part.start.seconds(),
            end_time: part.end.seconds(),
            title: part.title,
        })
        .collect();
    let file = Chapters { version: VERSION, title: programme.title(), chapters };
    Ok(vec![disk::write_json(programme.target.folder.join("chapters.json"), &file)?])
}

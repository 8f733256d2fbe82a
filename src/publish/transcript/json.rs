//! `transcript.json`: the Podcasting 2.0 JSON transcript, a segment a sentence, with the time of every word.

use std::path::PathBuf;

use serde::Serialize;

use super::super::{Error, Programme, disk};
use super::timing;

const VERSION: &str = "1.0.0";

#[derive(Serialize)]
struct Transcript<'a> {
    version: &'static str,
    segments: Vec<Segment<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Segment<'a> {
    id: &'a str,
    speaker: &'a str,
    start_time: f64,
    end_time: f64,
    body: &'a str,
    /// Whether the engine told the words' times, or they were reckoned.
    timing: &'static str,
    words: Vec<Word<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Word<'a> {
    body: &'a str,
    start_time: f64,
    end_time: f64,
}

/// Writes `transcript.json`.
pub fn publish(programme: &Programme<'_>) -> Result<Vec<PathBuf>, Error> {
    let segments = programme.sentences().map(|sentence| {
        let (words, timing) = timing::words(sentence);
        let word = |word: timing::Word| Word {
            body: &sentence.text[word.place],
            start_time: word.start.seconds(),
            end_time: word.end.seconds(),
        };
        Segment {
            id: sentence.id,
            speaker: sentence.speaker,
            start_time: sentence.start.seconds(),
            end_time: sentence.end.seconds(),
            body: sentence.text,
            timing: timing.name(),
            words: words.into_iter().map(word).collect(),
        }
    });
    let transcript = Transcript { version: VERSION, segments: segments.collect() };
    let path = programme.target.folder.join("transcript.json");
    Ok(vec![disk::write_json(path, &transcript)?])
}

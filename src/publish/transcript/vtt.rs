//! `transcript.vtt`: WebVTT, a cue a sentence or a clause of it, with its speaker.

use std::fmt::Write;
use std::path::PathBuf;

use super::super::{Error, Programme, disk};
use super::cues;
use crate::model::clock;

/// Writes `transcript.vtt`.
pub fn publish(programme: &Programme<'_>) -> Result<Vec<PathBuf>, Error> {
    let text = transcript(programme)?;
    Ok(vec![disk::write(programme.target.folder.join("transcript.vtt"), text.as_bytes())?])
}

fn transcript(programme: &Programme<'_>) -> Result<String, Error> {
    let mut text = String::from("WEBVTT\n");
    for cue in cues::cues(programme)? {
        let (start, end) = (clock::stamp(cue.start), clock::stamp(cue.end));
        let (id, voice, lines) = (identifier(&cue.id), escaped(cue.speaker), timed(&cue));
        // Writing into a string cannot fail.
        let _ = write!(text, "\n{id}\n{start} --> {end}\n<v {voice}>{lines}\n");
    }
    Ok(text)
}

/// A cue's text with the time before each word that the voice tells.
fn timed(cue: &cues::Cue) -> String {
    let mut text = String::new();
    let mut from = 0;
    for &(at, time) in &cue.words {
        text.push_str(&escaped(&cue.text[from..at]));
        // Writing into a string cannot fail.
        let _ = write!(text, "<{}>", clock::stamp(time));
        from = at;
    }
    text.push_str(&escaped(&cue.text[from..]));
    text
}

/// A cue's identifier is one line without an arrow.
fn identifier(id: &str) -> String {
    id.replace("-->", "--").replace(['\n', '\r'], " ")
}

/// WebVTT knows `&amp;`, `&lt;` and `&gt;`; the last keeps arrows out of the text.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

//! `transcript.vtt`: WebVTT, one cue a sentence, with its speaker.

use std::fmt::Write;
use std::path::PathBuf;

use super::super::{Error, Programme, clock, disk};
use super::wrap;

/// Writes `transcript.vtt`.
pub fn publish(programme: &Programme<'_>) -> Result<Vec<PathBuf>, Error> {
    let text = transcript(programme);
    Ok(vec![disk::write(programme.target.folder.join("transcript.vtt"), text.as_bytes())?])
}

fn transcript(programme: &Programme<'_>) -> String {
    let mut text = String::from("WEBVTT\n");
    for sentence in programme.sentences() {
        let lines: Vec<_> = wrap::lines(sentence.text).iter().map(|line| escaped(line)).collect();
        let (start, end) = (clock::stamp(sentence.start), clock::stamp(sentence.end));
        let (id, voice) = (identifier(sentence.id), escaped(sentence.speaker));
        // Writing into a string cannot fail.
        let _ = write!(text, "\n{id}\n{start} --> {end}\n<v {voice}>{}\n", lines.join("\n"));
    }
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

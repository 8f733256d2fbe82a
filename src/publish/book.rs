//! What the talking books share: parts with their clips, and the book's name.

use uuid::Uuid;

use super::Programme;
use super::programme::Part;
use crate::model::Millis;

/// A sentence's stretch of sound. It lasts until the next sentence begins, so that pauses are heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Clip {
    /// The sentence, counted from 1.
    pub sentence: usize,
    /// Where it begins on the timeline.
    pub begin: Millis,
    /// Where the next one begins, or the part ends.
    pub end: Millis,
}

/// The clips of a part, in order and without gaps between them.
pub fn clips(part: &Part<'_>) -> Vec<Clip> {
    let ends = part.sentences().skip(1).map(|sentence| sentence.start).chain([part.end]);
    part.sentences()
        .zip(ends)
        .map(|(sentence, end)| Clip {
            sentence: sentence.number,
            begin: sentence.start,
            end: end.max(sentence.end),
        })
        .collect()
}

/// How long clips last together.
pub fn length(clips: &[Clip]) -> Millis {
    Millis(clips.iter().map(|clip| clip.end.0 - clip.begin.0).sum())
}

/// A name for the book that the same paper of the same day always gets.
pub fn identifier(programme: &Programme<'_>) -> Uuid {
    let name = format!("newscaster/{}/{}", programme.publisher(), programme.date());
    Uuid::new_v5(&Uuid::NAMESPACE_URL, name.as_bytes())
}

/// The voices' names, each once, in the order of appearance.
pub fn narrators<'a>(programme: &'a Programme<'_>) -> Vec<&'a str> {
    let mut voices: Vec<&str> = Vec::new();
    for sentence in programme.sentences() {
        if !voices.contains(&sentence.voice) {
            voices.push(sentence.voice);
        }
    }
    voices
}

//! What the talking books share: parts with their clips, and the book's name.

use jiff::civil::Date;
use uuid::Uuid;

use super::programme::Sentence;
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

/// The clips of sentences in a row, without gaps between them; the last ends at `end`.
pub fn clips<'a>(sentences: impl Iterator<Item = &'a Sentence<'a>> + Clone, end: Millis) -> Vec<Clip> {
    let ends = sentences.clone().skip(1).map(|sentence| sentence.start).chain([end]);
    sentences
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
pub fn identifier(publisher: &str, date: Date) -> Uuid {
    let name = format!("newscaster/{publisher}/{date}");
    Uuid::new_v5(&Uuid::NAMESPACE_URL, name.as_bytes())
}

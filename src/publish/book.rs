//! What the talking books share: parts with their clips, and the book's name.

use std::collections::HashSet;

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

/// The chapters that a printed page begins with: of each page the first that is told.
///
/// Stories are told in an order of their own, so a page's other stories may follow far behind; a reader who is told
/// “page 4” lands at the first.
pub fn first_of_page<'a>(pages: impl Iterator<Item = Option<&'a str>>) -> Vec<Option<&'a str>> {
    let mut known = HashSet::new();
    pages.map(|page| page.filter(|page| known.insert(*page))).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_begins_with_the_first_of_its_stories() {
        let pages = [None, Some("1"), Some("4"), Some("1"), None, Some("4"), Some("A2")];
        let firsts = [None, Some("1"), Some("4"), None, None, None, Some("A2")];
        assert_eq!(first_of_page(pages.into_iter()), firsts);
    }
}

//! What a briefing tells: as much of each story as ten minutes have room for.

use super::super::Programme;
use super::super::programme::Part;
use super::piece::{BETWEEN_CHAPTERS, BETWEEN_PIECES, Piece};
use crate::model::{Millis, Role};

/// A lead is a story's first paragraph, as far as it fits this time.
const LONGEST_LEAD: Millis = Millis(30_000);
/// What says how long the edition is, which the briefing is not; its name in the script.
const LENGTH: &str = "length";

/// How much of each story is told.
#[derive(Clone, Copy, Debug)]
enum Depth {
    Lead,
    Sentence,
    Headline,
}

/// What opens the edition, then its stories: with their leads, with a sentence, or as headlines alone, whatever fits first;
/// where not even the headlines do, as many as there is room for.
pub fn pieces(programme: &Programme<'_>, longest: Millis) -> Vec<Piece> {
    let opening = opening(programme);
    let stories: Vec<&Part<'_>> = programme.stories().filter(|part| !opens(part)).collect();
    let told = |depth: Depth| -> Vec<Piece> {
        let pieces = stories.iter().filter_map(|part| story(programme, part, depth));
        opening.iter().cloned().chain(pieces).collect()
    };
    let depths = [Depth::Lead, Depth::Sentence, Depth::Headline];
    let mut found = depths.into_iter().map(told).find(|pieces| length(programme, pieces) <= longest);
    let pieces = found.get_or_insert_with(|| told(Depth::Headline));
    while pieces.len() > 1 && length(programme, pieces) > longest {
        pieces.pop();
    }
    std::mem::take(pieces)
}

/// The first chapter, where it is the presenter's.
fn opens(part: &Part<'_>) -> bool {
    part.number == 1 && part.level == 1
}

/// The presenter's first words but those on the edition's length; among them is what is told of the voices.
fn opening(programme: &Programme<'_>) -> Vec<Piece> {
    let first = programme.parts().next().filter(|part| opens(part));
    let sentences = first.into_iter().flat_map(Part::sentences);
    let mut pieces: Vec<Piece> = Vec::new();
    for sentence in sentences.filter(|sentence| sentence.id != LENGTH) {
        let at = sentence.number - 1;
        match pieces.last_mut() {
            Some(last) if last.segments.end == at => last.segments.end += 1,
            _ => pieces.push(Piece { chapter: 0, segments: at..at + 1 }),
        }
    }
    pieces
}

/// The beginning of a story.
fn story(programme: &Programme<'_>, part: &Part<'_>, depth: Depth) -> Option<Piece> {
    let segments = &programme.edition.script.segments;
    let is_link = |at: usize| segments[at].role == Role::Anchor;
    let first = part.sentences().next()?.number - 1;
    let end = part.sentences().count() + first;
    // The headline, and who reports it.
    let body = (first + 1..end).find(|&at| !is_link(at)).unwrap_or((first + 1).min(end - 1));
    let lead_end = || {
        let own = |paragraph: &&super::super::programme::Paragraph<'_>| {
            paragraph.sentences.iter().any(|sentence| sentence.number == body + 1)
        };
        let paragraph = part.paragraphs.iter().find(own);
        let last = paragraph.and_then(|own| own.sentences.last()).map_or(body + 1, |last| last.number);
        let start = programme.edition.cues[body].start;
        let lasts = |at: usize| {
            let cue = programme.edition.cues[at];
            cue.end.saturating_sub(start).millis(programme.edition.rate)
        };
        (body + 1..=last).rev().find(|&end| lasts(end - 1) <= LONGEST_LEAD).unwrap_or(body + 1)
    };
    let end = match depth {
        Depth::Headline => first + 1,
        Depth::Sentence => body + 1,
        Depth::Lead => lead_end(),
    };
    Some(Piece { chapter: part.number - 1, segments: first..end })
}

/// How long pieces last with the pauses between them.
fn length(programme: &Programme<'_>, pieces: &[Piece]) -> Millis {
    let edition = programme.edition;
    let sound = |piece: &Piece| {
        let (first, last) = (edition.cues[piece.segments.start], edition.cues[piece.segments.end - 1]);
        last.end.saturating_sub(first.start).millis(edition.rate).0
    };
    let pauses = pieces
        .windows(2)
        .map(|pair| if pair[0].chapter == pair[1].chapter { BETWEEN_PIECES.0 } else { BETWEEN_CHAPTERS.0 });
    Millis(pieces.iter().map(sound).chain(pauses).sum())
}

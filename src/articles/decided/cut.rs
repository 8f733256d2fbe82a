//! A row of paragraphs cut in two.

use super::letters::Place;
use crate::model::{Paragraph, Repair, Span};

/// Takes what stands from a place on out of paragraphs.
pub fn behind(paragraphs: &mut Vec<Paragraph>, place: Place) -> Vec<Paragraph> {
    let mut taken = paragraphs.split_off(place.paragraph + usize::from(place.character > 0));
    if place.character > 0
        && let Some(last) = paragraphs.last_mut()
    {
        let rest = split(last, place.character);
        taken.insert(0, rest);
    }
    taken
}

/// Cuts a paragraph before a character, and gives the rest.
fn split(paragraph: &mut Paragraph, at: usize) -> Paragraph {
    let end = paragraph.text.char_indices().nth(at).map_or(paragraph.text.len(), |(end, _)| end);
    let rest = paragraph.text.split_off(end);
    let length = at + rest.chars().count();
    let blanks = rest.chars().take_while(|c| c.is_whitespace()).count();
    paragraph.text.truncate(paragraph.text.trim_end().len());
    let spans = spans_behind(&mut paragraph.spans, at, length);
    let is_before = |repair: &Repair| repair.end <= at;
    let (before, behind): (Vec<Repair>, Vec<Repair>) = paragraph.repairs.drain(..).partition(is_before);
    paragraph.repairs = before;
    let moved = behind.into_iter().filter_map(|repair| {
        let start = repair.start.checked_sub(at + blanks)?;
        Some(Repair { start, end: repair.end - at - blanks, ..repair })
    });
    Paragraph {
        text: rest.trim_start().to_owned(),
        speaker: paragraph.speaker.clone(),
        spans,
        repairs: moved.collect(),
        is_subhead: false,
        confidence: paragraph.confidence,
    }
}

/// Cuts the places of a text of `length` characters before the character `at`. Where marks and breaks make the print
/// longer than the text, the cut is as far along.
fn spans_behind(spans: &mut Vec<Span>, at: usize, length: usize) -> Vec<Span> {
    let total: usize = spans.iter().map(|span| span.end - span.start).sum();
    let mut left = at * total / length.max(1);
    let mut behind = Vec::new();
    let mut before = Vec::new();
    for span in spans.drain(..) {
        let cut = span.start + left.min(span.end - span.start);
        left -= cut - span.start;
        if cut > span.start {
            before.push(Span { end: cut, ..span });
        }
        if cut < span.end {
            behind.push(Span { start: cut, ..span });
        }
    }
    *spans = before;
    behind
}

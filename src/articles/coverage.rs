//! The sum that adds up: every printed character is in an article or skipped with a reason, and never in both.

use std::sync::Arc;

use super::text::{Places, Text, is_blank};
use crate::model::{Coverage, SkipReason, Skipped};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// A blank, a Markdown mark, or nothing.
    Nothing,
    /// Printed and not yet accounted for.
    Free,
    Article,
    Skipped,
}

/// Keeps account of all inputs' characters.
#[derive(Default)]
pub struct Ledger {
    marks: Vec<Mark>,
    chars: Vec<char>,
    characters: usize,
}

impl Ledger {
    /// Enters print that must be accounted for.
    pub fn enter(&mut self, text: &Text) {
        for (place, chars) in text.pieces() {
            let Some(start) = place.map(|place| place as usize) else { continue };
            let end = start + chars.len();
            if end > self.marks.len() {
                self.marks.resize(end, Mark::Nothing);
                self.chars.resize(end, ' ');
            }
            for (at, &c) in (start..end).zip(chars) {
                if self.marks[at] == Mark::Nothing && !is_blank(c) {
                    self.marks[at] = Mark::Free;
                    self.chars[at] = c;
                    self.characters += 1;
                }
            }
        }
    }

    /// Print that an article holds.
    pub fn article(&mut self, text: &Text) {
        self.paint(text, Mark::Article);
    }

    /// Print that no article holds.
    pub fn skipped(&mut self, text: &Text) {
        self.paint(text, Mark::Skipped);
    }

    fn paint(&mut self, text: &Text, mark: Mark) {
        for stretch in text.stretches() {
            let slots = self.marks.get_mut(stretch.start as usize..stretch.end as usize);
            for slot in slots.into_iter().flatten().filter(|slot| **slot == Mark::Free) {
                *slot = mark;
            }
        }
    }

    /// What nobody claimed, run by run.
    pub fn unclaimed(&self) -> Vec<Text> {
        let mut runs: Vec<Text> = Vec::new();
        let mut gap = usize::MAX;
        for (at, mark) in self.marks.iter().enumerate() {
            if *mark != Mark::Free {
                gap = gap.saturating_add(1);
                continue;
            }
            if gap > 0 || runs.is_empty() {
                runs.push(Text::default());
            }
            gap = 0;
            if let Some(run) = runs.last_mut() {
                run.push(self.chars[at], at as u32);
            }
        }
        runs
    }

    /// The sum.
    pub fn coverage(&self) -> Coverage {
        let count = |wanted: Mark| self.marks.iter().filter(|&&mark| mark == wanted).count();
        Coverage {
            characters: self.characters,
            in_articles: count(Mark::Article),
            skipped: count(Mark::Skipped),
        }
    }
}

/// The entries of a text that goes to `skipped` for a reason that a pass decided: one for each input it stands in.
pub fn entries(
    text: &Text,
    (reason, why): (SkipReason, Option<&'static str>),
    places: &Places,
    sources: &[Arc<str>],
) -> Vec<Skipped> {
    let mut parts: Vec<(usize, Text)> = Vec::new();
    for (place, chars) in text.pieces() {
        let source = place.map(|place| places.source(place));
        if let Some(source) = source.filter(|source| parts.last().is_none_or(|(last, _)| last != source)) {
            parts.push((source, Text::default()));
        }
        if let Some((_, part)) = parts.last_mut() {
            part.extend(chars, place);
        }
    }
    let entry = |(source, mut part): (usize, Text)| {
        part.trim();
        let spans = places.spans(&part);
        let start = spans.iter().map(|span| span.start).min()?;
        let end = spans.iter().map(|span| span.end).max()?;
        Some(Skipped {
            text: part.string(),
            reason,
            why,
            source: sources.get(source).cloned().unwrap_or_else(|| Arc::from("")),
            start,
            end,
        })
    };
    parts.into_iter().filter_map(entry).collect()
}

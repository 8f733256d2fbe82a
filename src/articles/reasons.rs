//! Which test or pass decided what each stretch of print is.

use super::blocks::{Block, Role};
use super::text::{Places, Text};
use crate::model::Span;

/// What a writer struck out is not told.
const STRUCK: &str = "struck out";

/// The decisions of all pages.
#[derive(Default)]
pub struct Reasons(Vec<Reason>);

struct Reason {
    start: u32,
    end: u32,
    why: &'static str,
    /// Whether it was decided that nobody hears it.
    skips: bool,
}

impl Reasons {
    /// Keeps what was decided of a block, before its print is taken out of it.
    pub fn note(&mut self, block: &Block) {
        let skips = matches!(block.role(), Role::Skip(_) | Role::Table);
        let jump_lines = [&block.onward, &block.from_elsewhere].into_iter().flatten();
        let lines = jump_lines.map(|sign| (&sign.1, "jump line", true));
        let prints = block.lifted.iter().chain([&block.text]).map(|print| (print, block.why(), skips));
        for (print, why, skips) in lines.chain(prints) {
            let stretches = print.stretches();
            self.0.extend(stretches.map(|at| Reason { start: at.start, end: at.end, why, skips }));
        }
    }

    /// Keeps that a text is struck out.
    pub fn note_struck(&mut self, text: &Text) {
        let stretches = text.stretches();
        self.0.extend(stretches.map(|at| Reason { start: at.start, end: at.end, why: STRUCK, skips: true }));
    }

    /// Puts them in the order of the print, for the questions.
    pub fn sort(&mut self) {
        self.0.sort_by_key(|reason| reason.start);
    }

    /// What decided that a text is skipped; `None` where a later step left it out.
    pub fn of_skipped(&self, text: &Text) -> Option<&'static str> {
        let at = text.start()?;
        let before = self.0.partition_point(|reason| reason.start <= at);
        let reason = self.0[..before].last().filter(|reason| at < reason.end && reason.skips)?;
        Some(reason.why)
    }

    /// All of them with their places in the inputs.
    pub fn spans(&self, places: &Places) -> Vec<(Span, &'static str)> {
        self.0.iter().map(|reason| (places.span(reason.start..reason.end), reason.why)).collect()
    }
}

/// A test's or a pass's decision in words for people.
pub fn words(why: &str, chinese: bool) -> Option<&'static str> {
    rows().find(|row| row[0] == why).map(|row| row[if chinese { 2 } else { 1 }])
}

fn rows() -> impl Iterator<Item = [&'static str; 3]> {
    let lines = include_str!("blocks/passes.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| {
        let mut cells = line.split('\t');
        Some([cells.next()?, cells.next()?, cells.next()?])
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::articles::blocks;

    #[test]
    fn every_test_and_pass_has_its_words() {
        let told: BTreeSet<&str> = rows().map(|row| row[0]).collect();
        let known: BTreeSet<&str> = blocks::names().chain([STRUCK]).collect();
        assert_eq!(told, known);
    }
}

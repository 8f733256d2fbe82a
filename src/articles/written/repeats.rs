//! Links that a site puts below each of its stories, known by coming again: Full report, 详细报道.

use std::collections::HashMap;

use super::section::Section;
use crate::articles::document::{Block, Line};
use crate::articles::text::is_blank;

/// So many sections must end with the same link.
const FEWEST: usize = 3;

/// Makes furniture of short links that are the last line of several sections.
pub fn set_apart(root: &mut Section) {
    let mut counts = HashMap::new();
    count(root, &mut counts);
    if counts.values().any(|&count| count >= FEWEST) {
        mark(root, &counts);
    }
}

/// The last line of a section with other text, where it is one short link that ends no sentence.
fn closing(section: &Section) -> Option<String> {
    let [_, .., Block::Paragraph(line)] = section.blocks.as_slice() else { return None };
    is_short_link(line).then(|| line.text.string())
}

fn is_short_link(line: &Line) -> bool {
    const LONGEST: usize = 24;
    const MOST_WORDS: usize = 3;
    let chars = line.text.chars();
    let words = chars.split(|&c| is_blank(c)).filter(|word| !word.is_empty()).count();
    line.linked() * 10 >= chars.len() * 8
        && chars.len() <= LONGEST
        && words <= MOST_WORDS
        && !chars.last().is_some_and(|c| "。！？.!?".contains(*c))
}

fn count(section: &Section, counts: &mut HashMap<String, usize>) {
    if let Some(line) = closing(section) {
        *counts.entry(line).or_default() += 1;
    }
    section.children.iter().for_each(|child| count(child, counts));
}

fn mark(section: &mut Section, counts: &HashMap<String, usize>) {
    let is_furniture = closing(section).is_some_and(|line| counts.get(&line).is_some_and(|&n| n >= FEWEST));
    if is_furniture && let Some(Block::Paragraph(line)) = section.blocks.pop() {
        section.blocks.push(Block::Furniture(line.text));
    }
    section.children.iter_mut().for_each(|child| mark(child, counts));
}

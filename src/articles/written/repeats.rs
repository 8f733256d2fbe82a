//! Lines that a site puts below each of its stories, known by coming again: Full report, 详细报道, 原文链接.

use std::collections::HashMap;

use super::section::Section;
use crate::articles::document::{Block, Line};
use crate::articles::text::{Text, is_letter};

/// So many sections must end with the same line.
const FEWEST: usize = 3;

/// Makes furniture of short lines that stand at the end of several sections.
pub fn set_apart(root: &mut Section) {
    let (mut counts, mut sections) = (HashMap::new(), 0);
    count(root, &mut counts, &mut sections);
    // A short link may stand below some stories only; other lines stand below most of them.
    counts.retain(|key, count| *count >= FEWEST && (key.is_link || *count * 2 > sections));
    if !counts.is_empty() {
        mark(root, &counts);
    }
}

/// What a line has in common with others of its kind: its words that are no link and no address; none in a rule and in
/// an address that stands for itself.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    words: String,
    is_link: bool,
}

/// The keys of the last lines of a section that other text stands above, from the last one upwards.
fn closing(section: &Section) -> impl Iterator<Item = Key> {
    let below_text = section.blocks.get(1..).unwrap_or_default();
    below_text.iter().rev().map_while(|block| match block {
        Block::Paragraph(line) => key(line),
        Block::Rule => Some(Key { words: String::new(), is_link: false }),
        _ => None,
    })
}

fn key(line: &Line) -> Option<Key> {
    const LONGEST_LINK: usize = 24;
    const LONGEST: usize = 30;
    const MOST_WORDS: usize = 3;
    if line.text.chars().last().is_some_and(|c| "。！？.!?".contains(*c)) {
        return None;
    }
    let unlinked = |at: usize| !line.links.iter().any(|link| link.contains(&at));
    let plain: String =
        line.text.chars().iter().enumerate().filter(|(at, _)| unlinked(*at)).map(|(_, c)| c).collect();
    let words: Vec<&str> = plain.split_whitespace().filter(|word| !word.contains("://")).collect();
    let words = words.join(" ");
    let print = line.text.string();
    if words.chars().any(is_letter) {
        // Free entry may be said of every fair; what leads elsewhere, or who owns it, is no news of any.
        let points =
            line.linked() > 0 || print.contains("://") || words.contains('©') || words.ends_with([':', '：']);
        return (points && words.chars().count() <= LONGEST).then_some(Key { words, is_link: false });
    }
    if words.is_empty() && print.contains("://") {
        return Some(Key { words, is_link: false });
    }
    let is_short = print.chars().count() <= LONGEST_LINK && print.split_whitespace().count() <= MOST_WORDS;
    (is_short && line.linked() > 0).then_some(Key { words: print, is_link: true })
}

fn count(section: &Section, counts: &mut HashMap<Key, usize>, sections: &mut usize) {
    *sections += usize::from(section.blocks.len() > 1);
    let mut own = Vec::new();
    for key in closing(section).filter(|key| !key.words.is_empty()) {
        if !own.contains(&key) {
            own.push(key);
        }
    }
    for key in own {
        *counts.entry(key).or_default() += 1;
    }
    section.children.iter().for_each(|child| count(child, counts, sections));
}

fn mark(section: &mut Section, counts: &HashMap<Key, usize>) {
    let is_furniture = |key: &Key| key.words.is_empty() || counts.contains_key(key);
    let run: Vec<Key> = closing(section).take_while(is_furniture).collect();
    // What only parts or names nothing goes with a line that comes again.
    let last = run.iter().rposition(|key| !key.words.is_empty()).map_or(0, |at| at + 1);
    let first = section.blocks.len() - last;
    for block in &mut section.blocks[first..] {
        if let Block::Paragraph(line) = block {
            *block = Block::Furniture(std::mem::take::<Text>(&mut line.text));
        }
    }
    section.children.iter_mut().for_each(|child| mark(child, counts));
}

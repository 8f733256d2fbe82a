//! What a site puts below or behind each of its stories, known by coming again: Full report, 详细报道, （来源）.

use std::collections::HashMap;

use super::section::Section;
use crate::articles::document::{Block, Line};
use crate::articles::text::{Text, is_blank, is_letter};

/// So many sections must end with the same line.
const FEWEST: usize = 3;

/// Makes furniture of short lines that stand at the end of several sections, and of links that stand behind several texts.
pub fn set_apart(root: &mut Section) {
    let mut tails = HashMap::new();
    each_text(root, &mut |blocks| {
        for line in blocks.iter().filter_map(paragraph) {
            if let Some((_, words)) = tail(line) {
                *tails.entry(words).or_insert(0) += 1;
            }
        }
    });
    tails.retain(|_, count| *count >= FEWEST);
    if !tails.is_empty() {
        each_text(root, &mut |blocks| cut_tails(blocks, &tails));
    }
    let (mut counts, mut sections) = (HashMap::new(), 0);
    count(root, &mut counts, &mut sections);
    // A short link may stand below some stories only; other lines stand below most of them.
    counts.retain(|key, count| *count >= FEWEST && (key.is_link || *count * 2 > sections));
    if !counts.is_empty() {
        mark(root, &counts);
    }
}

/// Calls `see` for every run of blocks that may hold paragraphs.
fn each_text(section: &mut Section, see: &mut dyn FnMut(&mut Vec<Block>)) {
    fn within(blocks: &mut Vec<Block>, see: &mut dyn FnMut(&mut Vec<Block>)) {
        see(blocks);
        for block in blocks {
            match block {
                Block::List(list) => list.items.iter_mut().for_each(|item| within(item, see)),
                Block::Quote(inner) => within(inner, see),
                _ => {}
            }
        }
    }
    within(&mut section.blocks, see);
    section.children.iter_mut().for_each(|child| each_text(child, see));
}

fn paragraph(block: &Block) -> Option<&Line> {
    match block {
        Block::Paragraph(line) => Some(line),
        _ => None,
    }
}

/// A short link behind a whole sentence, in brackets or behind a stroke: where it begins, and its words.
fn tail(line: &Line) -> Option<(usize, String)> {
    const LONGEST: usize = 12;
    const OPEN: &str = "([（【";
    let last = line.links.last().filter(|link| (1..=LONGEST).contains(&link.len()))?;
    let chars = line.text.chars();
    let closes = |c: &char| is_blank(*c) || ")]）】。.」".contains(*c);
    let before = chars.get(..last.start)?;
    let start = before.iter().rposition(|&c| !is_blank(c) && !OPEN.contains(c))? + 1;
    let is_apart =
        before[start..].iter().any(|&c| OPEN.contains(c)) || "。！？.!?|｜—–·→-".contains(before[start - 1]);
    let is_last = chars.get(last.end..)?.iter().all(closes);
    (is_last && is_apart).then(|| (start, chars[last.clone()].iter().collect()))
}

fn cut_tails(blocks: &mut Vec<Block>, tails: &HashMap<String, usize>) {
    for at in (0..blocks.len()).rev() {
        let Block::Paragraph(line) = &mut blocks[at] else { continue };
        let Some((start, _)) = tail(line).filter(|(_, words)| tails.contains_key(words)) else { continue };
        let end = line.text.len();
        let (text, tail) = (line.part(0, start), line.text.slice(start, end));
        *line = Line { footnotes: std::mem::take(&mut line.footnotes), ..text };
        blocks.insert(at + 1, Block::Furniture(tail));
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
    const LONGEST_LINE: usize = 1_000;
    let ends = line.text.chars().last().is_some_and(|c| "。！？.!?".contains(*c));
    if ends || line.text.len() > LONGEST_LINE {
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

//! Which of a page's blocks are the article: those whose letters stand in a text that somebody chose.

use std::collections::{HashMap, HashSet};

use crate::articles::document::Block;
use crate::articles::text::{Text, is_letter};

/// A block of fewer letters is short: it is no proof of anything where it stands alone.
const SHORT: usize = 12;
/// A text that is printed again and again is kept no more often.
const MOST_COPIES: usize = 50;
/// So many bytes are looked through in all, before blocks are taken for strangers.
const MOST_WORK: usize = 1 << 32;

/// The letters and figures of a text, in small letters.
pub fn letters(text: &str) -> String {
    text.chars().filter(|&c| is_letter(c)).flat_map(char::to_lowercase).collect()
}

/// The letters of all that a block prints.
pub fn of_block(block: &Block) -> String {
    let mut all = String::new();
    block.each_text(&mut |text: &Text| all.push_str(&letters(&text.string())));
    all
}

/// How many bytes of letters the marked blocks have.
pub fn length(blocks: &[Block], kept: &[bool]) -> usize {
    blocks.iter().zip(kept).filter(|(_, kept)| **kept).map(|(block, _)| of_block(block).len()).sum()
}

/// Running text, not a menu.
pub fn is_prose(block: &Block) -> bool {
    const FEWEST: usize = 25;
    match block {
        Block::Paragraph(line) => line.text.len() >= FEWEST && line.linked() * 2 < line.text.len(),
        Block::Quote(inner) => inner.iter().any(is_prose),
        _ => false,
    }
}

/// Which blocks a chosen text holds.
pub struct Choice {
    /// True for each that it holds.
    pub kept: Vec<bool>,
    /// The share of the chosen text that they are.
    pub share: f32,
}

impl Choice {
    /// Compares a page's blocks with a text as it was chosen. Long blocks that stand once on the page say where the text
    /// is; short ones and such as are printed again count only between them.
    pub fn of(text: &str, blocks: &[Block]) -> Self {
        let chosen = letters(text);
        let prints: Vec<Vec<String>> = blocks.iter().map(prints).collect();
        let mut times: HashMap<&str, usize> = HashMap::new();
        for print in prints.iter().flatten() {
            *times.entry(print).or_default() += 1;
        }
        let mut work = 0_usize;
        let mut has = |print: &str| {
            work += chosen.len();
            work < MOST_WORK && chosen.contains(print)
        };
        let is_long = |print: &str| print.chars().take(SHORT).count() == SHORT;
        let held: Vec<Vec<bool>> =
            prints.iter().map(|prints| prints.iter().map(|print| has(print)).collect()).collect();
        let takes = |at: usize, asks: &dyn Fn(&str) -> bool| {
            let prints = prints[at].iter().zip(&held[at]);
            let known = prints.clone().filter(|(print, held)| **held && asks(print)).count();
            known > 0 && prints.filter(|(_, held)| **held).count() * 10 >= held[at].len() * 7
        };
        let sure = |print: &str| is_long(print) && times.get(print) == Some(&1);
        let mut kept: Vec<bool> = (0..blocks.len()).map(|at| takes(at, &sure)).collect();
        let first = kept.iter().position(|&kept| kept).unwrap_or(0);
        let last = kept.iter().rposition(|&kept| kept).unwrap_or(0);
        let mut told: HashSet<&[String]> = HashSet::new();
        let mut repeats: HashMap<&[String], usize> = HashMap::new();
        for at in (first..=last).filter(|at| *at < blocks.len()) {
            if !kept[at] && takes(at, &|_| true) && told.insert(&prints[at]) {
                kept[at] = true;
            }
        }
        // Short lines that close the text, as the name below a letter: they go on where the last sure block ends.
        let mut end = prints.get(last).map(|prints| prints.concat()).unwrap_or_default();
        for at in last + 1..blocks.len() {
            let here = prints[at].concat();
            if here.is_empty() && matches!(blocks[at], Block::Rule) {
                break;
            }
            end.push_str(&here);
            if here.is_empty() || work > MOST_WORK || !chosen.contains(&end) {
                break;
            }
            work += chosen.len();
            kept[at] = true;
            told.insert(&prints[at]);
        }
        // A long text that is printed several times, and nowhere between: as often as the chosen one has it.
        let copies = |print: &str| chosen.matches(print).take(MOST_COPIES).count();
        for at in 0..kept.len() {
            if kept[at] || !takes(at, &is_long) || told.contains(prints[at].as_slice()) {
                continue;
            }
            let before = repeats.entry(&prints[at]).or_insert_with(|| copies(&prints[at].concat()));
            kept[at] = *before > 0;
            *before = before.saturating_sub(1);
        }
        let share = share(&prints, &kept, &chosen);
        Self { kept, share }
    }
}

/// The share of a chosen text that kept blocks are.
fn share(prints: &[Vec<String>], kept: &[bool], chosen: &str) -> f32 {
    let found = prints.iter().zip(kept).filter(|(_, kept)| **kept).flat_map(|(prints, _)| prints);
    found.map(String::len).sum::<usize>() as f32 / chosen.len().max(1) as f32
}

/// The letters of each text of a block; none of what is no print of an article.
fn prints(block: &Block) -> Vec<String> {
    let mut prints = Vec::new();
    if !matches!(block, Block::Furniture(_) | Block::Rule) {
        block.each_text(&mut |text| prints.push(letters(&text.string())));
        prints.retain(|print| !print.is_empty());
    }
    prints
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::articles::document::Line;

    #[test]
    fn blocks_are_chosen_between_those_that_are_sure() {
        let block = |print: &str| Block::Paragraph(Line { text: Text::of(print, 0), ..Line::default() });
        let page =
            ["Home", "The lock opened today.", "Share", "Boats came at noon.", "The lock opened today."];
        let blocks: Vec<Block> = page.into_iter().map(block).collect();
        let choice = Choice::of("The lock opened today. Boats came at noon. Nobody paid for it.", &blocks);
        assert_eq!(choice.kept, [false, true, false, true, false]);
        assert!((0.4..0.8).contains(&choice.share));
    }

    #[test]
    fn a_name_that_closes_a_letter_is_its_own() {
        let block = |print: &str| Block::Paragraph(Line { text: Text::of(print, 0), ..Line::default() });
        let blocks: Vec<Block> =
            ["Home", "The bell rings at six each morning.", "Bob Reed", "Harbour", "Home", "Share"]
                .into_iter()
                .map(block)
                .collect();
        let choice = Choice::of("The bell rings at six each morning. Bob Reed Harbour", &blocks);
        assert_eq!(choice.kept, [false, true, true, true, false, false]);
    }
}

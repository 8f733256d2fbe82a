//! ACCIDENT ON THE LINE.—A lad of fifteen…: headings that old print sets in the first line of their text.

use super::block::{Block, Blocks, Role};
use crate::articles::features::dates::is_weekday;
use crate::articles::markdown::{Printed, Shape};

/// The longest such heading, in characters, and the shortest text behind it.
const LONGEST: usize = 70;
const SHORTEST_TEXT: usize = 20;
/// The fewest letters of a heading that is one word.
const WORD: usize = 6;
/// So many of them on a page prove the habit; one may be a dateline.
const FEWEST: usize = 2;
/// The rank of such a heading: that of a bold line.
const LEVEL: u8 = 7;

/// Parts such headings from their texts.
pub fn mark(blocks: &mut Blocks) {
    let found: Vec<Option<usize>> = blocks.iter().map(length).collect();
    if found.iter().flatten().count() < FEWEST {
        return;
    }
    let mut parted = Vec::with_capacity(blocks.len() + found.len());
    let mut headings = Vec::new();
    for (mut block, length) in blocks.take().into_iter().zip(found) {
        if let Some(length) = length {
            headings.push(parted.len());
            parted.push(part(&mut block, length));
        }
        parted.push(block);
    }
    blocks.put(parted);
    for heading in headings {
        blocks.set(heading, Role::Heading(LEVEL));
    }
}

/// The heading as a block of its own; what stands between it and its text is lifted off.
fn part(block: &mut Block, length: usize) -> Block {
    let text = block.text.take_front(length);
    let mark =
        block.text.chars().iter().take_while(|c| !c.is_alphanumeric() && !"\"“'‘".contains(**c)).count();
    let mark = block.text.take_front(mark);
    block.lifted.push(mark);
    let (setting, tight) = (block.setting, block.tight);
    block.tight = true;
    Block::of(Printed { tight, setting, ..Printed::new(Shape::Paragraph, text, 0) })
}

/// How long the heading is that a text opens with.
fn length(block: &Block) -> Option<usize> {
    if !matches!(block.role(), Role::Body | Role::Item) {
        return None;
    }
    let chars = block.text.chars();
    let dash = chars.iter().take(LONGEST).position(|c| matches!(c, '—' | '–'))?;
    let stop = chars[..dash].iter().rposition(|c| !c.is_whitespace())?;
    let heading = &chars[..stop];
    let words: Vec<String> = heading
        .split(|c| c.is_whitespace())
        .map(|word| word.iter().collect::<String>())
        .filter(|word| !matches!(word.as_str(), "v." | "and" | "of" | "the"))
        .collect();
    let capitals = !words.iter().any(|word| word.contains(char::is_lowercase));
    let letters = heading.iter().filter(|c| c.is_ascii_uppercase()).count();
    let told = match words.as_slice() {
        [] => false,
        [word] => letters >= WORD && !is_weekday(word),
        _ => letters >= WORD,
    };
    let opens = chars[dash + 1..].iter().find(|c| c.is_alphabetic()).is_some_and(|c| c.is_uppercase());
    let is_heading = chars[stop] == '.' && capitals && told && opens && chars.len() >= dash + SHORTEST_TEXT;
    is_heading.then_some(stop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::articles::markdown::scan;

    fn roles(page: &str) -> Vec<(Role, String)> {
        let mut blocks = Blocks::new(scan(&page.chars().collect::<Vec<_>>(), 0).0);
        mark(&mut blocks);
        blocks.iter().map(|block| (block.role(), block.text.string())).collect()
    }

    #[test]
    fn a_heading_in_the_first_line_is_parted_from_its_text() {
        let page = "THE MISSING GANDER.—Eliza Crouch was charged with receiving a gander.\n\n\
            HARVEST FESTIVAL.—The church was decorated with corn and hops.\n\n\
            THURSDAY.—Before the mayor and two magistrates of the town.";
        let found = roles(page);
        assert_eq!(found[0], (Role::Heading(LEVEL), "THE MISSING GANDER".to_owned()));
        assert_eq!(found[1].1, "Eliza Crouch was charged with receiving a gander.");
        assert_eq!(found[2].1, "HARVEST FESTIVAL");
        assert_eq!(found[4].0, Role::Body);
    }

    #[test]
    fn one_alone_may_be_a_dateline() {
        assert_eq!(roles("NEW LONDON.—The bridge over the river was opened to traffic yesterday.").len(), 1);
    }
}

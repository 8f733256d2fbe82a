//! ACCIDENT ON THE LINE.—A lad of fifteen…: headings that old print sets in the first line of their text.

use super::block::{Block, Blocks, Role};
use crate::articles::features::dates::is_weekday;
use crate::articles::features::endings::is_finished;
use crate::articles::features::seams::reads_on;
use crate::articles::features::titles::{is_chinese_title, is_english_title};
use crate::articles::markdown::{Printed, Shape};
use crate::articles::text::{has_han, is_blank};

/// The longest such heading, in characters, and the shortest text behind it.
const LONGEST: usize = 70;
const SHORTEST_TEXT: usize = 20;
/// The fewest letters of a heading that is one word.
const WORD: usize = 6;
/// So many of them on a page prove the habit; one may be a dateline.
const FEWEST: usize = 2;
/// The rank of such a heading: that of a bold line.
const LEVEL: u8 = 7;

/// Parts such headings from their texts, and tells titles that a blank or a dash parts from theirs as bold print does.
pub fn mark(blocks: &mut Blocks) {
    mark_titles(blocks);
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

/// ●大桥通车　昨日…, Bridge shut — The bridge…: two or more near one another that are parted in the same way are titles.
fn mark_titles(blocks: &mut Blocks) {
    const NEAR: usize = 4;
    let found: Vec<Option<(char, usize)>> = blocks.iter().map(title).collect();
    for i in 0..found.len() {
        let Some((mark, length)) = found[i] else { continue };
        let near = &found[i.saturating_sub(NEAR)..(i + NEAR + 1).min(found.len())];
        if near.iter().flatten().filter(|(other, _)| *other == mark).count() >= FEWEST {
            blocks[i].bold = length;
        }
    }
}

/// What parts the title that a text opens with from it, and how long the title is.
fn title(block: &Block) -> Option<(char, usize)> {
    const SHORTEST: usize = 8;
    const WORDS: usize = 3;
    if !matches!(block.role(), Role::Body | Role::Item)
        || block.bold > 0
        || block.text.len() < 2 * SHORTEST_TEXT
    {
        return None;
    }
    let chars = block.text.chars();
    let parts = |i: usize| match chars[i] {
        c if is_blank(c) && has_han(&block.text) => Some(' '),
        '—' | '–' if i > 0 && chars[i - 1] == ' ' => Some('—'),
        _ => None,
    };
    let (end, mark) = (SHORTEST..LONGEST.min(chars.len())).find_map(|i| Some((i, parts(i)?)))?;
    let title = block.text.slice(0, end);
    let rest = block.text.slice(end + 1, chars.len());
    let is_one = if mark == ' ' {
        is_chinese_title(&title) && !rest.chars()[..].iter().take(SHORTEST).any(|c| is_blank(*c))
    } else {
        let mut title = title;
        title.trim();
        is_english_title(&title) && title.string().split(' ').count() >= WORDS
    };
    let mut rest = rest;
    rest.trim();
    (is_one
        && rest.len() >= SHORTEST_TEXT
        && is_finished(&rest)
        && !rest.chars()[0].is_lowercase()
        && !reads_on(&rest))
    .then_some((mark, end))
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

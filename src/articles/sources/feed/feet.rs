//! What a feed puts below each of its entries: an address, a copyright, an invitation.

use std::collections::{HashMap, HashSet};

use crate::articles::contents::{Contents, Item};
use crate::articles::document::Block;
use crate::articles::text::is_letter;
use crate::model::SkipReason;

/// Feeds of fewer entries have no habits.
const FEWEST: usize = 4;
/// A foot has no more lines, and each of these so many letters.
const MOST_LINES: usize = 8;
const SHORTEST: usize = 6;
const LONGEST: usize = 200;

/// Takes the lines that close most entries off them.
pub fn take_off(contents: &mut Contents) {
    let mut entries: Vec<_> = contents
        .items
        .iter_mut()
        .filter_map(|item| match item {
            Item::Article(told) => Some(told),
            _ => None,
        })
        .collect();
    if entries.len() < FEWEST {
        return;
    }
    let mut closing: HashMap<String, usize> = HashMap::new();
    for told in &entries {
        let lines: HashSet<String> = told.blocks.iter().rev().take(MOST_LINES).filter_map(line).collect();
        for line in lines {
            *closing.entry(line).or_default() += 1;
        }
    }
    closing.retain(|_, times| *times * 3 > entries.len() * 2);
    for told in &mut entries {
        let is_foot = |block: &Block| line(block).is_some_and(|line| closing.contains_key(&line));
        let is_line = |block: &&Block| is_foot(block) || matches!(block, Block::Rule);
        let count = told.blocks.iter().rev().take_while(is_line).count();
        let from = told.blocks.len() - count;
        if !told.blocks[from..].iter().any(is_foot) {
            continue;
        }
        for block in told.blocks.split_off(from) {
            block.each_text(&mut |text| told.skip(SkipReason::Boilerplate, text.clone()));
        }
    }
}

/// The letters of a short paragraph.
fn line(block: &Block) -> Option<String> {
    let Block::Paragraph(line) = block else { return None };
    let letters: String = line.text.chars().iter().filter(|&&c| is_letter(c)).collect();
    (SHORTEST..=LONGEST).contains(&letters.chars().count()).then_some(letters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::articles::contents::SourceArticle;
    use crate::articles::document::Line;
    use crate::articles::text::Text;

    #[test]
    fn what_closes_most_entries_is_their_foot() {
        let paragraph = |print: &str| Block::Paragraph(Line { text: Text::of(print, 0), ..Line::default() });
        let entry = |n: usize, last: &str| {
            let blocks = vec![paragraph(&format!("渡轮{n}号今天复航。")), Block::Rule, paragraph(last)];
            Item::Article(Box::new(SourceArticle { blocks, ..SourceArticle::default() }))
        };
        let foot = "原始网址：谷地网";
        let items = (0..4).map(|n| entry(n, if n == 3 { "票价全年不变。" } else { foot })).collect();
        let mut contents = Contents { items, ..Contents::of("rss") };
        take_off(&mut contents);
        let count = |item: &Item| match item {
            Item::Article(told) => (told.blocks.len(), told.skipped.len()),
            _ => (0, 0),
        };
        assert_eq!(contents.items.iter().map(count).collect::<Vec<_>>(), [(1, 1), (1, 1), (1, 1), (3, 0)]);
        contents.items.truncate(3);
        take_off(&mut contents);
        assert_eq!(count(&contents.items[0]), (1, 1));
    }
}

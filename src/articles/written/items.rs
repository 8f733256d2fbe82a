//! Lists whose items are stories: each opens with a title and has text below it.

use super::section::UNMARKED;
use super::titles;
use crate::articles::document::{Block, Line, List};
use crate::articles::text::is_han;

/// `<ol><li><h4>`: items that open with a heading each are sections.
pub fn with_headings_of_items(blocks: Vec<Block>) -> Vec<Block> {
    // Without a text below them they are links to other stories.
    let tells = |block: &Block| match block {
        Block::Paragraph(line) => !is_linked(line),
        Block::List(_) | Block::Quote(_) | Block::Table(_) => true,
        _ => false,
    };
    let is_headed =
        |item: &Vec<Block>| matches!(item.first(), Some(Block::Heading(..))) && item[1..].iter().any(tells);
    let sections = |block| match block {
        Block::List(list) if !list.items.is_empty() && list.items.iter().all(is_headed) => {
            list.items.into_iter().flat_map(with_headings_of_items).collect()
        }
        block => vec![block],
    };
    blocks.into_iter().flat_map(sections).collect()
}

/// The items of lists are what headings would set apart, where nearly each of them is a title that is a link, or in a
/// text without sections one in bold type, and text below it.
pub fn with_entitled_items(blocks: Vec<Block>, headings: usize) -> Vec<Block> {
    const FEWEST: usize = 3;
    const FEWEST_BELOW_HEADINGS: usize = 2;
    const LONG: usize = 60;
    let has_headings = headings > 0;
    // One heading is the title of the whole, and items that tell more than a line are its stories.
    let tells = |item: &[Block]| item[1..].iter().map(weight).sum::<usize>() >= LONG;
    let is_entitled = |item: &&Vec<Block>| match item.as_slice() {
        [Block::Paragraph(title), below @ ..] => {
            (title.is_bold() && (!has_headings || headings == 1 && tells(item))
                || is_linked(title)
                || writer_at(title).is_some())
                && below.iter().any(|block| matches!(block, Block::Paragraph(_) | Block::Quote(_)))
        }
        _ => false,
    };
    let entitled = |list: &List| list.items.iter().filter(is_entitled).count();
    let is_of_stories = |list: &List| !list.items.is_empty() && entitled(list) * 10 >= list.items.len() * 8;
    let lists = || {
        blocks.iter().filter_map(|block| match block {
            Block::List(list) if is_of_stories(list) => Some(list.items.len()),
            _ => None,
        })
    };
    // Headings part the lists of one digest.
    let fewest = if has_headings && lists().sum::<usize>() >= FEWEST_BELOW_HEADINGS { 1 } else { FEWEST };
    let mut parted = Vec::with_capacity(blocks.len());
    for block in blocks {
        match block {
            Block::List(list) if list.items.len() >= fewest && is_of_stories(&list) => {
                for mut item in list.items {
                    if let Some(Block::Paragraph(line)) = item.first_mut() {
                        let title = std::mem::take(line);
                        let writer = writer_at(&title).map(|at| title.part(at, title.text.len()).trimmed());
                        let end = writer_at(&title).unwrap_or(title.text.len());
                        item[0] = Block::Heading(
                            UNMARKED,
                            Line { footnotes: title.footnotes.clone(), ..title.part(0, end).trimmed() },
                        );
                        item.splice(1..1, writer.map(Block::Paragraph));
                    }
                    parted.append(&mut item);
                }
            }
            block => parted.push(block),
        }
    }
    parted
}

/// Where who wrote it begins, behind a title that is a link: [Pruning in spring](…) by Ben Ash.
fn writer_at(line: &Line) -> Option<usize> {
    const LONGEST: usize = 40;
    let [title] = line.links.as_slice() else { return None };
    let behind = line.text.slice(title.end, line.text.len().min(title.end + LONGEST + 1)).string();
    let words = behind.trim_start();
    let is_writer = title.start <= titles::number(&line.text)
        && behind.chars().count() <= LONGEST
        && (words.strip_prefix("by ").is_some_and(|name| name.starts_with(char::is_uppercase))
            || words.starts_with("作者")
            || words.starts_with("文/"));
    is_writer.then_some(title.end)
}

/// How much a paragraph tells, in Latin letters.
fn weight(block: &Block) -> usize {
    match block {
        Block::Paragraph(line) => {
            line.text.len() + 2 * line.text.chars().iter().filter(|&&c| is_han(c)).count()
        }
        _ => 0,
    }
}

/// True for a line that is a link, but for its number.
pub fn is_linked(line: &Line) -> bool {
    line.linked() * 10 >= line.text.len().saturating_sub(titles::number(&line.text)) * 8
}

//! Pages of an issue: a letter with news, or a weekly, whose items stand in one article.

use super::choice::{self, is_prose, length};
use super::gather::start;
use super::head::Head;
use crate::articles::document::{Block, Line};
use crate::articles::text::Text;

/// The blocks of an issue with several items; `None` for a page of one article. `kept` is what Readability chose.
pub fn kept(blocks: &[Block], kept: &[bool], head: &Head, title: Option<&Text>) -> Option<Vec<bool>> {
    let with_headings = headed(blocks, kept);
    if holds_several(blocks, &with_headings, title) {
        return Some(with_headings);
    }
    let inside: Vec<bool> = blocks
        .iter()
        .map(|block| {
            let is_inside = start(block).is_some_and(|at| head.is_in_article(at));
            is_inside || matches!(block, Block::Rule)
        })
        .collect();
    (head.articles == 1 && holds_items(blocks, kept, &inside)).then_some(inside)
}

/// True where items stand below headings of one rank that are links, or what was chosen lacks most of such items.
fn holds_items(blocks: &[Block], kept: &[bool], inside: &[bool]) -> bool {
    const FEWEST: usize = 4;
    let own = |at: usize| inside[at] && is_prose(&blocks[at]);
    let opens = |at: usize| {
        let below =
            blocks[at + 1..].iter().position(|block| !matches!(block, Block::Picture(_) | Block::Rule));
        inside[at] && below.is_some_and(|below| own(at + 1 + below))
    };
    let rank = |at: usize| match &blocks[at] {
        Block::Heading(level, line) => Some((*level, line)),
        _ => None,
    };
    let is_missed = |level: u8| {
        let items =
            (0..blocks.len()).filter(|&at| rank(at).is_some_and(|(own, _)| own == level) && opens(at));
        let (mut all, mut linked) = (0_usize, 0_usize);
        for (_, line) in items.filter_map(rank) {
            all += 1;
            linked += usize::from(line.linked() * 2 > line.text.len());
        }
        // Items that lead elsewhere are an issue's; of others' prose, what is chosen at most, in tenths.
        let most = if linked * 2 > all { 10 } else { 5 };
        let prose: Vec<bool> = (0..blocks.len()).map(own).collect();
        let chosen: Vec<bool> = prose.iter().zip(kept).map(|(own, kept)| *own && *kept).collect();
        all >= FEWEST && length(blocks, &chosen) * 10 <= length(blocks, &prose) * most
    };
    (2..=6).any(is_missed)
}

/// What is kept, with the headings above each of its texts.
fn headed(blocks: &[Block], kept: &[bool]) -> Vec<bool> {
    let mut headed = kept.to_vec();
    let mut has_text = false;
    for (at, block) in blocks.iter().enumerate().rev() {
        has_text = match block {
            _ if kept[at] => true,
            Block::Heading(..) => has_text,
            Block::Picture(_) | Block::Rule => {
                continue;
            }
            _ => false,
        };
        headed[at] |= has_text;
    }
    headed
}

/// True for a letter with news under headings of the first rank, each with items of their own headings.
fn holds_several(blocks: &[Block], kept: &[bool], title: Option<&Text>) -> bool {
    const FEWEST: usize = 2;
    let title = title.map(|title| choice::letters(&title.string())).unwrap_or_default();
    let headings = || {
        blocks.iter().zip(kept).filter(|(_, kept)| **kept).filter_map(|(block, _)| match block {
            Block::Heading(level, line) => Some((*level, line)),
            _ => None,
        })
    };
    let is_title = |line: &Line| choice::letters(&line.text.string()) == title;
    let tops = headings().filter(|(level, line)| *level == 1 && !is_title(line)).count();
    let items = headings().filter(|(level, _)| *level > 1).count();
    tops >= FEWEST && items >= FEWEST
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::articles::sources::bodies;
    use crate::articles::sources::offsets::Offsets;
    use crate::articles::sources::page::head;

    fn kept_of(html: &str, chosen: &str) -> Option<usize> {
        let offsets = Offsets::new(html);
        let (blocks, _) = bodies::markup(html, 0..html.len(), 0, &offsets);
        let mut head = head::read(html);
        head.count_in_characters(0, &offsets);
        let chosen: Vec<bool> =
            blocks.iter().map(|block| choice::of_block(block).contains(&choice::letters(chosen))).collect();
        kept(&blocks, &chosen, &head, None).map(|kept| kept.iter().filter(|&&kept| kept).count())
    }

    #[test]
    fn the_items_of_an_issue_are_kept_and_an_article_with_subheads_is_one() {
        let text = "<p>The keeper of the lock said that boats may pass again in May, after two years.</p>";
        let items = |link: &str| {
            let item = |name: &str| format!("<section><h3>{}</h3>{text}</section>", link.replace('N', name));
            ["Lock", "Mill", "Ferry", "Bridge"].map(item).concat()
        };
        let page = |items: &str| {
            format!(
                "<body><p>About this paper and its many kind readers</p><article><h1>River weekly</h1>{items}</article>"
            )
        };
        assert_eq!(kept_of(&page(&items("<a href=x>N opens</a>")), "lock opens"), Some(9));
        assert_eq!(kept_of(&page(&items("N opens")), "lock opens"), Some(9));
        assert_eq!(kept_of(&page(&items("N opens")), "the keeper of the lock said"), None);
    }
}

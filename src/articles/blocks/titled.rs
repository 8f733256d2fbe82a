//! Titles in Chinese that no mark tells, on any page: they say in short what the text below says, which has nothing in
//! common with the text above.

use super::block::{Block, Blocks, Role};
use super::strays::has_rest;
use crate::articles::features::seams::seam;
use crate::articles::features::titles::is_chinese_title;
use crate::articles::features::topics::{gist, share, terms};
use crate::articles::text::{Text, has_han};
use crate::articles::weights::weights;

/// The level of such a title on a page that marks others.
const TITLE: u8 = 6;
/// The level of a marked line.
const MARKED: u8 = 7;
/// The shortest text that stands below a title, and the shortest that is one sentence.
const BELOW: usize = 40;
const SENTENCE: usize = 15;
/// A column's name above a title is no longer.
const LABEL: usize = 12;
/// How many lines may stand between a title and its text: another line of it, a byline, a sign from another page.
const BETWEEN: usize = 3;
/// How many texts above are asked whether they go on in the text below, and how many blocks away they may stand.
const ABOVE: usize = 3;
const REACH: usize = 30;

/// Marks titles from the bottom up, so that a headline's lines find one another.
pub fn mark(blocks: &mut Blocks) {
    for i in (0..blocks.len().saturating_sub(1)).rev() {
        if names_story(blocks, i) {
            let level = match blocks[i + 1].role() {
                // A kicker is not above its headline's rank.
                Role::Heading(level) if level >= TITLE => level,
                // ▶ 大桥通车: a marked line has the rank of such lines.
                _ if blocks.has_headings && is_marked(&blocks[i].text) => MARKED,
                _ if blocks.has_headings => TITLE,
                _ => 2,
            };
            blocks.set(i, Role::Heading(level));
        }
    }
}

fn names_story(blocks: &[Block], i: usize) -> bool {
    let block = &blocks[i];
    let text = &block.text;
    let bulleted = block.role() == Role::Item || text.chars().first().is_some_and(|c| "■●◆▲○◎□".contains(*c));
    let may = matches!(block.role(), Role::Body | Role::Item)
        && !block.closed
        && has_han(text)
        && is_chinese_title(text)
        && !block.is_finished();
    if !may {
        return false;
    }
    let Some(below) = story_below(blocks, i) else { return false };
    let above = i.checked_sub(1).map(|above| &blocks[above]);
    let label =
        |above: &Block| above.text.len() <= LABEL && !above.reads_on() || is_chinese_title(&above.text);
    let closed = above.is_none_or(|above| !above.is_text() || above.is_finished() || label(above));
    let title = terms(text);
    let near = share(&title, &terms(&below.text));
    let texts = blocks[..i].iter().rev().take(REACH).filter(|block| is_long(block)).take(ABOVE);
    let told = gist(texts.map(|block| &block.text));
    let apart = share(&terms(&below.text), &told) < weights().title_apart
        && share(&title, &told) * weights().names_below_more <= near;
    let parts = || above.is_none_or(|above| seam(&above.text, text) < 0.0);
    // What is cut off may share a word with the text below, and its rest stands elsewhere.
    apart
        && (near >= weights().title_surely_below || !has_rest(blocks, i))
        && if closed {
            near >= weights().title_below || bulleted && near > 0.0
        } else {
            near >= weights().title_below_broken && parts()
        }
}

fn is_marked(text: &Text) -> bool {
    text.chars().first().is_some_and(|c| "▶►■◆●▲☆★◎".contains(*c))
}

fn is_long(block: &Block) -> bool {
    block.is_text() && block.text.len() >= BELOW
}

/// The text that begins below a title.
fn story_below(blocks: &[Block], i: usize) -> Option<&Block> {
    let mut continued = false;
    for block in blocks[i + 1..].iter().take(BETWEEN) {
        match block.role() {
            Role::Byline | Role::Credit => {}
            Role::FromElsewhere => continued = true,
            Role::Heading(level) if level >= TITLE || level == 2 => {}
            Role::Body | Role::Opening | Role::Speech
                if block.text.len() >= if block.is_finished() { SENTENCE } else { BELOW } =>
            {
                return (continued || !block.reads_on()).then_some(block);
            }
            _ => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::articles::blocks::roles;
    use crate::articles::markdown::scan;

    #[test]
    fn a_plain_line_that_says_what_the_text_below_says_is_its_title() {
        let page = "## 大桥通车\n\n本报讯 柳河大桥昨日通车，两岸居民过江只需要五分钟，公交线路也随之延长。\n\n\
            社区图书馆延长开放时间\n\n从下周起，柳河路社区图书馆的开放时间延长到晚上九点，周末也不闭馆，方便居民下班后看书。";
        assert_eq!(roles(page)[2], Role::Heading(TITLE));
    }

    #[test]
    fn a_line_within_a_story_is_none() {
        let page = "## 社区图书馆延长开放时间\n\n从下周起，柳河路社区图书馆的开放时间延长到晚上九点，周末也不闭馆，方便居民下班后看书。\n\n\
            居民下班后看书更方便\n\n柳河路社区图书馆的馆员说，下班后来看书的居民越来越多，开放时间延长以后，周末也不闭馆。";
        let page: Vec<char> = page.chars().collect();
        // Whatever other passes take it for.
        let mut blocks = Blocks::new(scan(&page, 0).0);
        (0..blocks.len()).for_each(|i| blocks.set(i, Role::Body));
        assert!(!names_story(&blocks, 2));
    }
}

//! Lines that belong to nothing: short, without a sentence, between texts that neither end nor begin in them. Papers print
//! mottos, prompts and notes to readers so.

use super::block::{Block, Blocks, Role};
use crate::articles::features::seams::{beginning, seam};
use crate::articles::features::topics::terms;
use crate::articles::text::{Text, has_han, is_blank, is_han};
use crate::articles::weights::weights;
use crate::model::SkipReason;

/// The longest such line in Chinese, and the longest whose blanks part it in words.
const LONGEST: usize = 14;
const LONGEST_PARTED: usize = 30;
/// The longest in English, in letters and in words; one in capitals may be longer.
const LETTERS: usize = 60;
const WORDS: usize = 5;
/// So many lines of this kind below one another are a list.
const LIST: usize = 3;
/// How many blocks below are asked whether they are the rest of a line.
const NEAR: usize = 30;
/// How many blocks away a line's neighbours may stand.
const NEXT: usize = 3;

/// Takes such lines out of a page.
pub fn mark(blocks: &mut Blocks) {
    let lines: Vec<bool> = blocks.iter().map(is_line).collect();
    for i in 0..blocks.len() {
        if lines[i] && !is_listed(&lines, i) && belongs_to_nothing(blocks, i) {
            blocks.set(i, Role::Skip(SkipReason::Boilerplate));
        }
    }
}

/// A few words that end no sentence and are no part of one.
fn is_line(block: &Block) -> bool {
    let text = &block.text;
    let chars = text.chars();
    let open = chars.last().is_some_and(|c| "，、；：,;:-—".contains(*c));
    block.role() == Role::Body
        && !block.closed
        && block.onward.is_none()
        && !open
        && !block.is_finished()
        && !block.reads_on()
        && if has_han(text) { is_chinese_line(text) } else { is_english_line(text) }
}

fn is_chinese_line(text: &Text) -> bool {
    let chars = text.chars();
    let parted = chars.iter().any(|&c| is_blank(c));
    chars.len() <= if parted { LONGEST_PARTED } else { LONGEST }
        && !chars.iter().any(|c| "，。；,;".contains(*c))
        && beginning(text) <= 0.0
}

/// 讲文明 树新风: words of one length, parted by blanks.
fn is_motto(text: &Text) -> bool {
    const WORD: std::ops::RangeInclusive<usize> = 2..=4;
    let print = text.string();
    let mut words = print.split_whitespace().map(|word| word.chars().count());
    let first = words.next().unwrap_or(0);
    text.chars().iter().all(|&c| is_han(c) || is_blank(c))
        && WORD.contains(&first)
        && words.clone().next().is_some()
        && words.all(|word| word == first)
}

fn is_english_line(text: &Text) -> bool {
    let print = text.string();
    let words = print.split_whitespace().count();
    let small = print.split_whitespace().filter(|word| word.starts_with(|c: char| c.is_lowercase())).count();
    text.len() <= LETTERS && (words <= WORDS || small * 3 <= words)
}

/// True for a line that has nothing in common with the texts around it.
fn is_of_its_own(blocks: &[Block], i: usize) -> bool {
    let words = terms(&blocks[i].text);
    let text = |block: &&Block| block.is_text();
    let above = blocks[..i].iter().rev().take(NEXT).find(text);
    let below = blocks[i + 1..].iter().take(NEXT).find(text);
    [above, below].into_iter().flatten().all(|near| words.is_disjoint(&terms(&near.text)))
}

/// True where the rest of a line that breaks off may stand below.
pub fn has_rest(blocks: &[Block], i: usize) -> bool {
    let text = &blocks[i].text;
    let rest = |block: &Block| {
        block.is_text() && beginning(&block.text) <= 0.0 && seam(text, &block.text) >= weights().stray_rest
    };
    blocks[i + 1..].iter().take(NEAR).any(rest)
}

fn is_listed(lines: &[bool], i: usize) -> bool {
    let above = lines[..i].iter().rev().take(LIST).take_while(|line| **line).count();
    let below = lines[i..].iter().take(LIST).take_while(|line| **line).count();
    above + below >= LIST
}

fn belongs_to_nothing(blocks: &[Block], i: usize) -> bool {
    let text = &blocks[i].text;
    let above = i.checked_sub(1).map(|above| &blocks[above]);
    let below = blocks.get(i + 1);
    let whole = above.is_none_or(|above| !above.is_text() || above.is_finished());
    // What stands above a headline, a writer or a picture may be theirs.
    let free = below.is_none_or(|below| match below.role() {
        // What stands above a text may be its headline, whatever words it has.
        Role::Body | Role::Speech | Role::Item | Role::Heading(_) => is_motto(text),
        Role::Skip(_) | Role::Rule => true,
        _ => false,
    });
    whole && free && is_of_its_own(blocks, i) && !has_rest(blocks, i)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::articles::blocks::roles;

    fn skipped(page: &str) -> Vec<bool> {
        roles(page).into_iter().map(|role| matches!(role, Role::Skip(_))).collect()
    }

    #[test]
    fn a_line_between_whole_texts_belongs_to_nothing() {
        let page = "## 大桥通车\n\n本报讯 柳河大桥昨日通车，两岸居民过江只需要五分钟。\n\n防火防汛 人人有责\n\n市民纷纷到桥上散步，有人说等这一天等了十年，从此上班不用绕路。";
        assert_eq!(skipped(page), [false, false, true, false]);
    }

    #[test]
    fn a_line_whose_rest_stands_below_is_kept() {
        let page = "## 大桥通车\n\n本报讯 柳河大桥昨日通车，两岸居民过江只需要五分钟。\n\n讲堂的木柱得到加\n\n# 集市开张\n\n固保留，屋顶也换了新瓦。";
        assert!(!skipped(page)[2]);
    }
}

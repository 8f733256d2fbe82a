//! What points into the paper: tables of contents (导读).

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use super::block::{Block, Blocks, Role};
use crate::articles::features::sections::bare;
use crate::articles::rule::rule;
use crate::articles::text::{Text, fold};
use crate::articles::words::lists;
use crate::model::SkipReason;

/// The longest entry.
const LONGEST: usize = 60;

/// Takes the tables of contents out of a page.
pub fn mark(blocks: &mut Blocks) {
    mark_titles(blocks);
    for i in 0..blocks.len() {
        if is_name(&blocks[i]) {
            // A short entry looks like a page's head.
            let head = |block: &Block| block.role() == Role::Skip(SkipReason::Masthead);
            let entries = count(&blocks[i + 1..], |block| is_entry(block) || head(block));
            if entries > 0 {
                blocks.set(i, Role::Skip(SkipReason::ColumnLabel));
                skip(blocks, i + 1..=i + entries, SkipReason::JumpLine);
            }
        } else if is_entry(&blocks[i]) {
            // One line that ends so may be a headline; two or more are a list.
            let entries = count(&blocks[i..], is_entry);
            if entries > 1 || is_list(&blocks[i].text) {
                skip(blocks, i..i + entries, SkipReason::JumpLine);
            }
        }
    }
}

/// A list of the page's own headlines: two or more lines below one another that are printed above stories too.
fn mark_titles(blocks: &mut Blocks) {
    let print = |block: &Block| block.text.folded_head(LONGEST).replace(' ', "");
    let heads: HashSet<String> =
        blocks.iter().filter(|block| matches!(block.role(), Role::Heading(_))).map(print).collect();
    if heads.is_empty() {
        return;
    }
    let mut i = 0;
    while i < blocks.len() {
        let titles = count(&blocks[i..], |block| {
            let entry = matches!(block.role(), Role::Body | Role::Item) && block.text.len() <= LONGEST;
            entry
                && heads.contains(
                    print(block).trim_start_matches(|c: char| c.is_ascii_digit() || "、.．●·■".contains(c)),
                )
        });
        if titles > 1 {
            skip(blocks, i..i + titles, SkipReason::JumpLine);
        }
        i += titles.max(1);
    }
}

fn count(blocks: &[Block], is: impl Fn(&Block) -> bool) -> usize {
    blocks.iter().take_while(|block| is(block)).count()
}

fn skip(blocks: &mut Blocks, stretch: impl Iterator<Item = usize>, reason: SkipReason) {
    for i in stretch {
        blocks.set(i, Role::Skip(reason));
    }
}

fn is_print(block: &Block) -> bool {
    matches!(block.role(), Role::Heading(_) | Role::Body | Role::Item)
}

fn is_name(block: &Block) -> bool {
    is_print(block) && block.text.len() <= 10 && lists().contents.contains(&bare(&block.text.folded_head(10)))
}

/// 一条老街的“慢更新” 第5版; A04 夜市回来了; →2版.
fn is_entry(block: &Block) -> bool {
    static ENTRY: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            r"^[^。!?]{2,50}(?: |…|\.\.|→|▶|►|>|·|/|\(|详见|见)+第? *(?:[A-Z]?\d{1,2}|[一二三四五六七八九十]{1,3}) *(?:版|页)\)?$|^[^。!?]{4,50}(?:…|→|▶|►)+ *[A-Z]\d{1,2}$|^[A-Z][A-Za-z &'’/,-]{2,40} ?(?:\.{3,}|…{1,}|(?: \.){3,}) *[A-Z]?\d{1,2}$|^[Pp]age [A-Z]?\d{1,2} ?[—–:-] ?[A-Z].{3,80}$|^(?:→|▶|►)?第? *(?:[A-Z]\d{1,2}|[A-Z]?\d{1,2} *版)[ ·:/|]+[^。]{6,50}$",
        )
    });
    let print = || block.text.folded_head(LONGEST);
    is_print(block)
        && block.onward.is_none()
        && (block.text.len() <= LONGEST && may_point(&block.text) && ENTRY.is_match(print().trim())
            || is_list(&block.text))
}

/// True where a page may be named. Nearly all lines lack that.
fn may_point(text: &Text) -> bool {
    text.chars().iter().any(|&c| matches!(c, '版' | '页' | '頁') || fold(c).is_ascii_digit())
}

/// Several entries in one line.
fn is_list(text: &Text) -> bool {
    static PAGE: LazyLock<Regex> = LazyLock::new(|| rule(r"(?: |^|…|→|▶|\()第? *[A-Z]?\d{1,2} *版"));
    text.len() <= 4 * LONGEST
        && text.chars().contains(&'版')
        && !text.chars().contains(&'。')
        && PAGE.find_iter(&text.folded_head(4 * LONGEST)).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::articles::blocks::roles;

    #[test]
    fn a_table_of_contents_is_no_story() {
        let skipped = |page| roles(page).into_iter().all(|role| matches!(role, Role::Skip(_)));
        assert!(skipped("**导读**\n\n全省春灌有序推进 第2版\n\n一条老街的“慢更新” 第5版"));
        assert!(skipped("全省春灌有序推进 2版 一条老街的“慢更新” 5版"));
        assert!(!skipped("## 导读\n\n本报今天起开设“老街”专栏，讲述城里人的记忆。"));
        assert!(!skipped("全省春灌有序推进 详见第2版"));
    }

    #[test]
    fn the_pages_own_headlines_below_one_another_are_a_list() {
        let page = "1. 食堂推出套餐\n2. 楼道里的书架\n\n# 食堂推出套餐\n\n正文。\n\n# 楼道里的书架\n\n正文。";
        assert_eq!(roles(page)[..2], [Role::Skip(SkipReason::JumpLine); 2]);
    }
}

//! Names of papers that nothing else tells: 岭川报, 沙洲融媒, Saltmarsh Gazette above the day of issue.

use super::block::{Block, Blocks, Role};
use crate::articles::features::header::is_english_name;
use crate::articles::text::is_han;
use crate::articles::words::lists;
use crate::model::SkipReason;

/// The most blocks of a page's head above the line with the day.
const HEAD: usize = 5;
/// The most blocks above a paper's name that is marked as a heading of the first rank.
const TOP: usize = 9;
/// The longest line of a page's head.
const LONGEST: usize = 60;

/// True for a short line at the top of a page, above the line with the day or the volume, below which a headline stands:
/// the paper's name, its motto, its owner.
fn above_day(blocks: &Blocks, i: usize) -> bool {
    let dated = |block: &Block| {
        block.role() == Role::Skip(SkipReason::Masthead)
            && block.text.chars().iter().any(char::is_ascii_digit)
    };
    let short = |block: &Block| {
        let print = matches!(block.role(), Role::Body | Role::Heading(_)) && block.text.len() <= LONGEST;
        print && !block.text.chars().last().is_some_and(|c| "。！？，；：".contains(*c))
    };
    let Some(day) = blocks.iter().take(HEAD).position(dated) else { return false };
    let headed = blocks[day..].iter().find(|block| !matches!(block.role(), Role::Skip(_) | Role::Rule));
    let headed = headed.is_some_and(|block| matches!(block.role(), Role::Heading(_)) || short(block));
    i < day
        && headed
        && blocks[..day].iter().all(|block| matches!(block.role(), Role::Skip(_)) || short(block))
}

/// True for a Chinese line at the very top that may be a paper's name and no headline: 大桥今日通车 is one.
fn may_name(block: &Block) -> bool {
    const LONGEST: usize = 4;
    let print = block.text.folded_head(10);
    lists().top_names.iter().any(|end| print.ends_with(end))
        || print.starts_with("今日") && block.text.len() <= LONGEST + 1
        || !matches!(block.role(), Role::Heading(_)) && block.text.len() <= LONGEST
}

/// 岭川报, 沙洲融媒 or Saltmarsh Gazette above the day of issue: the name of a paper that nothing else tells.
pub fn mark(blocks: &mut Blocks) {
    let masthead = Role::Skip(SkipReason::Masthead);
    let dated = blocks.iter().take(4).any(|block| block.role() == masthead);
    for i in 0..blocks.len().min(TOP) {
        let text = &blocks[i].text;
        let chinese = (2..=10).contains(&text.len()) && text.chars().iter().all(|&c| is_han(c));
        let is_name = chinese && text.folded_head(10).ends_with('报') || is_english_name(&text.string());
        let named = i < 2 && dated && is_name;
        let headed = blocks.get(i + 1).is_none_or(|next| !next.is_text() && next.role() != Role::Byline);
        let titled = blocks[i].role() == Role::Heading(1) && headed && is_name;
        let above_head = i == 0
            && chinese
            && may_name(&blocks[i])
            && blocks.get(1).is_some_and(|next| next.role() == masthead);
        if (named || titled || above_head || above_day(blocks, i))
            && matches!(blocks[i].role(), Role::Body | Role::Heading(_))
        {
            blocks.set(i, masthead);
        }
    }
}

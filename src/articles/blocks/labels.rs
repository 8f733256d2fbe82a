//! Labels behind a mark: ◎青石板, □ 图片新闻.

use super::block::{Blocks, Role};
use crate::articles::features::sections::is_column;

/// ◎青石板, □ 图片新闻: a few words behind a mark are a column's label where a headline stands below them, or where
/// they are a column's name.
pub fn mark(blocks: &mut Blocks) {
    for i in 0..blocks.len() {
        let label = &blocks[i].text;
        let marked = label.chars().first().is_some_and(|c| "◎●○◆◇★☆▲△►▶■□▪".contains(*c));
        let short = label.len() <= 11 && label.chars().last().is_some_and(|&c| c.is_alphanumeric());
        let above = blocks.get(i + 1).is_some_and(|next| matches!(next.role(), Role::Heading(_)));
        let named = || is_column(label.string().trim_start_matches(|c: char| !c.is_alphanumeric()));
        if marked && short && blocks[i].role() == Role::Body && (above || named()) {
            blocks.set(i, Role::Heading(7));
        }
    }
}

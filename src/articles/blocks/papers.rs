//! Names of papers that nothing else tells: 岭川报, 沙洲融媒, Saltmarsh Gazette above the day of issue.

use super::block::{Blocks, Role};
use crate::articles::features::header::is_english_name;
use crate::articles::text::is_han;
use crate::model::SkipReason;

/// 岭川报, 沙洲融媒 or Saltmarsh Gazette above the day of issue: the name of a paper that nothing else tells.
pub fn mark(blocks: &mut Blocks) {
    let masthead = Role::Skip(SkipReason::Masthead);
    let dated = blocks.iter().take(4).any(|block| block.role() == masthead);
    for i in 0..blocks.len().min(2) {
        let text = &blocks[i].text;
        let chinese = (2..=8).contains(&text.len()) && text.chars().iter().all(|&c| is_han(c));
        let named =
            dated && (chinese && text.folded_head(8).ends_with('报') || is_english_name(&text.string()));
        let above_head = i == 0 && chinese && blocks.get(1).is_some_and(|next| next.role() == masthead);
        if (named || above_head) && matches!(blocks[i].role(), Role::Body | Role::Heading(_)) {
            blocks.set(i, masthead);
        }
    }
}

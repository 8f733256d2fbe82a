//! Verse: short lines of many lengths, each whole as it stands.

use super::block::{Block, Blocks, Role};
use crate::articles::features::verse::{LONGEST, is_verse};

/// Closes every line of a poem: none goes on in the next one.
pub fn mark(blocks: &mut Blocks) {
    let mut start = 0;
    while start < blocks.len() {
        let is_line = |block: &&Block| {
            block.role() == Role::Body && block.text.len() <= LONGEST && block.onward.is_none()
        };
        let lines = blocks[start..].iter().take_while(is_line).count();
        // Lines above a dateline are the headline of what follows, its kicker and its subtitle.
        let heads = blocks.get(start + lines).is_some_and(|next| next.role() == Role::Opening);
        if !heads && is_verse(blocks[start..start + lines].iter().map(|block| &block.text)) {
            blocks[start..start + lines].iter_mut().for_each(|block| block.closed = true);
        }
        start += lines.max(1);
    }
}

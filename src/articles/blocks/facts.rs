//! Boxes of facts: “Where: Grange hall, free”.

use super::block::{Blocks, Role};
use crate::articles::words::lists;

/// Where: Grange hall, free: a line of a box of facts is whole without a mark at its end.
pub fn mark(blocks: &mut Blocks) {
    for block in blocks.iter_mut().filter(|block| block.role() == Role::Body) {
        let head: String = block.text.chars().iter().take_while(|&&c| c != ':').take(10).collect();
        block.closed |= head.len() < 10 && lists().facts.contains(&head.as_str());
    }
}

//! Menus: “[Home](…) | [Next](…)”.

use super::block::{Block, Blocks, Role};
use crate::model::SkipReason;

/// [Home](…) | [Next](…): lines that are nothing but links, several in one or one below the other, lead elsewhere.
pub fn mark(blocks: &mut Blocks) {
    let linked = |block: Option<&Block>| block.is_some_and(|block| block.links > 0);
    let is_menu = |i: usize| {
        let beside = linked(blocks.get(i + 1)) || i > 0 && linked(blocks.get(i - 1));
        let may = matches!(blocks[i].role(), Role::Body | Role::Item | Role::Heading(7));
        may && (blocks[i].links > 1 || blocks[i].links == 1 && beside)
    };
    let menus: Vec<usize> = (0..blocks.len()).filter(|&i| is_menu(i)).collect();
    for i in menus {
        blocks.set(i, Role::Skip(SkipReason::Boilerplate));
    }
}

//! How far a page is out of order: where texts break off, and where their rests stand.

use crate::articles::blocks::{Block, Role};
use crate::articles::features::endings::leads_on;
use crate::articles::features::seams::reads_on;
use crate::articles::text::has_han;

/// True for a page in Chinese on which several texts break off and are not ended by the next one. In English the words
/// of one paragraph tell too little of what it is about.
pub fn is_mixed(blocks: &[Block]) -> bool {
    const FEWEST: usize = 2;
    let text = |block: &&Block| matches!(block.role(), Role::Body | Role::Opening | Role::Speech);
    let breaks = |i: usize| {
        let block = &blocks[i];
        let next = blocks.get(i + 1);
        text(&block)
            && has_han(&block.text)
            && !block.is_finished()
            && !leads_on(&block.text)
            && next.is_some_and(|next| {
                matches!(next.role(), Role::Heading(_)) || text(&next) && !reads_on(&next.text)
            })
    };
    (0..blocks.len()).filter(|&i| breaks(i)).nth(FEWEST - 1).is_some()
}

/// For each block, how many texts behind it plainly end a sentence that broke off above: rests of what breaks off behind
/// it too are not counted.
pub fn rests_behind(blocks: &[Block]) -> Vec<usize> {
    let mut behind = 0_usize;
    let mut rests = vec![0; blocks.len()];
    for (i, block) in blocks.iter().enumerate().rev() {
        rests[i] = behind;
        if block.is_text() && !block.is_finished() && !leads_on(&block.text) {
            behind = behind.saturating_sub(1);
        }
        behind += usize::from(block.role() == Role::Body && reads_on(&block.text));
    }
    rests
}

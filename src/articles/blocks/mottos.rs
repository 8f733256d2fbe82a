//! Mottos: “Your hometown weekly” between the paper's name and the day.

use super::block::{Blocks, Role};
use crate::model::SkipReason;

/// Your hometown weekly: a few words between the paper's name and the day.
pub fn mark(blocks: &mut Blocks) {
    const LONGEST: usize = 60;
    let masthead = Role::Skip(SkipReason::Masthead);
    for i in 1..blocks.len().saturating_sub(1).min(4) {
        let motto = blocks[i].role() == Role::Body && blocks[i].text.len() <= LONGEST;
        if motto && blocks[i - 1].role() == masthead && blocks[i + 1].role() == masthead {
            blocks.set(i, masthead);
        }
    }
}

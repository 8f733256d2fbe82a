//! The rest of a broken sentence: “…关注本报热线的市民越来越多。” below a text that breaks off is no advert, whatever
//! its words.

use super::block::{Blocks, Role};
use crate::articles::text::Text;
use crate::articles::words::lists;
use crate::model::SkipReason;

/// The end of a broken sentence is no advert, whatever its words.
pub fn mark(blocks: &mut Blocks) {
    let mut broken_at: Option<usize> = None;
    for i in 0..blocks.len() {
        let block = &blocks[i];
        let advert = block.role() == Role::Skip(SkipReason::Advert);
        let noise = advert || block.role() == Role::Skip(SkipReason::Boilerplate);
        let ends = block.text.chars().last().is_some_and(|c| "。！？”".contains(*c));
        let near = |at| at + 1 == i || !advert && at + APART >= i && tells(&block.text);
        if noise && ends && broken_at.is_some_and(near) {
            blocks.set(i, Role::Body);
        }
        let block = &blocks[i];
        if block.is_text() && !block.is_finished() && block.text.len() > 8 {
            broken_at = Some(i);
        }
    }
}

/// How many blocks may stand between the two halves of a sentence that has the words of an advert.
const APART: usize = 12;

/// True for clauses that do not turn to the reader, as 扫码关注本报 does.
fn tells(text: &Text) -> bool {
    let head = text.folded_head(4);
    let asks = &lists().turns_to_reader;
    text.chars().contains(&'，') && !asks.iter().any(|word| head.contains(word))
}

//! Signs to other pages: which story each belongs to, and whether one tells that some story is cut.

use rustc_hash::FxHashMap;

use super::thread::Thread;
use crate::articles::blocks::{Block, Role};
use crate::articles::groups::Part;

/// True where a sign to another page stands away from the text that it cuts.
pub fn has_stray(blocks: &[Block]) -> bool {
    let signs = (0..blocks.len()).filter(|&i| blocks[i].onward.is_some());
    signs.into_iter().any(|i| !is_cut_above(blocks, i))
}

/// True for a sign in or just below a text that breaks off.
fn is_cut_above(blocks: &[Block], sign: usize) -> bool {
    let cut = if blocks[sign].role() == Role::Onward { sign.checked_sub(1) } else { Some(sign) };
    cut.is_some_and(|text| blocks[text].is_text() && !blocks[text].is_finished())
}

/// Gives every sign its story: the one whose text it stands below, else the one that its part belongs to.
pub fn share(blocks: &[Block], parts: &[Part], thread_of: &[Option<usize>], threads: &mut [Thread]) {
    let parts = parts.iter().zip(thread_of);
    let mut owners: FxHashMap<usize, usize> = parts
        .flat_map(|(part, &thread)| part.signs.iter().filter_map(move |&sign| Some((sign, thread?))))
        .collect();
    if owners.is_empty() {
        return;
    }
    for (thread, story) in threads.iter().enumerate() {
        for sign in story.texts.iter().map(|placed| placed.block + 1) {
            if blocks.get(sign).is_some_and(|block| block.role() == Role::Onward)
                && let Some(owner) = owners.get_mut(&sign)
            {
                *owner = thread;
            }
        }
    }
    let mut owners: Vec<(usize, usize)> = owners.into_iter().collect();
    owners.sort_unstable();
    for (sign, thread) in owners {
        threads[thread].signs.push(sign);
    }
}

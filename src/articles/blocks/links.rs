//! Links to other stories below “More from the Ledger”.

use super::block::{Blocks, Role};
use crate::articles::text::has_han;
use crate::model::SkipReason;

/// Below More from the Ledger: lines that end no sentence are links to other stories.
pub fn mark(blocks: &mut Blocks) {
    const LONGEST: usize = 110;
    let boilerplate = Role::Skip(SkipReason::Boilerplate);
    for i in 1..blocks.len() {
        let link =
            blocks[i].role() == Role::Item && blocks[i].text.len() <= LONGEST && !blocks[i].is_finished();
        if link && blocks[i - 1].role() == boilerplate && !has_han(&blocks[i].text) {
            blocks.set(i, boilerplate);
        }
    }
}

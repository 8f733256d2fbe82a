//! How far a page is out of order: where texts break off, and where their rests stand.

use crate::articles::blocks::{Block, Role};
use crate::articles::features::endings::leads_on;
use crate::articles::markdown::Setting;
use crate::articles::text::has_han;
use crate::articles::weights::weights;

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
                matches!(next.role(), Role::Heading(_)) || text(&next) && !next.reads_on()
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
        behind += usize::from(block.role() == Role::Body && block.reads_on());
    }
    rests
}

/// What a page that indents its paragraphs says of where a text begins: the first one below a headline may stand flush,
/// any other that does goes on in one above.
pub fn set_in(blocks: &[Block], block: usize) -> f32 {
    let above = block.checked_sub(1).map(|above| blocks[above].role());
    let headed = above
        .is_none_or(|above| matches!(above, Role::Heading(_) | Role::Byline | Role::Credit | Role::Rule));
    match blocks[block].setting {
        Setting::Indented => weights().begins_indented,
        Setting::Flush if !headed => weights().begins_flush,
        _ => 0.0,
    }
}

/// How many texts of a run plainly end a broken sentence, up to the next one that breaks off.
pub fn rests(blocks: &[Block], run: &[usize]) -> usize {
    let is_rest = |&block: &usize| blocks[block].reads_on();
    let breaks = |&block: &usize| !is_rest(&block) && !blocks[block].is_finished();
    run.iter().copied().take_while(|block| !breaks(block)).filter(is_rest).count()
}

/// The share of a page's texts that break off, 0 to 1.
pub fn share_cut(blocks: &[Block]) -> f32 {
    let texts = blocks.iter().filter(|block| block.role() == Role::Body);
    let (all, cut) =
        texts.fold((0_u32, 0_u32), |(all, cut), text| (all + 1, cut + u32::from(!text.is_finished())));
    cut as f32 / all.max(1) as f32
}

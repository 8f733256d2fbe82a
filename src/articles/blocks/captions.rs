//! Captions without a mark: the paragraph above a photographer's line, or the short line that touches it.

use super::block::{Block, Blocks, Role};
use crate::articles::features::dates;
use crate::articles::text::has_han;
use crate::articles::words::lists;

/// The paragraph above a photographer's line is the caption where it stands alone under a heading, opens with
/// a day, or follows a finished story.
pub fn above_credits(blocks: &mut Blocks) {
    for i in 1..blocks.len() {
        if blocks[i].role() != Role::Credit
            || blocks[i - 1].role() != Role::Body
            || blocks[i - 1].text.len() > 400
        {
            continue;
        }
        let above = i.checked_sub(2).map(|above| &blocks[above]);
        let head = blocks[i - 1].text.folded_head(12);
        let dated = head.chars().next().is_some_and(|c| c.is_ascii_digit()) && head.contains(['日', '月']);
        let dated = dated || lists().past_days.iter().any(|word| head.starts_with(word));
        let under_heading =
            above.is_none_or(|above| matches!(above.role(), Role::Heading(_) | Role::Rule | Role::Skip(_)));
        let print = || blocks[i - 1].text.string();
        let english = !has_han(&blocks[i - 1].text)
            && blocks[i - 1].text.len() <= 300
            && dates::WEEKDAYS.iter().any(|day| print().contains(day));
        if under_heading
            || dated
            || english
            || above.is_some_and(|above| above.is_text() && !above.is_finished())
        {
            blocks.set(i - 1, Role::Caption);
        }
    }
}

/// A photographer's line above a short line that it touches: one picture with its caption.
pub fn below_credits(blocks: &mut Blocks) {
    const LONGEST_CAPTION: usize = 240;
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut captions = Vec::new();
    let mut rest = blocks.take().into_iter().peekable();
    while let Some(mut block) = rest.next() {
        let under_text =
            kept.last().is_none_or(|above| !matches!(above.role(), Role::Heading(_) | Role::Byline));
        let caption = rest.next_if(|below| {
            let credit = block.role() == Role::Credit && !block.tight && under_text;
            credit && below.tight && below.role() == Role::Body && below.text.len() <= LONGEST_CAPTION
        });
        if let Some(mut caption) = caption {
            captions.push(kept.len());
            caption.byline = block.byline.take();
            caption.lifted.splice(0..0, block.lifted);
            block = caption;
        }
        kept.push(block);
    }
    blocks.put(kept);
    for caption in captions {
        blocks.set(caption, Role::Caption);
    }
}

//! Names that stand alone: 林远 between a headline and its text, 顾盼（文学院2023级）, — Jane Doe.

use super::block::{Blocks, Role};
use super::judge::whole_byline;
use crate::articles::bylines;
use crate::articles::features::labels::is_label;
use crate::articles::features::titles::is_chinese_title;

/// A name alone between a heading and its text, or above the line that tells what its bearer does.
pub fn mark(blocks: &mut Blocks) {
    for i in 1..blocks.len().saturating_sub(1) {
        let (above, below) = (&blocks[i - 1], &blocks[i + 1]);
        let post = below.role() == Role::Byline
            && below.byline.as_ref().is_some_and(|byline| byline.names.is_empty());
        let plain = !blocks.has_headings && above.role() == Role::Body && is_chinese_title(&above.text);
        let headed = (plain || matches!(above.role(), Role::Heading(_))) && !is_label(&above.text);
        let between = headed && below.is_text() && (below.text.len() > 8 || below.closed);
        // Behind a dash it may stand below a headline that no mark tells, but a letter's writer stands below a text.
        let dashed = blocks[i].text.chars().first() == Some(&'—');
        let dashed = dashed && below.is_text() && !(above.is_text() && above.is_finished());
        if blocks[i].role() == Role::Body
            && (between || post || dashed)
            && let Some(found) =
                bylines::bare_line(&blocks[i].text).or_else(|| bylines::with_post(&blocks[i].text))
        {
            let role = whole_byline(&mut blocks[i], found);
            blocks.set(i, role);
        }
    }
}

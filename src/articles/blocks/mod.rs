//! Typed blocks: what each piece of a page is, with bylines, datelines and signs lifted off the text.

mod block;
mod contents;
mod judge;
mod letters;
mod marks;
mod notes;
mod plain;
mod quotes;
mod speakers;
mod verse;

use self::judge::judge;
use super::freeing::freeing;
use super::markdown::{Printed, Shape};

pub use self::block::{Block, Role};

/// Judges every block of a page.
pub fn classify(printed: Vec<Printed>) -> Vec<Block> {
    let labels = speakers::labels(&printed);
    let has_headings = printed.iter().any(|block| matches!(block.shape, Shape::Heading(_)));
    let mut blocks = Vec::with_capacity(printed.len());
    freeing(printed, |block| blocks.push(judge(block, &labels)));
    let has_headings = has_headings || marks::heads_in_bold(&blocks);
    marks::restore_sentences(&mut blocks);
    contents::mark(&mut blocks);
    verse::mark(&mut blocks);
    marks::bare_names(&mut blocks, has_headings);
    marks::names_of_papers(&mut blocks);
    marks::mottos(&mut blocks);
    marks::menus(&mut blocks);
    marks::links(&mut blocks);
    marks::facts(&mut blocks);
    marks::forecasts(&mut blocks);
    marks::capital_openings(&mut blocks);
    marks::labels(&mut blocks);
    marks::captions(&mut blocks);
    quotes::mark(&mut blocks);
    letters::mark_signatures(&mut blocks);
    let mut blocks = plain::captions_below_credits(blocks);
    plain::mark_headings(&mut blocks, has_headings);
    notes::mark(blocks)
}

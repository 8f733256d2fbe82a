//! Tables, given to the story that they are printed with.

use std::cell::LazyCell;

use crate::articles::blocks::{Block, Role};
use crate::articles::groups::{Part, gist};
use crate::articles::text::Text;
use crate::articles::words::lists;

/// How many of the tables that stand in a story's parts belong to it; rows without text between them are one.
pub fn belonging(blocks: &[Block], parts: &[Part], thread: &[usize]) -> usize {
    let mut count = 0;
    for part in thread.iter().map(|&part| &parts[part]) {
        let last_text = part.texts.iter().max();
        let story = LazyCell::new(|| gist(blocks, part.headings.iter().chain(&part.texts)));
        let pointed_at = LazyCell::new(|| part.texts.iter().any(|&i| points(&blocks[i].text)));
        let mut last = None;
        for table in &part.tables {
            let same =
                last.is_some_and(|last: usize| blocks[last..*table].iter().all(|b| b.role() == Role::Table));
            last = Some(*table);
            let shared = || gist(blocks, [table]).intersection(&story).count();
            if !same && (last_text > Some(table) || *pointed_at || shared() >= 2) {
                count += 1;
            }
        }
    }
    count
}

/// True for a text that sends its reader to a table.
fn points(text: &Text) -> bool {
    let print = text.string();
    let words = &lists().table_words;
    words.iter().any(|word| print.contains(word))
}

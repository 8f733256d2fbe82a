//! The cells of tables, and which of them a page is only laid out by.

use crate::articles::document::{Block, Line};
use crate::articles::text::{Text, is_blank};

/// Where the stroke begins, with the blank before it, that some set at a line's end for a break: `Words \\`.
pub fn ends_with_stroke(text: &Text) -> Option<usize> {
    match text.chars() {
        [.., before, blank, '\\'] if is_blank(*blank) && !is_blank(*before) => Some(text.len() - 2),
        _ => None,
    }
}

/// True for what no cell of a table holds: pages and letters are laid out by tables.
pub fn is_layout(blocks: &[Block]) -> bool {
    const FEWEST: usize = 3;
    const SHORTEST: usize = 600;
    let is_nested = blocks.iter().any(|block| matches!(block, Block::Table(_)));
    let is_headed = blocks.len() > 1 && matches!(blocks[0], Block::Heading(..));
    if is_nested || is_headed {
        return true;
    }
    let mut length = 0;
    for block in blocks {
        block.each_text(&mut |text| length += text.len());
    }
    blocks.len() >= FEWEST && length >= SHORTEST
}

/// What a table's cell holds, in one line.
pub fn cell(blocks: Vec<Block>) -> Line {
    let mut cell = Line::default();
    for block in blocks {
        if let Block::Paragraph(line) = block {
            join_title(&mut cell, line);
        } else {
            block
                .each_text(&mut |text| join_title(&mut cell, Line { text: text.clone(), ..Line::default() }));
        }
    }
    cell
}

/// Puts a line behind others in one.
pub fn join_title(title: &mut Line, mut line: Line) {
    let was_bold = title.is_bold() || title.text.len() == 0;
    if title.text.len() > 0 && line.text.len() > 0 {
        title.text.push_unprinted(' ');
    }
    let shift = title.text.len();
    let bold = line.bold;
    title.text.append(line.text);
    title.links.extend(line.links.iter().map(|range| range.start + shift..range.end + shift));
    title.code.extend(line.code.iter().map(|range| range.start + shift..range.end + shift));
    title.footnotes.append(&mut line.footnotes);
    if was_bold {
        title.bold = shift + bold;
    }
}

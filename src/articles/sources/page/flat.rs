//! Lists that only place things: a page's columns are items of one, and an article stands in one of these.

use crate::articles::document::Block;

/// The blocks, with what stands in such lists among them.
pub fn flat(blocks: Vec<Block>) -> Vec<Block> {
    let mut found = Vec::with_capacity(blocks.len());
    for block in blocks {
        match block {
            Block::List(list) if list.items.iter().any(|item| holds_article(item)) => {
                found.extend(list.items.into_iter().flat_map(flat));
            }
            block => found.push(block),
        }
    }
    found
}

/// True for an item with a heading and several paragraphs, or with a list of such items.
fn holds_article(item: &[Block]) -> bool {
    const FEWEST: usize = 3;
    const SHORTEST: usize = 25;
    let is_long = |block: &&Block| match block {
        Block::Paragraph(line) => line.text.len() >= SHORTEST && line.linked() * 2 < line.text.len(),
        _ => false,
    };
    let has_heading = item.iter().any(|block| matches!(block, Block::Heading(..)));
    let is_article = has_heading && item.iter().filter(is_long).count() >= FEWEST;
    is_article
        || item.iter().any(|block| match block {
            Block::List(list) => list.items.iter().any(|item| holds_article(item)),
            _ => false,
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::articles::sources::{bodies, offsets::Offsets};

    #[test]
    fn a_list_of_columns_is_none_and_a_list_of_teasers_is() {
        let read = |html: &str| flat(bodies::markup(html, 0..html.len(), 0, &Offsets::new(html)).0);
        let text = "<p>The keeper of the lock said that boats may pass again in May.</p>".repeat(3);
        let columns = format!("<ul><li><h3>Lock opens</h3>{text}</li><li><p>Tide</p></li></ul>");
        assert_eq!(read(&columns).len(), 5);
        let teasers =
            format!("<ul>{}</ul>", "<li><h3>Lock opens</h3><p>Boats may pass in May.</p></li>".repeat(4));
        assert_eq!(read(&teasers).len(), 1);
    }
}

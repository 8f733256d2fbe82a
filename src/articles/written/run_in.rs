//! Titles in bold type that run into their texts without a mark between them: **Pool opens** The pool opens in June.

use crate::articles::document::{Block, Line};
use crate::articles::text::{is_blank, is_han};

/// So many of a row of paragraphs or items open so before it is believed: a bold name opens a sentence now and then.
const FEWEST: usize = 3;

/// Parts such titles from their texts, in paragraphs between two headings and in the items of lists.
pub fn parted(blocks: Vec<Block>) -> Vec<Block> {
    let mut parted = Vec::with_capacity(blocks.len());
    let mut run = Vec::new();
    for block in blocks {
        match block {
            heading @ Block::Heading(..) => {
                parted.extend(part_paragraphs(std::mem::take(&mut run)));
                parted.push(heading);
            }
            Block::List(mut list) => {
                let opened = list
                    .items
                    .iter()
                    .filter(|item| item.first().is_some_and(|block| end(block, true).is_some()));
                if is_habit(opened.count(), list.items.len()) {
                    list.items = list.items.into_iter().map(part_first).collect();
                }
                run.push(Block::List(list));
            }
            block => run.push(block),
        }
    }
    parted.extend(part_paragraphs(run));
    parted
}

fn part_paragraphs(run: Vec<Block>) -> Vec<Block> {
    let paragraphs = run.iter().filter(|block| matches!(block, Block::Paragraph(_))).count();
    if !is_habit(run.iter().filter(|block| end(block, true).is_some()).count(), paragraphs) {
        return run;
    }
    run.into_iter().flat_map(part).collect()
}

fn is_habit(opened: usize, all: usize) -> bool {
    opened >= FEWEST && opened * 10 >= all * 6
}

fn part_first(item: Vec<Block>) -> Vec<Block> {
    let mut item = item.into_iter();
    let mut parted = item.next().map(part).unwrap_or_default();
    parted.extend(item);
    parted
}

fn part(block: Block) -> Vec<Block> {
    match (end(&block, false), block) {
        (Some(end), Block::Paragraph(line)) => {
            let text = Line { footnotes: line.footnotes.clone(), ..line.part(end, line.text.len()) };
            vec![Block::Paragraph(line.part(0, end).trimmed()), Block::Paragraph(text.trimmed())]
        }
        (_, block) => vec![block],
    }
}

/// Where a paragraph's bold title ends: it has no mark at its end, and behind it a sentence begins, and `apart` a blank before.
fn end(block: &Block, apart: bool) -> Option<usize> {
    const SHORTEST: usize = 4;
    const LONGEST: usize = 80;
    let Block::Paragraph(line) = block else { return None };
    let chars = line.text.chars();
    let blanks = |chars: &[char]| chars.iter().rev().take_while(|c| is_blank(**c)).count();
    let bold = line.bold.min(chars.len());
    let title = &chars[..bold - blanks(&chars[..bold])];
    let behind = &chars[bold..];
    let text: Vec<char> = behind.iter().copied().skip_while(|&c| is_blank(c)).collect();
    let parted = !apart || title.len() < bold || text.len() < behind.len();
    let opens = text
        .first()
        .is_some_and(|&c| is_han(c) || c.is_uppercase() || c.is_ascii_digit() || "“「\"".contains(c));
    let last = title.last().is_some_and(|&c| c.is_alphanumeric() || "”」』》）)".contains(c));
    ((SHORTEST..=LONGEST).contains(&title.len()) && parted && opens && last).then_some(bold)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::articles::text::Text;

    fn paragraphs(prints: &[(&str, usize)]) -> Vec<String> {
        let blocks = prints.iter().map(|(print, bold)| {
            Block::Paragraph(Line { text: Text::of(print, 0), bold: *bold, ..Line::default() })
        });
        let mut texts = Vec::new();
        for block in parted(blocks.collect()) {
            block.each_text(&mut |text| texts.push(text.string()));
        }
        texts
    }

    #[test]
    fn titles_are_parted_from_texts_where_that_is_the_habit() {
        let items = [
            ("泳池六月开放 票价不变。", 6),
            ("河湾路改道 工期两月。", 5),
            ("Library stays open The library opens late.", 18),
        ];
        assert_eq!(
            paragraphs(&items),
            [
                "泳池六月开放",
                "票价不变。",
                "河湾路改道",
                "工期两月。",
                "Library stays open",
                "The library opens late."
            ]
        );
        let glued = [
            items[0],
            items[1],
            ("Pool opens late The pool opens late.", 15),
            ("Choir wins cupThe choir won.", 14),
        ];
        assert_eq!(paragraphs(&glued)[6..], ["Choir wins cup", "The choir won."]);
        // One alone may be a name in a sentence; and so are those behind which a sentence goes on.
        assert_eq!(paragraphs(&items[..1]), ["泳池六月开放 票价不变。"]);
        let names = [("Ann Lee said no.", 7), ("Jo Marsh said yes.", 8), ("Tom Pike was away.", 8)];
        assert_eq!(paragraphs(&names).len(), 3);
    }
}

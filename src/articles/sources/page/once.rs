//! What stands among a page's text and is no part of it: captions that are printed again, credits of pictures, the headline
//! as another paper had it, and links to other stories at the end.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::choice::letters;
use crate::articles::document::{Block, Line};
use crate::articles::rule::Rules;
use crate::articles::text::{is_blank, is_letter};

/// A shorter line may well be said twice, in bytes of letters.
const SHORTEST: usize = 30;

/// The blocks that stay.
pub fn kept(blocks: &[Block], mut kept: Vec<bool>) -> Vec<bool> {
    static CREDITS: LazyLock<Rules> = LazyLock::new(|| Rules::of_lines(include_str!("credits.txt")));
    const LONGEST: usize = 120;
    let mut printed: HashSet<String> = HashSet::new();
    for (block, kept) in blocks.iter().zip(&mut kept).filter(|(_, kept)| **kept) {
        let (Block::Paragraph(line) | Block::Picture(line)) = block else { continue };
        let print = letters(&line.text.string());
        let is_credit = line.text.len() <= LONGEST && CREDITS.is_match(line.text.folded_head(LONGEST).trim());
        *kept = !is_credit && (print.len() < SHORTEST || printed.insert(print));
    }
    // A text of nothing but links is a list, and stays.
    let has_text = blocks.iter().zip(&kept).any(|(block, kept)| *kept && !is_link(block) && says(block));
    let ends_itself = !has_text || is_led_to(blocks, &kept);
    while !ends_itself && let Some(end) = related(blocks, &kept) {
        kept[end..].fill(false);
    }
    kept
}

/// True where the text itself leads to the links at its end: Thanks to all whose texts I read:
fn is_led_to(blocks: &[Block], kept: &[bool]) -> bool {
    let told = blocks.iter().zip(kept).filter(|(_, kept)| **kept).map(|(block, _)| block);
    let mut before_links = told.rev().skip_while(|block| is_day(block) || is_linked(block));
    let Some(Block::Paragraph(line)) = before_links.next() else { return false };
    line.text.chars().iter().rfind(|c| !is_blank(**c)).is_some_and(|c| matches!(c, ':' | '：'))
}

/// Where the last kept line stands that leads to another story; it may have its day below it.
fn related(blocks: &[Block], kept: &[bool]) -> Option<usize> {
    let last = kept.iter().rposition(|&kept| kept)?;
    let before = || kept[..last].iter().rposition(|&kept| kept);
    let link = if is_day(&blocks[last]) { before()? } else { last };
    is_link(&blocks[link]).then_some(link)
}

/// True for a line that is a link as a whole, a question too.
fn is_linked(block: &Block) -> bool {
    is_link(block) || matches!(block, Block::Paragraph(line) if line.linked() >= line.text.len())
}

/// A line of nothing but a day or an hour.
fn is_day(block: &Block) -> bool {
    match block {
        Block::Paragraph(line) => {
            line.text.chars().iter().all(|&c| c.is_ascii_digit() || "-/:. 年月日".contains(c))
        }
        _ => false,
    }
}

fn says(block: &Block) -> bool {
    let mut says = false;
    block.each_text(&mut |text| says |= text.chars().iter().any(|&c| is_letter(c)));
    says
}

/// True for a line that is a link to another story and no sentence.
fn is_link(block: &Block) -> bool {
    const SHORTEST: usize = 8;
    let is_whole = |line: &Line| {
        let text = line.text.string();
        let text = text.trim();
        line.text.len() >= SHORTEST
            && line.linked() >= text.chars().count()
            && !text.ends_with(['.', '。', '!', '！', '?', '？', '”', '"'])
    };
    match block {
        Block::Paragraph(line) => is_whole(line),
        Block::List(list) => {
            let mut items = list.items.iter().flatten().peekable();
            items.peek().is_some() && items.all(is_link)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::articles::text::Text;

    #[test]
    fn a_text_says_a_thing_once() {
        let caption = "A long row of boats lies before the lock in May.";
        let page = [
            ("The lock opens at six each morning.", false),
            (caption, false),
            (caption, false),
            ("Photo: Ann Lee, Valley Wire", false),
            ("（原标题：渡口今天复航 全年票价不变）", false),
            ("Yes.", false),
            ("Yes.", false),
            ("Fares go up again in the autumn", true),
            ("2026-03-04", false),
            ("Second gate is late once more", true),
        ];
        let block = |(print, is_linked): (&str, bool)| {
            let text = Text::of(print, 0);
            let links = is_linked.then_some(0..text.len()).into_iter().collect();
            Block::Paragraph(Line { text, links, ..Line::default() })
        };
        let blocks: Vec<Block> = page.into_iter().map(block).collect();
        let stays = [true, true, false, false, false, true, true, false, false, false];
        assert_eq!(kept(&blocks, vec![true; blocks.len()]), stays);
        let led = [
            ("The lock opens at six.", false),
            ("I read for this text:", false),
            ("Who opens it at night?", true),
            ("How the second gate was built", true),
        ];
        let blocks: Vec<Block> = led.into_iter().map(block).collect();
        assert_eq!(kept(&blocks, vec![true; 4]), [true; 4]);
    }
}

//! Letters and notices: to whom they are written, and who signed them.

use super::block::{Block, Blocks, Role};
use crate::articles::features::letters::{greets, takes_leave};
use crate::articles::text::{Text, is_blank, is_han};

/// The most lines of a signature.
const LINES: usize = 3;
/// The longest one, and the longest headline that may stand below it.
const LONGEST: usize = 64;

/// Closes every line that signs: it is whole without a mark at its end, and no heading.
pub fn mark(blocks: &mut Blocks) {
    let sign = |blocks: &mut Blocks, i: usize| {
        blocks.set(i, Role::Body);
        blocks[i].closed = true;
    };
    for i in 0..blocks.len() {
        if takes_leave(&blocks[i].text) {
            sign(blocks, i);
        }
    }
    let mut in_letter = false;
    for i in 1..blocks.len() {
        in_letter = match blocks[i - 1].role() {
            Role::Body => in_letter || greets(&blocks[i - 1].text),
            Role::Heading(_) | Role::Opening | Role::Byline => false,
            _ => in_letter,
        };
        if !(blocks[i - 1].is_text() && blocks[i - 1].is_finished()) {
            continue;
        }
        let lines = english(blocks, i);
        for line in i..i + lines {
            sign(blocks, line);
        }
        // A day of issue is taken for a masthead's until it stands below an organisation.
        let may = blocks[i].role() == Role::Body || is_day(&blocks[i].text);
        if lines == 0 && may && (chinese(blocks, i) || in_letter && is_writer(blocks, i)) {
            sign(blocks, i);
        }
    }
}

/// 镜湖街道 退休教师 林远: the last line of a letter.
fn is_writer(blocks: &[Block], i: usize) -> bool {
    let print = &blocks[i].text;
    let last = blocks.get(i + 1).is_none_or(|next| is_day(&next.text) || !next.is_text());
    let name =
        print.string().rsplit(char::is_whitespace).next().is_some_and(|name| name.chars().count() <= 8);
    let plain = print.chars().iter().all(|&c| is_han(c) || is_blank(c) || "（）()·".contains(c));
    let writer = print.len() <= LONGEST_WRITER && plain && name || print.len() <= LONGEST && is_name(print);
    blocks[i].role() == Role::Body && last && writer
}

/// The longest line of a letter's writer.
const LONGEST_WRITER: usize = 26;

/// The organisation, before a day or the end of a text; and the day below an organisation.
fn chinese(blocks: &[Block], i: usize) -> bool {
    if is_day(&blocks[i].text) {
        return blocks[i - 1].closed;
    }
    let print = &blocks[i].text;
    let ends = print.chars().last().is_some_and(|c| "司局会府室部心社院处团队厅校馆厂".contains(*c));
    let last = blocks.get(i + 1).is_none_or(|next| is_day(&next.text) || !next.is_text());
    print.len() <= 26 && ends && last && !blocks[i].is_finished()
}

fn is_day(print: &Text) -> bool {
    if print.len() > 20 {
        return false;
    }
    let text = print.folded_head(20);
    let text = text.trim();
    text.ends_with('日')
        && text.contains('月')
        && text.starts_with(|c: char| c.is_ascii_digit() || "二〇".contains(c))
}

/// How many lines from a block on are an English signature.
fn english(blocks: &[Block], start: usize) -> usize {
    let may =
        |block: &Block| matches!(block.role(), Role::Body | Role::Heading(7)) && block.text.len() <= LONGEST;
    let below = |n: usize| blocks.get(start + n).filter(|block| n == 0 || block.tight);
    let lines = (0..).map_while(below).take(LINES + 1).take_while(|block| may(block)).count();
    let Some(first) = blocks.get(start).filter(|_| (1..=LINES).contains(&lines)) else { return 0 };
    let signed = blocks[start..start + lines].iter().take_while(|block| is_name(&block.text)).count();
    let plain = is_signature(&first.text);
    if signed < lines || below(lines).is_some() {
        // What stands below without a blank line is no signature: only the first line can be one.
        return usize::from(plain && first.role() == Role::Body);
    }
    let next = blocks[start + lines..].iter().find(|block| !matches!(block.role(), Role::Skip(_)));
    let heads = next.is_some_and(|next| {
        matches!(next.role(), Role::Byline | Role::Opening) || next.is_text() && next.text.len() > LONGEST
    });
    let in_bold = blocks[start..start + lines].iter().any(|block| block.role() != Role::Body);
    match (plain, in_bold) {
        (true, false) => lines,
        _ if heads => 0,
        (true, true) => lines,
        (false, _) => {
            if first.tight || lines > 1 {
                lines
            } else {
                0
            }
        }
    }
}

/// R. J. Ames, Mill Lane, Wexley; — Carol Whitaker, Lakeview: more than a name alone.
fn is_signature(text: &Text) -> bool {
    let print = text.string();
    let initials = print.split(' ').any(|word| word.len() == 2 && word.ends_with('.'));
    is_name(text)
        && (print.contains(',') || initials || print.starts_with("(M") || print.starts_with(DASHES))
        && print.split([' ', ',']).filter(|word| !word.is_empty()).count() >= 2
}

/// Names and places, without a verb.
fn is_name(text: &Text) -> bool {
    let print = text.string();
    let small = ["of", "the", "and", "via"];
    let mut words =
        print.trim_start_matches(DASHES).split([' ', ',']).filter(|word| !word.is_empty()).peekable();
    words.peek().is_some()
        && words.all(|word| {
            word.starts_with(|c: char| c.is_ascii_uppercase() || c == '(') || small.contains(&word)
        })
        && print.chars().any(char::is_lowercase)
}

/// What may lead to a signature.
const DASHES: [char; 4] = ['—', '–', '-', ' '];

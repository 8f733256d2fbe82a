//! Headings without marks, on pages that are marked in part or not at all: no more than a short line above a text, or
//! a column's name.

use super::block::{Block, Blocks, Role};
use crate::articles::bylines::begins_as_name;
use crate::articles::features::labels::{is_in_capitals, is_label, is_name_in_capitals};
use crate::articles::features::letters::greets;
use crate::articles::features::seams::seam;
use crate::articles::features::sections::is_briefs;
use crate::articles::features::titles::{
    begins_sentence, is_chinese_title, is_english_title, is_entry, is_in_title_case, is_kicker,
    is_plain_kicker, is_title,
};
use crate::articles::features::topics::{share, terms};
use crate::articles::markdown::Setting;
use crate::articles::text::{Text, has_han, is_han};
use crate::articles::weights::weights;
use crate::articles::words::lists;

/// The level of a plain title, and of a column's name, on a page that marks other headings.
const TITLE: u8 = 6;
const NAME: u8 = 5;

/// The shortest text that stands below an English title with and without a blank line.
const TIGHT: usize = 30;
const APART: usize = 90;
/// The shortest that stands below a title in Chinese.
const BELOW: usize = 40;
/// The shortest headline in capitals.
const SHORTEST_HEADLINE: usize = 10;
/// The fewest words of a title that a blank line parts from its byline.
const WORDS: usize = 5;

/// A short line above a byline, a dateline or a text is a heading. In a page without any marked one, that above a
/// text alone is of lower rank, for it may be a heading within a story; beside marked ones all are.
pub fn mark(blocks: &mut Blocks) {
    let has_headings = blocks.has_headings;
    let in_briefs = in_briefs(blocks);
    for i in (0..blocks.len()).rev() {
        // Where lines are broken at a measure, what begins as paragraphs do is one, however short it is.
        let is_paragraph = blocks[i].alone && blocks[i].setting == Setting::Indented;
        if blocks[i].role() != Role::Body || blocks[i].closed || is_paragraph {
            continue;
        }
        let above_table = blocks.get(i + 1).is_some_and(|next| next.role() == Role::Table);
        let level = if is_name_in_capitals(&blocks[i].text)
            || above_table && is_in_capitals(&blocks[i].text)
            || names_items(blocks, i)
        {
            Some(if has_headings { NAME } else { 2 })
        } else if stands_in_capitals(blocks, i) || is_deck_of_words(blocks, i) {
            Some(if has_headings { TITLE } else { 2 })
        } else if i + 1 == blocks.len() {
            None
        } else {
            let found = if has_headings {
                beside_marked(blocks, i).or_else(|| chinese_beside_marked(blocks, i))
            } else {
                unmarked(blocks, i, in_briefs[i])
            };
            found.or_else(|| stands_alone(blocks, i).then_some(if has_headings { TITLE } else { 2 }))
        };
        if let Some(level) = level {
            let level = if level == TITLE { blocks.rank_at(i, level) } else { level };
            blocks.set(i, Role::Heading(level));
        }
    }
}

/// JURY CANNOT AGREE: a line of its own without a small letter, above what begins anew, is a headline wherever the text
/// above breaks off.
fn stands_in_capitals(blocks: &[Block], i: usize) -> bool {
    const LONGEST: usize = 90;
    let (text, next) = (&blocks[i].text, blocks.get(i + 1));
    if text.len() > LONGEST || has_han(text) || text.chars().iter().any(|c| c.is_lowercase()) {
        return false;
    }
    let letters = text.chars().iter().filter(|c| c.is_ascii_uppercase()).count();
    let word = text.string().split(|c: char| !c.is_ascii_uppercase()).any(|word| word.len() >= 4);
    let begins = next.is_some_and(|next| match next.role() {
        Role::Heading(_) | Role::Byline | Role::Opening | Role::Caption | Role::Item | Role::Table => true,
        Role::Body => !next.reads_on(),
        _ => false,
    });
    let wide = text.chars().first().is_some_and(|c| c.is_ascii_alphanumeric() || "“\"‘'$".contains(*c));
    // IF YOU GO below a whole text may name a box.
    let above = i.checked_sub(1).map(|above| &blocks[above]);
    let boxed =
        text.len() < SHORTEST_HEADLINE && above.is_some_and(|above| above.is_text() && above.is_finished());
    !boxed
        && letters >= 4
        && word
        && wide
        && !blocks[i].tight
        && !text.chars().last().is_some_and(|c| ",;:-—".contains(*c))
        && begins
}

/// On a page whose lines are broken at a measure, a line that stops early and ends no sentence is a title, whatever breaks
/// off above it: where a byline, a dateline, another title or what begins anew stands below.
fn stands_alone(blocks: &[Block], i: usize) -> bool {
    let (block, next) = (&blocks[i], &blocks[i + 1]);
    let text = &block.text;
    let is_title = if has_han(text) {
        is_title(text) && text.len() >= SHORTEST_LABEL && !block.reads_on()
    } else {
        is_english_title(text)
    };
    let begins = match next.role() {
        Role::Byline | Role::Opening | Role::Heading(_) => true,
        Role::Body if next.setting == Setting::Indented => true,
        Role::Body if has_han(text) => !next.alone && next.text.len() >= BELOW && !next.reads_on(),
        Role::Body => !next.alone && next.text.len() >= APART && begins_sentence(&next.text),
        _ => false,
    };
    block.alone && is_title && begins
}

/// Wall of Water Sweeps Five Miles of Mill Valley.: words with capitals between a headline in capitals and its text.
fn is_deck_of_words(blocks: &[Block], i: usize) -> bool {
    const LONGEST: usize = 150;
    const FEWEST: usize = 4;
    const SHORT: usize = 4;
    const DECKS: usize = 3;
    let text = &blocks[i].text;
    if text.len() > LONGEST || has_han(text) || !is_in_title_case(text) {
        return false;
    }
    let is_deck =
        |&above: &usize| blocks[above].text.len() <= LONGEST && is_in_title_case(&blocks[above].text);
    let decks = (0..i).rev().take(DECKS).take_while(is_deck).count();
    let headed = (0..=decks)
        .filter_map(|n| i.checked_sub(n + 1))
        .any(|above| matches!(blocks[above].role(), Role::Heading(_)) || stands_in_capitals(blocks, above));
    let next = blocks.get(i + 1).is_some_and(|next| {
        matches!(next.role(), Role::Heading(_) | Role::Byline | Role::Opening | Role::Body)
            && !next.reads_on()
    });
    let words = text.string().split_whitespace().filter(|word| word.len() > SHORT).count();
    // ARSENAULT, Rose M., 91, of Quarry Road, March 8. Funeral Friday.: a notice of a death.
    let print = text.string();
    let first = print.split(' ').next().unwrap_or_default();
    let notice = first.ends_with(',') && !first.contains(char::is_lowercase);
    headed && next && !notice && words >= FEWEST
}

/// 乡镇短波 above items with bullets or bold phrases: a few words that end no sentence name the column.
fn names_items(blocks: &[Block], i: usize) -> bool {
    const FEWEST: usize = 2;
    const LONGEST: usize = 12;
    let text = &blocks[i].text;
    let longest = if has_han(text) { LONGEST } else { 3 * LONGEST };
    let item = |block: &Block| {
        let phrase = block.bold > 1 && block.bold < block.text.len() && block.bold <= longest * 2;
        block.role() == Role::Item
            || matches!(block.role(), Role::Body | Role::Opening) && (phrase || is_entry(&block.text))
    };
    text.len() <= longest
        && is_title(text)
        && (has_han(text) || is_english_title(text))
        && blocks[i].bold == 0
        && blocks.get(i + 1..i + 1 + FEWEST).is_some_and(|items| items.iter().all(item))
}

/// Which blocks stand in a column of briefs: below its name, and above the next story that is signed.
fn in_briefs(blocks: &[Block]) -> Vec<bool> {
    let mut on = false;
    let stands = |block: &Block| {
        let ends = matches!(block.role(), Role::Byline | Role::Opening | Role::Skip(_) | Role::Rule);
        let begins = block.text.len() <= 40 && is_briefs(&block.text.string());
        on = begins || on && !ends;
        on
    };
    blocks.iter().map(stands).collect()
}

fn unmarked(blocks: &[Block], i: usize, is_brief: bool) -> Option<u8> {
    let (text, next) = (&blocks[i].text, &blocks[i + 1]);
    if is_notice(text) && next.is_text() {
        return Some(2);
    }
    let above = i.checked_sub(1).map(|above| &blocks[above]);
    let closed = above.is_none_or(|above| above.is_finished() || !above.is_text() || is_title(&above.text))
        || names_next(blocks, i);
    let above_story =
        matches!(next.role(), Role::Byline | Role::Opening | Role::FromElsewhere | Role::Heading(_));
    let first = i == 0 && next.is_text();
    let long = if has_han(text) {
        BELOW
    } else if (next.tight || is_brief) && is_english_title(text) {
        TIGHT
    } else {
        APART
    };
    let addressed = next.text.len() <= 40 && next.text.chars().last() == Some(&'：');
    let above_text = next.role() == Role::Body
        && (next.text.len() >= long
            || addressed
            || !has_han(text) && !blocks[i].tight && breaks_off(blocks, i))
        && !next.reads_on()
        || greets(&next.text);
    // Above a headline, a line of Chinese is its kicker or label and shares its rank.
    if let Role::Heading(level @ 2..=3) = next.role()
        && has_han(text)
        && is_title(text)
        && closed
    {
        return Some(level);
    }
    let above_picture = next.role() == Role::Caption && next.tight;
    let above_text = above_text || above_picture || is_label(text) && next.is_text();
    let signed = || matches!(next.role(), Role::Byline) && !next.tight || next.role() == Role::Opening;
    let closed = closed
        || !blocks[i].tight && signed() && is_long_title(text, next.role()) && parts_from(above, text)
        || !blocks[i].tight && !has_han(text) && breaks_off(blocks, i);
    let reads_as_title = is_title(text) && (has_han(text) || is_english_title(text))
        || is_chinese_title(text) && names_next(blocks, i);
    let fits = reads_as_title && closed && (above_story || first || above_text);
    let deck = above.is_some_and(|above| above.role() == Role::Body && is_deck(&above.text, text));
    fits.then_some(if (above_story || first) && !deck { 2 } else { 3 })
}

/// On a Chinese page that marks other headings: the name of a notice, a subtitle or a marked line, and what names
/// the story that opens below it.
fn chinese_beside_marked(blocks: &[Block], i: usize) -> Option<u8> {
    let (text, next) = (&blocks[i].text, &blocks[i + 1]);
    if !has_han(text) {
        return None;
    }
    if is_notice(text) && next.is_text() {
        return Some(TITLE);
    }
    let above = i.checked_sub(1).map(|above| &blocks[above]);
    let headed = above.is_some_and(|above| matches!(above.role(), Role::Heading(_)));
    let begins = above.is_none_or(|above| !above.is_text() || above.is_finished());
    if let Role::Heading(level) = next.role()
        && level < LINE
        && (is_kicker(text)
            && (headed
                || begins && tells_of_next(blocks, i)
                || parts_from(above, text) && names_next(blocks, i))
            || begins && !tells_of_above(blocks, i) && is_plain_kicker(text))
    {
        return Some(level.max(TITLE));
    }
    let opens = matches!(next.role(), Role::Byline | Role::Opening);
    let fresh = next.role() == Role::Body && next.text.len() >= BELOW && !next.reads_on();
    // 以案说法 between a headline and its text.
    let bare = text.chars().iter().all(|&c| is_han(c));
    let label = bare && (SHORTEST_LABEL..=LONGEST_LABEL).contains(&text.len()) && !blocks[i].tight;
    let named = text.len() <= SHORTEST_LABEL && begins_as_name(&text.string());
    if label && !named && headed && next.is_text() {
        return Some(LINE);
    }
    let dashed = text.chars().iter().take(2).all(|c| "—―－–".contains(*c));
    if dashed && headed && is_chinese_title(text) && (opens || fresh) {
        return Some(LINE);
    }
    if is_label(text) && matches!(next.role(), Role::Heading(_)) {
        return Some(NAME);
    }
    let marked = text.chars().first().is_some_and(|c| "▶►■◆●▲☆★◎".contains(*c));
    let closed = above.is_none_or(|above| above.is_finished() || !above.is_text() || is_label(&above.text));
    if marked && closed && is_chinese_title(text) && fresh {
        return Some(LINE);
    }
    let named = headed || begins && tells_of_next(blocks, i) || names_next(blocks, i);
    (opens && is_chinese_title(text) && named).then_some(TITLE)
}

/// True for a line that has more in common with the text below it than with the text above.
fn tells_of_next(blocks: &[Block], i: usize) -> bool {
    let (above, below) = shares(blocks, i);
    below > above
}

/// True for a line that has more in common with the text above it than with the text below.
fn tells_of_above(blocks: &[Block], i: usize) -> bool {
    let (above, below) = shares(blocks, i);
    above > below
}

/// How long a label is that no mark tells.
const SHORTEST_LABEL: usize = 4;
const LONGEST_LABEL: usize = 8;

/// The rank of a line between a headline and its story, and of a marked line.
const LINE: u8 = 7;

/// 启事, 声　明: the bare name of a notice.
pub fn is_notice(text: &Text) -> bool {
    text.len() <= 10 && lists().notices.contains(&text.folded_head(10).replace(' ', "").as_str())
}

/// True for a line that says in short what the text below it says, and not what the text above it says.
fn names_next(blocks: &[Block], i: usize) -> bool {
    let text = &blocks[i].text;
    if !is_chinese_title(text) {
        return false;
    }
    let (above, below) = shares(blocks, i);
    below >= weights().names_below && below >= weights().names_below_more * above
}

/// How much of a line's words the texts near above and near below it have.
fn shares(blocks: &[Block], i: usize) -> (f32, f32) {
    const NEAR: usize = 4;
    let words = terms(&blocks[i].text);
    let alike = |block: Option<&Block>| block.map_or(0.0, |block| share(&words, &terms(&block.text)));
    let below = alike(blocks[i + 1..].iter().take(NEAR).find(|block| block.is_text()));
    let above = alike(blocks[..i].iter().rev().take(NEAR).find(|block| block.is_text()));
    (above, below)
}

/// In English the line below a headline is of lower rank, unless what stands above is a column's name or a kicker
/// in capitals.
fn is_deck(above: &Text, text: &Text) -> bool {
    let capitals = !above.chars().iter().any(|c| c.is_lowercase());
    let kicker = capitals && text.chars().iter().any(|c| c.is_lowercase()) && above.len() < 24;
    !has_han(text) && is_english_title(above) && !is_label(above) && !kicker
}

/// English alone: a Chinese page that marks its headings marks them all.
fn beside_marked(blocks: &[Block], i: usize) -> Option<u8> {
    let (text, next) = (&blocks[i].text, &blocks[i + 1]);
    if !is_english_title(text) || has_han(&next.text) {
        return None;
    }
    if is_label(text) && (next.is_text() || matches!(next.role(), Role::Heading(_))) {
        return Some(NAME);
    }
    let above = i.checked_sub(1).map(|above| &blocks[above]);
    let named = above.is_some_and(|above| above.is_text() && is_label(&above.text));
    if next.role() == Role::FromElsewhere && !text.chars().iter().any(|c| c.is_lowercase()) {
        return Some(TITLE);
    }
    let closed = named || above.is_none_or(|above| !above.is_text() || above.is_finished());
    let deck = named || above.is_some_and(|above| matches!(above.role(), Role::Heading(_)));
    let shortest = match (next.tight, deck) {
        (true, _) => TIGHT,
        (_, true) => APART / 2,
        _ => APART,
    };
    let above_text = next.role() == Role::Body && next.text.len() >= shortest && begins_sentence(&next.text)
        || greets(&next.text);
    // What is cut off before another story's byline looks like a title, but is seldom as long as one.
    let long = text.string().split_whitespace().count() >= WORDS;
    let above_story = matches!(next.role(), Role::Byline | Role::Opening) && (next.tight || long);
    let signed = next.role() == Role::Byline && long && !blocks[i].tight && parts_from(above, text);
    (closed && (above_text || above_story) || signed).then_some(TITLE)
}

/// True for a title of some words: what is cut off before another story's byline is seldom as long.
fn is_long_title(text: &Text, next: Role) -> bool {
    if has_han(text) {
        is_chinese_title(text) && text.len() >= 8
    } else {
        // THE three-week strike…: a report that opens in capitals needs no more than a few words above it.
        text.string().split_whitespace().count() >= if next == Role::Opening { WORDS - 2 } else { WORDS }
    }
}

/// Marriage licenses: a title in English that does not read on in the text above, which may break off, above a
/// text that begins anew.
fn breaks_off(blocks: &[Block], i: usize) -> bool {
    const SHORTEST: usize = 60;
    let text = &blocks[i].text;
    let below: usize = blocks[i + 1..]
        .iter()
        .enumerate()
        .take_while(|(n, block)| *n == 0 || block.tight)
        .map(|(_, block)| block.text.len())
        .sum();
    let next = &blocks[i + 1];
    let above = i.checked_sub(1).map(|above| &blocks[above]);
    let quotes = text.chars().first().is_some_and(|c| "“\"‘'".contains(*c));
    !quotes
        && text.chars().iter().any(|c| c.is_lowercase())
        && next.role() == Role::Body
        && below >= SHORTEST
        && begins_sentence(&next.text)
        && is_english_title(text)
        && parts_from(above, text)
}

/// True where a text does not read on in the title below it.
fn parts_from(above: Option<&Block>, text: &Text) -> bool {
    above.is_none_or(|above| seam(&above.text, text) < 0.0)
}

/// True where bold lines stand above datelines and bylines again and again: the page sets its headlines so.
pub fn stand_in_bold(blocks: &[Block]) -> bool {
    let heads = |pair: &[Block]| {
        pair[0].role() == Role::Heading(7) && matches!(pair[1].role(), Role::Opening | Role::Byline)
    };
    blocks.windows(2).filter(|pair| heads(pair)).count() >= 2
}

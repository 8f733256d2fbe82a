//! ACCIDENT ON THE LINE.—A lad of fifteen…: headings that old print sets in the first line of their text.

use super::block::{Block, Blocks, Role};
use super::judge::lift_opening;
use crate::articles::bylines::dateline::opening;
use crate::articles::features::dates::is_weekday;
use crate::articles::features::endings::is_finished;
use crate::articles::features::labels::is_label;
use crate::articles::features::seams::reads_on;
use crate::articles::features::titles::{is_chinese_title, is_english_title, is_in_title_case};
use crate::articles::markdown::{Printed, Shape};
use crate::articles::text::{Text, has_han, is_blank};

/// The longest such heading, in characters, and the shortest text behind it.
const LONGEST: usize = 70;
const SHORTEST_TEXT: usize = 20;
/// The fewest letters of a heading that is one word.
const WORD: usize = 6;
/// So many of them on a page prove the habit; one may be a dateline.
const FEWEST: usize = 2;
/// How far items of one column stand from one another.
const NEAR: usize = 4;
/// The blank that is as wide as a character of Chinese.
const WIDE: char = '\u{3000}';
/// The fewest words of a title in English.
const WORDS: usize = 3;
/// The rank of such a heading: that of a bold line.
const LEVEL: u8 = 7;

/// Parts such headings from their texts, and tells titles that a blank or a dash parts from theirs as bold print does.
pub fn mark(blocks: &mut Blocks) {
    part_proven(blocks);
    mark_titles(blocks);
    let found: Vec<Option<usize>> = blocks.iter().map(length).collect();
    if found.iter().flatten().count() < FEWEST {
        return;
    }
    let mut parted = Vec::with_capacity(blocks.len() + found.len());
    let mut headings = Vec::new();
    for (mut block, length) in blocks.take().into_iter().zip(found) {
        if let Some(length) = length {
            headings.push(parted.len());
            let behind = block.text.slice(length, block.text.len());
            let marks =
                behind.chars().iter().take_while(|c| !c.is_alphanumeric() && !"\"“'‘".contains(**c)).count();
            parted.push(part(&mut block, length, marks));
        }
        parted.push(block);
    }
    blocks.put(parted);
    for heading in headings {
        blocks.set(heading, Role::Heading(LEVEL));
    }
}

/// Parts titles from their texts that need no other one near them to be believed.
fn part_proven(blocks: &mut Blocks) {
    let found: Vec<Option<(usize, usize)>> =
        (0..blocks.len()).map(|i| before_dateline(&blocks[i]).or_else(|| alone(blocks, i))).collect();
    if found.iter().all(Option::is_none) {
        return;
    }
    let mut parted = Vec::with_capacity(blocks.len() + found.len());
    let mut told = Vec::new();
    for (mut block, found) in blocks.take().into_iter().zip(found) {
        if let Some((length, marks)) = found {
            told.push((parted.len(), Role::Heading(LEVEL)));
            parted.push(part(&mut block, length, marks));
            block.bold = 0;
            let role = opening(&block.text).map_or(Role::Body, |found| lift_opening(&mut block, found));
            told.push((parted.len(), role));
        }
        parted.push(block);
    }
    blocks.put(parted);
    for (place, role) in told {
        blocks.set(place, role);
    }
}

/// 【大桥昨日通车】本报讯…, Bridge shut for repairs — LONDON — …: a dateline proves the title before it. Gives the length of the title
/// and of the marks behind it, as the one below does.
fn before_dateline(block: &Block) -> Option<(usize, usize)> {
    const SHORTEST: usize = 6;
    const MARKS: &str = "】。.:：—–";
    if !matches!(block.role(), Role::Body | Role::Item | Role::Caption) || block.text.len() < LONGEST {
        return None;
    }
    let chars = block.text.chars();
    let is_chinese = has_han(&block.text);
    (SHORTEST..LONGEST).find_map(|end| {
        let parts = |c: char| MARKS.contains(c) || is_chinese && is_blank(c);
        if !parts(chars[end]) && block.bold != end {
            return None;
        }
        let marks = chars[end..].iter().take_while(|c| is_blank(**c) || MARKS.contains(**c)).count();
        let title = block.text.slice(0, end);
        let is_one = if is_chinese { is_chinese_title(&title) } else { heads(&title, chars[end] == '.') };
        let rest = block.text.slice(end + marks, chars.len());
        (is_one && !is_label(&title) && opening(&rest).is_some()).then_some((end, marks))
    })
}

/// 【市民可以免费看展览】市文旅局… and ■市民可以免费看展览　市文旅局…: brackets, or a bullet and a wide blank, no other item near.
fn alone(blocks: &[Block], i: usize) -> Option<(usize, usize)> {
    let block = &blocks[i];
    let is_item = |i: &usize| blocks[*i].role() == Role::Item;
    if !is_item(&i) || near(blocks, i).filter(is_item).count() > 1 {
        return None;
    }
    let chars = block.text.chars();
    let bracket = || chars.get(block.bold) == Some(&'】');
    let end = if bracket() { block.bold } else { chars.iter().take(LONGEST).position(|&c| c == WIDE)? };
    is_parted(block, end).then_some((end, 1))
}

/// The places around one, with it.
fn near(blocks: &[Block], i: usize) -> std::ops::Range<usize> {
    i.saturating_sub(NEAR)..(i + NEAR + 1).min(blocks.len())
}

/// True where a title in Chinese ends at a place, and a text stands behind it.
fn is_parted(block: &Block, end: usize) -> bool {
    const SHORTEST: usize = 8;
    let title = block.text.slice(0, end);
    end >= SHORTEST
        && block.text.len() >= end + 2 * SHORTEST_TEXT
        && is_chinese_title(&title)
        && !is_label(&title)
}

/// A title in English of some words; before a full stop, only in capitals, as a sentence is not.
fn heads(title: &Text, stops: bool) -> bool {
    let mut title = title.clone();
    title.trim();
    is_english_title(&title)
        && title.string().split(' ').count() >= WORDS
        && (!stops || is_in_title_case(&title))
}

/// ●大桥通车　昨日…, Bridge shut — The bridge…: two or more near one another that are parted in the same way are titles.
fn mark_titles(blocks: &mut Blocks) {
    let found: Vec<Option<(char, usize)>> = blocks.iter().map(title).collect();
    for i in 0..found.len() {
        let Some((mark, length)) = found[i] else { continue };
        let near = &found[i.saturating_sub(NEAR)..(i + NEAR + 1).min(found.len())];
        if near.iter().flatten().filter(|(other, _)| *other == mark).count() >= FEWEST {
            blocks[i].bold = length;
        }
    }
}

/// What parts the title that a text opens with from it, and how long the title is.
fn title(block: &Block) -> Option<(char, usize)> {
    const SHORTEST: usize = 8;
    if !matches!(block.role(), Role::Body | Role::Item)
        || block.bold > 0
        || block.text.len() < 2 * SHORTEST_TEXT
    {
        return None;
    }
    let chars = block.text.chars();
    let parts = |i: usize| match chars[i] {
        c if is_blank(c) && has_han(&block.text) => Some(' '),
        '—' | '–' if i > 0 && chars[i - 1] == ' ' => Some('—'),
        _ => None,
    };
    let (end, mark) = (SHORTEST..LONGEST.min(chars.len())).find_map(|i| Some((i, parts(i)?)))?;
    let title = block.text.slice(0, end);
    let rest = block.text.slice(end + 1, chars.len());
    let is_one = if mark == ' ' {
        is_chinese_title(&title) && !rest.chars()[..].iter().take(SHORTEST).any(|c| is_blank(*c))
    } else {
        heads(&title, false)
    };
    let mut rest = rest;
    rest.trim();
    (is_one
        && rest.len() >= SHORTEST_TEXT
        && is_finished(&rest)
        && !rest.chars()[0].is_lowercase()
        && !reads_on(&rest))
    .then_some((mark, end))
}

/// The heading as a block of its own; the marks between it and its text are lifted off.
fn part(block: &mut Block, length: usize, marks: usize) -> Block {
    let text = block.text.take_front(length);
    let marks = block.text.take_front(marks);
    block.lifted.push(marks);
    let (setting, tight) = (block.setting, block.tight);
    block.tight = true;
    Block::of(Printed { tight, setting, ..Printed::new(Shape::Paragraph, text, 0) })
}

/// How long the heading is that a text opens with.
fn length(block: &Block) -> Option<usize> {
    if !matches!(block.role(), Role::Body | Role::Item) {
        return None;
    }
    let chars = block.text.chars();
    let dash = chars.iter().take(LONGEST).position(|c| matches!(c, '—' | '–'))?;
    let stop = chars[..dash].iter().rposition(|c| !c.is_whitespace())?;
    let heading = &chars[..stop];
    let words: Vec<String> = heading
        .split(|c| c.is_whitespace())
        .map(|word| word.iter().collect::<String>())
        .filter(|word| !matches!(word.as_str(), "v." | "and" | "of" | "the"))
        .collect();
    let capitals = !words.iter().any(|word| word.contains(char::is_lowercase));
    let letters = heading.iter().filter(|c| c.is_ascii_uppercase()).count();
    let told = match words.as_slice() {
        [] => false,
        [word] => letters >= WORD && !is_weekday(word),
        _ => letters >= WORD,
    };
    let opens = chars[dash + 1..].iter().find(|c| c.is_alphabetic()).is_some_and(|c| c.is_uppercase());
    let is_heading = chars[stop] == '.' && capitals && told && opens && chars.len() >= dash + SHORTEST_TEXT;
    is_heading.then_some(stop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::articles::blocks::classify;
    use crate::articles::markdown::scan;

    fn roles(page: &str) -> Vec<(Role, String)> {
        let mut blocks = Blocks::new(scan(&page.chars().collect::<Vec<_>>(), 0).0);
        mark(&mut blocks);
        blocks.iter().map(|block| (block.role(), block.text.string())).collect()
    }

    fn told(page: &str) -> Vec<(Role, String)> {
        let blocks = classify(scan(&page.chars().collect::<Vec<_>>(), 0).0);
        blocks.iter().map(|block| (block.role(), block.text.string())).collect()
    }

    #[test]
    fn a_heading_in_the_first_line_is_parted_from_its_text() {
        let page = "THE MISSING GANDER.—Eliza Crouch was charged with receiving a gander.\n\n\
            HARVEST FESTIVAL.—The church was decorated with corn and hops.\n\n\
            THURSDAY.—Before the mayor and two magistrates of the town.";
        let found = roles(page);
        assert_eq!(found[0], (Role::Heading(LEVEL), "THE MISSING GANDER".to_owned()));
        assert_eq!(found[1].1, "Eliza Crouch was charged with receiving a gander.");
        assert_eq!(found[2].1, "HARVEST FESTIVAL");
        assert_eq!(found[4].0, Role::Body);
    }

    #[test]
    fn a_dateline_proves_the_title_before_it() {
        for (page, title, text) in [
            (
                "【石桥昨日恢复通车】本报讯（记者 林远）石桥经过三个月的维修，昨日上午恢复通车，公交车同时改回原来的路线。记者在现场看到，桥面已经铺好，两侧的护栏也换了新的。",
                "石桥昨日恢复通车",
                "石桥经过三个月的维修",
            ),
            (
                "■石桥昨日恢复通车　新华社青原3月4日电（记者 林远）石桥经过三个月的维修，昨日上午恢复通车，公交车同时改回原来的路线。记者在现场看到，桥面已经铺好，两侧的护栏也换了新的。",
                "石桥昨日恢复通车",
                "石桥经过三个月的维修",
            ),
            (
                "Bridge reopens after repairs — MILLTOWN — The stone bridge was opened to traffic again on Monday morning.",
                "Bridge reopens after repairs",
                "The stone bridge",
            ),
        ] {
            let found = told(page);
            assert_eq!(found.len(), 2, "{found:?}");
            assert_eq!(found[0].1.trim(), title);
            assert!(found[1].0 == Role::Opening && found[1].1.starts_with(text), "{found:?}");
        }
        for page in [
            "【民生关注】本报讯（记者 林远）石桥经过三个月的维修，昨日上午恢复通车，公交车同时改回原来的路线。记者在现场看到，桥面已经铺好，两侧的护栏也换了新的。",
            "The following dispatch came in last night. LONDON, March 3.—The bridge over the river was opened.",
        ] {
            assert_eq!(told(page).len(), 1, "{page}");
        }
    }

    #[test]
    fn marks_prove_a_title() {
        let text = "市文旅局昨日说，展览持续到月底，每天上午九点开门，不用预约，带身份证就能进馆参观。";
        let one = format!("【石桥老照片免费展出】{text}");
        assert_eq!(told(&one)[0].1, "石桥老照片免费展出");
        let wide = format!("■石桥老照片免费展出　{text}");
        assert_eq!(told(&wide)[0].1, "石桥老照片免费展出");
        let captions = format!("▲石桥老照片免费展出。{text}\n\n▲孩子们在石桥边放风筝玩耍。{text}");
        assert_eq!(told(&captions).len(), 2);
        let caption = format!("▲石桥老照片免费展出。{text}");
        assert_eq!(told(&caption).len(), 1);
    }

    #[test]
    fn one_alone_may_be_a_dateline() {
        assert_eq!(roles("NEW LONDON.—The bridge over the river was opened to traffic yesterday.").len(), 1);
    }
}

//! Columns of briefs (简讯): one heading, several short items, each a story of its own.

use super::part::{Part, Start};
use crate::articles::blocks::{Block, Role};
use crate::articles::features::labels::is_label;
use crate::articles::features::sections::is_briefs;
use crate::articles::text::{Text, has_han, is_blank};

/// Splits every column of briefs into its items. Parts keep their order; a part that resumes another still does.
pub fn split(blocks: &[Block], parts: Vec<Part>) -> Vec<Part> {
    let mut split: Vec<Part> = Vec::new();
    let mut moved: Vec<usize> = Vec::new();
    let mut column: Option<usize> = None;
    let mut titles: Option<u8> = None;
    for mut part in parts {
        moved.push(split.len());
        if let Start::Resumes(root) = part.start {
            part.start = Start::Resumes(moved[root]);
        }
        if let Some((name, level)) = titled_item(blocks, &part, column.zip(titles)) {
            (column, titles) = (Some(name), Some(level));
            part.start = Start::Brief(column);
            split.push(part);
            continue;
        }
        if let Some(&heading) = part.headings.last() {
            column = is_briefs(&blocks[heading].text.string()).then_some(heading);
            titles = None;
        }
        if column.is_some() && part.headings.is_empty() && part.start == Start::Opened {
            part.start = Start::Brief(column);
            split.push(part);
        } else if is_column(blocks, &part, column.is_some()) {
            split.extend(items(blocks, part));
        } else {
            split.push(part);
        }
    }
    split
}

/// An item under a line of its own: the first one below the column's name, or one more of the same rank, which is
/// lower than the name's. Returns the name and the rank.
fn titled_item(blocks: &[Block], part: &Part, column: Option<(usize, u8)>) -> Option<(usize, u8)> {
    let level = |i: usize| if let Role::Heading(level) = blocks[i].role() { level } else { 7 };
    if part.start != Start::Headed || part.texts.is_empty() {
        return None;
    }
    match part.headings.as_slice() {
        [name, .., last] if is_briefs(&blocks[*name].text.string()) && level(*last) > level(*name) => {
            Some((*name, level(*last)))
        }
        [only] if part.bylines.is_empty() => {
            column.filter(|&(_, rank)| level(*only) == rank && !is_label(&blocks[*only].text))
        }
        _ => None,
    }
}

/// A named column with more than one item, three items with bullets or bold phrases under any heading, or two under a few
/// words.
fn is_column(blocks: &[Block], part: &Part, named: bool) -> bool {
    if part.start != Start::Headed || !part.bylines.is_empty() && !named {
        return false;
    }
    let opens = part.texts.iter().filter(|&&i| opens_item(&blocks[i])).count();
    let long = part.texts.iter().map(|&i| blocks[i].text.len()).sum::<usize>() >= part.texts.len() * 25;
    let first = part.texts.first().is_some_and(|&i| opens_item(&blocks[i]));
    named && (!part.texts.is_empty()) || (first && opens >= 3 && long) || names_items(blocks, part)
}

/// 社会记事簿, 活动看板: a few words of Chinese above items that are sentences.
pub fn names_items(blocks: &[Block], part: &Part) -> bool {
    const LONGEST: usize = 8;
    const SHORTEST: usize = 25;
    let heading = part.headings.last().map(|&i| &blocks[i].text);
    let is_item = |&i: &usize| blocks[i].role() == Role::Item && blocks[i].text.len() >= SHORTEST;
    heading.is_some_and(|heading| heading.len() <= LONGEST && has_han(heading))
        && matches!(part.texts.as_slice(), [first, second, ..] if is_item(first) && is_item(second))
}

fn opens_item(block: &Block) -> bool {
    let phrase = block.bold > 1 && block.bold < block.text.len() && block.bold <= 60;
    block.role() == Role::Item || matches!(block.role(), Role::Body | Role::Opening) && phrase
}

/// Which texts open with a bold title: 校车增开两班 市教育局…. Two or more near one another prove the habit; names, labels and
/// the first words of a sentence are no titles.
pub fn run_in(blocks: &[Block]) -> Vec<bool> {
    const NEAR: usize = 4;
    const SHORTEST_TEXT: usize = 15;
    let titled = |block: &Block| {
        let length = block.bold.min(block.text.len());
        let phrase = block.text.slice(0, length);
        let words = phrase.string().split_whitespace().count();
        let long = if has_han(&phrase) { length >= 8 } else { words >= 3 };
        matches!(block.role(), Role::Body | Role::Item | Role::Opening)
            && block.opening.is_none()
            && block.speaker.is_none()
            && (2..=60).contains(&length)
            && block.text.len() >= length + SHORTEST_TEXT
            && long
            && !phrase.chars().last().is_some_and(|c| "，、；：,;:".contains(*c))
            && !begins_small(&block.text, length)
    };
    let found: Vec<bool> = blocks.iter().map(titled).collect();
    let near = |i: usize| {
        let window = &found[i.saturating_sub(NEAR)..(i + NEAR + 1).min(found.len())];
        window.iter().filter(|found| **found).count() > 1
    };
    (0..found.len()).map(|i| found[i] && near(i)).collect()
}

/// True where the words behind a phrase go on in its sentence.
fn begins_small(text: &Text, length: usize) -> bool {
    let behind = text.chars()[length..].iter().find(|c| !is_blank(**c));
    behind.is_none_or(|c| c.is_lowercase() || "，、。；：,.;:的了是在".contains(*c))
}

/// One part an item. Text that opens no item goes on in the one above, unless nothing in the column is marked.
fn items(blocks: &[Block], part: Part) -> Vec<Part> {
    let marked = part.texts.iter().any(|&i| opens_item(&blocks[i]) || blocks[i].role() == Role::Opening);
    let mut items: Vec<Part> = Vec::new();
    for &i in &part.texts {
        let block = &blocks[i];
        let after_broken =
            items.last().and_then(|item| item.texts.last()).is_some_and(|&last| !blocks[last].is_finished());
        let begins = opens_item(block) || block.role() == Role::Opening || (!marked && !after_broken);
        if begins || items.is_empty() {
            let mut item = Part::new(Start::Brief(part.headings.last().copied()));
            if items.is_empty() {
                item.headings.clone_from(&part.headings);
            }
            items.push(item);
        }
        if let Some(item) = items.last_mut() {
            item.texts.push(i);
        }
    }
    if let Some(last) = items.last_mut() {
        last.signs = part.signs;
        last.tables = part.tables;
        last.bylines = part.bylines;
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::articles::blocks::classify;
    use crate::articles::markdown::scan;

    fn found(page: &str) -> Vec<bool> {
        run_in(&classify(scan(&page.chars().collect::<Vec<_>>(), 0).0))
    }

    #[test]
    fn bold_titles_in_the_first_line_prove_one_another() {
        let page = "**校车明日增开两班** 市教育局昨日宣布，通往柳湾的校车增开两班。\n\n**江边步道月底修好** 市政处说，步道的护栏已换新。";
        assert_eq!(found(page), [true, true]);
        assert_eq!(found(page.split("\n\n").next().unwrap_or_default()), [false]);
    }

    #[test]
    fn labels_names_and_the_first_words_of_a_sentence_are_no_titles() {
        for page in [
            "**开放时间：** 上午九点到下午五点，周一闭馆。\n\n**参观路线：** 从南门进，北门出，全程约一小时。",
            "**林远** 市图书馆馆员，在馆里工作了三十年。\n\n**苏婉** 学校教师，常带学生来看书的老读者。",
            "**柳湾村的老年食堂**的饭菜三块钱一份，老人都说好。\n\n**石桥镇的流动书车**是去年秋天开进村里来的。",
            "**Mayor Jane Pole** said that the bridge would be closed.\n\n**Clerk Tom Reed** read the letter to the council.",
            "**A quiet town,** as it was called, had its first strike.\n\n**The old mill,** as all knew, had no water left.",
        ] {
            assert_eq!(found(page), [false, false], "{page}");
        }
    }
}

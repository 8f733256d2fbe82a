//! The day that a document is of: its front matter, its head, its title, its file's and folders' names, in this order.
//! A day in its body or in a table dates nothing, but for the one that a notice is signed with.

use std::path::Path;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::articles::bylines;
use crate::articles::document::Block;
use crate::articles::features::dates;
use crate::articles::input::front::Front;
use crate::articles::rule::rule;
use crate::articles::text::Text;

/// A day, and another one that a weaker place names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dated {
    /// The day that counts.
    pub day: Option<Date>,
    /// What the file's name says otherwise.
    pub other: Option<Date>,
    /// The day on which a site brings it out: that of its front matter or of its file's name.
    pub posted: Option<Date>,
}

/// The day of a document that was read from `path`.
pub fn of(front: &Front, blocks: &[Block], path: &Path) -> Dated {
    let named = of_path(path);
    let title = front.title.as_ref().and_then(day_in);
    let day = front.date.or_else(|| head(blocks)).or(title).or_else(|| headings(blocks));
    let other = named.filter(|named| day.is_some_and(|day| day != *named));
    Dated { day: day.or(named).or_else(|| signed(blocks)), other, posted: front.date.or(named) }
}

/// A day in a line of its own.
static DAY_ALONE: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        r"^\W*(?:(?:\d{4}|民国 ?\d{2,3}) ?年 ?\d{1,2} ?月 ?\d{1,2} ?日|(?i:[a-z]+\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2}(?:st|nd|rd|th)? [a-z]+\.? \d{4}))\W*$",
    )
});

/// The day below a notice, in a line of its own at its end.
fn signed(blocks: &[Block]) -> Option<Date> {
    let mut last = blocks.iter().rev().filter(|block| !matches!(block, Block::Rule | Block::Furniture(_)));
    let (day, above) = (last.next()?, last.next());
    // Below 时间 it is the day of what is told.
    if matches!(above, Some(Block::Heading(..)) | None) {
        return None;
    }
    match day {
        Block::Paragraph(line) if DAY_ALONE.is_match(&line.text.folded_head(40)) => day_in(&line.text),
        _ => None,
    }
}

/// The day that a document's first short lines tell, or a line near its head that says by its words when it was put out.
pub fn head(blocks: &[Block]) -> Option<Date> {
    const HEAD: usize = 8;
    let stamps = || blocks.iter().take(HEAD).filter_map(stamp);
    first_lines(blocks)
        .or_else(|| stamps().next())
        .or_else(|| above_stories(&blocks[..blocks.len().min(HEAD)]))
}

/// The day in a line of its own above the first story, behind what the page says of itself.
fn above_stories(head: &[Block]) -> Option<Date> {
    let lines = head.iter().map_while(|block| match block {
        Block::Paragraph(line) => Some(Some(line)),
        Block::Rule | Block::Picture(_) | Block::Furniture(_) => Some(None),
        _ => None,
    });
    lines
        .flatten()
        .find_map(|line| DAY_ALONE.is_match(&line.text.folded_head(40)).then(|| day_in(&line.text)).flatten())
}

/// 最新更新时间：2026-04-02, Last updated: April 2, 2026.
fn stamp(block: &Block) -> Option<Date> {
    const LONGEST: usize = 40;
    static STAMP: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            r"(?i)^(?:when|date|meeting date|时间|日期|会议时间) ?[:：] ?\d{1,2}/\d{1,2}/\d{2,4}\b.{0,24}$|^(?:最[新后近])?(?:更新|发[布表行刊]|出[刊版]|修[改订]|刊登|公告)(?:时间|日期|于)? ?[:：]? ?\d{4}\D.{3,20}$|^(?:last )?(?:updated|published|posted|modified)(?: on| at)?:? .{6,24}$",
        )
    });
    match block {
        Block::Paragraph(line) if line.text.len() <= LONGEST => {
            STAMP.is_match(line.text.folded_head(LONGEST).trim()).then(|| day_in(&line.text)).flatten()
        }
        _ => None,
    }
}

fn first_lines(blocks: &[Block]) -> Option<Date> {
    /// So many blocks are a document's head.
    const HEAD: usize = 5;
    const LONGEST: usize = 100;
    let is_short =
        |text: &Text| text.len() <= LONGEST && !text.chars().last().is_some_and(|c| "。.!！?？".contains(*c));
    let mut lines = 0;
    for block in blocks.iter().take(HEAD) {
        let text = match block {
            Block::Heading(_, line) => &line.text,
            Block::Paragraph(line) if is_short(&line.text) || opens_with_day(&line.text) => &line.text,
            Block::Rule | Block::Picture(_) | Block::Furniture(_) => continue,
            Block::Paragraph(line) => return of_dateline(&line.text),
            _ => return None,
        };
        // Two days one below the other are a list of days.
        lines += usize::from(matches!(block, Block::Paragraph(_)));
        if let Some(day) = day_in(text).filter(|_| lines <= 3) {
            return Some(day);
        }
    }
    None
}

/// MILLBROOK, March 11, 2024 --: the day of the dateline that a report opens with, where it has its year.
fn of_dateline(text: &Text) -> Option<Date> {
    bylines::dateline::opening(text)?.day?.with_year()
}

/// 2026年4月16日，星期四，早上好！: a greeting that opens with the day, and tells nothing that happened on it.
fn opens_with_day(text: &Text) -> bool {
    const LONGEST: usize = 50;
    static DAY: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            r"^(?:(?:今[天日]|本日)是?)? *(?:\d{4} *[年./-] *\d{1,2} *[月./-] *\d{1,2}) *日?[,， |·(]{1,3}(?:星期|周|农历)|^(?i:mon|tues|wednes|thurs|fri|satur|sun)day, [a-z]+\.? \d{1,2}, \d{4}\b",
        )
    });
    text.len() <= LONGEST && DAY.is_match(text.folded_head(LONGEST).trim_start())
}

fn headings(blocks: &[Block]) -> Option<Date> {
    blocks.iter().find_map(|block| match block {
        Block::Heading(1..=3, line) => day_in(&line.text),
        _ => None,
    })
}

/// A day in a short text, also by the calendar of the Republic of China (民國115年3月5日).
pub fn day_in(text: &Text) -> Option<Date> {
    static REPUBLIC: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            r"(?:民国|中华民国) *(\d{2,3}) *年 *(\d{1,2}) *月 *(\d{1,2}) *日|^(?:时间|(?:发[刊行布]|出[刊版]|公告)?日期): *(1[01]\d)[/.](\d{1,2})[/.](\d{1,2})(?:\D|$)",
        )
    });
    let folded = text.folded_head(160);
    if let Some(found) = REPUBLIC.captures(&folded) {
        let number = |at: usize| found.get(at).or_else(|| found.get(at + 3))?.as_str().parse::<i16>().ok();
        return Date::new(number(1)? + 1911, number(2)? as i8, number(3)? as i8).ok();
    }
    dates::date(&folded)
}

/// The day that a file's name gives, alone or with the folders above it: `2025/03/04.md`.
fn of_path(path: &Path) -> Option<Date> {
    let name = path.file_stem()?.to_string_lossy().into_owned();
    let folders: Vec<String> =
        path.iter().map(|part| part.to_string_lossy().into_owned()).filter(|part| part != "/").collect();
    let start = folders.len().saturating_sub(4);
    let with_folders =
        folders[start..folders.len() - 1].iter().chain([&name]).cloned().collect::<Vec<_>>().join("-");
    dates::date_of_file(&name).or_else(|| dates::date_of_file(&with_folders))
}

//! Labels: the names of columns and of boxes, as one line tells them.

use super::sections::{bare, is_column, is_section_or_column};
use crate::articles::text::Text;
use crate::articles::words::lists;

/// A column's name: a few words without a verb's company.
pub fn is_label(text: &Text) -> bool {
    let folded = text.folded_head(40);
    let plain = bare(&folded);
    let bracketed = folded.trim().starts_with('[') && folded.trim().ends_with(']');
    bracketed || is_section_or_column(plain)
}

/// 相关链接, 名词解释: the label of a box that stands in or beside another story.
pub fn is_box(text: &Text) -> bool {
    const LONGEST: usize = 12;
    if text.len() > LONGEST {
        return false;
    }
    let print = text.folded_head(LONGEST);
    lists().boxes.iter().any(|word| print.contains(word)) && is_label(text)
}

/// LETTERS TO THE EDITOR, SCOREBOARD: a column's name that no mark tells.
pub fn is_name_in_capitals(text: &Text) -> bool {
    is_in_capitals(text) && is_label(text)
}

/// A short line without a small letter.
pub fn is_in_capitals(text: &Text) -> bool {
    text.len() <= 40
        && text.chars().first().is_some_and(char::is_ascii_alphanumeric)
        && text.chars().iter().filter(|c| c.is_ascii_uppercase()).count() >= 3
        && !text.chars().iter().any(|c| c.is_lowercase())
}

/// A column's name above what stands below it: a known one, or a few words in capitals above small letters.
pub fn names_column(first: &Text, second: Option<&Text>) -> bool {
    let small = second.is_some_and(|second| second.chars().iter().any(|c| c.is_lowercase()));
    let whole = first.folded_head(60);
    let last = whole.rsplit_once('·').map(|(_, last)| last);
    let part = last.is_some_and(is_column) && second.is_some();
    is_label(first)
        || part
        || small && first.len() <= 24 && is_in_capitals(first) && !first.chars().contains(&':')
}

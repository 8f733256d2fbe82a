//! The words that open an editor's note (编者按).

use crate::articles::text::{Text, fold, is_blank};
use crate::articles::words::lists;

/// 编者按, 【编者按】, **Editor's note:** and nothing else.
pub fn is_label(text: &Text) -> bool {
    if text.len() > 20 || !may_be_label(text.chars()) {
        return false;
    }
    let plain = text.folded_head(24).to_lowercase().replace('’', "'");
    lists().note_labels.contains(&plain.trim_matches(|c: char| is_blank(c) || MARKS.contains(c)))
}

/// True where the first letter is a label's first.
fn may_be_label(text: &[char]) -> bool {
    let mut letters = text.iter().take(24).map(|&c| fold(c)).filter(|&c| !is_blank(c) && !MARKS.contains(c));
    letters.next().is_some_and(|first| {
        lists().note_labels.iter().any(|label| label.starts_with(first.to_ascii_lowercase()))
    })
}

/// True for a text that opens with a note's label.
pub fn is_note(text: &[char]) -> bool {
    if !may_be_label(text) {
        return false;
    }
    let head: String = text.iter().take(24).map(|&c| fold(c)).collect();
    let head = head.to_lowercase().replace('’', "'");
    let opened = head.trim_start_matches(|c: char| is_blank(c) || MARKS.contains(c));
    lists()
        .note_labels
        .iter()
        .filter_map(|label| opened.strip_prefix(label))
        .any(|rest| rest.starts_with(|c: char| is_blank(c) || MARKS.contains(c)))
}

/// What may stand around a label, in folded form.
const MARKS: &str = "[]()■◆●:—–-";

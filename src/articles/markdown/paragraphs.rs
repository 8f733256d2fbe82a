//! Lines of running text: which ones go on in the next, and which begin a paragraph of their own.

use super::Line;
use crate::articles::blocks::{letters, noise, plain};
use crate::articles::bylines;
use crate::articles::stories::headlines;
use crate::articles::text::{Text, is_blank, is_han};

/// True for a short line that is no part of running text: a masthead, an editors' line, a byline, a column's name
/// in capitals, the words to whom a letter is written.
pub fn stands_apart(line: &Text) -> bool {
    line.len() <= 40
        && (noise::noise(line).is_some()
            || bylines::line(line).is_some()
            || letters::greets(line)
            || headlines::is_name_in_capitals(line)
            || is_marked(line) && headlines::is_label(line))
}

fn is_marked(line: &Text) -> bool {
    line.chars().first().is_some_and(|c| "□■●◆▲★☆▶►◇○".contains(*c))
}

/// True where a line without a blank line above it starts a paragraph of its own: it is indented, or the line
/// above ends a sentence and is either shorter than the column or too long to be a column's line.
pub fn begins_paragraph(line: &Line, above: &Text, above_width: usize, widest: usize) -> bool {
    if line.indented {
        return true;
    }
    let Some(&last) = above.chars().last() else { return true };
    let ends = "。！？”…）.!?\"".contains(last);
    let is_chinese = above.chars().iter().rev().take(12).any(|&c| is_han(c));
    let column = if is_chinese { 45 } else { 100 };
    let credited = last == '摄' && bylines::at_end(above).is_some();
    let opens = is_marked(&line.text) || line.bold > 0 || credited;
    // In text that is wrapped by hand, a line that stops early and ends no sentence is a heading or a signature.
    let wrapped = widest >= if is_chinese { 18 } else { 48 } && widest <= column;
    let begins =
        line.text.chars().first().is_some_and(|&c| c.is_uppercase() || is_han(c) || "“\"(（《".contains(c));
    opens
        || (!is_chinese && begins && stops_early(above, above_width, &line.text, widest))
        || (ends && headlines::is_in_capitals(&line.text))
        || (wrapped && above_width * 2 < widest && begins)
        || (ends && (above_width * 10 < widest * 8 || above_width > column))
        || (above_width * 2 < widest && above_width > column)
}

/// True for a first line that reads like a title and stops although the next line's first word had room beside it.
fn stops_early(above: &Text, above_width: usize, next: &Text, widest: usize) -> bool {
    let word = next.chars().iter().take_while(|&&c| !is_blank(c)).count();
    above.len() == above_width
        && above_width + 1 + word + widest / 8 < widest
        && plain::is_english_title(above)
}

//! Lines of running text: which ones go on in the next, and which begin a paragraph of their own.

use super::layout::Layout;
use super::lines::Line;
use crate::articles::bylines;
use crate::articles::features::{labels, letters, noise, speakers, titles};
use crate::articles::text::{Text, is_blank, is_han};

/// True for two or three short lines of Chinese that end no sentence: one headline over several lines, not text
/// that breaks off. A dash would begin its subtitle.
pub fn is_title_of_lines(lines: &[Line], broadest: usize) -> bool {
    const LONGEST: usize = 24;
    let short =
        |line: &Line| line.text.len() <= LONGEST && line.text.len() * 10 < broadest * 8 && !line.indented;
    let signs = |line: &Text| bylines::line(line, &line.folded_head(LONGEST)).is_some();
    let dashed = |line: &Text| line.chars().first() == Some(&'—');
    let plain =
        |line: &Line| titles::is_chinese_title(&line.text) && !signs(&line.text) && !dashed(&line.text);
    (2..=3).contains(&lines.len()) && lines.iter().all(|line| short(line) && plain(line))
}

/// True for a headline set from top to bottom: four lines or more of one character of Chinese each.
pub fn is_vertical(lines: &[Line]) -> bool {
    const FEWEST: usize = 4;
    let one = |line: &Line| matches!(line.text.chars(), [only] if only.is_alphanumeric() || "：，、？！“”「」".contains(*only));
    lines.len() >= FEWEST
        && lines.iter().all(one)
        && lines.iter().filter(|line| line.text.chars().iter().any(|&c| is_han(c))).count() * 2 > lines.len()
}

/// The column that lines stand in.
pub struct Column {
    /// Characters in its widest line.
    pub widest: usize,
    /// True where no line leaves room for the next one's first word.
    pub filled: bool,
    /// True where several lines open with a dash, as the items of a column do.
    pub dashed: bool,
    /// How the page is set.
    pub layout: Layout,
    /// True at the head of a page.
    pub at_top: bool,
}

/// True for lines of English that a machine has broken: each holds all the words that it has room for.
pub fn is_filled(lines: &[Line], widest: usize) -> bool {
    const LINES: usize = 4;
    let full = |pair: &[Line]| {
        let ends = pair[0].text.chars().last().is_some_and(|c| ".?!”\"’:".contains(*c));
        ends || pair[0].text.len() + 1 + first_word(&pair[1].text) > widest
    };
    // The first line may be a title, which is what is asked.
    lines.len() >= LINES && lines.windows(2).skip(1).all(full)
}

fn first_word(line: &Text) -> usize {
    line.chars().iter().take_while(|&&c| !is_blank(c)).count()
}

/// True for a short line that is no part of running text: a masthead, an editors' line, a byline, a column's name
/// in capitals, the words to whom a letter is written.
pub fn stands_apart(line: &Text, column: &Column) -> bool {
    if line.len() > if column.at_top { 80 } else { 40 } {
        return false;
    }
    let folded = line.folded_head(80);
    has_leader(&folded)
        || noise::noise(line, &folded).is_some()
        || bylines::line(line, &folded).is_some()
        || letters::greets(line)
        || letters::takes_leave(line)
        || line.chars().first() == Some(&'—') && bylines::bare_line(line).is_some()
        || labels::is_name_in_capitals(line)
        || is_marked(line) && labels::is_label(line)
}

/// Obituaries ....... 7: dots lead to a figure at the line's end.
fn has_leader(folded: &str) -> bool {
    let head = folded.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || " $£.,½¼¾".contains(c));
    folded.ends_with(|c: char| c.is_ascii_digit())
        && (head.len() < folded.len())
        && folded[head.len()..].contains("....")
}

fn is_marked(line: &Text) -> bool {
    line.chars().first().is_some_and(|c| "□■●◆▲★☆▶►◇○".contains(*c))
}

/// True where a line without a blank line above it starts a paragraph of its own: it is indented, or the line
/// above ends a sentence and is either shorter than the column or too long to be a column's line.
pub fn begins_paragraph(line: &Line, above: &Text, above_width: usize, column: &Column) -> bool {
    let widest = column.widest;
    if line.indented {
        return true;
    }
    let Some(&last) = above.chars().last() else { return true };
    let ends = "。！？”…）.!?\"".contains(last);
    let is_chinese = above.chars().iter().rev().take(12).any(|&c| is_han(c));
    let broadest = if is_chinese { 45 } else { 100 };
    let credited = last == '摄' && bylines::at_end(above).is_some();
    let opens = is_marked(&line.text) || line.bold > 0 || credited;
    // In text that is wrapped by hand, a line that stops early and ends no sentence is a heading or a signature.
    let wrapped = widest >= if is_chinese { 18 } else { 48 } && widest <= broadest;
    let begins =
        line.text.chars().first().is_some_and(|&c| c.is_uppercase() || is_han(c) || "“\"(（《".contains(c));
    let dashed = line.text.chars().first().is_some_and(|c| "—–".contains(*c));
    opens
        || ends && dashed && column.dashed
        || (ends && speakers::opens_turn(&line.text))
        || (numbered(above) && numbered(&line.text))
        || (!is_chinese && begins && stops_early(above, above_width, &line.text, column))
        || ((ends || column.layout.is_measured() && !labels::is_in_capitals(above))
            && labels::is_in_capitals(&line.text))
        || (ends && opens_with_surname(&line.text))
        || (ends && column.filled && begins && above_width + 1 + first_word(&line.text) <= widest)
        || (wrapped && above_width * 2 < widest && begins)
        || (ends && (above_width * 10 < widest * 8 || above_width > broadest))
        || (above_width * 2 < widest && above_width > broadest)
}

/// P above OLICE have named…: the first letter of a story, set large.
pub fn is_drop_cap(above: &Text, line: &Text) -> bool {
    matches!(above.chars(), [only] if only.is_ascii_uppercase())
        && line.chars().first().is_some_and(char::is_ascii_alphabetic)
}

/// A, I: a large letter that is a word, unless what follows is the rest of a short one (I above N the town).
pub fn is_word(letter: &Text, line: &Text) -> bool {
    const REST: usize = 3;
    let next = line.chars().iter().take_while(|c| c.is_ascii_alphabetic()).count();
    matches!(letter.chars(), ['A' | 'I']) && next >= REST
}

/// 1. or 2、: an entry of a list.
fn numbered(line: &Text) -> bool {
    let digits = line.chars().iter().take_while(|c| c.is_ascii_digit()).count();
    (1..=2).contains(&digits)
        && line.chars().get(digits).is_some_and(|c| ".．、".contains(*c))
        && line.chars().get(digits + 1).is_some_and(|c| !c.is_ascii_digit())
}

/// ARSENAULT, Rose M., 91: how notices of deaths open.
fn opens_with_surname(line: &Text) -> bool {
    let capitals =
        line.chars().iter().take_while(|c| c.is_ascii_uppercase() || matches!(c, '\'' | '’' | '-')).count();
    capitals >= 3 && line.chars().get(capitals) == Some(&',')
}

/// True for a first line that reads like a title and stops although the next line's first word had room beside it.
fn stops_early(above: &Text, above_width: usize, next: &Text, column: &Column) -> bool {
    let slack = if column.filled { 0 } else { column.widest / 8 + 1 };
    above.len() == above_width
        && above_width + 1 + first_word(next) + slack <= column.widest
        && titles::is_english_title(above)
}

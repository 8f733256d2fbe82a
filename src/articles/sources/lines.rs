//! Lines of a paragraph: which of them go on in the next one, and which stand for themselves.

use std::ops::Range;

use crate::articles::document::Line;
use crate::articles::text::{Text, is_blank, is_han, is_pictograph};
use crate::articles::words::lists;

/// A line of a paragraph as it stands in the file.
#[derive(Debug, Default)]
pub struct Piece {
    /// The line.
    pub line: Line,
    /// True where the markup itself breaks the line before it (`<br>`, two blanks at its end).
    pub broken: bool,
}

/// Joins the lines of one paragraph into the paragraphs that a reader sees; hyphens of divided words are returned
/// beside them.
pub fn joined(pieces: Vec<Piece>) -> (Vec<Line>, Vec<Text>) {
    let (mut paragraphs, mut hyphens): (Vec<Line>, Vec<Text>) = (Vec::new(), Vec::new());
    // The lines of a verse are as long as one another.
    let verse = pieces.windows(2).all(|two| width(&two[0].line) == width(&two[1].line));
    let widest = pieces.iter().map(|piece| width(&piece.line)).max().unwrap_or(0);
    let last = pieces.iter().rev().find_map(|piece| piece.line.text.chars().iter().rfind(|c| !is_blank(**c)));
    let closed = last.is_some_and(|&c| "。！？".contains(c));
    // Asked of each line once: a paragraph may have thousands.
    let (mut before, mut open_is_chinese) = (0, false);
    // Lines that begin with who speaks, or with what they tell: AM: We could sing. When: at noon.
    let turns = pieces.iter().filter(|piece| opens_turn(&piece.line.text)).count() >= 2;
    let labels = repeated_labels(&pieces);
    let mut broken_before = false;
    for Piece { line, broken } in pieces {
        let is_labelled = label(&line.text).is_some_and(|label| labels.contains(&label));
        let broken = broken || broken_before || is_labelled || turns && opens_turn(&line.text);
        let indented = line.text.chars().first() == Some(&'\u{3000}');
        let (here, mut line) = (width(&line), without_mark(marked_bold(line.trimmed())));
        // `<br>` at a line's end leaves a blank one before the break of the file.
        broken_before = broken && line.text.is_blank();
        if line.text.is_blank() {
            continue;
        }
        let is_chinese = line.text.chars().iter().any(|&c| is_han(c));
        let lines = Lines { before, widest, verse, closed, chinese: open_is_chinese || is_chinese };
        match paragraphs.last_mut() {
            Some(open) if !broken && !indented && goes_on(open, &line, lines) => {
                hyphens.extend(append(open, &mut line));
                open_is_chinese |= is_chinese;
            }
            _ => {
                paragraphs.push(line);
                open_is_chinese = is_chinese;
            }
        }
        before = here;
    }
    (paragraphs, hyphens)
}

/// Columns that a line takes: a character of Chinese two.
fn width(line: &Line) -> usize {
    line.text.chars().iter().map(|&c| if is_han(c) || c > '\u{2fff}' { 2 } else { 1 }).sum()
}

/// How wide the lines of a paragraph are, in columns.
#[derive(Clone, Copy)]
struct Lines {
    /// The line before.
    before: usize,
    /// The widest one.
    widest: usize,
    /// All are as wide as one another.
    verse: bool,
    /// The last one ends a sentence.
    closed: bool,
    /// One of the two that may be one has a Chinese character.
    chinese: bool,
}

/// True for a line of one address and nothing else.
fn is_address(line: &Line) -> bool {
    const SCHEME: [char; 4] = ['h', 't', 't', 'p'];
    line.text.chars().starts_with(&SCHEME) && !line.text.chars().iter().any(|&c| is_blank(c))
}

/// True where a line was wrapped. One of Chinese ends no sentence and had no room for the next one's first word; one of
/// English goes on, as Markdown has it, but where all lines are as short as those of a poem or of an address.
fn goes_on(open: &Line, next: &Line, lines: Lines) -> bool {
    /// No page is wrapped narrower than this, in columns.
    const NARROWEST: usize = 40;
    /// A line of less than this is a form of address, in columns: 各位读者，
    const SHORTEST_CLAUSE: usize = 12;
    let Lines { before, widest, verse, closed, chinese } = lines;
    let Some(&last) = open.text.chars().last() else { return true };
    if stand_apart(open, next, before, widest) {
        return false;
    }
    if !chinese {
        let lower = next.text.chars().first().is_some_and(|c| c.is_lowercase());
        return !opens_item(&next.text) && (widest > NARROWEST || lower);
    }
    let word = next.text.chars().iter().take_while(|&&c| !is_blank(c) && !is_han(c)).count().max(2);
    let full = widest >= NARROWEST && before + word + widest / 8 >= widest;
    let lower = next.text.chars().first().is_some_and(|c| c.is_lowercase());
    let ends = "。！？…：；!?;".contains(last)
        || last == '”' && open.text.chars().iter().rev().take(3).any(|&c| is_han(c));
    // A clause goes on.
    let clause = last == '、' || last == '，' && !verse && before > SHORTEST_CLAUSE;
    // 室温要先到 / 28度.
    let figure = next.text.chars().first().is_some_and(char::is_ascii_digit)
        && before > SHORTEST_CLAUSE
        && lists().leading_ends.contains(&last.to_string().as_str());
    // Some part lines where a page shows a blank, before a word of Latin: 修好了 / Linux 的驱动。
    let word_follows = closed
        && before > SHORTEST_CLAUSE
        && next.text.chars().first().is_some_and(char::is_ascii_alphanumeric)
        && (lists().open_ends.contains(&last.to_string().as_str())
            || is_han(last) && open.text.chars().iter().any(|c| matches!(c, '，' | '。')));
    // 📍 地點：河灣 below 📅 時間：八月一日.
    if next.text.chars().first().is_some_and(|&c| is_pictograph(c)) {
        return false;
    }
    let opens = |c: &char| lists().continuing_starts.contains(&c.to_string().as_str());
    let goes_on = before > SHORTEST_CLAUSE && !verse && next.text.chars().first().is_some_and(opens);
    !opens_item(&next.text) && !ends && (full || lower || clause || figure || word_follows || goes_on)
}

/// Lines that are set apart by their type: a title in bold type, its address and its text; a short title in a line that had
/// room for the next word, where a sentence begins below it; **3月9日** in a line of its own behind a sentence or an entry.
fn stand_apart(open: &Line, next: &Line, before: usize, widest: usize) -> bool {
    let (Some(&last), Some(&first)) = (open.text.chars().last(), next.text.chars().first()) else {
        return false;
    };
    if open.is_bold() && is_address(next) || is_address(open) {
        return true;
    }
    let word = next.text.chars().iter().take_while(|&&c| !is_blank(c)).count();
    let begins = !first.is_lowercase() && !is_han(first) || is_han(first) && before * 2 < widest;
    let is_title = open.is_bold() && next.bold == 0 && !",;:，；：、".contains(last);
    if is_title && begins && before + word < widest {
        return true;
    }
    // An entry is a link as a whole.
    let ends = "。！？.!?”）)".contains(last) || open.linked() * 10 >= open.text.len() * 8;
    open.bold == 0 && next.is_bold() && ends
}

/// `AM: `, `Ann Mill: `, `When: `: up to three words before a colon, each with a capital letter.
fn opens_turn(text: &Text) -> bool {
    const LONGEST: usize = 32;
    const MOST_WORDS: usize = 3;
    let head: String = text.chars().iter().skip_while(|c| is_blank(**c)).take(LONGEST).collect();
    let Some((label, _)) = head.split_once(": ") else { return false };
    let is_name = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_uppercase())
            && word.chars().all(|c| c.is_alphanumeric() || "'’-./".contains(c))
    };
    !label.is_empty() && label.split(' ').count() <= MOST_WORDS && label.split(' ').all(is_name)
}

/// 原文链接：, 时间：: a short word of Chinese before a colon, at a line's beginning.
fn label(text: &Text) -> Option<String> {
    const LONGEST: usize = 6;
    let end = text.chars().iter().take(LONGEST + 1).position(|c| matches!(c, ':' | '：'))?;
    let word = &text.chars()[..end];
    (end > 1 && word.iter().all(|&c| is_han(c))).then(|| word.iter().collect())
}

/// Labels that several lines of a paragraph begin with.
fn repeated_labels(pieces: &[Piece]) -> Vec<String> {
    let mut labels: Vec<String> = pieces.iter().filter_map(|piece| label(&piece.line.text)).collect();
    labels.sort();
    let mut repeated: Vec<String> =
        labels.windows(2).filter(|two| two[0] == two[1]).map(|two| two[0].clone()).collect();
    repeated.dedup();
    repeated
}

/// 1、 or ● at a line's beginning.
fn opens_item(text: &Text) -> bool {
    let chars = text.chars();
    let digits = chars.iter().take_while(|c| c.is_ascii_digit()).count();
    (1..=3).contains(&digits)
        && chars.get(digits).is_some_and(|c| "、．.)）".contains(*c))
        && chars.get(digits + 1).is_some_and(|c| !c.is_ascii_digit())
        || chars.first().is_some_and(|c| "●○■□▲◆◇★☆•·▶►※①②③④⑤⑥⑦⑧⑨⑩".contains(*c))
}

fn append(open: &mut Line, next: &mut Line) -> Option<Text> {
    let length = next.text.len();
    let hyphen = open.text.join(std::mem::take(&mut next.text));
    let shift = open.text.len() - length;
    open.links.extend(next.links.iter().map(|range| range.start + shift..range.end + shift));
    open.code.extend(next.code.iter().map(|range| range.start + shift..range.end + shift));
    open.footnotes.append(&mut next.footnotes);
    hyphen
}

/// `**核心内容：**正文` is bold to every writer and to no parser, since a letter follows its closing marks: what is left
/// of such marks goes, and the line's bold beginning is noted.
fn marked_bold(line: Line) -> Line {
    const MARK: [char; 2] = ['*', '*'];
    let chars = line.text.chars();
    if !chars.windows(2).any(|two| two == MARK) {
        return line;
    }
    let mut bold = line.bold;
    // The marks, and how many characters of marks stand before each.
    let (mut marks, mut gone): (Vec<Range<usize>>, Vec<usize>) = (Vec::new(), vec![0]);
    let mut at = 0;
    while at + 1 < chars.len() {
        let figure = |c: Option<&char>| c.is_some_and(char::is_ascii_alphanumeric);
        let run = chars[at..].iter().take_while(|&&c| c == '*').count();
        // 330****1234 hides figures.
        let hides = run > 2 && at > 0 && figure(chars.get(at - 1)) && figure(chars.get(at + run));
        if run >= 2 && !hides {
            if marks.len() == 1 && marks[0].start == 0 {
                bold = at - marks[0].end;
            }
            marks.push(at..at + run);
            gone.push(gone[gone.len() - 1] + run);
        }
        at += run.max(1);
    }
    let moved = |at: usize| {
        let before = marks.partition_point(|mark| mark.end <= at);
        at.min(marks.get(before).map_or(at, |mark| mark.start)) - gone[before]
    };
    let without = |ranges: &[Range<usize>]| {
        let ranges = ranges.iter().map(|range| moved(range.start)..moved(range.end));
        ranges.filter(|range| !range.is_empty()).collect()
    };
    let ends: Vec<usize> =
        marks.iter().flat_map(|mark| [mark.start, mark.end]).chain([chars.len()]).collect();
    let mut text = Text::default();
    line.text.parts(&ends).into_iter().step_by(2).for_each(|part| text.append(part));
    let (links, code) = (without(&line.links), without(&line.code));
    Line { text, bold, links, code, footnotes: line.footnotes }.trimmed()
}

/// `\* 夜市`: the mark of an item that its writer, or a machine, kept from being one.
fn without_mark(line: Line) -> Line {
    if !line.text.chars().starts_with(&['*', ' ']) {
        return line;
    }
    let footnotes = line.footnotes.clone();
    Line { footnotes, ..line.part(2, line.text.len()) }.trimmed()
}

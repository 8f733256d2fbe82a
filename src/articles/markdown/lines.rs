//! What opens a line: hashes, rules, fences, rows of tables, bullets.

use crate::articles::text::{Text, is_blank, is_han};

/// A line of running text that may go on in the next one.
pub struct Line {
    pub text: Text,
    pub bold: usize,
    pub indented: bool,
    /// Links, where it is nothing else.
    pub links: usize,
    /// Blanks before it.
    pub indent: usize,
    /// The columns that it takes with them.
    pub columns: usize,
}

/// The level of a heading and how many characters its marks take.
pub fn heading(line: &[char]) -> Option<(u8, usize)> {
    let level = line.iter().take_while(|&&c| c == '#').count();
    if level == 0 || level > 6 {
        return None;
    }
    let blanks = line[level..].iter().take_while(|&&c| is_blank(c)).count();
    let rest = &line[level + blanks..];
    // "##标题" without a blank is a heading that lost it; "#话题#" is not.
    let plain = blanks > 0
        || (!rest.contains(&'#') && rest.first().is_some_and(|&c| is_han(c) || "“《【".contains(c)));
    (plain && !rest.is_empty()).then(|| (level as u8, level + blanks))
}

/// How many characters the hashes behind a title take, with the blanks before them.
pub fn closing_hashes(title: &[char]) -> usize {
    let blanks = title.iter().rev().take_while(|&&c| is_blank(c)).count();
    let hashes = title[..title.len() - blanks].iter().rev().take_while(|&&c| c == '#').count();
    let before = title[..title.len() - blanks - hashes].last();
    if hashes > 0 && before.is_some_and(|&c| is_blank(c)) { blanks + hashes } else { 0 }
}

/// True for a line that opens or closes a block of code.
pub fn is_fence(line: &[char]) -> bool {
    line.starts_with(&['`', '`', '`']) || line.starts_with(&['~', '~', '~'])
}

/// True for a line across the page.
pub fn is_rule(line: &[char]) -> bool {
    let mark = line[0];
    matches!(mark, '-' | '*' | '_' | '=' | '—' | '─')
        && line.iter().filter(|&&c| c == mark).count() >= 3
        && line.iter().all(|&c| c == mark || is_blank(c))
}

/// True for a table in HTML.
pub fn is_html_row(line: &[char]) -> bool {
    if line[0] != '<' {
        return false;
    }
    let head: String = line.iter().take(7).map(char::to_ascii_lowercase).collect();
    ["<table", "<tr", "<td", "<th>", "</tr", "</table", "<thead", "<tbody"]
        .iter()
        .any(|tag| head.starts_with(tag))
}

/// How many characters a bullet takes.
pub fn list_mark(line: &[char]) -> Option<usize> {
    let bullet = matches!(line[0], '-' | '*' | '+' | '•') && line.get(1).is_some_and(|&c| is_blank(c));
    bullet.then(|| 1 + line[1..].iter().take_while(|&&c| is_blank(c)).count())
}

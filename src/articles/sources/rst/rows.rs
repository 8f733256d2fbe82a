//! Lines of a page of reStructuredText, each with its indentation.

use crate::articles::text::{Text, is_han};

/// A line: its characters stand at `start..end` behind blanks of `indent` columns.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// Where its first character that is no blank stands in the page.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// The column of its first character.
    pub indent: usize,
}

/// A page of text, and where its first character stands among all inputs.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    /// Its characters.
    pub chars: &'a [char],
    /// Where the first one stands.
    pub base: u32,
}

impl<'a> Page<'a> {
    /// Its lines from a character on.
    pub fn rows(&self, from: usize) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut start = from.min(self.chars.len());
        while start < self.chars.len() {
            let end =
                self.chars[start..].iter().position(|&c| c == '\n').map_or(self.chars.len(), |n| start + n);
            rows.push(self.row(start, end));
            start = end + 1;
        }
        rows
    }

    fn row(&self, start: usize, end: usize) -> Row {
        const TAB: usize = 8;
        let mut indent = 0;
        let mut at = start;
        while at < end && matches!(self.chars[at], ' ' | '\t') {
            indent = if self.chars[at] == '\t' { (indent / TAB + 1) * TAB } else { indent + 1 };
            at += 1;
        }
        let blanks = self.chars[at..end].iter().rev().take_while(|c| c.is_whitespace()).count();
        Row { start: at, end: end - blanks, indent }
    }

    /// The characters of a line.
    pub fn of(&self, row: Row) -> &'a [char] {
        &self.chars[row.start..row.end]
    }

    /// Where a character of the page stands among all inputs.
    pub fn place(&self, at: usize) -> u32 {
        self.base + at as u32
    }

    /// Lines as they stand, one below the other.
    pub fn text(&self, rows: &[Row]) -> Text {
        let mut text = Text::default();
        for row in rows {
            if text.len() > 0 {
                text.push_unprinted('\n');
            }
            text.extend(self.of(*row), Some(self.place(row.start)));
        }
        text.trim();
        text
    }
}

impl Row {
    /// True for a line of nothing but blanks.
    pub fn is_blank(self) -> bool {
        self.start == self.end
    }

    /// The line behind its first characters and the blanks after them.
    pub fn behind(self, page: &Page<'_>, count: usize) -> Self {
        let at = (self.start + count).min(self.end);
        let rest = page.row(at, self.end);
        Self { indent: self.indent + count + rest.indent, ..rest }
    }
}

/// The columns that characters take.
pub fn width(chars: &[char]) -> usize {
    chars.iter().map(|&c| columns(c)).sum()
}

/// The columns that a character takes: one of Chinese two.
pub fn columns(c: char) -> usize {
    if is_han(c) || ('\u{2e80}'..='\u{ffef}').contains(&c) { 2 } else { 1 }
}

/// The mark that a line repeats, where it is nothing else.
pub fn adornment(chars: &[char]) -> Option<char> {
    let &first = chars.first()?;
    (first.is_ascii_punctuation() && chars.iter().all(|&c| c == first)).then_some(first)
}

/// How many lines from the first on stand deeper than a column; blanks at their end are not counted.
pub fn deeper(rows: &[Row], indent: usize) -> usize {
    let end = rows.iter().position(|row| !row.is_blank() && row.indent <= indent).unwrap_or(rows.len());
    end - rows[..end].iter().rev().take_while(|row| row.is_blank()).count()
}

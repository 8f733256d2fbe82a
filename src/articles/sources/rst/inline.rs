//! Marks within a paragraph of reStructuredText: emphasis, code, links, roles, references.

use super::rows::{Page, Row};
use crate::articles::sources::builder::Builder;

/// A mark closes within so many characters, or it is none.
const LONGEST: usize = 1_000;

/// Tells lines of running text.
pub fn tell(page: &Page<'_>, rows: &[Row], builder: &mut Builder) {
    let mut print = Vec::new();
    for row in rows.iter().filter(|row| !row.is_blank()) {
        if !print.is_empty() {
            print.push(('\n', row.start));
        }
        print.extend((row.start..row.end).map(|at| (page.chars[at], at)));
    }
    Teller { page, print, builder, searched: [0; 4] }.all();
}

struct Teller<'a, 'b> {
    page: &'a Page<'a>,
    /// The characters and where they stand.
    print: Vec<(char, usize)>,
    builder: &'b mut Builder,
    /// How far each kind of closing mark was looked for in vain.
    searched: [usize; 4],
}

/// Marks that open and close, the longer ones first.
const MARKS: [&str; 4] = ["``", "**", "`", "*"];

impl Teller<'_, '_> {
    fn all(mut self) {
        let mut at = 0;
        while at < self.print.len() {
            at = self.step(at);
        }
    }

    fn char(&self, at: usize) -> Option<char> {
        self.print.get(at).map(|piece| piece.0)
    }

    fn starts(&self, at: usize, mark: &str) -> bool {
        mark.chars().enumerate().all(|(n, c)| self.char(at + n) == Some(c))
    }

    fn push(&mut self, start: usize, end: usize) {
        let mut at = start;
        while at < end {
            let (c, place) = self.print[at];
            match c {
                '\n' => self.builder.end_line(false),
                '\\' if at + 1 < end => {}
                c => self.builder.push(if c == '\t' { ' ' } else { c }, Some(self.page.place(place))),
            }
            at += 1;
        }
    }

    /// Tells what stands at a place; returns where the next one is.
    fn step(&mut self, at: usize) -> usize {
        let Some(c) = self.char(at) else { return at + 1 };
        let stands_alone = at == 0 || self.char(at - 1).is_some_and(|before| !before.is_ascii_alphanumeric());
        match c {
            // What is kept from being a mark; a blank so kept is none.
            '\\' => {
                let escaped = self.char(at + 1).is_some_and(|next| !next.is_whitespace());
                self.push(at + 1, at + 1 + usize::from(escaped));
                return at + 2;
            }
            ':' if stands_alone => {
                if let Some(end) = self.role(at) {
                    return end;
                }
            }
            '[' if stands_alone => {
                if let Some(end) = self.footnote(at) {
                    return end;
                }
            }
            '*' | '`' if stands_alone => {
                if let Some(end) = self.marked(at) {
                    return end;
                }
            }
            // word_ refers to an address that stands elsewhere.
            '_' if !stands_alone => {
                let behind = (at..at + 2).take_while(|&n| self.char(n) == Some('_')).count();
                if self
                    .char(at + behind)
                    .is_none_or(|next| next.is_whitespace() || ",.;:!?)'\"".contains(next))
                {
                    return at + behind;
                }
            }
            _ => {}
        }
        self.push(at, at + 1);
        at + 1
    }

    /// Where a mark that opens at a place closes.
    fn close(&mut self, at: usize, kind: usize) -> Option<usize> {
        let mark = MARKS[kind];
        let inner = at + mark.len();
        if self.char(inner).is_none_or(char::is_whitespace) {
            return None;
        }
        let limit = self.print.len().min(inner + LONGEST);
        let from = (inner + 1).max(self.searched[kind]);
        let closes =
            |n: &usize| self.starts(*n, mark) && self.char(n - 1).is_some_and(|c| !c.is_whitespace());
        let found = (from..limit).find(closes);
        if found.is_none() {
            self.searched[kind] = limit.max(self.searched[kind]);
        }
        found
    }

    /// Emphasis, code, or words in backquotes with what stands behind them.
    fn marked(&mut self, at: usize) -> Option<usize> {
        let kind = MARKS.iter().position(|mark| self.starts(at, mark))?;
        let inner = at + MARKS[kind].len();
        let close = self.close(at, kind)?;
        let mut end = close + MARKS[kind].len();
        match MARKS[kind] {
            "``" => {
                self.builder.begin_code();
                self.push(inner, close);
                self.builder.end_code();
            }
            "**" => {
                self.builder.begin_bold();
                self.push(inner, close);
                self.builder.end_bold();
            }
            "*" => self.push(inner, close),
            _ => {
                let underlines = (end..end + 2).take_while(|&n| self.char(n) == Some('_')).count();
                end += underlines;
                if underlines > 0 {
                    self.link(inner, close);
                } else {
                    end = self.role_name(end).unwrap_or(end);
                    self.push(inner, close);
                }
            }
        }
        Some(end)
    }

    /// `words <address>`: the words are told.
    fn link(&mut self, start: usize, end: usize) {
        self.builder.begin_link();
        self.push(start, self.words_end(start, end));
        self.builder.end_link();
    }

    /// Where the words before an address in angles end.
    fn words_end(&self, start: usize, end: usize) -> usize {
        if self.char(end - 1) != Some('>') {
            return end;
        }
        let Some(opens) = (start + 1..end).rev().find(|&n| self.char(n) == Some('<')) else { return end };
        let blanks =
            (start..opens).rev().take_while(|&n| self.char(n).is_some_and(char::is_whitespace)).count();
        opens - blanks
    }

    /// `:name:`, and where it ends.
    fn role_name(&self, at: usize) -> Option<usize> {
        const LONGEST_NAME: usize = 30;
        let is_name = |n: &usize| {
            self.char(*n)
                .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '+' | ':'))
        };
        if self.char(at) != Some(':') {
            return None;
        }
        let mut end = at + 1 + (at + 1..at + 1 + LONGEST_NAME).take_while(is_name).count();
        // The name's own colon is the last one.
        while end > at + 1 && self.char(end - 1) != Some(':') {
            end -= 1;
        }
        (end > at + 2).then_some(end)
    }

    /// A role and its words; a bare number is told with the role's name: pep 8.
    fn role(&mut self, at: usize) -> Option<usize> {
        let opens = self.role_name(at).filter(|&end| self.char(end) == Some('`'))?;
        let close = self.close(opens, 2)?;
        let mut start = opens + 1;
        let end = self.words_end(start, close);
        if (start..end).all(|n| self.char(n).is_some_and(|c| c.is_ascii_digit())) {
            self.push(at + 1, opens - 1);
            self.builder.part_words();
        } else if self.char(start).is_some_and(|c| matches!(c, '~' | '!')) {
            start += 1;
        }
        self.push(start, end);
        Some(close + 1)
    }

    /// `[1]_`, `[#note]_`.
    fn footnote(&mut self, at: usize) -> Option<usize> {
        const LONGEST_LABEL: usize = 40;
        let close = (at + 1..at + LONGEST_LABEL).find(|&n| self.char(n).is_none_or(|c| c == ']'))?;
        if close == at + 1 || !self.starts(close, "]_") {
            return None;
        }
        let label: String = self.print[at + 1..close].iter().map(|piece| piece.0).collect();
        self.builder.refer(&label);
        Some(close + 2)
    }
}

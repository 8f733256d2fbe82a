//! reStructuredText, as far as news is written in it: headings, lists, quotations, literal blocks, notes, tables, and
//! the fields that head a post. Directives that print no words of their own are furniture.

mod inline;
mod rows;
mod tables;

use self::rows::{Page, Row, adornment, deeper, width};
use super::builder::Builder;
use super::frames::Container;
use crate::articles::document::{Block, Line, Loose};
use crate::articles::input::front::Front;

/// Lists and quotations within one another are read so deep; what is deeper is text.
const DEEPEST: usize = 24;

/// Reads a text whose first character stands at `base` into blocks, behind the front matter; the fields at its head
/// become that of `front`. Print of no block is returned beside the blocks.
pub fn read(text: &str, front: &mut Front, base: u32) -> (Vec<Block>, Vec<Loose>) {
    let chars: Vec<char> = text.chars().collect();
    let page = Page { chars: &chars, base };
    let rows = page.rows(front.length);
    let mut reader = Reader { page, builder: Builder::new(), levels: Vec::new(), front, is_head: true };
    reader.blocks(&rows, 0);
    reader.builder.finish()
}

struct Reader<'a> {
    page: Page<'a>,
    builder: Builder,
    /// What headings are underlined with, the first one used first, and whether they are overlined, too.
    levels: Vec<(char, bool)>,
    front: &'a mut Front,
    /// No text was told yet: fields are those of the document.
    is_head: bool,
}

impl Reader<'_> {
    fn blocks(&mut self, rows: &[Row], depth: usize) {
        let indent = rows.iter().filter(|row| !row.is_blank()).map(|row| row.indent).min().unwrap_or(0);
        if depth >= DEEPEST {
            inline::tell(&self.page, rows, &mut self.builder);
            return self.builder.end_text();
        }
        let mut at = 0;
        while let Some(row) = rows.get(at) {
            at += if row.is_blank() {
                1
            } else if row.indent > indent {
                let length = deeper(&rows[at..], indent);
                self.within(Container::Quote, &rows[at..at + length], depth);
                length
            } else {
                self.block(&rows[at..], depth).max(1)
            };
        }
    }

    fn within(&mut self, container: Container, rows: &[Row], depth: usize) {
        self.builder.open(container);
        self.blocks(rows, depth + 1);
        self.builder.close();
    }

    /// Reads the block that the first line opens; returns how many lines it takes.
    fn block(&mut self, rows: &[Row], depth: usize) -> usize {
        let row = rows[0];
        let chars = self.page.of(row);
        if chars.starts_with(&['.', '.']) && chars.get(2).is_none_or(|c| c.is_whitespace()) {
            return self.explicit(rows, depth);
        }
        // A nameless address.
        if chars.starts_with(&['_', '_', ' ']) {
            return 1;
        }
        if let Some(length) = self.heading(rows) {
            return length;
        }
        if let Some(length) = self.field(rows) {
            return length;
        }
        self.is_head = false;
        if let Some(length) = self.list(rows, depth) {
            return length;
        }
        let table = tables::length(&self.page, rows);
        if table > 0 {
            tables::tell(&self.page, &rows[..table], &mut self.builder);
            return table;
        }
        if chars.starts_with(&['|', ' ']) {
            return self.lines(rows);
        }
        if chars.starts_with(&['>', '>', '>', ' ']) {
            let length = rows.iter().take_while(|row| !row.is_blank()).count();
            self.builder.add(Block::Code(self.page.text(&rows[..length])));
            return length;
        }
        self.paragraph(rows, depth)
    }

    /// A line between or above marks, or a rule.
    fn heading(&mut self, rows: &[Row]) -> Option<usize> {
        let mark = |at: usize| rows.get(at).and_then(|row| adornment(self.page.of(*row)));
        let length = |at: usize| rows[at].end - rows[at].start;
        if let Some(over) = mark(0) {
            let is_title = rows.get(1).is_some_and(|title| !title.is_blank()) && mark(1).is_none();
            if is_title && mark(2) == Some(over) && length(0) >= 3 {
                self.entitle(rows[1], (over, true));
                return Some(3);
            }
            let stands_alone = rows.get(1).is_none_or(|next| next.is_blank());
            if stands_alone && length(0) >= 4 {
                self.builder.end_text();
                self.builder.add(Block::Rule);
                return Some(1);
            }
            return None;
        }
        let under = mark(1).filter(|_| rows[1].indent == rows[0].indent)?;
        if length(1) < width(self.page.of(rows[0])).min(4) {
            return None;
        }
        self.entitle(rows[0], (under, false));
        Some(2)
    }

    fn entitle(&mut self, title: Row, marks: (char, bool)) {
        const LOWEST: usize = 6;
        let known = self.levels.iter().position(|level| *level == marks);
        let level = known.unwrap_or_else(|| {
            self.levels.push(marks);
            self.levels.len() - 1
        });
        self.builder.begin_heading((level + 1).min(LOWEST) as u8);
        inline::tell(&self.page, &[title], &mut self.builder);
        self.builder.end_text();
    }

    /// `:name: words`: one of the document's at its head, else a line of its own.
    fn field(&mut self, rows: &[Row]) -> Option<usize> {
        const LONGEST: usize = 40;
        let row = rows[0];
        let chars = self.page.of(row);
        let name = chars.iter().skip(1).take(LONGEST).position(|&c| c == ':').filter(|&n| n > 0)?;
        let plain = chars[0] == ':' && chars.get(name + 2).is_none_or(|c| c.is_whitespace());
        if !plain || chars[1].is_whitespace() {
            return None;
        }
        let length = 1 + deeper(&rows[1..], row.indent);
        let mut words = rows[..length].to_vec();
        words[0] = row.behind(&self.page, name + 2);
        if self.is_head {
            let key: String = chars[1..=name].iter().collect();
            self.tell_field(&key, &words);
        } else {
            words[0] = Row { start: row.start + 1, ..row };
            inline::tell(&self.page, &words, &mut self.builder);
            self.builder.end_text();
        }
        Some(length)
    }

    fn tell_field(&mut self, key: &str, words: &[Row]) {
        let mut value = self.page.text(words);
        value.trim();
        self.front.set(&key.trim().to_lowercase(), value);
    }

    /// How many characters the mark of a list's item takes, and whether it numbers.
    fn item(&self, row: Row) -> Option<(usize, bool)> {
        let chars = self.page.of(row);
        let blank = |at: usize| chars.get(at).is_none_or(|c| c.is_whitespace());
        if chars.first().is_some_and(|c| "*-+•‣".contains(*c)) && blank(1) {
            return Some((1, false));
        }
        let from = usize::from(chars.first() == Some(&'('));
        let figures =
            chars[from.min(chars.len())..].iter().take(4).take_while(|c| c.is_ascii_digit()).count();
        let figures = if figures == 0 { usize::from(chars.get(from) == Some(&'#')) } else { figures };
        let end = from + figures;
        let closes = chars.get(end).is_some_and(|c| *c == ')' || from == 0 && *c == '.');
        (figures > 0 && closes && blank(end + 1)).then_some((end + 1, true))
    }

    fn list(&mut self, rows: &[Row], depth: usize) -> Option<usize> {
        let (_, ordered) = self.item(rows[0])?;
        let indent = rows[0].indent;
        self.builder.open(Container::List { ordered });
        let mut at = 0;
        while let Some(&row) = rows.get(at) {
            if row.is_blank() {
                at += 1;
                continue;
            }
            let same =
                row.indent == indent && adornment(self.page.of(row)).is_none_or(|_| row.end - row.start == 1);
            let Some((mark, _)) = self.item(row).filter(|item| same && item.1 == ordered) else { break };
            let length = 1 + deeper(&rows[at + 1..], indent);
            let mut inner = rows[at..at + length].to_vec();
            inner[0] = row.behind(&self.page, mark);
            let others = inner[1..].iter().filter(|row| !row.is_blank()).map(|row| row.indent).min();
            inner[0].indent = others.unwrap_or(inner[0].indent);
            self.within(Container::Item, &inner, depth);
            at += length;
        }
        self.builder.close();
        Some(at)
    }

    /// `| a line`, as verses and addresses are set.
    fn lines(&mut self, rows: &[Row]) -> usize {
        let length = rows.iter().take_while(|row| self.page.of(**row).first() == Some(&'|')).count();
        for row in &rows[..length] {
            inline::tell(&self.page, &[row.behind(&self.page, 1)], &mut self.builder);
            self.builder.end_line(true);
        }
        self.builder.end_text();
        length
    }

    fn paragraph(&mut self, rows: &[Row], depth: usize) -> usize {
        let indent = rows[0].indent;
        let length = rows.iter().take_while(|row| !row.is_blank() && row.indent <= indent).count().max(1);
        let mut text = rows[..length].to_vec();
        // What two colons lead to is literal; one of them is print.
        let last = &mut text[length - 1];
        let leads = self.page.of(*last).ends_with(&[':', ':']);
        if leads {
            let is_bare = last.end - last.start == 2;
            last.end -= if is_bare { 2 } else { 1 };
        }
        inline::tell(&self.page, &text, &mut self.builder);
        self.builder.end_text();
        let inner = deeper(&rows[length..], indent);
        if leads && inner > 0 {
            self.builder.add(Block::Code(self.page.text(&rows[length..length + inner])));
            return length + inner;
        }
        // A term, and below it what it means.
        if inner > 0 && !rows[length].is_blank() {
            self.blocks(&rows[length..length + inner], depth + 1);
            return length + inner;
        }
        length
    }

    /// What two dots open: a directive, a footnote, an address, a remark.
    fn explicit(&mut self, rows: &[Row], depth: usize) -> usize {
        let length = 1 + deeper(&rows[1..], rows[0].indent);
        let mut inner = rows[..length].to_vec();
        inner[0] = rows[0].behind(&self.page, 2);
        let head: String = self.page.of(inner[0]).iter().take(80).collect();
        if head.starts_with('_') {
            return length;
        }
        if let Some(label) =
            head.strip_prefix('[').and_then(|rest| rest.split_once("] ")).map(|(label, _)| label)
        {
            inner[0] = inner[0].behind(&self.page, label.chars().count() + 2);
            let others = inner[1..].iter().filter(|row| !row.is_blank()).map(|row| row.indent).min();
            inner[0].indent = others.unwrap_or(inner[0].indent);
            self.within(Container::Footnote(label.to_owned()), &inner, depth);
            return length;
        }
        let name = head.split_once("::").map(|(name, _)| name).filter(|name| is_name(name));
        match name {
            Some(name) => {
                inner[0] = inner[0].behind(&self.page, name.chars().count() + 2);
                self.directive(&name.to_lowercase(), &rows[..length], &inner, depth);
            }
            // Some generators set a document's fields as remarks.
            None if self.is_head && is_keyed(&head) => {
                let key: String = head.chars().take_while(|c| *c != ':').collect();
                inner[0] = inner[0].behind(&self.page, key.chars().count() + 1);
                self.tell_field(&key, &inner);
            }
            None => self.furniture(&inner),
        }
        length
    }

    fn directive(&mut self, name: &str, whole: &[Row], inner: &[Row], depth: usize) {
        let is_option = |row: &Row| self.page.of(*row).first() == Some(&':');
        let options = inner[1..].iter().take_while(|row| is_option(row)).count();
        let content = &inner[1 + options..];
        match name {
            "code" | "code-block" | "sourcecode" | "parsed-literal" | "math" | "literalinclude"
            | "doctest" => {
                let code = self.page.text(content);
                if !code.is_blank() {
                    self.builder.end_text();
                    self.builder.add(Block::Code(code));
                }
            }
            "image" | "figure" => {
                self.picture(&inner[1..=options]);
                self.blocks(content, depth + 1);
            }
            "note" | "warning" | "tip" | "hint" | "important" | "caution" | "attention" | "danger"
            | "error" | "admonition" | "seealso" | "topic" | "sidebar" | "epigraph" | "highlights"
            | "pull-quote" | "compound" | "rubric" | "centered" | "versionadded" | "versionchanged"
            | "deprecated" => {
                self.builder.open(Container::Quote);
                self.blocks(&inner[..1], depth + 1);
                self.blocks(content, depth + 1);
                self.builder.close();
            }
            "container" | "class" | "table" | "only" | "rst-class" | "details" => {
                self.blocks(content, depth + 1);
            }
            // ablog's: .. post:: 11 July 2022
            "post" if self.is_head => self.tell_field("date", &inner[..1]),
            _ => {
                let mut rows = whole.to_vec();
                rows[0] = whole[0].behind(&self.page, 2);
                self.furniture(&rows);
            }
        }
    }

    /// The words that an image's options give for it.
    fn picture(&mut self, options: &[Row]) {
        const ALT: [char; 5] = [':', 'a', 'l', 't', ':'];
        let Some(row) = options.iter().find(|row| self.page.of(**row).starts_with(&ALT)) else { return };
        let text = self.page.text(&[row.behind(&self.page, ALT.len())]);
        if !text.is_blank() {
            self.builder.end_text();
            self.builder.add(Block::Picture(Line { text, ..Line::default() }));
        }
    }

    fn furniture(&mut self, rows: &[Row]) {
        let text = self.page.text(rows);
        if !text.is_blank() {
            self.builder.end_text();
            self.builder.add(Block::Furniture(text));
        }
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_:.+".contains(c))
}

/// `title: Words`, a key of small letters before a colon and a blank.
fn is_keyed(head: &str) -> bool {
    head.split_once(':').is_some_and(|(key, value)| {
        !key.is_empty()
            && key.len() <= 20
            && key.chars().all(|c| c.is_ascii_lowercase() || c == '_')
            && (value.is_empty() || value.starts_with(' '))
    })
}

#[cfg(test)]
mod tests;

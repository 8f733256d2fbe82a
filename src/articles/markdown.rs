//! Markdown into lines of print: one pass, no backtracking, every mark taken out and every character kept.

use super::text::{Text, is_blank, is_han};

/// What the markup says about a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `# …`, level 1 to 6.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// One entry of a list.
    Item,
    /// Rows of a table.
    Table,
    /// A line across the page.
    Rule,
}

/// A block as the markup gives it.
#[derive(Clone, Debug)]
pub struct Printed {
    /// What the markup says.
    pub shape: Shape,
    /// Its print, without marks.
    pub text: Text,
    /// How many characters from its start on are set in bold type.
    pub bold: usize,
    /// True where only a line's end, no blank line, parts it from the text above.
    pub tight: bool,
}

impl Printed {
    fn new(shape: Shape, text: Text, bold: usize) -> Self {
        Self { shape, text, bold, tight: false }
    }
}

/// Characters from the start of a comment to its end, at most.
const LONGEST_COMMENT: usize = 20_000;

/// A line of running text that may go on in the next one.
struct Line {
    text: Text,
    bold: usize,
    indented: bool,
    /// Blanks before it.
    indent: usize,
}

/// Splits a page into blocks. `base` is where its first character stands; hyphens of divided words and other
/// print that goes into no block are returned beside them.
pub fn scan(page: &[char], base: u32) -> (Vec<Printed>, Vec<Text>) {
    let mut scanner = Scanner { page, base, ..Scanner::default() };
    let mut start = 0;
    while start < page.len() {
        let end = page[start..]
            .iter()
            .position(|&c| matches!(c, '\n' | '\r' | '\u{c}'))
            .map_or(page.len(), |n| start + n);
        scanner.line(start, end);
        start = end + 1;
    }
    scanner.end_paragraph();
    (scanner.blocks, scanner.hyphens)
}

#[derive(Default)]
struct Scanner<'a> {
    page: &'a [char],
    base: u32,
    blocks: Vec<Printed>,
    hyphens: Vec<Text>,
    lines: Vec<Line>,
    in_comment: bool,
    /// Where the first end of a comment stands behind the place that was last asked about.
    next_close: usize,
}

impl Scanner<'_> {
    fn line(&mut self, start: usize, end: usize) {
        let indent = self.page[start..end].iter().take_while(|&&c| is_blank(c)).count();
        let body = start + indent;
        if body == end {
            // A carriage return before a line feed ends no paragraph.
            if !(start > 0 && self.page[start - 1] == '\r' && self.page.get(end) == Some(&'\n')) {
                self.end_paragraph();
            }
            return;
        }
        let line = &self.page[body..end];
        if self.comment(line, body) {
            return;
        }
        if let Some((level, skip)) = heading(line) {
            self.end_paragraph();
            self.push(Shape::Heading(level), body + skip, end - closing_hashes(&line[skip..]));
        } else if is_fence(line) {
            self.end_paragraph();
        } else if is_rule(line) {
            self.rule_or_underline(line);
        } else if line[0] == '|' || is_html_row(line) {
            self.table_row(body, end);
        } else if let Some(skip) = list_mark(line) {
            self.end_paragraph();
            self.push(Shape::Item, body + skip, end);
        } else {
            let quote = line.iter().take_while(|&&c| c == '>' || c == ' ').count();
            let quote = if line[0] == '>' { quote } else { 0 };
            let indented =
                self.page[start..body].iter().filter(|&&c| c == '\u{3000}').count() > 0 || indent >= 4;
            let (text, bold) = inline(self.page, body + quote, end, self.base);
            if !text.is_blank() {
                self.lines.push(Line { text, bold, indented, indent });
            }
        }
    }

    /// `<!-- … -->` over one or more lines is no print.
    fn comment(&mut self, line: &[char], start: usize) -> bool {
        let opens = line.starts_with(&['<', '!', '-', '-']);
        let closes = line.ends_with(&['-', '-', '>']);
        if opens {
            self.in_comment = !closes && self.closes_later(start);
        } else if self.in_comment && closes {
            self.in_comment = false;
            return true;
        }
        self.in_comment || (opens && closes)
    }

    /// A comment that is not closed soon is print.
    fn closes_later(&mut self, start: usize) -> bool {
        if self.next_close <= start {
            let behind = self.page[start..].windows(3).position(|three| three == ['-', '-', '>']);
            self.next_close = behind.map_or(self.page.len(), |n| start + n);
        }
        self.next_close < self.page.len().min(start + LONGEST_COMMENT)
    }

    fn push(&mut self, shape: Shape, start: usize, end: usize) {
        let (mut text, bold) = inline(self.page, start, end.max(start), self.base);
        text.trim();
        if text.len() > 0 {
            self.blocks.push(Printed::new(shape, text, bold));
        }
    }

    /// `---` below one short line makes it a heading; elsewhere it is a line across the page.
    fn rule_or_underline(&mut self, line: &[char]) {
        let is_title =
            |text: &Text| text.len() <= 40 && !text.chars().last().is_some_and(|c| "。！？.!?".contains(*c));
        match self.lines.as_mut_slice() {
            [only] if matches!(line[0], '-' | '=') && is_title(&only.text) => {
                let level = if line[0] == '=' { 1 } else { 2 };
                let mut text = std::mem::take(&mut only.text);
                text.trim();
                self.lines.clear();
                self.blocks.push(Printed::new(Shape::Heading(level), text, 0));
            }
            _ => {
                self.end_paragraph();
                self.blocks.push(Printed::new(Shape::Rule, Text::default(), 0));
            }
        }
    }

    fn table_row(&mut self, start: usize, end: usize) {
        self.end_paragraph();
        let (mut row, _) = inline(self.page, start, end, self.base);
        let is_ruler = row.chars().iter().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t' | '—'));
        row.replace('|', ' ');
        if is_ruler || row.is_blank() {
            return;
        }
        row.trim();
        match self.blocks.last_mut() {
            Some(table) if table.shape == Shape::Table => {
                table.text.push('\n', table.text.end().unwrap_or(0));
                table.text.append(row);
            }
            _ => self.blocks.push(Printed::new(Shape::Table, row, 0)),
        }
    }

    /// Closes up the lines read so far into paragraphs.
    fn end_paragraph(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        let margin = lines.iter().map(|line| line.indent).min().unwrap_or(0);
        let widest = lines.iter().map(|line| line.text.len()).max().unwrap_or(0);
        let mut open: Option<Printed> = None;
        let mut last = 0;
        for line in lines {
            let width = line.text.len();
            match &mut open {
                Some(paragraph)
                    if line.indent < margin + 2
                        && !begins_paragraph(&line, &paragraph.text, last, widest)
                        && !stands_apart(&line.text)
                        && !stands_apart(&paragraph.text) =>
                {
                    if paragraph.bold == paragraph.text.len() && line.bold == 0 {
                        paragraph.bold = paragraph.text.len();
                    }
                    self.hyphens.extend(paragraph.text.join(line.text));
                }
                _ => {
                    let tight = open.is_some();
                    self.close(open.take());
                    open = Some(Printed { tight, ..Printed::new(Shape::Paragraph, line.text, line.bold) });
                }
            }
            last = width;
        }
        self.close(open);
    }

    fn close(&mut self, paragraph: Option<Printed>) {
        if let Some(mut paragraph) = paragraph {
            paragraph.text.trim();
            self.blocks.push(paragraph);
        }
    }
}

/// True for a short line that is no part of running text: a masthead, an editors' line, a byline, a column's name
/// in capitals, the words to whom a letter is written.
fn stands_apart(line: &Text) -> bool {
    line.len() <= 40
        && (super::noise::noise(line).is_some()
            || super::byline::line(line).is_some()
            || super::letters::greets(line)
            || super::headlines::is_name_in_capitals(line)
            || is_marked(line) && super::headlines::is_label(line))
}

fn is_marked(line: &Text) -> bool {
    line.chars().first().is_some_and(|c| "□■●◆▲★☆▶►◇○".contains(*c))
}

/// True where a line without a blank line above it starts a paragraph of its own: it is indented, or the line
/// above ends a sentence and is either shorter than the column or too long to be a column's line.
fn begins_paragraph(line: &Line, above: &Text, above_width: usize, widest: usize) -> bool {
    if line.indented {
        return true;
    }
    let Some(&last) = above.chars().last() else { return true };
    let ends = "。！？”…）.!?\"".contains(last);
    let is_chinese = above.chars().iter().rev().take(12).any(|&c| is_han(c));
    let column = if is_chinese { 45 } else { 100 };
    let credited = last == '摄' && super::byline::at_end(above).is_some();
    let opens = is_marked(&line.text) || line.bold > 0 || credited;
    // In text that is wrapped by hand, a line that stops early and ends no sentence is a heading or a signature.
    let wrapped = widest >= if is_chinese { 18 } else { 48 } && widest <= column;
    let begins =
        line.text.chars().first().is_some_and(|&c| c.is_uppercase() || is_han(c) || "“\"(（《".contains(c));
    opens
        || (!is_chinese && begins && stops_early(above, above_width, &line.text, widest))
        || (ends && super::headlines::is_in_capitals(&line.text))
        || (wrapped && above_width * 2 < widest && begins)
        || (ends && (above_width * 10 < widest * 8 || above_width > column))
        || (above_width * 2 < widest && above_width > column)
}

/// True for a first line that reads like a title and stops although the next line's first word had room beside it.
fn stops_early(above: &Text, above_width: usize, next: &Text, widest: usize) -> bool {
    let word = next.chars().iter().take_while(|&&c| !is_blank(c)).count();
    above.len() == above_width
        && above_width + 1 + word + widest / 8 < widest
        && super::plain::is_english_title(above)
}

/// The level of a heading and how many characters its marks take.
fn heading(line: &[char]) -> Option<(u8, usize)> {
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

fn closing_hashes(title: &[char]) -> usize {
    let blanks = title.iter().rev().take_while(|&&c| is_blank(c)).count();
    let hashes = title[..title.len() - blanks].iter().rev().take_while(|&&c| c == '#').count();
    let before = title[..title.len() - blanks - hashes].last();
    if hashes > 0 && before.is_some_and(|&c| is_blank(c)) { blanks + hashes } else { 0 }
}

fn is_fence(line: &[char]) -> bool {
    line.starts_with(&['`', '`', '`']) || line.starts_with(&['~', '~', '~'])
}

fn is_rule(line: &[char]) -> bool {
    let mark = line[0];
    matches!(mark, '-' | '*' | '_' | '=' | '—' | '─')
        && line.iter().filter(|&&c| c == mark).count() >= 3
        && line.iter().all(|&c| c == mark || is_blank(c))
}

fn is_html_row(line: &[char]) -> bool {
    if line[0] != '<' {
        return false;
    }
    let head: String = line.iter().take(7).map(char::to_ascii_lowercase).collect();
    ["<table", "<tr", "<td", "<th>", "</tr", "</table", "<thead", "<tbody"]
        .iter()
        .any(|tag| head.starts_with(tag))
}

fn list_mark(line: &[char]) -> Option<usize> {
    let bullet = matches!(line[0], '-' | '*' | '+' | '•') && line.get(1).is_some_and(|&c| is_blank(c));
    bullet.then(|| 1 + line[1..].iter().take_while(|&&c| is_blank(c)).count())
}

/// Takes out the marks within a line: bold, emphasis, code, links, pictures, tags, escapes.
fn inline(page: &[char], start: usize, end: usize, base: u32) -> (Text, usize) {
    let line = &page[start..end];
    let mut text = Text::with_capacity(line.len());
    let mut bold = 0;
    let mut in_bold = false;
    let asterisks = line.iter().filter(|&&c| c == '*').count();
    let mut i = 0;
    while i < line.len() {
        let c = line[i];
        match c {
            '*' if line.get(i + 1) == Some(&'*') => {
                if in_bold && bold == 0 {
                    bold = text.len();
                }
                in_bold = !in_bold && text.is_blank();
                i += line[i..].iter().take_while(|&&d| d == c).count();
                continue;
            }
            '*' if asterisks.is_multiple_of(2) && is_emphasis(line, i) => {}
            '_' if line.get(i + 1) == Some(&'_') && line.get(i + 2) != Some(&'_') && is_edge(line, i, 2) => {
                i += 2;
                continue;
            }
            '`' => {}
            '\\' if line.get(i + 1).is_some_and(char::is_ascii_punctuation) => {
                text.push(line[i + 1], base + (start + i + 1) as u32);
                i += 1;
            }
            '!' if line.get(i + 1) == Some(&'[') && link(&line[i + 1..]).is_some() => {
                i += 1 + link(&line[i + 1..]).map_or(0, |(_, all)| all);
                continue;
            }
            '[' if link(&line[i..]).is_some() => {
                let (label, all) = link(&line[i..]).unwrap_or_default();
                for k in 1..=label {
                    text.push(line[i + k], base + (start + i + k) as u32);
                }
                i += all;
                continue;
            }
            '&' => match entity(&line[i..]) {
                Some((print, length)) => {
                    text.push(print, base + (start + i) as u32);
                    i += length;
                    continue;
                }
                None => text.push(c, base + (start + i) as u32),
            },
            '<' => match tag(&line[i..]) {
                Some(length) => {
                    i += length;
                    continue;
                }
                None => text.push(c, base + (start + i) as u32),
            },
            _ => text.push(c, base + (start + i) as u32),
        }
        i += 1;
    }
    if in_bold && bold == 0 {
        bold = text.len();
    }
    (text, bold)
}

fn is_emphasis(line: &[char], i: usize) -> bool {
    let beside = |c: Option<&char>| c.is_some_and(|&c| !is_blank(c) && !c.is_ascii_digit());
    i == 0 || i + 1 == line.len() || beside(line.get(i + 1)) || beside(line.get(i - 1))
}

fn is_edge(line: &[char], i: usize, run: usize) -> bool {
    let word = |c: Option<&char>| c.is_some_and(char::is_ascii_alphanumeric);
    !(i > 0 && word(line.get(i - 1)) && word(line.get(i + run)))
}

/// The length of a link's label and of the whole `[label](target)`.
fn link(line: &[char]) -> Option<(usize, usize)> {
    let label = line.iter().take(200).position(|&c| c == ']')?;
    if line.get(label + 1) != Some(&'(') {
        return None;
    }
    let target = line[label..].iter().take(2_000).position(|&c| c == ')')?;
    // 「[注](记者)」 is print; a target has no Chinese and no blank inside a word.
    let is_target = line[label + 2..label + target].iter().all(|&c| !is_han(c));
    is_target.then_some((label - 1, label + target + 1))
}

/// The character that an HTML entity stands for, and the entity's length.
fn entity(line: &[char]) -> Option<(char, usize)> {
    const NAMED: [(&str, char); 24] = [
        ("nbsp", ' '),
        ("ensp", ' '),
        ("emsp", ' '),
        ("thinsp", ' '),
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("mdash", '—'),
        ("ndash", '–'),
        ("hellip", '…'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("lsquo", '‘'),
        ("rsquo", '’'),
        ("middot", '·'),
        ("bull", '•'),
        ("copy", '©'),
        ("deg", '°'),
        ("times", '×'),
        ("permil", '‰'),
        ("pound", '£'),
        ("yen", '¥'),
    ];
    let end = line.iter().take(10).position(|&c| c == ';')?;
    let name: String = line[1..end].iter().collect();
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    let print = match name.strip_prefix('#') {
        Some(digits) => match digits.strip_prefix(['x', 'X']) {
            Some(digits) => number(digits, 16)?,
            None => number(digits, 10)?,
        },
        None => NAMED.iter().find(|(other, _)| *other == name)?.1,
    };
    Some((if is_blank(print) { ' ' } else { print }, end + 1))
}

/// The length of an HTML tag.
fn tag(line: &[char]) -> Option<usize> {
    let first = *line.get(1)?;
    if !(first.is_ascii_alphabetic() || first == '/' || first == '!') {
        return None;
    }
    let end = line.iter().take(300).position(|&c| c == '>')?;
    let name: String = line[1..end].iter().take_while(|c| !c.is_whitespace()).collect();
    (!name.contains("://") && !name.contains('@')).then_some(end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(page: &str) -> Vec<(Shape, String, usize)> {
        let page: Vec<char> = page.chars().collect();
        scan(&page, 0).0.into_iter().map(|b| (b.shape, b.text.string(), b.bold)).collect()
    }

    #[test]
    fn marks_go_and_print_stays() {
        assert_eq!(read("## 标题 ##\n"), [(Shape::Heading(2), "标题".into(), 0)]);
        assert_eq!(read("**本报讯**正文 *重点* a_b"), [(Shape::Paragraph, "本报讯正文 重点 a_b".into(), 3)]);
        assert_eq!(read("[名](http://x.cn)与<br>![图](a.png)`码`"), [(Shape::Paragraph, "名与码".into(), 0)]);
        assert_eq!(read("|甲|乙|\n|--|--|\n|1|2|"), [(Shape::Table, "甲 乙\n1 2".into(), 0)]);
        assert_eq!(read("3 * 4 = 12"), [(Shape::Paragraph, "3 * 4 = 12".into(), 0)]);
        assert_eq!(read("未闭合**的粗体"), [(Shape::Paragraph, "未闭合的粗体".into(), 0)]);
    }

    #[test]
    fn entities_are_one_character_each() {
        assert_eq!(read("R&amp;D&nbsp;&#x4E2D;&#22269; A&B &unknown;")[0].1, "R&D 中国 A&B &unknown;");
    }

    #[test]
    fn lines_of_a_column_close_up_and_indented_lines_begin_anew() {
        let page = "　　第一段的第一行还没有完\n就到了第二行。\n　　第二段。";
        assert_eq!(read(page).len(), 2);
        assert_eq!(read(page)[0].1, "第一段的第一行还没有完就到了第二行。");
    }

    #[test]
    fn offsets_point_into_the_page() {
        let page: Vec<char> = "# 甲\n\n**乙**丙".chars().collect();
        for block in scan(&page, 0).0 {
            for (c, at) in block.text.chars().iter().zip(block.text.stretches().flatten()) {
                assert_eq!(*c, page[at as usize]);
            }
        }
    }
}

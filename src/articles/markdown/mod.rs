//! Markdown into lines of print: one pass, no backtracking, every mark taken out and every character kept.

mod inline;
mod layout;
mod lines;
mod paragraphs;

use self::inline::{inline, links};
pub use self::layout::Setting;
use self::layout::{Layout, width};
use self::lines::{Line, closing_hashes, heading, is_fence, is_html_row, is_rule, list_mark};
use self::paragraphs::{Column, begins_paragraph, is_filled, stands_apart};
use crate::articles::features::verse::is_verse;
use crate::articles::text::{Text, has_han, is_blank};

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
    /// How many links it is made of, where it is nothing else.
    pub links: usize,
    /// How its first line is set.
    pub setting: Setting,
    /// True for a line of its own on a page whose lines are broken at a measure: it stops early, or is broader.
    pub alone: bool,
}

impl Printed {
    /// A block of this text, of which the markup says no more.
    pub fn new(shape: Shape, text: Text, bold: usize) -> Self {
        Self { shape, text, bold, tight: false, links: 0, setting: Setting::Unknown, alone: false }
    }
}

/// Characters from the start of a comment to its end, at most.
const LONGEST_COMMENT: usize = 20_000;

/// So many blocks of a page may be its head.
const TOP: usize = 4;
/// So many lines without a blank one between them are looked at together.
const MOST_LINES: usize = 20_000;
/// No column of Chinese text has lines longer than this.
const WIDEST: usize = 60;

/// Splits a page into blocks. `base` is where its first character stands; hyphens of divided words and other
/// print that goes into no block are returned beside them.
pub fn scan(page: &[char], base: u32) -> (Vec<Printed>, Vec<Text>) {
    let mut scanner = Scanner { page, base, layout: Layout::of(page), ..Scanner::default() };
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
    layout: Layout,
    blocks: Vec<Printed>,
    hyphens: Vec<Text>,
    lines: Vec<Line>,
    in_comment: bool,
    /// Where the first end of a comment stands behind the place that was last asked about.
    next_close: usize,
    /// Characters in the widest line of running text so far.
    broadest: usize,
}

impl Scanner<'_> {
    fn line(&mut self, start: usize, end: usize) {
        let blanks = self.page[start..end].iter().take_while(|&&c| is_blank(c)).count();
        let body = start + blanks;
        let indent = width(&self.page[start..body]);
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
            if let Some(item) = self.blocks.last_mut().filter(|item| item.shape == Shape::Item) {
                item.links = links(&line[skip..]);
            }
        } else {
            let quote = line.iter().take_while(|&&c| c == '>' || c == ' ').count();
            let quote = if line[0] == '>' { quote } else { 0 };
            let indented =
                self.page[start..body].iter().filter(|&&c| c == '\u{3000}').count() > 0 || indent >= 4;
            let (text, bold) = inline(self.page, body + quote, end, self.base);
            if !text.is_blank() {
                let (links, columns) = (links(&line[quote..]), width(&self.page[start..end]));
                self.lines.push(Line { text, bold, indented, links, indent, columns });
            }
            if self.lines.len() == MOST_LINES {
                self.end_paragraph();
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
                table.text.push_unprinted('\n');
                table.text.append(row);
            }
            _ => self.blocks.push(Printed::new(Shape::Table, row, 0)),
        }
    }

    /// Closes up the lines read so far into paragraphs.
    fn end_paragraph(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        let margin = lines.iter().map(|line| line.indent).min().unwrap_or(0);
        let column = self.column(&lines);
        // Lines longer than any column is wide, or those of a poem, are whole.
        let long = lines.iter().any(|line| line.text.len() > WIDEST && has_han(&line.text));
        let whole = !self.layout.is_measured() && (long || is_verse(lines.iter().map(|line| &line.text)));
        let titles = paragraphs::is_title_of_lines(&lines, self.broadest);
        let vertical = paragraphs::is_vertical(&lines);
        self.broadest = self.broadest.max(if whole { 0 } else { column.widest });
        let mut open: Option<Printed> = None;
        // Whether the text of the open paragraph stands apart, where it is known.
        let mut open_apart = None;
        let (mut last, mut last_width) = (0, 0);
        for line in lines {
            let (length, columns) = (line.text.len(), line.columns);
            let mut apart = None;
            let goes_on = open.as_ref().is_some_and(|paragraph| {
                !whole
                    && paragraph.links + line.links == 0
                    && line.indent < margin + 2
                    && self.layout.setting(line.indent) != Setting::Indented
                    && !self.layout.stops(last_width, line.text.chars())
                    && !begins_paragraph(&line, &paragraph.text, last, &column)
                    && !*apart.insert(stands_apart(&line.text, &column))
                    && !open_apart.unwrap_or_else(|| stands_apart(&paragraph.text, &column))
            });
            match &mut open {
                Some(paragraph) if paragraphs::is_drop_cap(&paragraph.text, &line.text) => {
                    if paragraphs::is_word(&paragraph.text, &line.text) {
                        paragraph.text.push_unprinted(' ');
                    }
                    open_apart = None;
                    paragraph.text.append(line.text);
                }
                Some(paragraph) if vertical => paragraph.text.append(line.text),
                Some(paragraph) if titles => {
                    paragraph.text.push_unprinted(' ');
                    paragraph.text.append(line.text);
                }
                Some(paragraph) if goes_on => {
                    open_apart = None;
                    paragraph.alone = false;
                    self.hyphens.extend(paragraph.text.join(line.text));
                }
                _ => {
                    open_apart = apart;
                    let tight = open.is_some();
                    self.close(open.take());
                    open = Some(self.opened(line, tight));
                }
            }
            (last, last_width) = (length, columns);
        }
        self.close(open);
    }

    /// A paragraph that a line begins; it is tight where no blank line stands above.
    fn opened(&self, line: Line, tight: bool) -> Printed {
        Printed {
            tight,
            links: line.links,
            setting: self.layout.setting(line.indent),
            alone: self.layout.is_measured(),
            ..Printed::new(Shape::Paragraph, line.text, line.bold)
        }
    }

    /// How the lines of a column are set.
    fn column(&self, lines: &[Line]) -> Column {
        let of_column = |line: &&Line| !self.layout.is_broader(line.columns);
        let widest = lines.iter().filter(of_column).map(|line| line.text.len()).max().unwrap_or(0);
        let has_dash = |line: &&Line| line.text.chars().first().is_some_and(|c| "—–".contains(*c));
        Column {
            dashed: lines.iter().filter(has_dash).count() > 1,
            widest,
            filled: is_filled(lines, widest),
            layout: self.layout,
            at_top: self.blocks.len() < TOP,
        }
    }

    fn close(&mut self, paragraph: Option<Printed>) {
        if let Some(mut paragraph) = paragraph {
            paragraph.text.trim();
            self.blocks.push(paragraph);
        }
    }
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
    fn asterisks_that_hide_figures_are_print() {
        assert_eq!(read("号码330********1234，**声明**")[0].1, "号码330********1234，声明");
        assert_eq!(read("请与其子联系，电话130****\n0199。")[0].1, "请与其子联系，电话130****0199。");
    }

    #[test]
    fn turns_entries_and_titles_of_two_lines_part() {
        assert_eq!(
            read("记者：为什么有这么多人报名参加？\n苏婉：因为如此，大家都愿意来。\n记者：然后呢？").len(),
            2
        );
        assert_eq!(read("1. 社区食堂推出套餐\n2. 楼道里的图书漂流").len(), 2);
        let page = "　　停业四个月的北门农贸市场昨天清晨重新开门营业。\n\n农贸市场改造完工\n百余摊位回迁";
        assert_eq!(read(page)[1].1, "农贸市场改造完工 百余摊位回迁");
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
    fn a_line_that_leaves_room_for_the_next_word_ends_a_paragraph_where_no_other_line_does() {
        let page = "The board voted on Tuesday\nto buy a new fire engine.\nIt costs less than the old\none did in its last years.\nA town meeting will decide.";
        assert_eq!(read(page).len(), 1);
        let page = page.replace("new fire engine", "fire engine");
        assert_eq!(read(&page).len(), 2);
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

    #[test]
    fn lines_without_a_blank_one_are_looked_at_together_up_to_a_limit() {
        let line = "and the tide went out beyond the posts of the old pier while nobody was looking at it\n";
        let blocks = |lines: usize| scan(&line.repeat(lines).chars().collect::<Vec<_>>(), 0).0.len();
        assert_eq!((blocks(MOST_LINES), blocks(MOST_LINES + 2)), (1, 2));
    }
}

//! How a page's lines are set, seen before they are closed up: the measure that a column's lines are broken at, and
//! whether paragraphs are indented.

use std::ops::Range;

use crate::articles::text::is_blank;

/// How the lines of a page of bare text are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The width that a machine broke the lines at: each holds all the words that it has room for. A Chinese character
    /// takes two columns of it. `None` for other pages.
    measure: Option<usize>,
    /// The columns of blanks that paragraphs begin with.
    pub indent: Option<usize>,
}

/// How a paragraph's first line is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Setting {
    /// The page indents no paragraphs.
    #[default]
    Unknown,
    /// It is indented, as every paragraph's beginning is.
    Indented,
    /// It is not, where paragraphs are.
    Flush,
}

/// The fewest lines that tell how a page is set.
const FEWEST: usize = 12;
/// The narrowest and the broadest column.
const COLUMNS: Range<usize> = 18..91;
/// No paragraph begins with more blanks.
const DEEPEST: usize = 8;
/// A line broader than this is no title.
const LONG: usize = 80;
/// What a Chinese line leaves free, where a mark may not begin the next one.
const SLACK: usize = 4;

impl Layout {
    /// Looks at all lines of a page.
    pub fn of(page: &[char]) -> Self {
        let lines: Vec<&[char]> = page
            .split(|c| matches!(c, '\n' | '\r' | '\u{c}'))
            .map(trim_end)
            .filter(|line| !line.is_empty())
            .collect();
        if lines.len() < FEWEST {
            return Self::default();
        }
        let mut widths: Vec<usize> = lines.iter().map(|line| width(line)).collect();
        let pairs = lines.windows(2).zip(widths.windows(2)).map(|(lines, widths)| (lines[1], widths[0]));
        let pairs: Vec<(&[char], usize)> = pairs.collect();
        widths.sort_unstable();
        // Headlines may be broader than the column, but few lines are.
        let measure = widths[widths.len() * 9 / 10];
        let near = widths.iter().filter(|&&width| width * 4 >= measure * 3 && width <= measure).count();
        // Of lines that go on, a line of the column holds all that it has room for.
        let going_on = || {
            let goes_on = |line: &[char]| line.first().is_some_and(|c| c.is_lowercase() || is_wide(*c));
            pairs.iter().filter(move |(next, width)| goes_on(next) && *width * 2 >= measure)
        };
        let full = going_on().filter(|(next, width)| is_full(*width, next, measure)).count();
        let wrapped = COLUMNS.contains(&measure)
            && near * 2 >= widths.len()
            && full >= FEWEST / 2
            && full * 3 >= going_on().count() * 2;
        // Where each line is a paragraph, most of the long ones begin with blanks.
        let telling: Vec<usize> =
            lines.iter().filter(|line| wrapped || width(line) > LONG).map(|line| indent(line)).collect();
        let count = |usual: usize| telling.iter().filter(|&&indent| indent == usual).count();
        let usual = (1..=DEEPEST).max_by_key(|&usual| (count(usual), std::cmp::Reverse(usual)));
        let indented = usual.map_or(0, count);
        let enough = if wrapped { indented * 2 < telling.len() } else { indented * 3 >= telling.len() * 2 };
        Self {
            measure: wrapped.then_some(measure),
            indent: usual.filter(|_| indented >= FEWEST / 3 && enough),
        }
    }

    /// True where a line of this page stops although the next one's first word had room beside it, or is broader than
    /// the column: what stands below begins anew.
    pub fn stops(&self, width: usize, next: &[char]) -> bool {
        self.measure.is_some_and(|measure| self.is_broader(width) || !is_full(width, next, measure))
    }

    /// True where a line is broader than the column: a headline over several columns, an advert.
    pub fn is_broader(&self, width: usize) -> bool {
        self.measure.is_some_and(|measure| width > measure + SLACK)
    }

    /// True where a machine broke the lines.
    pub fn is_measured(&self) -> bool {
        self.measure.is_some()
    }

    /// How a paragraph's first line with so many columns of blanks before it is set; what stands deeper is centred.
    pub fn setting(&self, indent: usize) -> Setting {
        match self.indent {
            Some(_) if indent == 0 => Setting::Flush,
            Some(usual) if indent <= usual + 1 => Setting::Indented,
            _ => Setting::Unknown,
        }
    }
}

/// True where what begins the next line had no room behind a line of this width.
fn is_full(width: usize, next: &[char], measure: usize) -> bool {
    let word = next.iter().skip_while(|c| is_blank(**c)).take_while(|c| !is_blank(**c) && !is_wide(**c));
    match word.count() {
        0 => width + SLACK >= measure,
        word => width + 1 + word > measure,
    }
}

/// The columns that print takes: a Chinese character, its marks and its blank two, any other one.
pub fn width(print: &[char]) -> usize {
    print.iter().map(|&c| 1 + usize::from(is_wide(c) || c == '\u{3000}')).sum()
}

/// The columns of blanks before a line.
fn indent(line: &[char]) -> usize {
    width(&line[..line.iter().take_while(|c| is_blank(**c)).count()])
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}

fn trim_end(line: &[char]) -> &[char] {
    let end = line.iter().rposition(|c| !is_blank(*c)).map_or(0, |last| last + 1);
    &line[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMN: &str = "  The adjourned meeting of the parish\ncouncil was held at the school on Mon-\n\
        day evening, when nine of the eleven\nmembers were in their places and the\nroom was full to the doors.\n  \
        The clerk read a letter from the sur-\nveyor, who asked for more time, and it\nwas laid on the table for a month.\n  \
        Mr. Pole asked who had the key of the\npound, for his heifer had been in it\nsince Friday and he wished to have\n\
        her out again before market day came.\n  Nobody had it, and the blacksmith was\nsent for to open the gate.\n";

    #[test]
    fn a_column_tells_its_measure_and_its_indents() {
        let layout = Layout::of(&COLUMN.chars().collect::<Vec<_>>());
        assert_eq!(layout, Layout { measure: Some(39), indent: Some(2) });
        let next: Vec<char> = "before market day".chars().collect();
        assert!(layout.stops(26, &next) && !layout.stops(35, &next) && layout.stops(50, &next));
    }

    #[test]
    fn lines_broken_by_hand_have_no_measure() {
        let page =
            "the town has a new bridge\nand it is long\nit was opened yesterday by the mayor of the town\n\
            and by nobody else\n"
                .repeat(6);
        assert_eq!(Layout::of(&page.chars().collect::<Vec<_>>()).measure, None);
        let page = "一行只有一句话，长短不一。\n这一行要比上一行长得多，写到哪里算哪里。\n短行。\n".repeat(6);
        assert_eq!(Layout::of(&page.chars().collect::<Vec<_>>()).measure, None);
    }

    #[test]
    fn chinese_columns_have_two_for_a_character() {
        let line = "市里昨天召开会议研究部署下一步的工作安排\n";
        let layout = Layout::of(&line.repeat(14).chars().collect::<Vec<_>>());
        assert_eq!(layout.measure, Some(40));
    }
}

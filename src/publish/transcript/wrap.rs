//! Laying a sentence out in subtitles of one or two lines, broken where a reader would break them.
//!
//! The cheapest of all layouts is taken: subtitles end with a clause where they can, lines are as even as
//! can be, and nothing stands alone.

use super::units::{Unit, limit, units, width};
use crate::model::Spoken;

/// What each subtitle costs: fewer are better.
const SUBTITLE: usize = 40;
/// What the worst unevenness of two lines costs, and of two subtitles.
const UNEVEN: usize = 60;
const FULL: usize = 10;
/// What it costs to end a subtitle at 、, and in the middle of a clause.
const AT_LIST: usize = 12;
const IN_CLAUSE: usize = 70;

/// A subtitle's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subtitle<'a> {
    /// One line or two; joined they are its part of the sentence to the letter, blanks at line ends included.
    pub lines: Vec<&'a str>,
    /// How long it takes to say, beside the sentence's other subtitles.
    pub beats: usize,
}

/// Lays a sentence out. All lines of all subtitles joined are the sentence.
pub fn subtitles<'a>(text: &'a str, spoken: &Spoken) -> Vec<Subtitle<'a>> {
    let layout = Layout::new(text, units(text, spoken));
    let mut ends = vec![layout.units.len()];
    let best = layout.best();
    while let Some(start) =
        ends.last().and_then(|&end| best.get(end)).map(|best| best.start).filter(|&s| s > 0)
    {
        ends.push(start);
    }
    let mut start = 0;
    let mut subtitles = Vec::with_capacity(ends.len());
    for end in ends.into_iter().rev() {
        subtitles.push(layout.subtitle(start, end));
        start = end;
    }
    subtitles
}

/// The cheapest way to lay out the units before a place.
#[derive(Clone, Copy, Debug)]
struct Best {
    cost: usize,
    /// Where the last subtitle of it begins.
    start: usize,
}

struct Layout<'a> {
    text: &'a str,
    limit: usize,
    units: Vec<Unit<'a>>,
    /// The byte and the column at which each unit begins, and the text's end.
    edges: Vec<(usize, usize)>,
}

impl<'a> Layout<'a> {
    fn new(text: &'a str, units: Vec<Unit<'a>>) -> Self {
        let mut edges = vec![(0, 0)];
        for unit in &units {
            let (byte, column) = edges[edges.len() - 1];
            edges.push((byte + unit.text.len(), column + width(unit.text) + blanks(unit.text)));
        }
        Self { text, limit: limit(text), units, edges }
    }

    fn slice(&self, start: usize, end: usize) -> &'a str {
        &self.text[self.edges[start].0..self.edges[end].0]
    }

    /// The columns of the units on one line.
    fn width(&self, start: usize, end: usize) -> usize {
        let blanks = blanks(self.units[end - 1].text);
        (self.edges[end].1 - self.edges[start].1).saturating_sub(blanks)
    }

    /// For each place the best layout of what stands before it.
    fn best(&self) -> Vec<Best> {
        let mut best = vec![Best { cost: 0, start: 0 }];
        for end in 1..=self.units.len() {
            let starts = (0..end).rev().take_while(|&start| self.width(start, end) <= 2 * self.limit);
            let costs = starts.filter_map(|start| {
                let cost = best[start].cost + self.cost(start, end)?;
                Some(Best { cost, start })
            });
            // A unit is never wider than a line, so there always is a way.
            best.push(
                costs.min_by_key(|best| best.cost).unwrap_or(Best { cost: usize::MAX / 2, start: end - 1 }),
            );
        }
        best
    }

    /// What a subtitle of these units costs; `None` where they do not fit two lines.
    fn cost(&self, start: usize, end: usize) -> Option<usize> {
        let columns = self.width(start, end);
        let lines = if columns <= self.limit { 0 } else { self.middle(start, end)?.1 };
        let alone = start == 0 && end == self.units.len();
        let short = match columns {
            _ if alone => 0,
            0..=8 => 120,
            9..=14 => 50,
            _ => 0,
        };
        let ending = match self.units[end - 1].breaking {
            _ if end == self.units.len() => 0,
            0 => 0,
            few if few < 10 => AT_LIST,
            more => IN_CLAUSE + more,
        };
        Some(SUBTITLE + lines + short + ending + share(columns, 2 * self.limit, FULL))
    }

    /// The best place for the line break of a subtitle that needs one, and its cost.
    fn middle(&self, start: usize, end: usize) -> Option<(usize, usize)> {
        let places = (start + 1..end).filter_map(|middle| {
            let (one, two) = (self.width(start, middle), self.width(middle, end));
            let shorter = one.min(two);
            let orphan = match shorter {
                0..=4 => 200,
                5..=8 => 40,
                _ => 0,
            };
            let cost =
                self.units[middle - 1].breaking + share(one.abs_diff(two), self.limit, UNEVEN) + orphan;
            (one.max(two) <= self.limit).then_some((middle, cost))
        });
        places.min_by_key(|(_, cost)| *cost)
    }

    fn subtitle(&self, start: usize, end: usize) -> Subtitle<'a> {
        let fits = start == end || self.width(start, end) <= self.limit;
        let middle = if fits { None } else { self.middle(start, end) };
        let lines = match middle {
            Some((middle, _)) => vec![self.slice(start, middle), self.slice(middle, end)],
            None => vec![self.slice(start, end)],
        };
        Subtitle { lines, beats: self.units[start..end].iter().map(|unit| unit.beats).sum() }
    }
}

/// The blanks at a unit's end.
fn blanks(unit: &str) -> usize {
    unit.len() - unit.trim_end_matches(' ').len()
}

/// A cost that grows with the square of a part.
fn share(part: usize, whole: usize, cost: usize) -> usize {
    cost * part * part / (whole * whole)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Mark, Say, Token};

    /// A sentence whose words are parted by `|`, as the reader would hand it over.
    fn parted(marked: &str) -> (String, Spoken) {
        let token = |word: &str| {
            let say =
                if "，。、".contains(word) { Say::Mark(Mark::Comma) } else { Say::Mandarin(Vec::new()) };
            Token { printed: word.into(), words: word.into(), say, rule: None }
        };
        let tokens = marked.split('|').filter(|word| !word.is_empty()).map(token).collect();
        (marked.replace('|', ""), Spoken { tokens, problem: None })
    }

    fn lines(marked: &str) -> Vec<Vec<String>> {
        let (text, spoken) = parted(marked);
        let own = |subtitle: Subtitle<'_>| subtitle.lines.into_iter().map(str::to_owned).collect();
        subtitles(&text, &spoken).into_iter().map(own).collect()
    }

    #[test]
    fn a_short_sentence_is_one_line() {
        assert_eq!(lines("各位|听众|，|早上|好|！"), [["各位听众，早上好！"]]);
    }

    #[test]
    fn two_lines_break_after_a_clause() {
        let sentence = "全区|统一|执行|新|的|医用|耗材|目录|，|患者|自付|的|费用|明显|下降|。";
        assert_eq!(lines(sentence), [["全区统一执行新的医用耗材目录，", "患者自付的费用明显下降。"]]);
    }

    #[test]
    fn a_long_sentence_takes_several_subtitles_that_end_with_a_clause() {
        let sentence = "昨日|上午|，|横跨|青河|的|新桥|正式|通车|，|桥长|1.2公里|，|双向|四|车道|，|两岸|居民|过河|的|时间|由|40分钟|缩短|到|5分钟|，|等|了|三|年|的|乡亲|终于|不用|再|绕路|。";
        let subtitles = lines(sentence);
        let ends: Vec<_> =
            subtitles.iter().map(|lines| lines.last().unwrap().chars().last().unwrap()).collect();
        assert_eq!(ends, ['，', '，', '。'], "{subtitles:?}");
    }

    #[test]
    fn words_numbers_and_titles_stay_whole() {
        let sentence = "两|架|苏-27|战机|和|一|架|C919|客机|昨日|先后|降落|在|阿拉善右旗|，|话剧|《|战士|·|战马|》|上演|。";
        let shown = lines(sentence).concat();
        for whole in ["苏-27", "C919", "阿拉善右旗", "《战士·战马》"] {
            assert!(shown.iter().any(|line| line.contains(whole)), "{shown:?}");
        }
    }

    #[test]
    fn an_english_sentence_breaks_at_spaces_and_not_after_a_small_word() {
        let text = "The council will vote on the new bridge over the river on Thursday evening.";
        let (_, spoken) = parted("");
        let shown = subtitles(text, &spoken);
        assert_eq!(shown[0].lines.concat(), text);
        assert_eq!(shown[0].lines.len(), 2);
        assert!(!shown[0].lines[0].trim_end().ends_with(" the"), "{shown:?}");
    }

    #[test]
    fn a_web_address_longer_than_a_line_is_the_only_word_that_is_cut() {
        let text = format!("See https://example.org/{} for more.", "a".repeat(100));
        let shown = subtitles(&text, &Spoken::default());
        assert!(shown.iter().flat_map(|s| &s.lines).all(|line| width(line) <= 42), "{shown:?}");
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_everything_fits(text in "[中文，。“”（）、a-z0-9 .,-]{1,240}") {
            let shown = subtitles(&text, &Spoken::default());
            let joined: String = shown.iter().flat_map(|subtitle| subtitle.lines.iter().copied()).collect();
            prop_assert_eq!(&joined, &text);
            for subtitle in &shown {
                prop_assert!(subtitle.lines.len() <= 2);
                prop_assert!(subtitle.lines.iter().all(|line| width(line) <= limit(&text)), "{:?}", subtitle);
            }
        }
    }
}

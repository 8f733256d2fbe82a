//! Headlines over two lines: what speaks for and against two headings, one right below the other, being one, weighed by
//! `two_lines.tsv`.

use std::sync::LazyLock;

use crate::articles::blocks::Block;
#[cfg(test)]
use crate::articles::features::evidence;
use crate::articles::features::evidence::{Scales, sign};
use crate::articles::features::seams::{beginning, seam};
use crate::articles::features::titles::{is_in_title_case, is_title};
use crate::articles::features::topics::{share, terms};
use crate::articles::text::{Text, has_han, is_blank};
use crate::articles::words::lists;

/// A heading with its level.
pub struct Line {
    /// Its print.
    pub text: Text,
    /// 1 to 7; bold lines are 7.
    pub level: u8,
    /// True where no blank line parts it from what stands above.
    pub tight: bool,
    /// Its block's place on the page.
    pub at: usize,
}

impl Line {
    /// The line that a heading's block is.
    pub fn of(blocks: &[Block], at: usize) -> Self {
        let block = &blocks[at];
        Self { text: block.text.clone(), level: block.role().level().unwrap_or(7), tight: block.tight, at }
    }
}

/// A heading, and the one right below it.
struct Pair<'a> {
    above: &'a Line,
    below: &'a Line,
}

/// One sign, from 0 to 1, or how much there is of it.
type Sign = fn(&Pair<'_>) -> f32;

/// All signs, by the names that `two_lines.tsv` weighs.
const SIGNS: &[(&str, Sign)] = &[
    ("always", |_| 1.0),
    ("same_level", |pair| sign(pair.above.level == pair.below.level)),
    ("marked", |pair| sign(pair.above.level.max(pair.below.level) < MARKED)),
    ("tight", |pair| sign(pair.below.tight)),
    ("open", |pair| sign(is_open(&pair.above.text))),
    ("small", |pair| sign(pair.below.text.chars().first().is_some_and(|c| c.is_lowercase()))),
    ("seam", |pair| seam(&pair.above.text, &pair.below.text).clamp(-2.0, 2.0)),
    ("begins", |pair| beginning(&pair.below.text)),
    ("balanced", |pair| {
        let (a, b) = (pair.above.text.len() as f32, pair.below.text.len() as f32);
        a.min(b) / a.max(b).max(1.0)
    }),
    ("longer", |pair| sign(pair.below.text.len() * 2 > pair.above.text.len() * 3)),
    ("length", |pair| (pair.above.text.len() + pair.below.text.len()) as f32 / pair.full()),
    ("length_below", |pair| pair.below.text.len() as f32 / pair.full()),
    ("parted", |pair| sign(is_parted(&pair.above.text) || is_parted(&pair.below.text))),
    ("capitals", |pair| sign(in_capitals(&pair.above.text) && in_capitals(&pair.below.text))),
    ("capitals_above", |pair| sign(in_capitals(&pair.above.text) && !in_capitals(&pair.below.text))),
    ("title_case", |pair| sign(is_in_title_case(&pair.above.text) && is_in_title_case(&pair.below.text))),
    ("title_case_above", |pair| {
        sign(is_in_title_case(&pair.above.text) && !is_in_title_case(&pair.below.text))
    }),
    ("stops", |pair| sign(!is_title(&pair.above.text) || pair.above.text.chars().last() == Some(&'.'))),
    ("stops_below", |pair| sign(!is_title(&pair.below.text) || pair.below.text.chars().last() == Some(&'.'))),
    ("comma", |pair| sign(pair.below.text.chars().iter().any(|c| "，,".contains(*c)))),
    ("shared", |pair| share(&terms(&pair.above.text), &terms(&pair.below.text))),
];

/// Headings of this level and below are no marks of the page.
const MARKED: u8 = 6;

impl Pair<'_> {
    /// The length of a usual headline.
    fn full(&self) -> f32 {
        const CHINESE: f32 = 20.0;
        const ENGLISH: f32 = 50.0;
        if has_han(&self.above.text) { CHINESE } else { ENGLISH }
    }
}

/// True where the last word leaves something open.
pub fn is_open(text: &Text) -> bool {
    let print = text.string().to_lowercase();
    let last = print.split_whitespace().next_back().unwrap_or_default();
    print.ends_with(['-', '—', ',', '、']) || lists().open_words.contains(&last)
}

/// True for Chinese that a blank parts.
fn is_parted(text: &Text) -> bool {
    has_han(text) && text.chars().iter().any(|c| is_blank(*c))
}

fn in_capitals(text: &Text) -> bool {
    !has_han(text) && !text.chars().iter().any(|c| c.is_lowercase())
}

/// True where two headings are one headline.
pub fn are_one(above: &Line, below: &Line) -> bool {
    static SCALES: LazyLock<Scales> =
        LazyLock::new(|| Scales::read(include_str!("two_lines.tsv"), SIGNS.iter().map(|(name, _)| *name)));
    if below.at != above.at + 1 {
        return false;
    }
    let pair = Pair { above, below };
    let is_chinese = has_han(&above.text);
    let signs = SIGNS.iter().map(|(_, sign)| sign(&pair));
    #[cfg(test)]
    evidence::remember(
        "two lines",
        evidence::Seen {
            is_chinese,
            signs: signs.clone().collect(),
            print: String::new(),
            about: [vec![above.at], vec![below.at]],
        },
    );
    SCALES.weigh(is_chinese, signs) > 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sign_has_its_row() {
        let names: Vec<&str> = SIGNS.iter().map(|(name, _)| *name).collect();
        evidence::hold(include_str!("two_lines.tsv"), &names);
    }
}

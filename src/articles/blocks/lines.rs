//! Lines that no mark tells to be headlines: what speaks for and against each, weighed by lines.tsv. What rules found is
//! one sign among them.

use std::sync::LazyLock;

use super::block::{Block, Blocks, Role, TITLED};
use super::headings::is_notice;
use crate::articles::features::endings::is_finished;
#[cfg(test)]
use crate::articles::features::evidence;
use crate::articles::features::evidence::{Case, Scales, bounded, length, sign, words};
use crate::articles::features::labels::{is_in_capitals, is_label};
use crate::articles::features::seams::{beginning, seam};
use crate::articles::features::small_words;
use crate::articles::features::titles::{is_chinese_title, is_english_title, is_in_title_case, is_title};
use crate::articles::features::topics::{Terms, gist, share, terms};
use crate::articles::markdown::Setting;
use crate::articles::text::{Text, has_han, is_blank};
use crate::articles::weights::weights;

/// Small characters are so much rarer in Chinese than small words are in English.
const CHINESE_SMALL: f32 = 4.0;
/// The longest line that may be a headline.
const LONGEST: usize = 90;
const LONGEST_IN_CHINESE: usize = 42;
/// The shortest text that may stand below one.
const BELOW: usize = 40;
/// How many blocks below may hold its text.
const NEAR: usize = 4;
/// How many texts above tell what is read there, and how many blocks away they may stand.
const ABOVE: usize = 3;
const REACH: usize = 30;
/// The rank of such a headline on a page that marks others, and on one that does not.
const RANK: u8 = 6;
const RANK_OF_ALL: u8 = 2;

/// A line, and what stands around it.
struct Line<'a> {
    block: &'a Block,
    above: Option<&'a Block>,
    next: Option<&'a Block>,
    is_chinese: bool,
    words: f32,
    /// The share of its words that begin with a capital, and of small words or characters, of which headlines have few.
    capitals: f32,
    small_words: f32,
    /// How much text stands above it since the last headline, in thousands of characters, two at most.
    since: f32,
    /// How much the text below reads like a beginning.
    below_begins: f32,
    /// Whether a text stands below, and whether a writer or a place stands before it.
    has_below: bool,
    is_signed: bool,
    /// What the line shares with the text below and with those above, and these with one another.
    title_below: f32,
    title_above: f32,
    below_above: f32,
    /// How well it reads on in the text below that could be its rest.
    rest: f32,
    marked_page: f32,
}

/// One sign, from 0 to 1, or how much there is of it.
type Sign = fn(&Line<'_>) -> f32;

/// All signs, by the names that lines.tsv weighs. The first two are what was decided of the lines that touch it.
const SIGNS: &[(&str, Sign)] = &[
    ("above_likely", |_| 0.0),
    ("next_likely", |_| 0.0),
    ("always", |_| 1.0),
    ("small_words", |line| line.small_words),
    ("flush", |line| {
        let set = |block: Option<&Block>, setting| block.is_some_and(|block| block.setting == setting);
        sign(set(Some(line.block), Setting::Flush) && set(line.next, Setting::Indented))
    }),
    ("indented", |line| sign(line.block.setting == Setting::Indented)),
    ("tight", |line| sign(line.block.tight)),
    ("next_tight", |line| sign(line.next.is_some_and(|next| next.tight))),
    ("bold", |line| sign(line.block.bold > 0)),
    ("dashed", |line| sign(line.block.text.chars().first().is_some_and(|c| "—―－–".contains(*c)))),
    ("since", |line| line.since),
    ("below_begins", |line| line.below_begins),
    ("ruled", |line| sign(is_ruled(line.block) && line.block.why() != TITLED)),
    ("titled", |line| sign(is_ruled(line.block) && line.block.why() == TITLED)),
    ("above_ruled", |line| sign(line.above.is_some_and(is_ruled))),
    ("words", |line| length(line.words)),
    ("is_title", |line| {
        let text = &line.block.text;
        sign(if line.is_chinese { is_chinese_title(text) } else { is_english_title(text) })
    }),
    ("plain_title", |line| sign(is_title(&line.block.text))),
    ("comma", |line| sign(line.has("，。；,;"))),
    ("parted", |line| sign(line.is_chinese && line.block.text.chars().iter().any(|c| is_blank(*c)))),
    ("stops", |line| sign(is_finished(&line.block.text))),
    ("capitals", |line| line.capitals),
    ("in_capitals", |line| {
        sign(!line.is_chinese && !line.block.text.chars().iter().any(|c| c.is_lowercase()))
    }),
    ("figures", |line| sign(line.has("0123456789"))),
    ("colon", |line| sign(line.has("：:"))),
    ("alone", |line| sign(line.block.alone)),
    ("above_heading", |line| sign(line.above.is_some_and(is_marked))),
    ("above_text_whole", |line| {
        sign(line.above.is_some_and(|above| above.is_text() && above.is_finished() && !may_be(above)))
    }),
    ("above_broken", |line| sign(line.broken().is_some())),
    ("above_seam", |line| line.broken().map_or(0.0, |above| bounded(seam(&above.text, &line.block.text)))),
    ("begins", |line| beginning(&line.block.text)),
    ("rest", |line| line.rest),
    ("above_writers", |line| sign(line.above.is_some_and(|above| above.role() == Role::Byline))),
    ("above_credit", |line| sign(line.above.is_some_and(|above| above.role() == Role::Credit))),
    ("unbalanced", |line| sign(is_unbalanced(&line.block.text))),
    ("shares_nothing", |line| sign(line.has_below && line.title_below <= 0.0)),
    ("names_nothing", |line| sign(line.title_below <= 0.0 && line.next.is_some_and(is_marked))),
    ("above_other", |line| {
        sign(line.above.is_none_or(|above| matches!(above.role(), Role::Skip(_) | Role::Rule | Role::Table)))
    }),
    ("next_signed", |line| {
        sign(line.next.is_some_and(|next| matches!(next.role(), Role::Byline | Role::Opening)))
    }),
    ("next_from", |line| sign(line.next.is_some_and(|next| next.role() == Role::FromElsewhere))),
    ("next_heading", |line| sign(line.next.is_some_and(is_marked))),
    ("next_line", |line| sign(line.next.is_some_and(|next| may_be(next) && !is_ruled(next)))),
    ("next_caption", |line| {
        sign(line.next.is_some_and(|next| matches!(next.role(), Role::Caption | Role::Credit)))
    }),
    ("next_skip", |line| {
        sign(line.next.is_none_or(|next| matches!(next.role(), Role::Skip(_) | Role::Rule)))
    }),
    ("next_closed", |line| sign(line.next.is_some_and(|next| next.closed))),
    ("next_text", |line| sign(line.next_text().is_some_and(|next| next.text.len() >= BELOW))),
    ("next_short", |line| sign(line.next_text().is_some_and(|next| next.text.len() < BELOW))),
    ("next_seam", |line| line.next_text().map_or(0.0, |next| bounded(seam(&line.block.text, &next.text)))),
    ("has_below", |line| sign(line.has_below)),
    ("signed", |line| sign(line.is_signed)),
    ("title_below", |line| line.title_below),
    ("title_above", |line| line.title_above),
    ("below_above", |line| line.below_above),
    ("marked_page", |line| line.marked_page),
];

impl<'a> Line<'a> {
    fn of(blocks: &'a Blocks, i: usize) -> Self {
        let block = &blocks[i];
        let is_chinese = has_han(&block.text);
        let print = block.text.string();
        let words = words(&block.text);
        let capitals = print.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).count();
        let (below, is_signed) = text_below(blocks, i);
        let title = terms(&block.text);
        let about = below.map(|below| terms(&below.text));
        let long = |block: &&Block| block.is_text() && block.text.len() >= BELOW;
        let texts = blocks[..i].iter().rev().take(REACH).filter(long).take(ABOVE);
        let told: Terms = gist(texts.map(|block| &block.text));
        Self {
            block,
            above: i.checked_sub(1).map(|above| &blocks[above]),
            next: blocks.get(i + 1),
            is_chinese,
            words,
            capitals: if is_chinese { 0.0 } else { capitals as f32 / words.max(1.0) },
            small_words: small_words::share(&block.text) * if is_chinese { CHINESE_SMALL } else { 1.0 },
            since: since(blocks, i),
            below_begins: below.map_or(0.0, |below| beginning(&below.text)),
            has_below: below.is_some(),
            is_signed,
            title_below: about.as_ref().map_or(0.0, |about| share(&title, about)),
            title_above: share(&title, &told),
            below_above: about.as_ref().map_or(0.0, |about| share(about, &told)),
            rest: rest(blocks, i),
            marked_page: sign(blocks.has_headings),
        }
    }

    fn has(&self, marks: &str) -> bool {
        self.block.text.chars().iter().any(|c| marks.contains(*c))
    }

    /// The text above that breaks off.
    fn broken(&self) -> Option<&'a Block> {
        self.above.filter(|above| above.is_text() && !above.is_finished() && !may_be(above))
    }

    /// The text right below that is no line of this kind itself.
    fn next_text(&self) -> Option<&'a Block> {
        self.next.filter(|next| next.role() == Role::Body && !may_be(next))
    }
}

/// True for a line that opens a bracket or quotation and does not close it, or the other way round.
fn is_unbalanced(text: &Text) -> bool {
    const PAIRS: [(char, char); 5] = [('“', '”'), ('《', '》'), ('（', '）'), ('「', '」'), ('(', ')')];
    let count = |mark: char| text.chars().iter().filter(|c| **c == mark).count();
    PAIRS.iter().any(|&(open, close)| count(open) != count(close)) || !count('"').is_multiple_of(2)
}

/// How much text stands above a line since the last headline.
fn since(blocks: &[Block], i: usize) -> f32 {
    const MOST: usize = 2_000;
    const THOUSAND: f32 = 1_000.0;
    let above = blocks[..i].iter().rev().take_while(|block| !matches!(block.role(), Role::Heading(_)));
    let length: usize = above.take(REACH).filter(|block| block.is_text()).map(|block| block.text.len()).sum();
    length.min(MOST) as f32 / THOUSAND
}

/// How well a line reads on in that of the texts below which does best, where it plainly ends a sentence.
fn rest(blocks: &[Block], i: usize) -> f32 {
    let rests = blocks[i + 1..].iter().take(REACH).filter(|block| block.is_text() && block.reads_on());
    bounded(rests.map(|block| seam(&blocks[i].text, &block.text)).fold(-1.0, f32::max))
}

/// The text below a line and other lines, and whether a writer or a place stands before it.
fn text_below(blocks: &[Block], i: usize) -> (Option<&Block>, bool) {
    let mut is_signed = false;
    for block in blocks[i + 1..].iter().take(NEAR) {
        match block.role() {
            Role::Byline => is_signed = true,
            Role::Opening => return (Some(block), true),
            Role::Credit | Role::FromElsewhere | Role::Heading(_) => {}
            Role::Body if may_be(block) && block.text.len() < BELOW => {}
            Role::Body | Role::Speech | Role::Note => return (Some(block), is_signed),
            _ => break,
        }
    }
    (None, is_signed)
}

/// Decides of every line that may be a headline; a column's name is left to the rules.
pub fn mark(blocks: &mut Blocks) {
    let rank = if blocks.has_headings { RANK } else { RANK_OF_ALL };
    for (i, weight) in weigh(blocks) {
        if is_ruled(&blocks[i]) {
            // What opens a page is no rest of anything.
            if weight < weights().ruled_doubted && i > 0 {
                blocks.set(i, Role::Body);
            }
        } else if weight > 0.0 {
            blocks.set(i, Role::Heading(blocks.rank_at(i, rank)));
        }
    }
}

/// Weighs all lines that may be headlines.
fn weigh(blocks: &Blocks) -> Vec<(usize, f32)> {
    static SCALES: LazyLock<Scales> =
        LazyLock::new(|| Scales::read(include_str!("lines.tsv"), SIGNS.iter().map(|(name, _)| *name)));
    let candidates = (0..blocks.len()).filter(|&i| may_be(&blocks[i]));
    let mut cases: Vec<Case> = candidates.map(|i| look(blocks, i)).collect();
    let weights = SCALES.weigh_together(&mut cases, blocks.len());
    cases.iter().map(|case| case.at).zip(weights).collect()
}

fn look(blocks: &Blocks, i: usize) -> Case {
    let line = Line::of(blocks, i);
    let signs: Vec<f32> = SIGNS.iter().map(|(_, sign)| sign(&line)).collect();
    #[cfg(test)]
    evidence::remember(
        "lines",
        evidence::Seen {
            is_chinese: line.is_chinese,
            signs: signs.clone(),
            print: line.block.text.string(),
            about: [vec![i], Vec::new()],
        },
    );
    Case { at: i, is_chinese: line.is_chinese, signs }
}

/// True for a line that rules took to be a headline.
fn is_ruled(block: &Block) -> bool {
    matches!(block.role(), Role::Heading(_)) && matches!(block.why(), "unmarked heading" | TITLED)
}

fn is_marked(block: &Block) -> bool {
    matches!(block.role(), Role::Heading(_)) && !is_ruled(block)
}

/// True for a line that may be a headline by its form.
fn may_be(block: &Block) -> bool {
    let text = &block.text;
    let chars = text.chars();
    let longest = if has_han(text) { LONGEST_IN_CHINESE } else { LONGEST };
    let last = chars.last().copied().unwrap_or('。');
    let stop = last == '.' && !is_in_title_case(text) && !is_in_capitals(text);
    (block.role() == Role::Body || is_ruled(block))
        && !block.closed
        && (3..=longest).contains(&chars.len())
        && !stop
        && !"，。；：、,;:-".contains(last)
        && !chars.first().is_some_and(|c| c.is_lowercase())
        && !is_label(text)
        && !is_notice(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::articles::blocks::{LINE, classify};
    use crate::articles::markdown::scan;

    fn headings(page: &str) -> Vec<(String, &'static str)> {
        let page: Vec<char> = page.chars().collect();
        let blocks = classify(scan(&page, 0).0);
        let headings = blocks.iter().filter(|block| block.role().level().is_some());
        headings.map(|block| (block.text.string(), block.why())).collect()
    }

    #[test]
    fn each_sign_has_its_row() {
        evidence::hold(include_str!("lines.tsv"), &SIGNS.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    }

    #[test]
    fn a_headline_that_no_rule_knows_is_told_by_all_signs_together() {
        let page = "## Ferry fares to rise\n\nThe ferry company will charge more from May, its owner told the council on \
            Monday, and blamed the price of fuel.\n\nPassengers at the landing were not amused by the news of the fares.\n\n\
            ## Bridge shut\n\nBy JANE POLE\n\nThe bridge is shut until the end of the month, and\n\n\
            Boat builder opens yard to pupils\n\nA boat builder has opened his yard to pupils, who learn to plane and to \
            caulk there on Fridays.";
        let told = ("Boat builder opens yard to pupils".to_owned(), LINE);
        assert!(headings(page).contains(&told));
    }

    #[test]
    fn the_rest_of_a_quotation_is_none() {
        let page = "## 大桥通车\n\n柳河大桥昨日通车，两岸居民过江只需要五分钟，公交公司说：“票价\n\n还是两元不变”\n\n\
            大桥两端新建了停车场，居民说从此不用绕路。";
        assert_eq!(headings(page).len(), 1);
    }
}

//! What stands around the stories and no pattern knows: what speaks for and against a short text being no part of any,
//! weighed by around.tsv.

use std::cell::OnceCell;
use std::sync::LazyLock;

use super::block::{Block, Blocks, Role};
use super::contacts::is_contact;
use crate::articles::features::dates::is_weekday;
use crate::articles::features::endings::is_finished;
#[cfg(test)]
use crate::articles::features::evidence;
use crate::articles::features::evidence::{Case, Scales, bounded, sign};
use crate::articles::features::furniture::{Furniture, weigh as weigh_furniture};
use crate::articles::features::labels::is_label;
use crate::articles::features::seams::{beginning, seam};
use crate::articles::features::small_words;
use crate::articles::features::titles::{is_in_title_case, is_title};
use crate::articles::features::topics::{gist, share, terms};
use crate::articles::text::{fold, has_han, is_blank, is_han};
use crate::articles::weights::weights;
use crate::model::SkipReason;

/// The longest text that is weighed.
const LONGEST: usize = 280;
/// How many blocks above and below are asked what they have in common with it.
const NEAR: usize = 4;
/// What furniture.tsv says of it counts no more than this, and no less than that.
const MOST: f32 = 2.0;
const LEAST: f32 = -1.5;
/// Shares are brought to about one where there is much of a sign: of commas, of strokes, of digits and letters, of small words.
const MANY_COMMAS: f32 = 20.0;
const MANY_SIGNS: f32 = 10.0;
const MANY: f32 = 3.0;
const MANY_SMALL_CHARACTERS: f32 = 8.0;
/// The shortest text that tells what is read there.
const TEXT: usize = 40;

/// A short text, and what stands around it.
struct Place<'a> {
    block: &'a Block,
    above: Option<&'a Block>,
    below: Option<&'a Block>,
    print: String,
    is_chinese: bool,
    found: OnceCell<Furniture>,
    near: OnceCell<[f32; 2]>,
    blocks: &'a [Block],
    at: usize,
}

/// One sign, from 0 to 1, or how much there is of it.
type Sign = fn(&Place<'_>) -> f32;

/// All signs, by the names that around.tsv weighs. The first two are what was decided of the texts that touch it.
const SIGNS: &[(&str, Sign)] = &[
    ("above_likely", |_| 0.0),
    ("below_likely", |_| 0.0),
    ("always", |_| 1.0),
    ("above_around", |place| sign(place.above.is_some_and(is_around))),
    ("below_around", |place| sign(place.below.is_some_and(is_around))),
    ("at_edge", |place| sign(place.above.is_none() || place.below.is_none())),
    ("above_heading", |place| sign(place.above.is_some_and(is_heading))),
    ("below_heading", |place| sign(place.below.is_some_and(is_heading))),
    ("below_signed", |place| {
        sign(place.below.is_some_and(|below| matches!(below.role(), Role::Byline | Role::Opening)))
    }),
    ("below_text", |place| {
        sign(place.below.is_some_and(|below| below.is_text() && below.text.len() >= TEXT))
    }),
    ("above_broken", |place| sign(place.broken().is_some())),
    ("over_text", |place| {
        let wide = !place.is_chinese && !place.print.contains(char::is_lowercase);
        let text = place.below.is_some_and(|below| matches!(below.role(), Role::Body | Role::Item));
        sign(wide && text && is_title(&place.block.text))
    }),
    ("begins", |place| beginning(&place.block.text)),
    ("item", |place| sign(place.block.role() == Role::Item)),
    ("caption", |place| sign(place.block.role() == Role::Caption)),
    ("tight", |place| sign(place.block.tight)),
    ("label", |place| sign(is_label(&place.block.text))),
    ("stops", |place| sign(is_finished(&place.block.text))),
    ("stops_in_sentence", |place| {
        sign(place.block.text.chars().last().is_some_and(|c| "。！？".contains(*c)))
    }),
    ("commas", |place| place.share(|c| "，,".contains(c)) * MANY_COMMAS),
    ("length", |place| place.block.text.len() as f32 / 100.0),
    ("short", |place| sign(place.block.text.len() <= if place.is_chinese { 12 } else { 30 })),
    ("digits", |place| place.share(|c| fold(c).is_ascii_digit()) * MANY),
    ("has_digits", |place| sign(place.share(|c| fold(c).is_ascii_digit()) > 0.0)),
    ("signs", |place| place.share(|c| ":/|·•@>※*_=+#：／｜".contains(c)) * MANY_SIGNS),
    ("reached", |place| {
        sign(place.print.contains(['@']) || place.print.contains("www.") || place.print.contains(".com"))
    }),
    ("money", |place| sign(place.print.contains(['$', '£', '￥', '¥', '㎡', '℃', '%']))),
    ("fields", |place| place.fields()),
    ("latin", |place| if place.is_chinese { place.share(|c| c.is_ascii_alphabetic()) * MANY } else { 0.0 }),
    ("capitals", |place| if place.is_chinese { 0.0 } else { place.share(char::is_uppercase) * MANY }),
    ("title_case", |place| sign(!place.is_chinese && is_in_title_case(&place.block.text))),
    ("small_words", |place| place.small_words()),
    ("days", |place| {
        sign(place.print.split(|c: char| !c.is_alphabetic()).any(is_weekday) || place.print.contains("星期"))
    }),
    ("quotes", |place| sign(place.print.contains(['“', '"', '「', '”', '」']))),
    ("sells", |place| place.found().advert().clamp(LEAST, MOST)),
    ("house", |place| place.found().house().clamp(LEAST, MOST)),
    ("seam", |place| place.broken().map_or(0.0, |above| bounded(seam(&above.text, &place.block.text)))),
    ("rest", |place| place.rest()),
    ("shared_above", |place| place.near()[0]),
    ("shared_below", |place| place.near()[1]),
    ("shared", |place| sign(place.near()[0].max(place.near()[1]) > 0.0)),
];

impl<'a> Place<'a> {
    fn of(blocks: &'a Blocks, i: usize) -> Self {
        let block = &blocks[i];
        Self {
            block,
            above: i.checked_sub(1).map(|above| &blocks[above]),
            below: blocks.get(i + 1),
            print: block.text.string(),
            is_chinese: has_han(&block.text),
            found: OnceCell::new(),
            near: OnceCell::new(),
            blocks,
            at: i,
        }
    }

    /// What it is made of.
    fn found(&self) -> Furniture {
        *self.found.get_or_init(|| weigh_furniture(&self.block.text))
    }

    /// The share of its terms that the texts near above and near below have.
    fn near(&self) -> [f32; 2] {
        *self.near.get_or_init(|| {
            let own = terms(&self.block.text);
            let long = |block: &&Block| block.is_text() && block.text.len() >= TEXT;
            let above = self.blocks[..self.at].iter().rev().take(NEAR).filter(long);
            let below = self.blocks[self.at + 1..].iter().take(NEAR).filter(long);
            [
                share(&own, &gist(above.map(|block| &block.text))),
                share(&own, &gist(below.map(|block| &block.text))),
            ]
        })
    }

    /// How well it reads on in one of the texts below that plainly end a sentence.
    fn rest(&self) -> f32 {
        if self.block.is_finished() {
            return -1.0;
        }
        let below = self.blocks[self.at + 1..].iter().take(NEAR * 4);
        let rests = below.filter(|block| block.is_text() && block.reads_on());
        bounded(rests.map(|rest| seam(&self.block.text, &rest.text)).fold(-1.0, f32::max))
    }

    /// The share of its characters that are so.
    fn share(&self, is: impl Fn(char) -> bool) -> f32 {
        let chars = self.block.text.chars();
        chars.iter().filter(|c| is(**c)).count() as f32 / chars.len().max(1) as f32
    }

    /// How many fields blanks part it in, six at most, where it is Chinese.
    fn fields(&self) -> f32 {
        let parts = self.print.split(is_blank).filter(|part| !part.is_empty()).count();
        if self.is_chinese { parts.min(6) as f32 / MANY } else { 0.0 }
    }

    /// The share of small words, of which sentences have many.
    fn small_words(&self) -> f32 {
        small_words::share(&self.block.text) * if self.is_chinese { MANY_SMALL_CHARACTERS } else { MANY }
    }

    /// The text above that breaks off.
    fn broken(&self) -> Option<&'a Block> {
        self.above.filter(|above| above.is_text() && !above.is_finished() && above.text.len() >= TEXT)
    }
}

fn is_around(block: &Block) -> bool {
    matches!(block.role(), Role::Skip(_) | Role::Table)
}

fn is_heading(block: &Block) -> bool {
    matches!(block.role(), Role::Heading(_))
}

/// True for a text that may stand around the stories.
fn may_be(block: &Block) -> bool {
    let plain = matches!(block.role(), Role::Body | Role::Item | Role::Caption);
    plain
        && !block.closed
        && (2..=LONGEST).contains(&block.text.len())
        && block.byline.is_none()
        && block.onward.is_none()
}

/// True for what belongs to a story by where it stands: the telephone of a notice below its text, which the pass for contacts has
/// left there; the only text below a headline; a line of verse, of two halves alike.
fn is_of_story(blocks: &Blocks, i: usize) -> bool {
    let block = &blocks[i];
    let above = i.checked_sub(1).map(|above| &blocks[above]);
    let is_contact = is_contact(&block.text)
        && above.is_some_and(|above| above.role() == Role::Body && above.is_finished());
    let is_only =
        above.is_some_and(is_heading) && blocks.get(i + 1).is_none_or(is_heading) && block.is_finished();
    is_contact || is_only || is_verse(block)
}

/// 春眠不觉晓　处处闻啼鸟: two halves of one length, and nothing but Chinese in them.
fn is_verse(block: &Block) -> bool {
    const HALF: std::ops::RangeInclusive<usize> = 4..=9;
    let print = block.text.string();
    let halves: Vec<usize> = print
        .split(is_blank)
        .filter(|half| !half.is_empty())
        .map(|half| half.chars().filter(|&c| is_han(c)).count())
        .collect();
    matches!(halves[..], [one, other] if one == other && HALF.contains(&one))
}

/// True for a whole sentence that nothing in itself makes an advert or a line of the paper's own: what stands beside it alone is no
/// reason to take it out of a story. A stop makes no sentence of English words without an article, a pronoun or an auxiliary among
/// them, unless it is the rest of one: `Oak table, four chairs, like new.`
fn is_whole(place: &Place<'_>) -> bool {
    const SENTENCE: usize = 10;
    /// The share of such words in an English sentence.
    const SPOKEN: f32 = 0.1;
    /// One legal word is less: so reports have them.
    const SURE: f32 = 1.0;
    let marked = place.block.text.chars().last().is_some_and(|c| "。！？.!?".contains(*c));
    let found = place.found();
    let spoken =
        place.is_chinese || place.block.reads_on() || small_words::share(&place.block.text) >= SPOKEN;
    marked && spoken && place.block.text.len() >= SENTENCE && found.advert() < SURE && found.house() < SURE
}

/// Library hires first new director in 22 years, right above a text that tells of it: a headline, whatever figures it has.
fn heads(place: &Place<'_>) -> bool {
    /// The share of its terms that the text has.
    const SHARED: f32 = 0.34;
    let tells = |below: &&Block| {
        matches!(below.role(), Role::Body | Role::Opening) && below.text.len() >= TEXT && !below.reads_on()
    };
    let own = &place.block.text;
    is_title(own)
        && place.below.filter(tells).is_some_and(|below| share(&terms(own), &terms(&below.text)) >= SHARED)
}

/// Takes such texts out of a page.
pub fn mark(blocks: &mut Blocks) {
    for (i, weight, sells) in weigh(blocks) {
        if weight > weights().around {
            blocks.set(i, Role::Skip(if sells { SkipReason::Advert } else { SkipReason::Boilerplate }));
        }
    }
}

/// Weighs all texts that may be such; whether each sells something.
fn weigh(blocks: &Blocks) -> Vec<(usize, f32, bool)> {
    static SCALES: LazyLock<Scales> =
        LazyLock::new(|| Scales::read(include_str!("around.tsv"), SIGNS.iter().map(|(name, _)| *name)));
    let (mut cases, sell): (Vec<Case>, Vec<bool>) = (0..blocks.len()).filter_map(|i| look(blocks, i)).unzip();
    let weights = SCALES.weigh_together(&mut cases, blocks.len());
    cases.iter().zip(weights).zip(sell).map(|((case, weight), sells)| (case.at, weight, sells)).collect()
}

/// Looks at a text; `None` for what is no such, whatever stands around it.
fn look(blocks: &Blocks, i: usize) -> Option<(Case, bool)> {
    if !may_be(&blocks[i]) || is_of_story(blocks, i) {
        return None;
    }
    let place = Place::of(blocks, i);
    if is_whole(&place) || heads(&place) {
        return None;
    }
    let signs: Vec<f32> = SIGNS.iter().map(|(_, sign)| sign(&place)).collect();
    #[cfg(test)]
    evidence::remember(
        "around",
        evidence::Seen {
            is_chinese: place.is_chinese,
            signs: signs.clone(),
            print: place.print.clone(),
            about: [vec![i], Vec::new()],
        },
    );
    let sells = place.found().advert() > 0.0;
    Some((Case { at: i, is_chinese: place.is_chinese, signs }, sells))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sign_has_its_row() {
        let names: Vec<&str> = SIGNS.iter().map(|(name, _)| *name).collect();
        evidence::hold(include_str!("around.tsv"), &names);
    }

    #[test]
    fn a_title_of_the_text_right_below_is_a_headline_whatever_figures_it_has() {
        let page = "Ann Tydd, 96, taught 41 years\n\nAnn Mary Tydd, who taught three generations of children in Marsham, died \
                    May 30 at her home. She was 96.\n\nCOPYRIGHT 2024 MARSHAM COURIER. ALL RIGHTS RESERVED.";
        assert!(!matches!(crate::articles::blocks::roles(page)[0], Role::Skip(_)));
    }
}

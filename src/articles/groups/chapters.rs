//! Whether a text under a heading is the next chapter of the story above it: what speaks for and against, weighed by
//! chapters.tsv.

use std::sync::LazyLock;

use super::part::{Part, Start, gist, has_writers};
use crate::articles::blocks::{Block, TITLED};
#[cfg(test)]
use crate::articles::features::evidence;
use crate::articles::features::evidence::{Scales, bounded, length, sign, words};
use crate::articles::features::seams::seam;
use crate::articles::features::topics::{Terms, Topics, terms};
use crate::articles::text::has_han;

/// What a page's ranks of headings stand for.
pub struct Ranks([Rank; 9]);

/// How many stories stand below headings of one rank, and how many of them are signed.
#[derive(Clone, Copy, Default)]
struct Rank {
    stories: u32,
    signed: u32,
}

impl Ranks {
    /// Counts them.
    pub fn of(blocks: &[Block], parts: &[Part]) -> Self {
        let mut ranks = [Rank::default(); 9];
        for part in parts.iter().filter(|part| part.start == Start::Headed && !part.texts.is_empty()) {
            if let Some(rank) = part.level(blocks).and_then(|level| ranks.get_mut(usize::from(level))) {
                rank.stories += 1;
                rank.signed += u32::from(part.is_signed(blocks));
            }
        }
        Self(ranks)
    }

    fn share_of_signed(&self, level: u8) -> f32 {
        let rank = self.0.get(usize::from(level)).copied().unwrap_or_default();
        rank.signed as f32 / rank.stories.max(1) as f32
    }
}

/// A chapter's usual length, in characters of Chinese; so many letters of English say as much as one. One of twice that
/// length is long.
const USUAL: f32 = 400.0;
const LETTERS: f32 = 4.0;
const TWICE: f32 = 2.0;
/// No heading counts as shorter, in words.
const SHORTEST: f32 = 4.0;

/// A heading with its text, and the story above it.
pub struct Pair<'a> {
    /// The page.
    pub blocks: &'a [Block],
    /// What its ranks stand for.
    pub ranks: &'a Ranks,
    /// How rare its terms are.
    pub topics: &'a Topics,
    /// The story above.
    pub above: &'a Part,
    /// Its own rank, and that of the heading.
    pub levels: (u8, u8),
    /// The heading with its text.
    pub part: &'a Part,
}

/// The pair, and what is measured of it once.
struct Measured<'a> {
    pair: &'a Pair<'a>,
    heading: &'a Block,
    words: f32,
    length: f32,
    seam: f32,
    is_broken: bool,
    likeness: f32,
    title_likeness: f32,
}

/// One sign, from 0 to 1, or how much there is of it.
type Sign = fn(&Measured<'_>) -> f32;

/// All signs, by the names that chapters.tsv weighs.
const SIGNS: &[(&str, Sign)] = &[
    ("always", |_| 1.0),
    ("deeper", |it| sign(it.pair.levels.1 > it.pair.levels.0)),
    ("reported", |it| {
        let deeper = it.pair.levels.1 > it.pair.levels.0;
        let writers = has_writers(it.pair.blocks, it.pair.above);
        sign(deeper && writers && !it.is_broken && it.heading.why() != TITLED)
    }),
    ("words", |it| length(it.words.max(SHORTEST))),
    ("part_length", |it| (it.length / USUAL).min(TWICE)),
    ("had_subheads", |it| {
        let rank = |&i: &usize| it.pair.blocks[i].role().level() == Some(it.pair.levels.1);
        sign(it.pair.above.subheads.last().is_some_and(rank))
    }),
    ("above_broken", |it| sign(it.is_broken)),
    ("seam", |it| it.seam),
    ("likeness", |it| it.likeness),
    ("title_likeness", |it| it.title_likeness),
    ("rank_signed", |it| it.pair.ranks.share_of_signed(it.pair.levels.1)),
    ("own_signed", |it| it.pair.ranks.share_of_signed(it.pair.levels.0)),
    ("closing_byline", |it| sign(!it.pair.part.bylines.is_empty())),
    ("titled", |it| sign(it.heading.why() == TITLED)),
];

impl Pair<'_> {
    /// What speaks for the heading being one of a chapter, above zero, or of a story of its own. `about` is what the story
    /// above is about.
    pub fn weigh(&self, about: &Terms) -> f32 {
        static SCALES: LazyLock<Scales> =
            LazyLock::new(|| Scales::read(include_str!("chapters.tsv"), SIGNS.iter().map(|(name, _)| *name)));
        let Some((is_chinese, signs)) = self.signs(about) else { return f32::MIN };
        #[cfg(test)]
        {
            let about = [self.above, self.part].map(|part| part.texts.clone());
            evidence::remember(
                "chapters",
                evidence::Seen { is_chinese, signs: signs.clone(), print: String::new(), about },
            );
        }
        SCALES.weigh(is_chinese, signs.into_iter())
    }

    /// All signs, and whether the heading is Chinese.
    fn signs(&self, about: &Terms) -> Option<(bool, Vec<f32>)> {
        let heading = *self.part.headings.first()?;
        let (first, last) = (*self.part.texts.first()?, *self.above.texts.last()?);
        let [heading, first, last] = [heading, first, last].map(|i| &self.blocks[i]);
        let title = &heading.text;
        let is_chinese = has_han(title);
        let length = self.part.texts.iter().map(|&i| self.blocks[i].text.len()).sum::<usize>() as f32;
        let is_broken = !last.is_finished();
        let measured = Measured {
            pair: self,
            heading,
            words: words(title),
            length: length / if is_chinese { 1.0 } else { LETTERS },
            seam: if is_broken { bounded(seam(&last.text, &first.text)) } else { 0.0 },
            is_broken,
            likeness: self.topics.weigh(&gist(self.blocks, &self.part.texts)).likeness(about),
            title_likeness: self.topics.weigh(&terms(title)).likeness(about),
        };
        Some((is_chinese, SIGNS.iter().map(|(_, sign)| sign(&measured)).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sign_has_its_row() {
        evidence::hold(
            include_str!("chapters.tsv"),
            &SIGNS.iter().map(|(name, _)| *name).collect::<Vec<_>>(),
        );
    }
}

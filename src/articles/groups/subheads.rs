//! Headings within a story (小标题): which parts are only its next chapters.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use super::briefs::names_items;
use super::chapters::{Pair, Ranks};
use super::part::{Part, Start, gist, has_writers, topics};
use crate::articles::blocks::{Block, Role};
use crate::articles::features::dates::is_weekday;
use crate::articles::features::endings::is_finished;
use crate::articles::features::labels::is_label;
use crate::articles::features::letters::greets;
use crate::articles::features::sections::is_briefs;
use crate::articles::features::topics::{Terms, Topics};
use crate::articles::text::has_han;
use crate::articles::weights::weights;

/// A heading inside a longer piece: deeper than the piece's own, without dateline, byline or picture.
pub fn absorb(blocks: &[Block], parts: &[Part]) -> Vec<Part> {
    let topics = LazyCell::new(|| topics(blocks, parts));
    let ranks = LazyCell::new(|| Ranks::of(blocks, parts));
    let signed = LazyCell::new(|| signed_levels(blocks, parts));
    let mut kept: Vec<Part> = Vec::new();
    // What the last part kept is about, gathered when first needed.
    let mut about: Option<Terms> = None;
    let mut moved: Vec<usize> = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        // A picture with its caption may stand between a story and its subhead.
        let is_picture = |part: &&Part| part.start == Start::Picture && part.is_picture(blocks);
        let story = kept.len() - kept.iter().rev().take_while(is_picture).count();
        let absorbs = story.checked_sub(1).map(|last| &kept[last]).is_some_and(|above| {
            let weigh = |levels| {
                let about =
                    about.get_or_insert_with(|| gist(blocks, above.headings.iter().chain(&above.texts)));
                Pair { blocks, ranks: &ranks, topics: &topics, above, levels, part }.weigh(about)
            };
            is_subhead(blocks, above, part, weigh)
        });
        moved.push(if absorbs { story - 1 } else { kept.len() });
        match story.checked_sub(1).map(|last| &mut kept[last]) {
            Some(above) if absorbs => {
                above.subheads.extend(&part.headings);
                above.texts.extend(&part.headings);
                above.texts.extend(&part.texts);
                above.bylines.extend(&part.bylines);
                above.signs.extend(&part.signs);
                above.tables.extend(&part.tables);
                if let Some(about) = &mut about {
                    about.extend(gist(blocks, part.headings.iter().chain(&part.texts)));
                }
            }
            _ => {
                let mut part = part.clone();
                if let Start::Resumes(root) = part.start {
                    part.start = Start::Resumes(moved[root.min(index)]);
                } else if let Some(home) = interrupted(blocks, &kept, &part)
                    .or_else(|| chapter(blocks, &signed, &kept, &part, &topics))
                {
                    part.start = Start::Resumes(home);
                    part.subheads = std::mem::take(&mut part.headings);
                    part.texts.splice(0..0, part.subheads.iter().copied());
                }
                about = about.filter(|_| is_picture(&&part));
                kept.push(part);
            }
        }
    }
    kept
}

/// The signed report in chapters that a box, a picture or a column of briefs interrupted, if this is its next chapter.
fn interrupted(blocks: &[Block], kept: &[Part], part: &Part) -> Option<usize> {
    const BACK: usize = 4;
    let rank = |&i: &usize| (blocks[i].role(), is_marked(&blocks[i]));
    let [heading] = part.headings.as_slice() else { return None };
    let plain = part.start == Start::Headed
        && part.bylines.is_empty()
        && part.texts.iter().all(|&i| blocks[i].role() == Role::Body)
        && !is_label(&blocks[*heading].text);
    let above = (0..kept.len()).rev().take(BACK);
    let chapters = |part: &Part| part.subheads.last().map(rank) == Some(rank(heading));
    let home = above.into_iter().find(|&i| has_writers(blocks, &kept[i]) && chapters(&kept[i]))?;
    let between = kept[home + 1..].iter().all(|part| {
        let named = |&i: &usize| is_label(&blocks[i].text) || is_marked(&blocks[i]);
        let chapter = part.start == Start::Resumes(home);
        chapter
            || part.is_picture(blocks)
            || part.start == Start::Loose
            || part.headings.first().is_some_and(named)
    });
    (plain && !part.texts.is_empty() && between).then_some(home)
}

/// True for a part whose writer is not named.
fn is_plain(blocks: &[Block], part: &Part) -> bool {
    part.start == Start::Headed && part.bylines.is_empty() && !part.is_signed(blocks)
}

/// The ranks of headings of which three stories or more, and half of all, are signed.
fn signed_levels(blocks: &[Block], parts: &[Part]) -> BTreeSet<u8> {
    const FEWEST: usize = 3;
    let mut counts: BTreeMap<u8, (usize, usize)> = BTreeMap::new();
    for part in parts.iter().filter(|part| !part.texts.is_empty()) {
        let Some(level) = part.level(blocks) else { continue };
        let (signed, all) = counts.entry(level).or_default();
        *signed += usize::from(!is_plain(blocks, part));
        *all += 1;
    }
    counts.retain(|_, (signed, all)| *signed >= FEWEST && *signed * 2 >= *all);
    counts.into_keys().collect()
}

/// The story whose next chapter stands under a heading of the rank of headlines: on a page where nearly all stories of
/// that rank are signed, this one is not, and it is about what that story is about.
fn chapter(
    blocks: &[Block],
    signed: &BTreeSet<u8>,
    kept: &[Part],
    part: &Part,
    topics: &Topics,
) -> Option<usize> {
    const BACK: usize = 6;
    let [heading] = part.headings.as_slice() else { return None };
    let level = part.level(blocks)?;
    let plain = is_plain(blocks, part)
        && has_han(&blocks[*heading].text)
        && !is_label(&blocks[*heading].text)
        && part.texts.iter().all(|&i| blocks[i].role() == Role::Body);
    if !plain || !signed.contains(&level) {
        return None;
    }
    let words = topics.weigh(&gist(blocks, part.headings.iter().chain(&part.texts)));
    let told = |home: usize| {
        let own = |part: &&Part| part.start == Start::Resumes(home);
        let texts = kept[home].headings.iter().chain(&kept[home].texts);
        gist(blocks, texts.chain(kept.iter().filter(own).flat_map(|part| &part.texts)))
    };
    let mut fits: Vec<(f32, usize)> = (0..kept.len())
        .rev()
        .take(BACK)
        .filter(|&home| !matches!(kept[home].start, Start::Resumes(_) | Start::Loose | Start::Picture))
        .map(|home| (words.likeness(&told(home)), home))
        .collect();
    fits.sort_by(|a, b| b.0.total_cmp(&a.0));
    let &(best, home) = fits.first()?;
    let second = fits.get(1).map_or(0.0, |next| next.0);
    (best >= weights().subhead && best >= second * weights().subhead_leads).then_some(home)
}

fn is_marked(heading: &Block) -> bool {
    heading.text.chars().first().is_some_and(|c| "▶►■□◆◇●○▲△☆★◎".contains(*c))
}

fn is_subhead(blocks: &[Block], above: &Part, part: &Part, weigh: impl FnOnce((u8, u8)) -> f32) -> bool {
    let (Some(own), Some(level)) = (above.level(blocks), part.level(blocks)) else { return false };
    let plain = part.start == Start::Headed
        && part.headings.len() == 1
        && above.start == Start::Headed
        && !part.texts.is_empty()
        && !above.is_picture(blocks)
        && part
            .texts
            .iter()
            .all(|&i| matches!(blocks[i].role(), Role::Body | Role::Item) && blocks[i].byline.is_none());
    let closing_byline = part.bylines.iter().all(|&b| part.texts.iter().any(|&t| t < b));
    if !plain || !closing_byline || above.texts.is_empty() {
        return false;
    }
    // A column's name, a letter's greeting and what stands below a signature begin something new.
    let signed = above.texts.last().is_some_and(|&i| blocks[i].closed && !is_finished(&blocks[i].text));
    let heading = &blocks[part.headings[0]];
    if signed || is_label(&heading.text) || names_items(blocks, part) || greets(&blocks[part.texts[0]].text) {
        return false;
    }
    let title = heading.text.folded_head(4);
    let numbered = title.starts_with(|c: char| "一二三四五六七八九十(①②③④⑤".contains(c))
        && title.contains(['、', ')', '.'])
        || title.chars().next().is_some_and(|c| c.is_ascii_digit()) && title.contains(['、', '.']);
    if numbered && level > own {
        return true;
    }
    // In a column of briefs, lines of the rank of its first title are titles; days are chapters of a log.
    let ranks = |&i: &usize| blocks[i].role().level() == Some(level);
    let in_briefs = || is_briefs(&blocks[above.headings[0]].text.string());
    let day = heading.text.string().split([' ', ',', '.']).next().is_some_and(is_weekday);
    if above.headings.len() > 1 && above.headings.last().is_some_and(ranks) && in_briefs() {
        return day;
    }
    weigh((own, level)) > 0.0
}

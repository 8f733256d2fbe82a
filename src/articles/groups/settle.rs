//! Headings printed away from their stories, found by the words that both share, and only where that is plain.

use std::cell::OnceCell;

use super::part::{Part, Start, gist, topics};
use crate::articles::blocks::{Block, Role};
use crate::articles::features::topics::{Terms, Topics};
use crate::articles::weights::weights;

/// How many parts away a heading is looked for.
const NEAR: usize = 12;
/// The fewest terms that tell a heading.
const TERMS: usize = 4;

/// Gives every heading the story that it names.
pub fn settle(blocks: &[Block], mut parts: Vec<Part>) -> Vec<Part> {
    if !parts.iter().any(|part| is_headless(blocks, part)) {
        return parts;
    }
    let topics = topics(blocks, &parts);
    // What the parts near the heading are about, gathered when first needed.
    let mut about: Vec<OnceCell<Terms>> = vec![OnceCell::new(); parts.len()];
    for heading in 0..parts.len() {
        if let Some(past) = heading.checked_sub(NEAR + 1) {
            about[past].take();
        }
        if parts[heading].headings.is_empty() || parts[heading].start != Start::Headed {
            continue;
        }
        let words = topics.weigh(&gist(blocks, &parts[heading].headings));
        let fit = |part: usize| {
            let about = about[part].get_or_init(|| gist(blocks, &parts[part].texts));
            words.likeness(about)
        };
        if words.len() < TERMS || fit(heading) > weights().heading_own {
            continue;
        }
        let near = heading.saturating_sub(NEAR)..(heading + NEAR).min(parts.len());
        let mut fits: Vec<(f32, usize)> = near
            .filter(|&part| part != heading && !parts[part].texts.is_empty())
            .map(|part| (fit(part), part))
            .collect();
        fits.sort_by(|a, b| b.0.total_cmp(&a.0));
        let Some(&(best, story)) = fits.first() else { continue };
        let second = fits.get(1).map_or(0.0, |next| next.0);
        if best >= weights().heading_fits
            && best - second >= weights().heading_leads
            && is_headless(blocks, &parts[story])
        {
            parts[story].headings = std::mem::take(&mut parts[heading].headings);
            parts[story].start = Start::Headed;
            orphan(blocks, &mut parts, heading, &topics);
        }
    }
    parts
}

/// A story that begins with a dateline or a byline and has no heading.
fn is_headless(blocks: &[Block], part: &Part) -> bool {
    part.headings.is_empty()
        && part.start == Start::Opened
        && !part.texts.is_empty()
        && !part.is_picture(blocks)
}

/// What stood under a heading that belongs elsewhere: a story without heading, or the rest of the one above.
fn orphan(blocks: &[Block], parts: &mut [Part], index: usize, topics: &Topics) {
    let (before, rest) = parts.split_at_mut(index);
    let part = &mut rest[0];
    let Some(&first) = part.texts.first() else {
        part.start = Start::Loose;
        return;
    };
    let begins = !part.bylines.is_empty() || blocks[first].role() != Role::Body;
    let goes_on = before.iter().rev().find(|above| !above.texts.is_empty()).is_some_and(|above| {
        let broken = above.texts.last().is_some_and(|&last| !blocks[last].is_finished());
        broken
            || topics.weigh(&gist(blocks, &part.texts)).likeness(&gist(blocks, &above.texts))
                >= weights().same_story
    });
    part.start = if !begins && goes_on { Start::Loose } else { Start::Opened };
}

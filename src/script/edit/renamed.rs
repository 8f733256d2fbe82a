//! Stories whose headline changed, and with it their name: a correction is no other story.

use std::collections::BTreeSet;

use super::blocks::{Block, blocks, is_part};
use crate::model::{ArticleId, Script};

/// The names that stories of `base` have in `theirs`, where they were given a new headline: each pair is a story that only
/// one of the two tells, and most of the one's text is the other's.
pub fn renames(base: &Script, theirs: &Script) -> Vec<(ArticleId, ArticleId)> {
    /// A corrected figure or sentence leaves more; two stories that share a sentence have less.
    const SAME: f32 = 0.7;
    let (old, new) = (blocks(base), blocks(theirs));
    let is_told = |blocks: &[Block], block: &Block| blocks.iter().any(|other| other.story() == block.story());
    let mut found: Vec<(ArticleId, ArticleId)> = Vec::new();
    for gone in old.iter().filter(|block| !is_told(&new, block)) {
        let is_free = |block: &&Block| {
            !is_told(&old, block) && found.iter().all(|(_, name)| block.story() != Some(name))
        };
        let came = new.iter().filter(is_free).map(|block| (block, likeness(gone, block)));
        let came = came.max_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, share)| *share >= SAME);
        if let (Some(before), Some(now)) = (gone.story(), came.and_then(|(block, _)| block.story())) {
            found.push((before.clone(), now.clone()));
        }
    }
    found
}

/// How much of two stories' texts is the same, from 0 to 1: of their pairs of neighbouring characters, those in both (Dice).
fn likeness(a: &Block, b: &Block) -> f32 {
    let pairs = |block: &Block| -> BTreeSet<(char, char)> {
        let own = block.segments.iter().filter(|own| !is_part(own));
        let chars: Vec<char> = own.flat_map(|own| own.written.chars()).collect();
        chars.windows(2).map(|two| (two[0], two[1])).collect()
    };
    let (a, b) = (pairs(a), pairs(b));
    2.0 * a.intersection(&b).count() as f32 / (a.len() + b.len()).max(1) as f32
}

/// A script with stories under other names.
pub fn renamed(script: &Script, names: &[(ArticleId, ArticleId)]) -> Script {
    let mut script = script.clone();
    for (before, now) in names {
        let rename = |story: &mut ArticleId| {
            if story == before {
                story.clone_from(now);
            }
        };
        script.chapters.iter_mut().filter_map(|chapter| chapter.article.as_mut()).for_each(rename);
        script.segments.iter_mut().filter_map(|segment| segment.article.as_mut()).for_each(rename);
        script.left_out.iter_mut().for_each(|item| rename(&mut item.article));
        for segment in &mut script.segments {
            segment.id.0 = segment.id.0.replace(&before.0, &now.0);
        }
    }
    script
}

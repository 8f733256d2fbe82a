//! Stories whose headline changed, and with it their name: a correction is no other story.

use super::blocks::{Block, blocks, is_part};
use crate::model::{ArticleId, Script};

/// The names that stories of `base` have in `theirs`, where they were given a new headline: each pair is a story that only
/// one of the two tells, and more than half of the longer one's sentences are the other's, too.
pub fn renames(base: &Script, theirs: &Script) -> Vec<(ArticleId, ArticleId)> {
    let (old, new) = (blocks(base), blocks(theirs));
    let is_told = |blocks: &[Block], block: &Block| blocks.iter().any(|other| other.story() == block.story());
    let mut found: Vec<(ArticleId, ArticleId)> = Vec::new();
    for gone in old.iter().filter(|block| !is_told(&new, block)) {
        let is_free = |block: &&Block| {
            !is_told(&old, block) && found.iter().all(|(_, name)| block.story() != Some(name))
        };
        let came = new.iter().filter(is_free).max_by_key(|block| shared(gone, block).0);
        let came = came.filter(|block| {
            let (same, all) = shared(gone, block);
            same * 2 > all
        });
        if let (Some(before), Some(now)) = (gone.story(), came.and_then(Block::story)) {
            found.push((before.clone(), now.clone()));
        }
    }
    found
}

/// How many sentences two stories share, and how many the longer one has.
fn shared(a: &Block, b: &Block) -> (usize, usize) {
    let text = |block: &Block| -> Vec<String> {
        block.segments.iter().filter(|own| !is_part(own)).map(|own| own.written.trim().to_owned()).collect()
    };
    let (a, b) = (text(a), text(b));
    (a.iter().filter(|sentence| b.contains(sentence)).count(), a.len().max(b.len()))
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

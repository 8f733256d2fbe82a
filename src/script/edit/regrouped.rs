//! Which stories were put together or parted between two scripts.

use std::collections::{HashMap, HashSet};

use super::blocks::{Block, blocks, is_part};
use crate::model::{ArticleId, Script, Segment, SegmentId};

/// A piece that changed its story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Regrouped {
    /// Whether it is a story of its own now; else it goes on with another one.
    pub is_parted: bool,
    /// The piece.
    pub piece: ArticleId,
    /// Its title, where it is a story of its own.
    pub title: String,
    /// The first sentence of its text.
    pub first: SegmentId,
    /// The story that it belongs to now, or belonged to.
    pub story: ArticleId,
}

/// The pieces that changed their story, in the order in which they stand.
pub fn regrouped(before: &Script, after: &Script) -> Vec<Regrouped> {
    let (before, after) = (blocks(before), blocks(after));
    let (told, tells) = (names(&before), names(&after));
    let (owner, owns) = (owners(&before), owners(&after));
    let parted = after.iter().filter_map(|block| {
        let piece = block.story().filter(|piece| !told.contains(piece))?;
        let first = first_of(block)?;
        let story = owner.get(first).filter(|story| **story != piece)?;
        Some(found(true, piece, block, first, story))
    });
    let joined = before.iter().filter_map(|block| {
        let piece = block.story().filter(|piece| !tells.contains(piece))?;
        let first = first_of(block)?;
        let story = owns.get(first).filter(|story| **story != piece)?;
        Some(found(false, piece, block, first, story))
    });
    parted.chain(joined).collect()
}

/// The first sentence of a story's text.
pub fn opening<'a>(script: &'a Script, story: &ArticleId) -> Option<&'a Segment> {
    script.segments.iter().find(|segment| segment.article.as_ref() == Some(story) && !is_part(segment))
}

fn found(
    is_parted: bool,
    piece: &ArticleId,
    block: &Block,
    first: &SegmentId,
    story: &ArticleId,
) -> Regrouped {
    let title = block.chapter.title.clone();
    Regrouped { is_parted, piece: piece.clone(), title, first: first.clone(), story: story.clone() }
}

fn names(blocks: &[Block]) -> HashSet<&ArticleId> {
    blocks.iter().filter_map(Block::story).collect()
}

fn first_of(block: &Block) -> Option<&SegmentId> {
    block.segments.iter().find(|segment| !is_part(segment)).map(|segment| &segment.id)
}

/// Which story each sentence belongs to.
fn owners(blocks: &[Block]) -> HashMap<&SegmentId, &ArticleId> {
    let pairs = blocks.iter().filter_map(|block| Some((block.story()?, block)));
    pairs.flat_map(|(story, block)| block.segments.iter().map(move |segment| (&segment.id, story))).collect()
}

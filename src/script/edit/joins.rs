//! Stories that were wrongly put together, or wrongly kept apart.

use super::blocks::{Block, is_part, place_of};
use super::error::EditError;
use crate::model::{ArticleId, Chapter, Millis, Segment, SegmentId};

/// Silence where two stories become one.
const PARAGRAPH: Millis = Millis(700);
/// The longest title that is taken from a sentence, in characters.
const LONGEST_TITLE: usize = 30;

/// Parts a story: from a sentence on, it is another one. The name of the new story comes from the sentence's, so that it
/// is the same however often this is done.
pub fn part(blocks: &mut Vec<Block>, id: &SegmentId) -> Result<(), EditError> {
    let place = |block: &Block| block.segments.iter().position(|segment| segment.id == *id);
    let found = blocks.iter().enumerate().find_map(|(at, block)| Some((at, place(block)?)));
    let Some((at, from)) = found else { return Err(EditError::NoSegment(id.0.clone())) };
    let Some(story) = blocks[at].story().cloned() else { return Err(EditError::NothingBefore) };
    if blocks[at].segments[..from].iter().all(is_part) || is_part(&blocks[at].segments[from]) {
        return Err(EditError::NothingBefore);
    }
    let hash = blake3::hash(id.0.as_bytes()).to_hex();
    let name = ArticleId(format!("{}-{}", story.0, &hash[..6]));
    let mut segments = blocks[at].segments.split_off(from);
    for segment in &mut segments {
        segment.article = Some(name.clone());
    }
    let end = segments.last().map(|segment| segment.pause_after);
    if let (Some(last), Some(end)) = (blocks[at].segments.last_mut(), end) {
        last.pause_after = last.pause_after.max(end);
    }
    let chapter = Chapter { title: title(&segments), article: Some(name), ..blocks[at].chapter.clone() };
    blocks.insert(at + 1, Block { chapter, segments });
    Ok(())
}

/// Joins a story to the one before it. What was said before its text goes, but for words that stand nowhere else.
pub fn join(blocks: &mut Vec<Block>, story: &ArticleId) -> Result<(), EditError> {
    let at = place_of(blocks, story)?;
    let before = at.checked_sub(1).and_then(|before| blocks.get(before)).and_then(Block::story).cloned();
    let Some(before) = before else { return Err(EditError::NoneBefore(blocks[at].chapter.title.clone())) };
    let gone = blocks.remove(at);
    let text: String =
        gone.segments.iter().filter(|segment| !is_part(segment)).map(|s| letters(&s.written)).collect();
    let is_kept = |segment: &Segment| {
        let is_printed = ["title", "kicker", "subtitle"].iter().any(|name| segment.id.0.ends_with(name));
        !is_part(segment) || is_printed && !text.contains(&letters(&segment.written))
    };
    let joined = &mut blocks[at - 1].segments;
    if let Some(last) = joined.last_mut() {
        last.pause_after = PARAGRAPH;
    }
    let new = gone.segments.into_iter().filter(is_kept);
    joined.extend(new.map(|segment| Segment { article: Some(before.clone()), ..segment }));
    Ok(())
}

fn title(segments: &[Segment]) -> String {
    let words = segments.first().map_or("", |segment| segment.written.as_str());
    let words = words.trim_end_matches(['。', '.', '！', '!', '；', ';']);
    match words.char_indices().nth(LONGEST_TITLE) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words.to_owned(),
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

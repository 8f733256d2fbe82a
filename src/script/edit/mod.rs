//! Changes that an editor makes to a script, and what follows from them for the presenter's own words.
//!
//! A script is taken apart into blocks, each a chapter with its sentences, and put together again.

mod blocks;
mod error;
mod joins;
mod merge;
mod presenter;
mod reasons;
mod regrouped;
mod renamed;
mod rewording;

use crate::model::{ArticleId, Edit, Place, Script, Segment};
use crate::reading::Reader;
use blocks::{Block, blocks, place_of, script_of, stories};
use reasons::{Why, note};

pub use super::file::is_by_hand;
pub use error::EditError;
pub use merge::{Merged, merge};
pub use reasons::is_by_editor;
pub use regrouped::{Regrouped, opening, regrouped};
pub use rewording::reread;

/// What a change needs to know besides the script.
pub struct Help<'a> {
    /// Reads new words.
    pub reader: &'a Reader,
    /// How fast each segment's voice speaks, in beats a minute.
    pub pace: &'a dyn Fn(&Segment) -> f64,
    /// Earlier versions, the youngest first.
    pub older: &'a mut dyn Iterator<Item = Script>,
}

/// Makes a change; the presenter's headlines, their count and the length that is told follow it.
///
/// # Errors
/// What stands in its way.
pub fn apply(script: &Script, edit: &Edit, help: Help<'_>) -> Result<Script, EditError> {
    let Help { reader, pace, older } = help;
    let mut parts = blocks(script);
    let mut left_out = script.left_out.clone();
    match edit {
        Edit::Move { story, to } => moved(&mut parts, story, *to)?,
        Edit::Drop { story } => {
            let at = place_of(&parts, story)?;
            if stories(&parts).count() == 1 {
                return Err(EditError::LastStory(parts[at].chapter.title.clone()));
            }
            let taken = parts.remove(at);
            blocks::drop_empty_section(&mut parts, at);
            left_out.push(note(story, script.language, &Why::Dropped(&taken.chapter.title)));
        }
        Edit::Shorten { story } => {
            let at = place_of(&parts, story)?;
            let gone = shortened(&mut parts[at])?;
            left_out.push(note(story, script.language, &Why::Shortened(gone)));
        }
        Edit::Restore { story } => {
            restored(&mut parts, story, older)?;
            left_out.retain(|item| item.article != *story || !is_by_editor(&item.reason));
        }
        Edit::Part { segment } => joins::part(&mut parts, segment)?,
        Edit::Join { story } => joins::join(&mut parts, story)?,
        Edit::Reword { segment, written, spoken } => {
            rewording::reword(&mut parts, segment, written, spoken.as_deref(), reader)?;
        }
    }
    let mut changed = script_of(script, parts);
    changed.left_out = left_out;
    presenter::follow(script, &mut changed, reader, pace);
    Ok(changed)
}

/// The part of a script that a change touches, as a text: who changed the same part meanwhile stands in its way.
pub fn touched(script: &Script, edit: &Edit) -> String {
    let words = |segment: &Segment| format!("{} {} {}\n", segment.id, segment.written, segment.spoken.text());
    match edit {
        Edit::Move { .. } | Edit::Join { .. } => {
            let told = blocks(script);
            let order: Vec<&str> =
                told.iter().filter_map(|block| block.story()).map(|story| story.0.as_str()).collect();
            order.join("\n")
        }
        Edit::Drop { story } | Edit::Shorten { story } | Edit::Restore { story } => {
            let own = script.segments.iter().filter(|segment| segment.article.as_ref() == Some(story));
            own.map(words).collect()
        }
        Edit::Reword { segment, .. } | Edit::Part { segment } => {
            script.segments.iter().filter(|own| own.id == *segment).map(words).collect()
        }
    }
}

fn moved(parts: &mut Vec<Block>, story: &ArticleId, to: Place) -> Result<(), EditError> {
    let at = place_of(parts, story)?;
    let told: Vec<usize> = stories(parts).collect();
    let (first, last) = (told[0], told[told.len() - 1]);
    let stuck = || EditError::AtTheEnd(parts[at].chapter.title.clone());
    let goal = match to {
        Place::Earlier if at == first => return Err(stuck()),
        Place::Earlier => at - 1,
        Place::Later if at == last => return Err(stuck()),
        Place::Later => at + 1,
        Place::At(place) => told[place.clamp(1, told.len()) - 1],
    };
    let block = parts.remove(at);
    parts.insert(goal, block);
    blocks::drop_empty_section(parts, at.max(goal));
    blocks::drop_empty_section(parts, at.min(goal));
    Ok(())
}

/// Cuts a story to what is said before its text and its first paragraph, and gives how many sentences went.
fn shortened(block: &mut Block) -> Result<usize, EditError> {
    let keep = blocks::lead(&block.segments);
    let gone = block.segments.len() - keep;
    let last = block.segments.last().map(|segment| segment.pause_after);
    if gone == 0 {
        return Err(EditError::ShortAlready(block.chapter.title.clone()));
    }
    block.segments.truncate(keep);
    if let (Some(segment), Some(pause)) = (block.segments.last_mut(), last) {
        segment.pause_after = pause;
    }
    Ok(gone)
}

/// Takes back what an earlier version has more of a story; sentences that are still there stay as they are now.
fn restored(
    parts: &mut Vec<Block>,
    story: &ArticleId,
    older: &mut dyn Iterator<Item = Script>,
) -> Result<(), EditError> {
    let now = parts.iter().position(|block| block.story() == Some(story));
    let count = now.map_or(0, |at| parts[at].segments.len());
    for version in older {
        let old = blocks(&version);
        let Some(at) = old.iter().position(|block| block.story() == Some(story)) else { continue };
        if old[at].segments.len() <= count {
            continue;
        }
        match now {
            Some(now) => {
                let kept = std::mem::take(&mut parts[now].segments);
                let mut whole = old[at].segments.clone();
                for segment in kept {
                    if let Some(old) = whole.iter_mut().find(|old| old.id == segment.id) {
                        *old = Segment { pause_after: old.pause_after, ..segment };
                    }
                }
                parts[now].segments = whole;
            }
            None => blocks::put_back(parts, &old, at),
        }
        presenter::bring_back_headline(parts, &old, story);
        return Ok(());
    }
    Err(EditError::NothingToRestore)
}

/// The stories of a script that another one does not tell.
pub fn new_stories(script: &Script, other: &Script) -> Vec<ArticleId> {
    let told = |script: &Script| -> Vec<ArticleId> {
        script.chapters.iter().filter_map(|chapter| chapter.article.clone()).collect()
    };
    let known = told(other);
    told(script).into_iter().filter(|story| !known.contains(story)).collect()
}

/// A script with some of the stories of another one behind its own, for pages that came late.
pub fn with_late_stories(script: &Script, late: &Script, wanted: &[ArticleId]) -> Script {
    let mut parts = blocks(script);
    let end = stories(&parts).last().map_or(parts.len(), |last| last + 1);
    let new = new_stories(late, script);
    let is_new =
        |block: &Block| block.story().is_some_and(|story| new.contains(story) && wanted.contains(story));
    let new: Vec<Block> = blocks(late).into_iter().filter(is_new).collect();
    parts.splice(end..end, new);
    script_of(script, parts)
}

//! A script as a row of chapters, each with its own sentences.

use super::error::EditError;
use crate::model::{ArticleId, Chapter, Millis, Role, Script, Segment};

/// A chapter with its sentences.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// The chapter.
    pub chapter: Chapter,
    /// Its sentences; the number of the chapter in them counts only in a script.
    pub segments: Vec<Segment>,
}

impl Block {
    /// The story that it tells.
    pub fn story(&self) -> Option<&ArticleId> {
        self.chapter.article.as_ref()
    }

    fn is_section(&self) -> bool {
        self.chapter.level == 1 && self.chapter.article.is_none()
    }

    /// Whether it only leads to the stories behind it.
    fn is_bridge(&self) -> bool {
        self.is_section() && self.segments.iter().all(|segment| segment.id.0.starts_with("bridge-"))
    }
}

/// The chapters of a script with their sentences.
pub fn blocks(script: &Script) -> Vec<Block> {
    let mut blocks: Vec<Block> = script
        .chapters
        .iter()
        .map(|chapter| Block { chapter: chapter.clone(), segments: Vec::new() })
        .collect();
    for segment in &script.segments {
        if let Some(block) = blocks.get_mut(segment.chapter) {
            block.segments.push(segment.clone());
        }
    }
    blocks
}

/// The script of chapters; all else is as in `script`. A chapter without a sentence falls away.
pub fn script_of(script: &Script, blocks: Vec<Block>) -> Script {
    let mut made = Script { segments: Vec::new(), chapters: Vec::new(), ..script.clone() };
    for block in blocks.into_iter().filter(|block| !block.segments.is_empty()) {
        let chapter = made.chapters.len();
        made.chapters.push(block.chapter);
        made.segments.extend(block.segments.into_iter().map(|segment| Segment { chapter, ..segment }));
    }
    made
}

/// Where the stories stand.
pub fn stories(blocks: &[Block]) -> impl Iterator<Item = usize> {
    blocks.iter().enumerate().filter(|(_, block)| block.story().is_some()).map(|(at, _)| at)
}

/// Where a story stands.
pub fn place_of(blocks: &[Block], story: &ArticleId) -> Result<usize, EditError> {
    let is_it = |block: &Block| block.story() == Some(story);
    blocks.iter().position(is_it).ok_or_else(|| EditError::NoStory(story.clone()))
}

/// Takes away the section that a place is in, where it only led to stories that are gone.
pub fn drop_empty_section(blocks: &mut Vec<Block>, place: usize) {
    let Some(section) = blocks[..place.min(blocks.len())].iter().rposition(Block::is_section) else { return };
    let is_empty = blocks.get(section + 1).is_none_or(Block::is_section);
    if blocks[section].is_bridge() && is_empty {
        blocks.remove(section);
    }
}

/// How many of a story's sentences are its announcement and its first paragraph: the paragraph ends with the first of its
/// longest pauses. Where it has but one paragraph, that is the first sentence.
pub fn lead(segments: &[Segment]) -> usize {
    let is_text = |segment: &Segment| segment.role != Role::Anchor && !is_part(segment);
    let Some(first) = segments.iter().position(is_text).or(segments.iter().position(|s| !is_part(s))) else {
        return segments.len();
    };
    let inner = &segments[first..segments.len() - 1];
    let pauses = || inner.iter().map(|segment| segment.pause_after);
    let (shortest, longest) = (pauses().min().unwrap_or(Millis(0)), pauses().max().unwrap_or(Millis(0)));
    let end = match inner.iter().position(|segment| segment.pause_after == longest) {
        Some(at) if longest > shortest => first + at + 1,
        _ => first + 1,
    };
    end.min(segments.len())
}

/// Whether a segment is announcement rather than text: a sentence of the text is named by a hash of its words.
pub fn is_part(segment: &Segment) -> bool {
    let Some(article) = &segment.article else { return true };
    let name = segment.id.0.strip_prefix(article.0.as_str()).and_then(|rest| rest.strip_prefix('-'));
    name.is_some_and(|name| PARTS.contains(&name.trim_end_matches(|c: char| c == '-' || c.is_ascii_digit())))
}

/// The names of a story's parts beside its text.
const PARTS: [&str; 9] =
    ["number", "picture", "label", "kicker", "title", "subtitle", "by", "behind-note", "published"];

/// Puts a chapter of an older version back behind what stood before it there, in its section, which comes back with it
/// where it is gone.
pub fn put_back(blocks: &mut Vec<Block>, old: &[Block], at: usize) {
    let place = |blocks: &[Block], wanted: &Block| {
        blocks.iter().position(|block| match wanted.story() {
            Some(story) => block.story() == Some(story),
            None => block.story().is_none() && block.chapter.title == wanted.chapter.title,
        })
    };
    let before = old[..at].iter().rev().find_map(|block| place(blocks, block));
    let mut goal = before.map_or(0, |place| place + 1);
    let section = old[..at].iter().rev().find(|block| block.is_section());
    if let Some(section) = section {
        let stands = place(blocks, section);
        let reaches = stands.is_some_and(|stands| {
            stands < goal && blocks[stands + 1..goal].iter().all(|block| !block.is_section())
        });
        match stands {
            Some(stands) if !reaches => goal = stands + 1,
            Some(_) => {}
            None => {
                // A section begins where another ends.
                while blocks.get(goal).is_some_and(|block| !block.is_section()) {
                    goal += 1;
                }
                blocks.insert(goal, section.clone());
                goal += 1;
            }
        }
    }
    blocks.insert(goal, old[at].clone());
}

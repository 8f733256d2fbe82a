//! New words for a sentence, and sentences that are read anew.

use super::blocks::Block;
use super::error::EditError;
use crate::model::{Language, Script, SegmentId, Spoken};
use crate::reading::Reader;
use crate::script::file::{self, LONGEST_SEGMENT};

/// Gives a sentence other words.
pub fn reword(
    blocks: &mut [Block],
    id: &SegmentId,
    written: &str,
    spoken: Option<&str>,
    reader: &Reader,
) -> Result<(), EditError> {
    let written = one_line(written);
    let spoken = spoken.map(one_line).filter(|spoken| !spoken.is_empty());
    let is_empty = |text: &String| !text.chars().any(char::is_alphanumeric);
    if is_empty(&written) || spoken.as_ref().is_some_and(is_empty) {
        return Err(EditError::Words(
            "a sentence needs words; to leave it out, take them from the file".into(),
        ));
    }
    let is_long = |text: &String| text.chars().nth(LONGEST_SEGMENT).is_some();
    if is_long(&written) || spoken.as_ref().is_some_and(is_long) {
        return Err(EditError::Words(format!("a sentence has {LONGEST_SEGMENT} characters at most")));
    }
    let found = blocks.iter_mut().find_map(|block| {
        let at = block.segments.iter().position(|segment| segment.id == *id)?;
        Some((block, at))
    });
    let Some((block, at)) = found else { return Err(EditError::NoSegment(id.0.clone())) };
    let segment = &mut block.segments[at];
    if block.chapter.title.trim() == segment.written.trim() {
        block.chapter.title.clone_from(&written);
    }
    let is_headline = id.0.ends_with("title") || id.0.ends_with("kicker");
    segment.spoken = match spoken {
        Some(spoken) => file::said_as(reader, &written, &spoken, segment.language),
        None => read(reader, &written, segment.language, is_headline),
    };
    segment.written = written;
    Ok(())
}

/// Reads those sentences anew that have a word and whose reading nobody changed by hand.
pub fn reread(script: &mut Script, word: &str, reader: &Reader) {
    let is_it = |written: &str| written.contains(word);
    for segment in script.segments.iter_mut().filter(|segment| is_it(&segment.written)) {
        if !file::is_by_hand(&segment.spoken) {
            let is_headline = segment.id.0.ends_with("title") || segment.id.0.ends_with("kicker");
            segment.spoken = read(reader, &segment.written, segment.language, is_headline);
        }
    }
}

pub(super) fn read(reader: &Reader, written: &str, language: Language, is_headline: bool) -> Spoken {
    if is_headline {
        file::headline(reader, written, language)
    } else {
        file::sentence(reader, written, language)
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

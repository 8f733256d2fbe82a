//! `transcript.srt`, for players without WebVTT.

use std::fmt::Write;
use std::path::PathBuf;

use super::super::{Error, Programme, disk};
use super::cues;
use crate::model::clock;

/// Writes `transcript.srt`.
pub fn publish(programme: &Programme<'_>) -> Result<Vec<PathBuf>, Error> {
    let mut text = String::new();
    for (index, cue) in cues::cues(programme)?.iter().enumerate() {
        let (start, end) = (clock::comma_stamp(cue.start), clock::comma_stamp(cue.end));
        let gap = if index == 0 { "" } else { "\n" };
        // Writing into a string cannot fail.
        let _ = write!(text, "{gap}{}\n{start} --> {end}\n{}\n", index + 1, cue.text);
    }
    Ok(vec![disk::write(programme.target.folder.join("transcript.srt"), text.as_bytes())?])
}

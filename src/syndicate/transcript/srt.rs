//! `transcript.srt`, for players without WebVTT.

use std::fmt::Write;
use std::path::PathBuf;

use super::super::{Error, Programme, clock, disk};
use super::wrap;

/// Writes `transcript.srt`.
pub fn publish(programme: &Programme<'_>) -> Result<Vec<PathBuf>, Error> {
    let mut text = String::new();
    for (index, sentence) in programme.sentences().enumerate() {
        let (start, end) = (clock::comma_stamp(sentence.start), clock::comma_stamp(sentence.end));
        let lines = wrap::lines(sentence.text).join("\n");
        let gap = if index == 0 { "" } else { "\n" };
        // Writing into a string cannot fail.
        let _ = write!(text, "{gap}{}\n{start} --> {end}\n{lines}\n", index + 1);
    }
    Ok(vec![disk::write(programme.target.folder.join("transcript.srt"), text.as_bytes())?])
}

//! M4B: AAC from the machine's ffmpeg, then chapters of both kinds.
//!
//! No AAC encoder has a free-software licence and a good sound at once, except the one inside ffmpeg.

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use mp4ameta::{Chapter, Tag};

use super::Error;
use super::options::Options;
use crate::model::Edition;

/// The Nero list counts its chapters in one byte.
const LONGEST_LIST: usize = 255;

/// Looks for an ffmpeg, so that its lack is told before anything is spoken.
///
/// # Errors
/// Where there is none on `PATH`.
pub fn find_ffmpeg() -> Result<(), Error> {
    let quiet = Command::new("ffmpeg").arg("-version").stdin(Stdio::null()).stdout(Stdio::null()).status();
    match quiet {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Error::NoFfmpeg),
        // Whatever else is wrong with it, it will say itself.
        _ => Ok(()),
    }
}

/// Writes the edition as M4B with a QuickTime chapter track and, up to 255 chapters, a Nero chapter list.
///
/// # Errors
/// Where there is no ffmpeg on `PATH`, where it fails, or where the disk refuses.
pub fn m4b(edition: &Edition, options: &Options, path: &Path) -> Result<(), Error> {
    encode(edition, options, path)?;
    let tagging = |error: mp4ameta::Error| Error::encoding(path)(error.to_string());
    let mut tag = Tag::read_from_path(path).map_err(tagging)?;
    tag.set_title(super::title(edition));
    tag.set_year(edition.script.date.to_string());
    tag.set_genre("Podcast");
    let spans = edition.script.chapters.iter().zip(&edition.chapters);
    let chapters: Vec<_> = spans
        .map(|(chapter, span)| {
            Chapter::new(Duration::from_millis(span.start.millis(edition.rate).0), &chapter.title)
        })
        .collect();
    if chapters.len() <= LONGEST_LIST {
        tag.chapter_list_mut().extend(chapters.iter().cloned());
    }
    tag.chapter_track_mut().extend(chapters);
    tag.write_to_path(path).map_err(tagging)
}

/// ffmpeg's AAC encoder adds up to 0.8 dB to the peaks: they come to it 0.9 dB lower than the master's.
const HEADROOM: &str = "alimiter=limit=0.76:level=disabled:latency=1";

/// Runs ffmpeg, which reads the master and writes the file without tags.
fn encode(edition: &Edition, options: &Options, path: &Path) -> Result<(), Error> {
    let output = Command::new("ffmpeg")
        .args(["-nostdin", "-hide_banner", "-v", "error", "-y", "-i"])
        .arg(&edition.master)
        .args(["-map", "0:a", "-map_chapters", "-1", "-map_metadata", "-1"])
        .args(["-fflags", "+bitexact", "-flags:a", "+bitexact"])
        .args(["-af", HEADROOM])
        .args(["-c:a", "aac", "-b:a", &format!("{}k", options.m4b_kbps), "-f", "ipod"])
        .arg(path)
        .stdin(Stdio::null())
        .output();
    let output = output.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Error::NoFfmpeg,
        _ => Error::encoding(path)(format!("ffmpeg cannot be started: {error}")),
    })?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let last = said.lines().last().unwrap_or("it does not say why");
    if said.contains("No space left") {
        return Err(Error::DiskFull { path: path.to_owned() });
    }
    Err(Error::encoding(path)(format!("ffmpeg failed: {last}")))
}

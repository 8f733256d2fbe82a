//! `edition.mp4`: the edition for video sites: cover, what is told of the voices, the chapter's title and burnt-in subtitles
//! over the sound, from the machine's ffmpeg.

mod captions;

use std::fs;
use std::path::PathBuf;

use super::sound::{self, Video};
use super::{Error, Programme, transcript};

/// Writes `edition.mp4`; the cover has to be there.
pub fn publish(programme: &Programme<'_>) -> Result<Vec<PathBuf>, Error> {
    let path = programme.target.folder.join("edition.mp4");
    let failed = |cause| Error::Write { path: path.clone(), cause };
    // ffmpeg's filters read a file by a name that needs no escaping.
    let folder = tempfile::tempdir().map_err(failed)?;
    let cues = transcript::cues::cues(programme)?;
    fs::write(folder.path().join(sound::CAPTIONS), captions::captions(programme, &cues)).map_err(failed)?;
    let video =
        Video { edition: programme.edition, encoding: &programme.target.encoding, captions: folder.path() };
    video.write(&path)?;
    Ok(vec![path])
}

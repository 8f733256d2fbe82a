//! `stories/`: an MP3 a story with its title, its number and the cover, and a playlist of them, for players that know no
//! chapters.

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use super::sound::{self, Story};
use super::{Error, Programme, disk};

/// Writes the folder `stories/`.
pub fn publish(programme: &Programme<'_>) -> Result<Vec<PathBuf>, Error> {
    let folder = programme.target.folder.join("stories");
    fs::create_dir_all(&folder).map_err(|cause| Error::Write { path: folder.clone(), cause })?;
    let stops = programme.stops();
    let mut list = String::from("#EXTM3U\n");
    let mut files = Vec::new();
    for (number, (stop, title, times)) in (1..).zip(&stops) {
        let path = folder.join(format!("{number:03}.mp3"));
        let story = Story { title, number, of: stops.len(), span: stop.start..stop.end };
        sound::mp3_story(programme.edition, &story, &programme.target.encoding, &path)?;
        let title = title.replace(['\n', '\r'], " ");
        let seconds = (times.end.seconds() - times.start.seconds()).round();
        // Writing into a string cannot fail.
        let _ = write!(list, "#EXTINF:{seconds},{title}\n{number:03}.mp3\n");
        files.push(path);
    }
    files.push(disk::write(folder.join("playlist.m3u8"), list.as_bytes())?);
    Ok(files)
}

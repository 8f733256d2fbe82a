//! MP4 for video sites: the cover beside the sound, with captions burnt in by the machine's ffmpeg.

use std::io;
use std::path::Path;
use std::process::Output;

use super::m4b::{add_label, ended, metadata, told};
use super::{Encoding, Error, text_tracks};
use crate::environment;
use crate::model::Edition;
use crate::publish::artwork;

/// What the captions' file is called in its folder.
pub const CAPTIONS: &str = "captions.ass";
/// Ten pictures a second are enough for captions.
const SCENE: &str = "color=c=0x181A20:s=1280x720:r=10";
/// The cover stands on the left, the captions where they say.
const FILTER: &str =
    "[1:v]scale=440:440:flags=area[cover];[0:v][cover]overlay=72:64:shortest=0,ass=captions.ass[out]";
/// The same for an edition without a cover.
const FILTER_ALONE: &str = "[0:v]ass=captions.ass[out]";

/// A video in the making.
#[derive(Clone, Copy, Debug)]
pub struct Video<'a> {
    /// What is heard.
    pub edition: &'a Edition,
    /// What its tags say.
    pub encoding: &'a Encoding<'a>,
    /// The folder in which its captions lie.
    pub captions: &'a Path,
}

impl Video<'_> {
    /// Writes it, beside the cover.
    ///
    /// # Errors
    /// Where there is no ffmpeg on `PATH`, where it fails, or where the disk refuses.
    pub fn write(&self, path: &Path) -> Result<(), Error> {
        let path = std::path::absolute(path).map_err(Error::writing(path))?;
        let folder = path.parent().unwrap_or(&path);
        let cover = artwork::file_in(folder).map(|(name, _)| folder.join(name));
        ended(self.encode(cover.as_deref(), &path), &path)?;
        if let Some(label) = self.encoding.label() {
            add_label(&path, label).map_err(|error| Error::encoding(&path)(error.to_string()))?;
        }
        let language = self.encoding.locale(self.edition).three_letters();
        text_tracks::set_language(&path, language).map_err(Error::writing(&path))
    }

    /// Runs ffmpeg in the folder of the captions; it reads the master, the cover and, from its standard input, titles and
    /// chapters.
    fn encode(&self, cover: Option<&Path>, path: &Path) -> io::Result<Output> {
        let master = std::path::absolute(&self.edition.master)?;
        let seconds = self.edition.length.seconds(self.edition.rate);
        let language = self.encoding.locale(self.edition).three_letters();
        let mut command = environment::command("ffmpeg");
        command.current_dir(self.captions);
        command.args(["-nostdin", "-hide_banner", "-v", "error", "-y", "-f", "lavfi", "-i", SCENE]);
        if let Some(cover) = cover {
            command.arg("-i").arg(cover);
        }
        let (filter, sound) = if cover.is_some() { (FILTER, 2) } else { (FILTER_ALONE, 1) };
        command
            .arg("-i")
            .arg(master)
            .args(["-f", "ffmetadata", "-i", "pipe:0"])
            .args(["-filter_complex", filter, "-map", "[out]", "-map", &format!("{sound}:a")])
            .args(["-map_chapters", &(sound + 1).to_string(), "-map_metadata", &(sound + 1).to_string()])
            .args(["-metadata:s:v:0", &format!("language={language}")])
            .args(["-metadata:s:a:0", &format!("language={language}"), "-t", &format!("{seconds:.3}")])
            .args(["-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"])
            .args(["-c:v", "libx264", "-preset", "veryfast", "-tune", "stillimage", "-crf", "26"])
            .args(["-pix_fmt", "yuv420p", "-g", "100"])
            .args(["-af", super::m4b::HEADROOM, "-c:a", "aac", "-b:a", "128k"])
            .args(["-f", "mp4", "-movflags", "+faststart"])
            .arg(path);
        told(&mut command, &metadata(self.edition, self.encoding, ""))
    }
}

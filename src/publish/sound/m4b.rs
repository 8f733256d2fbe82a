//! M4B: AAC and the chapters of both kinds from the machine's ffmpeg.
//!
//! No AAC encoder has a free-software licence and a good sound at once, except the one inside ffmpeg.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use mp4ameta::{Data, FreeformIdent, Tag, Userdata, WriteConfig};

use super::encoding::LABEL;
use super::picture::Picture;
use super::title::title;
use super::{Encoding, Error, text_tracks};
use crate::environment;
use crate::model::Edition;

/// The Nero list counts its chapters in one byte.
const LONGEST_LIST: usize = 255;
/// What says to players that a file is an audiobook.
const AUDIOBOOK: &str = "media_type=2\n";
/// ffmpeg's AAC encoder adds up to 0.8 dB to the peaks: they come to it 0.9 dB lower than the master's.
pub(super) const HEADROOM: &str = "alimiter=limit=0.76:level=disabled:latency=1";

/// Looks for an ffmpeg, so that its lack is told before anything is spoken.
///
/// # Errors
/// Where there is none on `PATH`.
pub fn find_ffmpeg() -> Result<(), Error> {
    let quiet =
        environment::command("ffmpeg").arg("-version").stdin(Stdio::null()).stdout(Stdio::null()).status();
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
pub fn m4b(edition: &Edition, encoding: &Encoding<'_>, path: &Path) -> Result<(), Error> {
    let cover = Picture::beside(path)?;
    ended(encode(edition, encoding, cover.as_ref(), path), path)?;
    let failed = |error: mp4ameta::Error| Error::encoding(path)(error.to_string());
    if edition.stops().len() > LONGEST_LIST {
        drop_list(path).map_err(failed)?;
    }
    if let Some(label) = encoding.label() {
        add_label(path, label).map_err(failed)?;
    }
    let language = encoding.locale(edition).three_letters();
    text_tracks::set_language(path, language).map_err(Error::writing(path))
}

/// How ffmpeg ended.
pub(super) fn ended(output: io::Result<Output>, path: &Path) -> Result<(), Error> {
    let output = output.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Error::NoFfmpeg,
        _ => Error::encoding(path)(format!("ffmpeg cannot be started: {error}")),
    })?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    if said.contains("No space left") {
        return Err(Error::DiskFull { path: path.to_owned() });
    }
    let last = said.lines().last().unwrap_or("it does not say why");
    Err(Error::encoding(path)(format!("ffmpeg failed: {last}")))
}

/// Runs ffmpeg, which reads the master, the cover and, from its standard input, titles and chapters.
fn encode(
    edition: &Edition,
    encoding: &Encoding<'_>,
    cover: Option<&Picture>,
    path: &Path,
) -> io::Result<Output> {
    let language = encoding.locale(edition).three_letters();
    let mut command = environment::command("ffmpeg");
    command.args(["-nostdin", "-hide_banner", "-v", "error", "-y"]);
    command.arg("-i").arg(&edition.master);
    command.args(["-f", "ffmetadata", "-i", "pipe:0"]);
    if let Some(cover) = cover {
        command.arg("-i").arg(&cover.path);
        command.args(["-map", "2:v", "-c:v", "copy", "-disposition:v:0", "attached_pic"]);
    }
    command
        .args(["-map", "0:a", "-map_chapters", "1", "-map_metadata", "1"])
        .args(["-metadata:s:a:0", &format!("language={language}")])
        .args(["-fflags", "+bitexact", "-flags:a", "+bitexact"])
        .args(["-af", HEADROOM])
        .args(["-c:a", "aac", "-b:a", &format!("{}k", encoding.options.m4b_kbps)])
        .args(["-f", "ipod", "-brand", "M4B ", "-movflags", "+faststart"])
        .arg(path);
    told(&mut command, &metadata(edition, encoding, AUDIOBOOK))
}

/// Runs a command that reads what it shall know from its standard input.
pub(super) fn told(command: &mut Command, text: &str) -> io::Result<Output> {
    let mut running = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
    if let Some(mut input) = running.stdin.take() {
        // Where it ends before it has read everything, it says why itself.
        let _ = input.write_all(text.as_bytes());
    }
    running.wait_with_output()
}

/// Titles, the paper as artist and album, and chapters as ffmpeg reads them.
pub(super) fn metadata(edition: &Edition, encoding: &Encoding<'_>, kind: &str) -> String {
    let script = &edition.script;
    let mut text = format!(
        ";FFMETADATA1\ntitle={}\ndate={}\ngenre=Podcast\n{kind}",
        escaped(&title(edition)),
        script.date
    );
    let told = encoding.disclosure().map(str::to_owned);
    let paper = encoding.paper.map(str::to_owned);
    // Players of audiobooks look for the narrator where music has its composer.
    let values = [
        ("artist", paper.clone()),
        ("album", paper),
        ("composer", encoding.narrators()),
        ("comment", told.clone()),
        ("description", told),
    ];
    for (key, value) in values.into_iter().filter_map(|(key, value)| Some((key, value?))) {
        // Writing into a string cannot fail.
        let _ = writeln!(text, "{key}={}", escaped(&value));
    }
    for stop in edition.stops() {
        let chapter = &script.chapters[stop.chapter];
        let (start, end) = (stop.start.millis(edition.rate).0, stop.end.millis(edition.rate).0);
        let _ = write!(
            text,
            "[CHAPTER]\nTIMEBASE=1/1000\nSTART={start}\nEND={end}\ntitle={}\n",
            escaped(&chapter.title)
        );
    }
    text
}

/// A value in ffmpeg's metadata: its signs have a backslash before them.
fn escaped(value: &str) -> String {
    value.chars().fold(String::new(), |mut text, c| {
        if matches!(c, '=' | ';' | '#' | '\\' | '\n') {
            text.push('\\');
        }
        text.push(c);
        text
    })
}

/// Adds the label of generated sound, which ffmpeg has no name for.
pub(super) fn add_label(path: &Path, label: &str) -> mp4ameta::Result<()> {
    let mut tag = Tag::read_from_path(path)?;
    tag.userdata.set_data(FreeformIdent::new_static("com.apple.iTunes", LABEL), Data::Utf8(label.to_owned()));
    let only_items = WriteConfig { write_meta_items: true, ..WriteConfig::NONE };
    tag.userdata.write_with_path(path, &only_items)
}

/// Removes the list of the first 255 chapters; the chapter track has them all.
fn drop_list(path: &Path) -> mp4ameta::Result<()> {
    let only_list = WriteConfig { write_chapter_list: true, ..WriteConfig::NONE };
    Userdata::default().write_with_path(path, &only_list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_in_titles_are_no_syntax() {
        assert_eq!(escaped("1=1; #2 \\ [CHAPTER]"), "1\\=1\\; \\#2 \\\\ [CHAPTER]");
    }
}

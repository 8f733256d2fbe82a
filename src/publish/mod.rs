//! Room 5: what listeners get. An edition in; sound files, chapters, transcripts, pages and feeds out.
//!
//! [`publish`] writes an edition's folder, [`seal`] lists its hashes, and [`podcast`] writes the
//! feed and the list over all editions. A format is one file of this room and one line in
//! [`PUBLISHERS`]; every time in every format comes from the one [`Programme`], which converts the
//! timeline's samples to milliseconds once.

mod about;
mod air_time;
mod artwork;
mod audiobook;
mod book;
mod briefing;
mod chapters;
mod checksums;
mod daisy;
mod daisy3;
mod disk;
mod epub;
mod error;
mod format;
mod lpf;
mod options;
mod package;
mod player;
mod podcast;
mod programme;
mod report;
pub mod sound;
mod stories;
mod template;
mod tracks;
mod transcript;
mod video;
mod waveform;
mod words;

use std::path::{Path, PathBuf};
use std::thread::JoinHandle;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::files::{FontFile, Shelf, regular};
use crate::model::{Edition, Narrator, Report, Script};
use crate::progress::{Progress, Stage};
use artwork::Subject;
use programme::Destination;

pub use about::About;
pub use air_time::AirTime;
pub use checksums::seal;
pub use error::Error;
pub use format::{Format, PUBLISHERS, Publisher, When};
pub use options::{Options, Podcast};
pub use podcast::{is_shelf, is_stale, podcast, podcast_with};
pub use programme::Programme;

/// Where an edition's files go, and what they need besides the edition.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// The edition's folder while it is being built; the master lies in it already.
    pub folder: &'a Path,
    /// How to publish.
    pub options: &'a Options,
    /// The paper's name, where it is known.
    pub paper: Option<&'a str>,
    /// Where encoded sound and drawn covers are kept and found again.
    pub shelf: Option<&'a Shelf>,
    /// Fonts for the words on a drawn cover, the best first; nothing here looks for one.
    pub fonts: &'a [FontFile],
    /// Who is heard.
    pub narrators: &'a [Narrator],
    /// When its content last changed; `None` for its day, at the time when editions appear.
    pub modified: Option<Timestamp>,
    /// What a person should know besides the takes' own problems; the report's `problems` are both.
    pub problems: &'a [String],
    /// What is not as in the edition that stood here before.
    pub changes: &'a [String],
}

impl<'a> Target<'a> {
    /// The same for the formats, which have no say in which of them are made.
    fn destination(&self, about: &'a About, fonts: &'a [FontFile], date: Date) -> Destination<'a> {
        Destination {
            folder: self.folder,
            encoding: sound::Encoding {
                options: &self.options.encoding,
                paper: self.paper,
                shelf: self.shelf,
                about: Some(about),
            },
            about,
            modified: self.modified.unwrap_or_else(|| self.options.podcast.time.on(date)),
            certified_by: self.options.certified_by.as_deref(),
            is_packed: self.options.formats.iter().any(|format| format.name() == "lpf"),
            artwork: self.options.artwork.as_deref(),
            fonts,
            publisher: self.publisher(),
            problems: self.problems,
            changes: self.changes,
        }
    }

    fn publisher(&self) -> Option<&'a str> {
        self.paper.or(self.options.podcast.title.as_deref())
    }

    /// What the edition says of itself.
    fn about(&self, script: &Script) -> About {
        let publisher = self.publisher().unwrap_or(&script.title);
        let producer = self.options.producer.as_deref().unwrap_or(publisher);
        let identifier = book::identifier(publisher, script.date);
        About::new(script, self.options.language, self.narrators, producer, identifier)
    }
}

/// The report of an edition's folder, where there is one that can be read.
pub fn old_report(folder: &Path) -> Option<Report> {
    let report = regular::read(&folder.join("report.json"), regular::LARGEST_TEXT).ok()?;
    serde_json::from_slice(&report).ok()
}

/// Begins to draw an edition's cover, while the sound is made that it goes with; the thread is to be waited for. `None`
/// where there is nothing to draw or to keep it on.
pub fn draw_ahead(
    options: &Options,
    shelf: &Shelf,
    fonts: &[FontFile],
    paper: Option<&str>,
    script: &Script,
) -> Option<JoinHandle<()>> {
    let name = paper.or(options.podcast.title.as_deref()).unwrap_or(&script.title);
    let subject = Subject::of(script, name, &options.cover_fonts(fonts));
    options.artwork.is_none().then(|| artwork::draw_ahead(shelf.clone(), subject))?
}

/// Whether there is all that the options need; asked before anything is spoken.
///
/// # Errors
/// Where M4B or a video is asked for and there is no ffmpeg, where the artwork cannot be used, and where the podcast's address or
/// guid is none.
pub fn prepare(options: &Options, progress: &dyn Progress) -> Result<(), Error> {
    if options.formats.iter().any(|format| matches!(format.name(), "m4b" | "video")) {
        sound::find_ffmpeg()?;
    }
    podcast::check(options)?;
    if let Some(picture) = &options.artwork {
        let (bytes, _) = artwork::chosen(picture)?;
        if bytes.len() > sound::LARGEST_COVER {
            progress.note(&format!(
                "The artwork {} has {:.1} MiB and stays out of the sound files, which take 1 MiB at most; a JPEG of \
                 the same picture is smaller.",
                picture.display(),
                bytes.len() as f64 / f64::from(1 << 20),
            ));
        }
    }
    Ok(())
}

/// Writes every file of the edition but `script.toml`; the master gets its tags, one step of progress a format.
///
/// The files are those whose [`When`] is `Always` and those that the options name. Returned are
/// their paths in the order of writing.
///
/// # Errors
/// Where the master cannot be read or the folder cannot be written.
pub fn publish(
    edition: &Edition,
    target: &Target<'_>,
    progress: &dyn Progress,
) -> Result<Vec<PathBuf>, Error> {
    let about = target.about(&edition.script);
    let fonts = target.options.cover_fonts(target.fonts);
    let programme = Programme::new(edition, target.destination(&about, &fonts, edition.script.date))?;
    let publishers: Vec<_> = PUBLISHERS.iter().filter(|p| target.options.wants(p)).collect();
    progress.begin(Stage::Publish, publishers.len() as u64);
    let mut written = Vec::new();
    for publisher in publishers {
        written.extend((publisher.publish)(&programme)?);
        progress.step(Stage::Publish, publisher.name);
    }
    progress.end(Stage::Publish);
    Ok(written)
}

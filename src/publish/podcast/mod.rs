//! The podcast over all editions of an output folder: `feed.xml`, `index.html` and the cover.
//!
//! It is made from what the edition folders hold, never from a clock: the same editions, the same feed.

mod address;
mod episode;
mod guid;
mod index;
mod retention;
mod shelf;

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use minijinja::context;
use minijinja::value::Serde;

use super::words::words;
use super::{Error, Options, artwork, template};
use crate::files::write_atomically;
use crate::model::Language;
use crate::progress::Progress;

use address::Address;

use episode::Episode;
pub use shelf::is_shelf;

/// Apple shows no more of a description.
const LONGEST_DESCRIPTION: usize = 4_000;

/// Looks at the settings that only show themselves as wrong when a feed is made.
///
/// # Errors
/// Which of them is wrong.
pub fn check(options: &Options) -> Result<(), Error> {
    Feed::new(options, None, &[]).map(drop)
}

/// Writes `feed.xml`, `index.html` and the cover over every edition in `output`, and drops the oldest
/// editions where the options say how many to keep. To be called after an edition has its name.
///
/// `paper` names the podcast where the options do not. Runs that end at the same time take turns.
///
/// # Errors
/// Where the folder cannot be read or written, or a setting is wrong.
pub fn podcast(
    output: &Path,
    options: &Options,
    paper: Option<&str>,
    progress: &dyn Progress,
) -> Result<(), Error> {
    let output = if output.as_os_str().is_empty() { Path::new(".") } else { output };
    if !shelf::may_write(output) {
        progress.note(&format!("{} is not ours and stays as it is", output.join("feed.xml").display()));
        return Ok(());
    }
    let _turn = turn(output)?;
    let mut episodes = episode::all(output)?;
    if let Some(keep) = options.keep {
        for folder in retention::drop_oldest(output, &mut episodes, keep)? {
            progress.note(&format!("removed the edition {folder}, the podcast keeps {keep}"));
        }
    }
    let feed = Feed::new(options, paper, &episodes)?;
    let cover = cover(output, options, &feed.title)?;
    save(output.join("feed.xml"), &feed.render(&episodes, &cover)?)?;
    let page = output.join("index.html");
    if index::may_write(&page) {
        save(page, &index::render(&feed, &episodes, &cover)?)?;
    } else {
        progress.note(&format!("{} is not ours and stays as it is", page.display()));
    }
    Ok(())
}

/// The podcast's cover in `output`: the configured one, a picture that lies there already, or one drawn.
fn cover(output: &Path, options: &Options, title: &str) -> Result<String, Error> {
    if options.artwork.is_none() && artwork::is_a_stranger(output) {
        return Ok("cover.png".into());
    }
    let cover = artwork::cover(output, options, title, None)?;
    Ok(cover.file_name().unwrap_or_default().to_string_lossy().into_owned())
}

/// Waits until no other run writes the podcast; held while the file lives.
fn turn(output: &Path) -> Result<File, Error> {
    let path = output.join(".podcast.lock");
    let lock = File::options().create(true).truncate(false).write(true).open(&path);
    lock.and_then(|file| file.lock().map(|()| file)).map_err(|cause| Error::Write { path, cause })
}

fn save(path: PathBuf, text: &str) -> Result<(), Error> {
    write_atomically(&path, text.as_bytes()).map_err(|cause| Error::Write { path, cause })
}

/// What the feed says about the whole.
pub(super) struct Feed<'a> {
    options: &'a Options,
    title: String,
    language: Language,
    base: Address,
    guid: Option<uuid::Uuid>,
}

impl<'a> Feed<'a> {
    fn new(options: &'a Options, paper: Option<&str>, episodes: &[Episode]) -> Result<Self, Error> {
        let newest = episodes.first();
        let base = Address::new(options.base_url.as_deref())?;
        let own = options.podcast.title.as_deref().or(paper);
        let title = own.or(newest.map(|episode| episode.report.title.as_str())).unwrap_or("newscaster");
        Ok(Self {
            title: title.to_owned(),
            language: newest.map(|episode| episode.language).unwrap_or_default(),
            guid: guid::podcast(
                options.podcast.guid.as_deref(),
                options.base_url.as_ref().map(|_| base.of("feed.xml")),
            )?,
            base,
            options,
        })
    }

    fn render(&self, episodes: &[Episode], cover: &str) -> Result<String, Error> {
        let podcast = &self.options.podcast;
        let items: Vec<_> = episodes.iter().map(|episode| episode.item(self)).collect();
        let (category, subcategory) = match podcast.category.split_once('/') {
            Some((category, subcategory)) => (category.trim(), Some(subcategory.trim())),
            None => (podcast.category.trim(), None),
        };
        template::render(
            "feed.xml",
            context! {
                title => self.title.as_str(),
                link => self.base.of("index.html"),
                feed => self.options.base_url.as_ref().map(|_| self.base.of("feed.xml")),
                cover => self.base.of(cover),
                description => self.description(),
                language => self.language.tag(),
                author => podcast.author.as_deref().unwrap_or(&self.title),
                email => podcast.email.as_deref(),
                explicit => podcast.explicit,
                category => category,
                subcategory => subcategory,
                guid => self.guid.map(|guid| guid.to_string()),
                items => Serde(items),
            },
        )
    }

    /// What it is about, cut where Apple would cut it.
    fn description(&self) -> &str {
        let text = self.options.podcast.description.as_deref().unwrap_or(&self.title);
        let mut end = text.len().min(LONGEST_DESCRIPTION);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        &text[..end]
    }

    fn words(&self) -> &'static super::words::Words {
        words(self.language)
    }
}

/// The editions' folders below `output`, hidden ones left out.
fn folders(output: &Path) -> Result<Vec<PathBuf>, Error> {
    let failed = |cause: std::io::Error| Error::Read { path: output.to_owned(), cause: cause.to_string() };
    let entries = fs::read_dir(output).map_err(failed)?.collect::<Result<Vec<_>, _>>().map_err(failed)?;
    let hidden = |path: &PathBuf| path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
    Ok(entries.into_iter().map(|entry| entry.path()).filter(|path| path.is_dir() && !hidden(path)).collect())
}

//! The podcast over all editions of an output folder: `feed.xml`, `index.html` and the cover.
//!
//! It is made from what the edition folders hold, never from a clock: the same editions, the same feed.

mod address;
mod episode;
mod guid;
mod index;
mod retention;
mod shelf;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use minijinja::context;
use minijinja::value::Serde;

use super::words::words;
use super::{Error, Options, artwork, template};
use crate::files::{FolderLock, SUMS, Sums, hash, regular, write_atomically};
use crate::model::Language;
use crate::progress::Progress;

use address::Address;

use episode::Episode;
pub use shelf::{is_shelf, is_stale};

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
/// editions where the options say how many to keep.
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
    podcast_with(None, output, options, paper, progress)
}

/// The same, and never drops the edition that was `made` just now, however old its day is. To be called after an edition
/// has its name.
///
/// # Errors
/// As [`podcast`].
pub fn podcast_with(
    made: Option<&Path>,
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
        let made = made.and_then(Path::file_name);
        let is_spared = |episode: &Episode| made.is_some_and(|made| made == episode.folder.as_str());
        for note in retention::drop_oldest(output, &mut episodes, keep, &is_spared)? {
            progress.note(&note);
        }
    }
    let feed = Feed::new(options, paper, &episodes)?;
    let cover = cover(output, options, &feed.title, progress)?;
    let mut ours = vec!["feed.xml"];
    ours.extend(cover.is_ours.then_some(cover.name));
    let cover = cover.name;
    save(output.join("feed.xml"), &feed.render(&episodes, cover)?)?;
    let page = output.join("index.html");
    if index::may_write(&page) {
        save(page, &index::render(&feed, &episodes, cover)?)?;
        ours.push("index.html");
    } else {
        progress.note(&format!("{} is not ours and stays as it is", page.display()));
    }
    seal(output, &ours)
}

/// The podcast's cover.
struct Cover {
    name: &'static str,
    /// Whether newscaster put it there.
    is_ours: bool,
}

/// The podcast's cover in `output`: the configured one, a picture of somebody else that lies there already, or one drawn.
fn cover(output: &Path, options: &Options, title: &str, progress: &dyn Progress) -> Result<Cover, Error> {
    if options.artwork.is_none() && !is_own(output, "cover.png") {
        return Ok(Cover { name: "cover.png", is_ours: false });
    }
    let (bytes, extension) = artwork::picture(options, title, None)?;
    let name = if extension == "png" { "cover.png" } else { "cover.jpg" };
    let path = output.join(name);
    if !is_own(output, name) {
        let is_same = hash(&path).is_ok_and(|old| old == blake3::hash(&bytes).to_hex().as_str());
        if !is_same {
            progress.note(&format!("{} is not ours and stays as it is", path.display()));
        }
        return Ok(Cover { name, is_ours: is_same });
    }
    write_atomically(&path, &bytes).map_err(|cause| Error::Write { path, cause })?;
    Ok(Cover { name, is_ours: true })
}

/// Whether a picture may be written over: there is none, it is as the list says that we left it, or it was drawn here.
fn is_own(output: &Path, name: &str) -> bool {
    let path = output.join(name);
    if path.symlink_metadata().is_err() {
        return true;
    }
    let listed = Sums::read(output).and_then(|sums| sums.get(name).map(str::to_owned));
    regular::read(&path, regular::LARGEST_CLIP).is_ok_and(|bytes| {
        artwork::is_drawn(&bytes)
            || listed.is_some_and(|listed| listed == blake3::hash(&bytes).to_hex().as_str())
    })
}

/// Lists what is ours beside the editions, so that a change of it is seen.
fn seal(output: &Path, names: &[&str]) -> Result<(), Error> {
    let mut list = String::new();
    for name in names {
        let path = output.join(name);
        let hash = hash(&path).map_err(|cause| Error::Read { path, cause: cause.to_string() })?;
        // Writing into a string cannot fail.
        let _ = writeln!(list, "{hash}  {name}");
    }
    save(output.join(SUMS), &list)
}

/// Waits until no other run writes the podcast; held while the value lives.
fn turn(output: &Path) -> Result<FolderLock, Error> {
    let path = output.join(".podcast.lock");
    FolderLock::wait(&path).map_err(|cause| Error::Write { path, cause })
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

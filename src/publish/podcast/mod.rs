//! The podcast over all editions of an output folder: `feed.xml`, `index.html` and the cover.
//!
//! It is made from what the edition folders hold, never from a clock: the same editions, the same feed.

mod address;
mod episode;
mod feed;
mod guid;
mod index;
mod retention;
mod shelf;

use std::fs::File;
use std::path::{Path, PathBuf};

use minijinja::context;
use minijinja::value::Serde;

use super::{Error, Options, artwork, template};
use crate::files::write_atomically;
use crate::progress::Progress;

use episode::Episode;
use feed::Feed;
pub use shelf::is_shelf;

/// Looks at the settings that only show themselves as wrong when a feed is made.
///
/// # Errors
/// Which of them is wrong.
pub fn check(options: &Options) -> Result<(), Error> {
    Feed::new(options, None, None).map(drop)
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
    let newest = episodes.first().map(|episode| (episode.report.title.as_str(), episode.language));
    let feed = Feed::new(options, paper, newest)?;
    let cover = cover(output, options, &feed.title)?;
    save(output.join("feed.xml"), &render(&feed, &episodes, &cover)?)?;
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
    let cover =
        artwork::cover(output, options.artwork.as_deref(), options.encoding.shelf.as_ref(), title, None)?;
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

/// `feed.xml`.
fn render(feed: &Feed<'_>, episodes: &[Episode], cover: &str) -> Result<String, Error> {
    let podcast = &feed.options.podcast;
    let items: Vec<_> = episodes.iter().map(|episode| episode.item(feed)).collect();
    let (category, subcategory) = match podcast.category.split_once('/') {
        Some((category, subcategory)) => (category.trim(), Some(subcategory.trim())),
        None => (podcast.category.trim(), None),
    };
    template::render(
        "feed.xml",
        context! {
            title => feed.title.as_str(),
            link => feed.base.of("index.html"),
            feed => feed.options.base_url.as_ref().map(|_| feed.base.of("feed.xml")),
            cover => feed.base.of(cover),
            description => feed.description(),
            language => feed.language.tag(),
            author => podcast.author.as_deref().unwrap_or(&feed.title),
            email => podcast.email.as_deref(),
            explicit => podcast.explicit,
            category => category,
            subcategory => subcategory,
            guid => feed.guid.map(|guid| guid.to_string()),
            items => Serde(items),
        },
    )
}

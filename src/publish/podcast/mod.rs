//! The podcast over all editions of an output folder: `feed.xml`, feeds of sections, `opds.xml`, `briefing.json`,
//! `index.html` with the pages of months where there are many editions, and the cover.
//!
//! It is made from what the edition folders hold, never from a clock: the same editions, the same feed.

mod address;
mod briefing;
mod channel;
mod cover;
mod editions;
mod episode;
mod feed;
mod guid;
mod index;
mod known;
mod notes;
mod opds;
mod retention;
mod roll;
mod script;
mod sections;
mod shelf;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Error, Options};
use crate::files::{FolderLock, FontFile, SUMS, Shelf, Sums, hash, write_atomically};
use crate::progress::Progress;

use channel::Channel;
use editions::Edition;
use episode::Episode;
use feed::Feed;
use known::{Known, Roll};
use roll::Rolls;
use shelf::not_ours;
pub use shelf::{is_shelf, is_stale};

/// Looks at the settings that only show themselves as wrong when a feed is made.
///
/// # Errors
/// Which of them is wrong.
pub fn check(options: &Options) -> Result<(), Error> {
    Feed::new(options, None, None).map(drop)
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
    podcast_with(None, output, options, paper, None, &[], progress)
}

/// The same, and never drops the edition that was `made` just now, however old its day is. To be called after an edition
/// has its name. A drawn cover is kept on the `shelf` and lettered in `fonts`.
///
/// # Errors
/// As [`podcast`].
pub fn podcast_with(
    made: Option<&Path>,
    output: &Path,
    options: &Options,
    paper: Option<&str>,
    shelf: Option<&Shelf>,
    fonts: &[FontFile],
    progress: &dyn Progress,
) -> Result<(), Error> {
    let output = if output.as_os_str().is_empty() { Path::new(".") } else { output };
    if !shelf::may_write(output) {
        progress.note(&not_ours(&output.join("feed.xml")));
        return Ok(());
    }
    let turn = turn(output)?;
    let mut known = Known::read(output);
    let mut editions = editions::all(output, &known, !options.podcast.sections.is_empty())?;
    drop_old(made, output, options, &mut editions, progress)?;
    let newest = editions.first().map(|edition| (edition.summary.title.as_str(), edition.summary.locale));
    let feed = Feed::new(options, paper, newest)?;
    known.keep_pieces(&feed.made_with());
    let cover = cover::cover(output, options, shelf, fonts, &feed.title, progress)?;
    let before = Sums::read(output).filter(Sums::is_of_podcast).unwrap_or_default();
    let mut ours = vec!["feed.xml".to_owned()];
    ours.extend(cover.is_ours.then(|| cover.name.to_owned()));
    let small = cover::small_cover(output, cover.name, &before, progress)?;
    ours.extend(small.map(str::to_owned));
    let mut rolls = Rolls::new(output, &editions, &known);
    let channel = Channel::whole(&feed);
    // Its time says that it knows all editions, so it is written in any case.
    rolls.write(
        "feed.xml",
        false,
        |episode| channel::item(&feed, &episode.item(&feed)),
        |items| channel::head(&feed, &channel, &editions, items, cover.name),
        channel::END,
    )?;
    ours.extend(write_pages(&rolls, &feed, small.unwrap_or(cover.name), progress)?);
    besides(&mut rolls, &feed, cover.name, |name| {
        let path = output.join(name);
        let is_ours = shelf::may_replace(&path, before.get(name));
        if is_ours {
            ours.push(name.to_owned());
        } else {
            progress.note(&not_ours(&path));
        }
        is_ours
    })?;
    drop_others(output, &before, &ours)?;
    if shelf::may_list(output) {
        seal(output, &ours, &rolls.written)?;
    } else {
        progress.note(&not_ours(&output.join(SUMS)));
    }
    let looks = editions.iter().map(|edition| (&edition.summary, edition.look.as_ref()));
    if !Known::of(looks, feed.made_with(), rolls.written, turn.taken().ok().as_ref()).write(output) {
        progress.note(&not_ours(&output.join(known::FILE)));
    }
    Ok(())
}

/// Drops the oldest editions where the options say how many to keep, and never the one that was `made` just now.
fn drop_old(
    made: Option<&Path>,
    output: &Path,
    options: &Options,
    editions: &mut Vec<Edition>,
    progress: &dyn Progress,
) -> Result<(), Error> {
    let Some(keep) = options.keep else { return Ok(()) };
    let made = made.and_then(Path::file_name);
    let is_spared = |edition: &Edition| made.is_some_and(|made| made == edition.summary.folder.as_str());
    for note in retention::drop_oldest(output, editions, keep, &is_spared)? {
        progress.note(&note);
    }
    Ok(())
}

/// Writes the pages of the podcast that are not as they stand; the names of all that are newscaster's.
fn write_pages(
    rolls: &Rolls<'_>,
    feed: &Feed<'_>,
    picture: &str,
    progress: &dyn Progress,
) -> Result<Vec<String>, Error> {
    let mut ours = Vec::new();
    for page in index::pages(rolls.editions, feed.locale.language()) {
        let place = rolls.output.join(&page.name);
        if !index::may_write(&place) {
            progress.note(&not_ours(&place));
            continue;
        }
        if let Some(text) = page.render(&place, feed, picture)? {
            save(place, &text)?;
        }
        ours.push(page.name);
    }
    Ok(ours)
}

/// Writes the other files of a podcast, where they `may_be_written`: feeds of sections, the catalogue of books, the briefing
/// for smart speakers.
fn besides(
    rolls: &mut Rolls<'_>,
    feed: &Feed<'_>,
    cover: &str,
    mut may_be_written: impl FnMut(&str) -> bool,
) -> Result<(), Error> {
    let editions = rolls.editions;
    if may_be_written("opds.xml") {
        rolls.write(
            "opds.xml",
            true,
            |episode| opds::book(feed, episode),
            |_| opds::head(feed, editions),
            opds::END,
        )?;
    }
    if let Some(text) = briefing::render(feed, editions)
        && may_be_written(briefing::NAME)
    {
        save(rolls.output.join(briefing::NAME), &text)?;
    }
    for section in &feed.options.podcast.sections {
        let name = sections::file_name(section);
        if !may_be_written(&name) {
            continue;
        }
        let channel = Channel::section(feed, section, &name);
        let output = rolls.output;
        let stories = |episode: &Episode| {
            let items = sections::items(section, output, feed, episode);
            items.iter().map(|item| channel::item(feed, item)).collect()
        };
        rolls.write(
            &name,
            true,
            stories,
            |items| channel::head(feed, &channel, editions, items, cover),
            channel::END,
        )?;
    }
    Ok(())
}

/// Removes what was ours and is wanted no more, as the feed of a section that is not named any longer, or the page of a
/// month without editions.
fn drop_others(output: &Path, before: &Sums, ours: &[String]) -> Result<(), Error> {
    let gone =
        before.iter().filter(|(name, _)| matches!(name.rsplit_once('.'), Some((_, "xml" | "json" | "html"))));
    for (name, listed) in gone.filter(|(name, _)| !ours.iter().any(|own| own == name)) {
        let path = output.join(name);
        if hash(&path).is_ok_and(|now| now == listed) {
            fs::remove_file(&path).map_err(|cause| Error::Write { path, cause })?;
        }
    }
    Ok(())
}

/// Lists what is ours beside the editions, so that a change of it is seen. The hashes of what was `written` are known.
fn seal(output: &Path, names: &[String], written: &[Roll]) -> Result<(), Error> {
    let mut list = String::new();
    for name in names {
        let known = written.iter().find(|roll| roll.name == *name).map(|roll| Ok(roll.hash.clone()));
        let path = output.join(name);
        let hash = known.unwrap_or_else(|| hash(&path));
        let hash = hash.map_err(|cause| Error::Read { path, cause: cause.to_string() })?;
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

//! The podcast over all editions of an output folder: `feed.xml`, feeds of sections, `opds.xml`, `briefing.json`,
//! `index.html` with the pages of months where there are many editions, and the cover.
//!
//! It is made from what the edition folders hold, never from a clock: the same editions, the same feed.

mod address;
mod briefing;
mod episode;
mod feed;
mod guid;
mod index;
mod notes;
mod opds;
mod retention;
mod script;
mod sections;
mod shelf;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use minijinja::context;
use minijinja::value::Serde;
use uuid::Uuid;

use super::artwork::{self, Subject};
use super::{Error, Options, template};
use crate::files::{FolderLock, SUMS, Shelf, Sums, hash, regular, write_atomically};
use crate::progress::Progress;

use episode::{Episode, Item};
use feed::Feed;
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
    podcast_with(None, output, options, paper, None, progress)
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
    shelf: Option<&Shelf>,
    progress: &dyn Progress,
) -> Result<(), Error> {
    let output = if output.as_os_str().is_empty() { Path::new(".") } else { output };
    if !shelf::may_write(output) {
        progress.note(&not_ours(&output.join("feed.xml")));
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
    let newest = episodes.first().map(|episode| (episode.report.title.as_str(), episode.locale));
    let feed = Feed::new(options, paper, newest)?;
    let cover = cover(output, options, shelf, &feed.title, progress)?;
    let before = Sums::read(output).filter(Sums::is_of_podcast).unwrap_or_default();
    let mut ours = vec!["feed.xml".to_owned()];
    ours.extend(cover.is_ours.then(|| cover.name.to_owned()));
    let small = small_cover(output, cover.name, &before, progress)?;
    ours.extend(small.map(str::to_owned));
    let items = episodes.iter().map(|episode| episode.item(&feed)).collect();
    save(output.join("feed.xml"), &render(&feed, &Channel::whole(&feed), &episodes, items, cover.name)?)?;
    for page in index::pages(&episodes, feed.locale.language()) {
        let place = output.join(&page.name);
        if !index::may_write(&place) {
            progress.note(&not_ours(&place));
            continue;
        }
        if let Some(text) = page.render(&place, &feed, small.unwrap_or(cover.name))? {
            save(place, &text)?;
        }
        ours.push(page.name);
    }
    for (name, text) in besides(output, &feed, &episodes, cover.name)? {
        let path = output.join(&name);
        if shelf::may_replace(&path, before.get(&name)) {
            save(path, &text)?;
            ours.push(name);
        } else {
            progress.note(&not_ours(&path));
        }
    }
    drop_others(output, &before, &ours)?;
    if shelf::may_list(output) {
        seal(output, &ours)
    } else {
        progress.note(&not_ours(&output.join(SUMS)));
        Ok(())
    }
}

/// The other files of a podcast, by name: feeds of sections, the catalogue of books, the briefing for smart speakers.
fn besides(
    output: &Path,
    feed: &Feed<'_>,
    episodes: &[Episode],
    cover: &str,
) -> Result<Vec<(String, String)>, Error> {
    let mut files = vec![("opds.xml".to_owned(), opds::render(feed, episodes)?)];
    files.extend(briefing::render(feed, episodes).map(|text| ("briefing.json".to_owned(), text)));
    for section in &feed.options.podcast.sections {
        let name = sections::file_name(section);
        let items = sections::items(section, output, feed, episodes);
        let text = render(feed, &Channel::section(feed, section, &name), episodes, items, cover)?;
        files.push((name, text));
    }
    Ok(files)
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

/// A feed's own name and address.
struct Channel {
    title: String,
    /// Its address, where it is known.
    own: Option<String>,
    guid: Option<Uuid>,
}

impl Channel {
    fn whole(feed: &Feed<'_>) -> Self {
        let own = feed.options.base_url.as_ref().map(|_| feed.base.of("feed.xml"));
        Self { title: feed.title.clone(), own, guid: feed.guid }
    }

    fn section(feed: &Feed<'_>, section: &str, name: &str) -> Self {
        let own = feed.options.base_url.as_ref().map(|_| feed.base.of(name));
        Self {
            title: format!("{} · {}", feed.title, section.trim()),
            guid: own.as_deref().map(guid::of_address),
            own,
        }
    }
}

/// What is told of a file that somebody else put in the place of one of ours.
fn not_ours(path: &Path) -> String {
    format!("{} is not ours and stays as it is", path.display())
}

/// The podcast's cover.
struct Cover {
    name: &'static str,
    /// Whether newscaster put it there.
    is_ours: bool,
}

/// The podcast's cover in `output`: the configured one, a picture of somebody else that lies there already, or one drawn.
fn cover(
    output: &Path,
    options: &Options,
    shelf: Option<&Shelf>,
    title: &str,
    progress: &dyn Progress,
) -> Result<Cover, Error> {
    if options.artwork.is_none() && !is_own(output, "cover.png") {
        return Ok(Cover { name: "cover.png", is_ours: false });
    }
    let subject = Subject {
        name: title.to_owned(),
        date: None,
        lead: None,
        words: Vec::new(),
        fonts: options.cover_fonts(),
    };
    let (bytes, extension) = artwork::picture(options.artwork.as_deref(), shelf, &subject)?;
    let name = if extension == "png" { "cover.png" } else { "cover.jpg" };
    let path = output.join(name);
    if !is_own(output, name) {
        let is_same = hash(&path).is_ok_and(|old| old == blake3::hash(&bytes).to_hex().as_str());
        if !is_same {
            progress.note(&not_ours(&path));
        }
        return Ok(Cover { name, is_ours: is_same });
    }
    write_atomically(&path, &bytes).map_err(|cause| Error::Write { path, cause })?;
    Ok(Cover { name, is_ours: true })
}

/// The cover as the page shows it, where the page need not show the cover itself: `cover-small.png`.
fn small_cover(
    output: &Path,
    cover: &str,
    before: &Sums,
    progress: &dyn Progress,
) -> Result<Option<&'static str>, Error> {
    let path = output.join(artwork::SMALL);
    let is_as_listed = |name: &str| {
        before.get(name).is_some_and(|listed| hash(&output.join(name)).is_ok_and(|now| now == listed))
    };
    let is_there = path.symlink_metadata().is_ok();
    if is_there && is_as_listed(artwork::SMALL) && is_as_listed(cover) {
        return Ok(Some(artwork::SMALL));
    }
    let picture = regular::read(&output.join(cover), regular::LARGEST_CLIP).ok();
    let small = picture.and_then(|picture| artwork::small(&picture));
    let is_same = |small: &Vec<u8>| hash(&path).is_ok_and(|now| now == blake3::hash(small).to_hex().as_str());
    if is_there && !is_as_listed(artwork::SMALL) && !small.as_ref().is_some_and(is_same) {
        progress.note(&not_ours(&path));
        return Ok(None);
    }
    if let Some(small) = small {
        write_atomically(&path, &small).map_err(|cause| Error::Write { path, cause })?;
        return Ok(Some(artwork::SMALL));
    }
    if is_there {
        fs::remove_file(&path).map_err(|cause| Error::Write { path, cause })?;
    }
    Ok(None)
}

/// Whether a picture may be written over: there is none, it is as the list says that we left it, or it was drawn here.
fn is_own(output: &Path, name: &str) -> bool {
    let path = output.join(name);
    if path.symlink_metadata().is_err() {
        return true;
    }
    let listed = Sums::read(output).filter(Sums::is_of_podcast);
    let listed = listed.and_then(|sums| sums.get(name).map(str::to_owned));
    regular::read(&path, regular::LARGEST_CLIP).is_ok_and(|bytes| {
        artwork::is_drawn(&bytes)
            || listed.is_some_and(|listed| listed == blake3::hash(&bytes).to_hex().as_str())
    })
}

/// Lists what is ours beside the editions, so that a change of it is seen.
fn seal(output: &Path, names: &[String]) -> Result<(), Error> {
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

/// `feed.xml`, or the feed of a section.
fn render(
    feed: &Feed<'_>,
    channel: &Channel,
    episodes: &[Episode],
    items: Vec<Item>,
    cover: &str,
) -> Result<String, Error> {
    let podcast = &feed.options.podcast;
    let disclosure = episodes.iter().find_map(|episode| episode.report.disclosure.as_deref());
    let (category, subcategory) = match podcast.category.split_once('/') {
        Some((category, subcategory)) => (category.trim(), Some(subcategory.trim())),
        None => (podcast.category.trim(), None),
    };
    template::render(
        "feed.xml",
        context! {
            w => Serde(feed.words()),
            title => channel.title.as_str(),
            link => feed.base.of("index.html"),
            feed => channel.own.as_deref(),
            cover => feed.base.of(cover),
            description => feed.description(disclosure),
            disclosed => disclosure.is_some(),
            language => feed.locale.feed_tag(),
            author => podcast.author.as_deref().unwrap_or(&feed.title),
            email => podcast.email.as_deref(),
            explicit => podcast.explicit,
            private => podcast.private,
            rule => podcast.frequency.rule(),
            txt => Serde(&podcast.txt),
            category => category,
            subcategory => subcategory,
            guid => channel.guid.map(|guid| guid.to_string()),
            items => Serde(items),
        },
    )
}

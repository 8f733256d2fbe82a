//! The editions of a folder: as they are known from the last time where they look as they did then, else read.

use std::cell::OnceCell;
use std::fs;
use std::path::{Path, PathBuf};

use super::super::Error;
use super::episode::{self, Episode, Summary};
use super::known::Known;
use crate::files::Look;

/// The folder of an edition's stories, each a file.
const STORIES: &str = "stories";

/// An edition among others.
#[derive(Debug)]
pub struct Edition {
    /// What is told of it as one of many.
    pub summary: Summary,
    /// What it looked like before it was read, or was not; `None` where that cannot be told, or not be relied on.
    pub look: Option<Look>,
    /// Its place among those that were known, where it looks as it did then.
    pub known: Option<usize>,
    folder: PathBuf,
    whole: OnceCell<Option<Episode>>,
}

impl Edition {
    /// All of it, read when it is asked for; `None` where it is gone since one looked.
    pub fn whole(&self) -> Option<&Episode> {
        self.whole.get_or_init(|| Episode::read(&self.folder)).as_ref()
    }

    fn open(folder: PathBuf, known: &Known, with_stories: bool) -> Option<Self> {
        let look = look(&folder, with_stories);
        let name = folder.file_name()?.to_str()?;
        if let Some((place, summary)) = look.as_ref().and_then(|look| known.find(name, look)) {
            let whole = OnceCell::new();
            return Some(Self { summary: summary.clone(), look, known: Some(place), folder, whole });
        }
        let whole = Episode::read(&folder)?;
        // What was changed while it was read is read once more the next time.
        let look = look.filter(|before| self::look(&folder, with_stories).as_ref() == Some(before));
        let summary = whole.summary.clone();
        Some(Self { summary, look, known: None, folder, whole: OnceCell::from(Some(whole)) })
    }
}

/// All editions, the newest first. A folder that is no edition is passed over. `with_stories` says whether sound files of
/// stories count, too.
///
/// # Errors
/// A folder that cannot be read.
pub fn all(output: &Path, known: &Known, with_stories: bool) -> Result<Vec<Edition>, Error> {
    let folders = folders(output)?.into_iter();
    let mut editions: Vec<_> =
        folders.filter_map(|folder| Edition::open(folder, known, with_stories)).collect();
    editions.sort_by(|a, b| {
        let ((a, b), by) = ((&a.summary, &b.summary), |one: &Summary| one.date);
        (by(b), &b.folder).cmp(&(by(a), &a.folder))
    });
    Ok(editions)
}

/// What everything that an edition is read from looks like.
fn look(folder: &Path, with_stories: bool) -> Option<Look> {
    let mut names: Vec<String> = episode::names().map(str::to_owned).collect();
    if with_stories {
        let stories = fs::read_dir(folder.join(STORIES)).into_iter().flatten().filter_map(Result::ok);
        names.push(STORIES.to_owned());
        names.extend(stories.map(|story| format!("{STORIES}/{}", story.file_name().to_string_lossy())));
        names.sort_unstable();
    }
    Look::at(folder, &names)
}

/// The editions' folders below `output`, hidden ones left out.
fn folders(output: &Path) -> Result<Vec<PathBuf>, Error> {
    let failed = |cause: std::io::Error| Error::Read { path: output.to_owned(), cause: cause.to_string() };
    let entries = fs::read_dir(output).map_err(failed)?.collect::<Result<Vec<_>, _>>().map_err(failed)?;
    let is_folder = |entry: &fs::DirEntry| match entry.file_type() {
        Ok(kind) if kind.is_symlink() => entry.path().is_dir(),
        kind => kind.is_ok_and(|kind| kind.is_dir()),
    };
    let is_hidden = |entry: &fs::DirEntry| entry.file_name().to_string_lossy().starts_with('.');
    let folders = entries.iter().filter(|entry| !is_hidden(entry) && is_folder(entry));
    Ok(folders.map(fs::DirEntry::path).collect())
}

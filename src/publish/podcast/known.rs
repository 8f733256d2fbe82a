//! `.podcast.index`: what the podcast's files hold of each edition, so that of thousands only those are read that changed.
//!
//! It is never believed without a look: an edition is as it is told here while its files look as they did, and a piece of a
//! file is what it was while that file has the hash that is told here. What is missing, broken or another folder's tells
//! nothing, and is written anew.

use std::collections::HashMap;
use std::fs;
use std::io::{self, Read};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::episode::Summary;
use crate::files::{Draft, Look, Stamp, regular};

/// What it is called.
pub const FILE: &str = ".podcast.index";
/// What it begins with; a file without it is somebody else's.
const MARK: &str =
    "newscaster made this index of the editions here, and makes it again where it is missing or broken.\n";
/// Which program wrote it: another one may read other things in an edition. The number counts forms of this file.
const FORM: &str = concat!(env!("CARGO_PKG_VERSION"), " 1");

/// What is known of a podcast's files.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Known {
    form: String,
    /// What all pieces were made with, besides their editions.
    made_with: String,
    /// The files that have a piece for each edition.
    pub files: Vec<Roll>,
    /// The editions in the order of their pieces.
    editions: Vec<Entry>,
    /// Where an edition stands, by its folder's name.
    #[serde(skip)]
    places: HashMap<String, usize>,
}

/// A file that has a piece for each edition between its head and its end.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Roll {
    /// Its name.
    pub name: String,
    /// Its hash in hexadecimal figures.
    pub hash: String,
    /// How long its head is, in bytes.
    pub head: usize,
    /// How long the pieces are, in bytes.
    pub pieces: Vec<usize>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    summary: Summary,
    /// What it looked like; `None` where that cannot be relied on.
    look: Option<String>,
}

impl Known {
    /// What is known of a folder; nothing where there is no index that can be used.
    pub fn read(output: &Path) -> Self {
        let known = bytes(&output.join(FILE)).and_then(|bytes| Self::parse(&bytes));
        let mut known = known.filter(|known| known.form == FORM).unwrap_or_default();
        let names = known.editions.iter().enumerate();
        known.places = names.map(|(place, entry)| (entry.summary.folder.clone(), place)).collect();
        known
    }

    /// What is to be known the next time. Of an edition that may have changed in the very `moment` in which this run began
    /// to look, only that its pieces are there.
    pub fn of<'a>(
        editions: impl Iterator<Item = (&'a Summary, Option<&'a Look>)>,
        made_with: String,
        files: Vec<Roll>,
        moment: Option<&Stamp>,
    ) -> Self {
        let is_settled = |look: &&Look| moment.is_some_and(|moment| look.is_before(moment));
        let word = |look: Option<&Look>| look.filter(is_settled).map(Look::word);
        let entry = |(summary, look): (&Summary, _)| Entry { summary: summary.clone(), look: word(look) };
        let editions = editions.map(entry).collect();
        Self { form: FORM.to_owned(), made_with, files, editions, places: HashMap::new() }
    }

    /// Forgets the pieces, where they were made with something else than now.
    pub fn keep_pieces(&mut self, made_with: &str) {
        if self.made_with != made_with {
            self.files.clear();
        }
    }

    /// The edition of a folder that looks like this: its place, and what was told of it.
    pub fn find(&self, folder: &str, look: &Look) -> Option<(usize, &Summary)> {
        let place = *self.places.get(folder)?;
        let entry = self.editions.get(place)?;
        (entry.look.as_ref()? == &look.word()).then_some((place, &entry.summary))
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let (hash, json) = bytes.strip_prefix(MARK.as_bytes())?.split_at_checked(2 * blake3::OUT_LEN)?;
        let is_whole = blake3::hash(json).to_hex().as_bytes() == hash;
        is_whole.then(|| serde_json::from_slice(json).ok())?
    }

    /// Writes it, where there is none or one of ours; whether that is so. A disk that refuses slows the next run and fails
    /// none, and so does one that loses it.
    pub fn write(&self, output: &Path) -> bool {
        let path = output.join(FILE);
        if !may_write(&path) {
            return false;
        }
        if let Err(error) = self.try_write(&path) {
            tracing::debug!("cannot write {}: {error}", path.display());
        }
        true
    }

    fn try_write(&self, path: &Path) -> io::Result<()> {
        let json = serde_json::to_vec(self)?;
        let mut draft = Draft::beside(path)?;
        for part in [MARK.as_bytes(), blake3::hash(&json).to_hex().as_bytes(), &json] {
            draft.write(part)?;
        }
        draft.keep_for_now()
    }
}

/// All bytes of a file that is no link.
fn bytes(path: &Path) -> Option<Vec<u8>> {
    let is_file = fs::symlink_metadata(path).ok()?.is_file();
    is_file.then(|| regular::read(path, regular::LARGEST_TEXT).ok())?
}

/// Whether there is nothing, or a file that begins as ours does; one may have been cut short.
fn may_write(path: &Path) -> bool {
    let Ok(metadata) = fs::symlink_metadata(path) else { return true };
    let mut begins = Vec::new();
    let mut read = || regular::open(path)?.take(MARK.len() as u64).read_to_end(&mut begins);
    metadata.is_file() && read().is_ok() && MARK.as_bytes().starts_with(&begins)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn what_was_changed_in_the_moment_of_looking_is_not_relied_on() {
        let output = tempfile::tempdir().unwrap();
        let moment = |name: &str| {
            fs::write(output.path().join(name), "").unwrap();
            std::thread::sleep(std::time::Duration::from_millis(20));
            Stamp::at(&output.path().join(name)).unwrap()
        };
        let before = moment("before");
        fs::create_dir(output.path().join("e")).unwrap();
        std::thread::sleep(std::time::Duration::from_millis(20));
        let after = moment("after");
        let look = Look::at(&output.path().join("e"), &["report.json"]).unwrap();
        let summary = Summary {
            folder: "e".to_owned(),
            date: jiff::civil::date(2026, 3, 5),
            title: "早报".to_owned(),
            locale: crate::model::Locale::ZhHans,
            disclosure: None,
            modified: None,
            version: String::new(),
        };
        for (moment, is_known) in [(Some(&before), false), (None, false), (Some(&after), true)] {
            let entries = std::iter::once((&summary, Some(&look)));
            assert!(Known::of(entries, String::new(), Vec::new(), moment).write(output.path()));
            assert_eq!(Known::read(output.path()).find("e", &look).is_some(), is_known);
        }
    }
}

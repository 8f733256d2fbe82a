//! Which files may be served: those that an edition's list names, and those of the podcast above the editions.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use super::Error;
use super::conditions::Validators;
use super::kind::Kind;
use crate::files::{Below, SUMS, Stamp, Sums, is_of_podcast, regular};
use crate::model::Report;

/// What says of a podcast's page or feed that newscaster wrote it.
const MARKS: [&str; 3] = [
    "<generator>newscaster</generator>",
    "<meta name=\"generator\" content=\"newscaster\">",
    // A briefing for smart speakers, in which nothing else may stand.
    "\"streamUrl\": \"http",
];
/// The report that every edition has.
const REPORT: &str = "report.json";
/// How many editions' lists are kept in memory.
const KNOWN: usize = 400;
/// An edition of which no file was changed for so long gets no correction any more.
const SETTLED: Duration = Duration::from_hours(72);

/// How long a client may keep a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// It asks each time whether there is a newer one.
    Ask,
    /// A week: the edition is settled.
    Long,
}

/// A file that may be served, open.
#[derive(Debug)]
pub struct Found {
    /// The file.
    pub file: Arc<File>,
    /// Its length in bytes.
    pub length: u64,
    /// What it is compared by.
    pub validators: Validators,
    /// What it is.
    pub kind: &'static Kind,
    /// How long it may be kept.
    pub keeping: Keeping,
    /// What it is called below its folder.
    pub name: String,
    /// Whether its addresses are to be those that were asked for.
    pub is_feed: bool,
}

/// The folder of editions.
#[derive(Debug)]
pub struct Catalog {
    root: PathBuf,
    known: Mutex<HashMap<String, Known>>,
}

#[derive(Clone, Debug)]
struct Known {
    stamp: Stamp,
    /// `None` for a folder that is no edition.
    sums: Option<Arc<Sums>>,
}

impl Catalog {
    /// A catalog of a folder, which must be there.
    ///
    /// # Errors
    /// A folder that cannot be opened.
    pub fn new(root: &Path) -> Result<Self, Error> {
        let failed = |source| Error::Folder { folder: root.to_owned(), source };
        // Its own place, so that a relative name means the same for ever.
        let root = std::path::absolute(root).map_err(failed)?;
        Below::open(&root).map_err(failed)?;
        Ok(Self { root, known: Mutex::default() })
    }

    /// Opens the file of these names; `None` where there is none that may be served.
    pub fn find(&self, names: &[&str]) -> Option<Found> {
        let root = Below::open(&self.root).ok()?;
        match names {
            [] => None,
            [name] => above(&root, name),
            [edition, rest @ ..] => self.within(&root.folder(edition).ok()?, edition, &rest.join("/")),
        }
    }

    /// Whether there is an edition of this name.
    pub fn has_edition(&self, name: &str) -> bool {
        let folder = Below::open(&self.root).and_then(|root| root.folder(name));
        folder.is_ok_and(|folder| self.known(&folder, name).is_some())
    }

    fn within(&self, folder: &Below, edition: &str, name: &str) -> Option<Found> {
        let (sealed, sums) = self.known(folder, edition)?;
        let listed = sums.get(name);
        if listed.is_none() && name != SUMS {
            return None;
        }
        let file = folder.file(name).ok()?;
        let stamp = Stamp::of(&file).ok()?;
        // Whoever changes a file after it was listed makes another one of it.
        let is_listed = stamp.modified <= sealed.modified;
        let tag = match listed.filter(|_| is_listed) {
            Some(hash) => format!("\"{}-{:x}\"", &hash[..32], stamp.length),
            None => tag(&stamp),
        };
        let age = SystemTime::now().duration_since(sealed.modified).unwrap_or_default();
        let kind = Kind::of(name);
        let is_settled =
            is_listed && listed.is_some() && age > SETTLED && !kind.mime.starts_with("text/html");
        Some(Found {
            file: Arc::new(file),
            length: stamp.length,
            validators: Validators { tag, modified: stamp.modified },
            kind,
            keeping: if is_settled { Keeping::Long } else { Keeping::Ask },
            is_feed: false,
            name: name.to_owned(),
        })
    }

    /// The list of an edition, which is read again when it was changed.
    fn known(&self, folder: &Below, name: &str) -> Option<(Stamp, Arc<Sums>)> {
        let lock = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let mut file = folder.file(SUMS).ok()?;
        let stamp = Stamp::of(&file).ok()?;
        let kept = lock().get(name).filter(|known| known.stamp == stamp).cloned();
        let sums = if let Some(known) = kept {
            known.sums
        } else {
            let sums = sums(folder, &mut file).map(Arc::new);
            let mut known = lock();
            if known.len() >= KNOWN {
                known.clear();
            }
            known.insert(name.to_owned(), Known { stamp, sums: sums.clone() });
            sums
        };
        Some((stamp, sums?))
    }
}

/// The list in a folder that is an edition: a report that can be read, and a list that names it.
fn sums(folder: &Below, list: &mut File) -> Option<Sums> {
    let sums = Sums::parse(&text(list, regular::LARGEST_SETTINGS).ok()?)?;
    sums.get(REPORT)?;
    let report = text(&mut folder.file(REPORT).ok()?, regular::LARGEST_TEXT).ok()?;
    serde_json::from_str::<Report>(&report).ok().map(|_| sums)
}

/// A file of the podcast: its cover, and the feed and the page where they are ours.
fn above(root: &Below, name: &str) -> Option<Found> {
    if !is_of_podcast(name) {
        return None;
    }
    let mut file = root.file(name).ok()?;
    let stamp = Stamp::of(&file).ok()?;
    let kind = Kind::of(name);
    if kind.is_text {
        // The page's mark stands in its head, the feed's before its first item.
        let mut head = Vec::new();
        file.by_ref().take(64 << 10).read_to_end(&mut head).ok()?;
        let head = String::from_utf8_lossy(&head);
        MARKS.iter().find(|mark| head.contains(**mark))?;
    }
    Some(Found {
        file: Arc::new(file),
        length: stamp.length,
        validators: Validators { tag: tag(&stamp), modified: stamp.modified },
        kind,
        keeping: Keeping::Ask,
        name: name.to_owned(),
        is_feed: name == "feed.xml" || name.starts_with("feed-"),
    })
}

/// A tag of a file whose hash nobody knows: another one whenever it is written anew.
fn tag(stamp: &Stamp) -> String {
    let since = stamp.modified.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let (device, number) = stamp.number();
    let shape = blake3::hash(format!("{device} {number} {} {}", since.as_nanos(), stamp.length).as_bytes());
    format!("\"{}\"", &shape.to_hex()[..32])
}

fn text(file: &mut File, most: u64) -> io::Result<String> {
    let mut text = String::new();
    file.take(most).read_to_string(&mut text)?;
    Ok(text)
}

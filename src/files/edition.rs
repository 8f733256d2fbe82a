//! What tells an edition's folder from any other: a report that can be read, and a `B3SUMS` that lists its files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::{MARK, regular};
use crate::model::Report;

/// The report in an edition's folder.
const REPORT: &str = "report.json";

/// The list of an edition's files and their hashes, as `b3sum --check` reads it.
pub const SUMS: &str = "B3SUMS";

/// What a podcast has beside its editions, and feeds of sections and pages of months besides.
const PODCAST: &[&str] =
    &["feed.xml", "index.html", "cover.png", "cover.jpg", "cover-small.png", "opds.xml", "briefing.json"];

/// Whether a file above the editions belongs to the podcast: one of those that each may have, the page of a month, or the
/// feed of a section.
pub fn is_of_podcast(name: &str) -> bool {
    PODCAST.contains(&name)
        || is_page_of_month(name)
        || name.strip_prefix("feed-").is_some_and(|rest| matches!(rest.rsplit_once('.'), Some((_, "xml"))))
}

/// Whether a file above the editions is called as the page of a month: `2026-03.html`.
pub fn is_page_of_month(name: &str) -> bool {
    let month = name.strip_suffix(".html").filter(|month| month.len() == "2026-03".len());
    month.is_some_and(|month| format!("{month}-01").parse::<Date>().is_ok())
}

/// The files that a `B3SUMS` lists, with their BLAKE3 hashes in hexadecimal figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums(BTreeMap<String, String>);

impl Sums {
    /// The list in a folder; `None` where there is none, or one that is none of ours.
    pub fn read(folder: &Path) -> Option<Self> {
        let path = folder.join(SUMS);
        if !fs::symlink_metadata(&path).ok()?.is_file() {
            return None;
        }
        Self::parse(&regular::read_text(&path, regular::LARGEST_SETTINGS).ok()?)
    }

    /// Reads a list: a hash, two blanks and a name below the folder a line, at least one.
    pub fn parse(text: &str) -> Option<Self> {
        let line = |line: &str| {
            let (hash, name) = line.split_once("  ")?;
            let is_hash = hash.len() == 2 * blake3::OUT_LEN && hash.bytes().all(|b| b.is_ascii_hexdigit());
            let is_below = name.split('/').all(|part| !matches!(part, "" | "." | ".."));
            (is_hash && is_below).then(|| (name.to_owned(), hash.to_owned()))
        };
        let sums: BTreeMap<_, _> = text.lines().map(line).collect::<Option<_>>()?;
        (!sums.is_empty()).then_some(Self(sums))
    }

    /// Whether it is the list of a podcast, which stands over editions, and not one that somebody else made there.
    pub fn is_of_podcast(&self) -> bool {
        self.0.keys().all(|name| is_of_podcast(name))
    }

    /// The hash that is listed for a file.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// The names and hashes, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, hash)| (name.as_str(), hash.as_str()))
    }

    /// What lies in the folder and is not listed: files, links in whatever place, folders without a listed file. Names
    /// are told from the folder on, those of folders with a `/` behind them.
    ///
    /// # Errors
    /// A folder that cannot be read.
    pub fn strangers(&self, folder: &Path) -> io::Result<Vec<String>> {
        let homes = self.folders();
        let mut found = Vec::new();
        let mut open = vec![String::new()];
        while let Some(below) = open.pop() {
            for entry in fs::read_dir(folder.join(&below))? {
                let entry = entry?;
                let kind = entry.file_type()?;
                let name = format!("{below}{}", entry.file_name().to_string_lossy());
                let is_list = name == SUMS;
                if kind.is_dir() && homes.contains(name.as_str()) {
                    open.push(format!("{name}/"));
                } else if kind.is_dir() {
                    found.push(format!("{name}/"));
                } else if !(kind.is_file() && (is_list || self.0.contains_key(&name))) {
                    found.push(name);
                }
            }
        }
        found.sort_unstable();
        Ok(found)
    }

    /// The folders that hold a listed file.
    fn folders(&self) -> BTreeSet<&str> {
        let above = |name| std::iter::successors(parent(name), |name| parent(name));
        self.0.keys().flat_map(|name| above(name.as_str())).collect()
    }

    /// Whether the files can be taken out of the folder and the folders in it.
    ///
    /// # Errors
    /// What the system says of the first that cannot be changed.
    pub(super) fn removable(&self, folder: &Path) -> io::Result<()> {
        let homes = self.folders().into_iter().map(|home| folder.join(home));
        std::iter::once(folder.to_owned()).chain(homes).try_for_each(|home| changeable(&home))
    }

    /// Removes the listed files, the report last, then the list, and the folders that are empty then. Whether all of it
    /// is gone; else only strangers are left, and the list.
    fn dissolve(&self, folder: &Path) -> io::Result<bool> {
        let (report, others): (Vec<_>, Vec<_>) = self.0.keys().partition(|name| *name == REPORT);
        for name in others.into_iter().chain(report) {
            let path = folder.join(name);
            if fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_file()) {
                gone(fs::remove_file(path))?;
            }
        }
        for home in self.folders().into_iter().rev() {
            // One with a stranger in it stays.
            let _ = fs::remove_dir(folder.join(home));
        }
        if fs::read_dir(folder)?.any(|entry| entry.is_ok_and(|entry| entry.file_name() != SUMS)) {
            return Ok(false);
        }
        gone(fs::remove_file(folder.join(SUMS)))?;
        gone(fs::remove_dir(folder))?;
        Ok(true)
    }
}

#[cfg(unix)]
fn changeable(folder: &Path) -> io::Result<()> {
    use rustix::fs::{Access, access};
    Ok(access(folder, Access::WRITE_OK | Access::EXEC_OK)?)
}

#[cfg(not(unix))]
fn changeable(_: &Path) -> io::Result<()> {
    Ok(())
}

fn parent(name: &str) -> Option<&str> {
    name.rsplit_once('/').map(|(folder, _)| folder)
}

/// What newscaster wrote into a folder: the list of an edition, or of a podcast over editions.
pub fn own_files(folder: &Path) -> Option<Sums> {
    edition(folder).or_else(|| Sums::read(folder).filter(Sums::is_of_podcast))
}

/// The list of an edition; `None` for every other folder, and for what is no folder.
pub fn edition(folder: &Path) -> Option<Sums> {
    if !fs::symlink_metadata(folder).ok()?.is_dir() {
        return None;
    }
    let sums = Sums::read(folder)?;
    sums.get(REPORT)?;
    let report = folder.join(REPORT);
    let is_file = fs::symlink_metadata(&report).ok()?.is_file();
    let bytes = regular::read(&report, regular::LARGEST_TEXT).ok().filter(|_| is_file)?;
    serde_json::from_slice::<Report>(&bytes).ok().map(|_| sums)
}

/// Whether a folder is one that newscaster may take away: marked, or an edition.
pub(super) fn is_removable(folder: &Path) -> bool {
    super::is_marked(folder) || whole_or_dissolved(folder).is_some()
}

/// The list of an edition, or of what is left of one that a killed run was removing: nothing that it lists. Anybody may
/// have a list of hashes in a folder.
fn whole_or_dissolved(folder: &Path) -> Option<Sums> {
    let is_there =
        |name: &String| fs::symlink_metadata(folder.join(name)).is_ok_and(|metadata| metadata.is_file());
    edition(folder).or_else(|| {
        Sums::read(folder).filter(|sums| sums.get(REPORT).is_some() && !sums.0.keys().any(is_there))
    })
}

/// Removes a hidden folder of ours. From an edition only the listed files go; what strangers put into it meanwhile is
/// kept under the visible name `kept`, or one with a number behind it.
pub(super) fn remove(folder: &Path, kept: &Path) -> io::Result<()> {
    if super::is_marked(folder) {
        return remove_marked(folder);
    }
    let Some(sums) = whole_or_dissolved(folder) else {
        // Only an empty folder can be removed so.
        return gone(fs::remove_dir(folder));
    };
    if sums.dissolve(folder)? {
        return Ok(());
    }
    let place = free_name(kept);
    fs::rename(folder, &place)?;
    tracing::warn!("files that newscaster did not make were kept in {}", place.display());
    gone(fs::remove_file(place.join(SUMS)))
}

/// The mark goes last: a run that is killed here leaves a folder that is still known as ours.
fn remove_marked(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name() == MARK {
            continue;
        }
        let is_folder = entry.file_type()?.is_dir();
        gone(if is_folder { fs::remove_dir_all(entry.path()) } else { fs::remove_file(entry.path()) })?;
    }
    gone(fs::remove_file(folder.join(MARK)))?;
    gone(fs::remove_dir(folder))
}

fn free_name(wanted: &Path) -> PathBuf {
    let name = wanted.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let numbered = (2..).map(|number| wanted.with_file_name(format!("{name}-{number}")));
    let mut names = std::iter::once(wanted.to_owned()).chain(numbered);
    names.find(|path| path.symlink_metadata().is_err()).unwrap_or_else(|| wanted.to_owned())
}

/// What is gone already need not be removed.
pub(super) fn gone(removed: io::Result<()>) -> io::Result<()> {
    removed.or_else(|error| if error.kind() == ErrorKind::NotFound { Ok(()) } else { Err(error) })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::files::hash;

    /// A small edition whose title is `title`.
    pub fn make(folder: &Path, title: &str) {
        let report = serde_json::json!({
            "title": title, "date": "2024-11-28", "duration_s": 1.0, "sample_rate": 44_100,
            "loudness": { "integrated_lufs": -16.0, "true_peak_dbtp": -1.5, "range_lu": 0.0 },
            "segments": [], "chapters": [], "problems": [],
            "coverage": { "characters": 0, "spoken": 0, "skipped": 0 },
        });
        fs::create_dir_all(folder.join("daisy")).unwrap();
        fs::write(folder.join(REPORT), report.to_string()).unwrap();
        fs::write(folder.join("daisy/ncc.html"), title).unwrap();
        let line = |name: &str| format!("{}  {name}\n", hash(&folder.join(name)).unwrap());
        fs::write(folder.join(SUMS), line("daisy/ncc.html") + &line(REPORT)).unwrap();
    }

    #[test]
    fn a_report_alone_makes_no_edition_and_strangers_are_told() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("e");
        make(&folder, "早报");
        assert_eq!(edition(&folder).unwrap().strangers(&folder).unwrap(), Vec::<String>::new());
        fs::create_dir_all(folder.join("daisy/mine")).unwrap();
        fs::write(folder.join("letter.txt"), "dear").unwrap();
        assert_eq!(edition(&folder).unwrap().strangers(&folder).unwrap(), ["daisy/mine/", "letter.txt"]);
        fs::remove_file(folder.join(SUMS)).unwrap();
        assert!(edition(&folder).is_none());
    }

    #[test]
    fn a_list_that_leads_out_of_its_folder_is_none() {
        let hash = "a".repeat(64);
        for name in ["../x", "/etc/passwd", "a//b", "a/../../b", ""] {
            assert_eq!(Sums::parse(&format!("{hash}  {name}\n")), None, "{name}");
        }
        assert!(Sums::parse("").is_none() && Sums::parse("# a heading\n").is_none());
    }

    #[test]
    fn what_others_put_into_an_edition_is_kept_when_it_goes() {
        let root = tempfile::tempdir().unwrap();
        let (hidden, kept) = (root.path().join(".e.new"), root.path().join("e.kept"));
        fs::create_dir(&kept).unwrap();
        make(&hidden, "早报");
        fs::write(hidden.join("daisy/letter.txt"), "dear").unwrap();
        remove(&hidden, &kept).unwrap();
        let place = root.path().join("e.kept-2");
        assert_eq!(fs::read_to_string(place.join("daisy/letter.txt")).unwrap(), "dear");
        assert!(!hidden.exists() && !place.join(SUMS).exists() && !place.join(REPORT).exists());
    }
}

//! What runs that died left beside their editions: hidden folders named after the edition, and unfinished files.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::atomic::{FolderLock, remove_draft};
use super::edition::{self, edition, is_removable};

/// Where an edition is built, where the two-step swap puts the old one meanwhile, and where one goes that is removed.
const NEW: &str = "new";
const OLD: &str = "old";
const DROPPED: &str = "dropped";

/// `output/2024-11-28` → `output/.2024-11-28.new`
fn beside(destination: &Path, ending: &str) -> PathBuf {
    let name = destination.file_name().unwrap_or_default().to_string_lossy();
    destination.with_file_name(format!(".{name}.{ending}"))
}

/// Where a destination's lock stands: beside it, hidden.
pub fn lock_path(destination: &Path) -> PathBuf {
    beside(destination, "lock")
}

pub(super) fn new(destination: &Path) -> PathBuf {
    beside(destination, NEW)
}

pub(super) fn old(destination: &Path) -> PathBuf {
    beside(destination, OLD)
}

/// Takes a folder of ours away: hides it first, so that neither its name nor whoever still writes into it meets half of
/// it. `destination` is the edition that it belongs to.
pub(super) fn drop_folder(folder: &Path, destination: &Path) -> io::Result<()> {
    if fs::symlink_metadata(folder).is_err() {
        return Ok(());
    }
    let hidden = beside(destination, DROPPED);
    if clear(&hidden, destination).is_err() {
        // What lies there cannot be taken away; that must not keep the next one here.
        return clear(folder, destination);
    }
    fs::rename(folder, &hidden)?;
    clear(&hidden, destination)
}

/// Removes an edition and nothing else that lies in its folder; `false` where it is not alone there. To be called with
/// its lock.
///
/// # Errors
/// What the disk says; what is left of it then is under a hidden name.
pub fn drop_edition(folder: &Path) -> io::Result<bool> {
    let Some(sums) = edition(folder) else { return Ok(false) };
    if !sums.strangers(folder)?.is_empty() {
        return Ok(false);
    }
    drop_folder(folder, folder).map(|()| true)
}

/// Puts an old edition back that an interrupted two-step swap had moved aside, and clears what the last run into this
/// destination left. To be called with its lock.
pub(super) fn recover(destination: &Path) -> io::Result<()> {
    let old = old(destination);
    if edition(&old).is_some() && fs::symlink_metadata(destination).is_err() {
        fs::rename(&old, destination)?;
    }
    let dropped = beside(destination, DROPPED);
    if let Err(error) = clear(&dropped, destination) {
        // Nothing is made there, so it stands in nobody's way.
        tracing::warn!("cannot remove {}: {error}", dropped.display());
    }
    [old, new(destination)].iter().try_for_each(|path| clear(path, destination))
}

fn clear(hidden: &Path, destination: &Path) -> io::Result<()> {
    if fs::symlink_metadata(hidden).is_err() {
        return Ok(());
    }
    let name = destination.file_name().unwrap_or_default().to_string_lossy();
    edition::remove(hidden, &destination.with_file_name(format!("{name}.kept")))
}

/// Clears out what runs that died left in a folder of editions, of whatever date, and leaves what a live run holds.
/// What cannot be cleared waits for the next time.
pub fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.filter_map(Result::ok) {
        let path = entry.path();
        let Ok(kind) = entry.file_type() else { continue };
        let swept = match destination(&path) {
            Some(destination) if kind.is_dir() => sweep_folder(&path, &destination),
            _ if kind.is_file() => remove_draft(&path),
            _ => Ok(()),
        };
        if let Err(error) = swept {
            tracing::debug!("cannot clear {} away: {error}", path.display());
        }
    }
}

/// The edition that a hidden folder belongs to by its name.
fn destination(hidden: &Path) -> Option<PathBuf> {
    let (name, ending) = hidden.file_name()?.to_str()?.strip_prefix('.')?.rsplit_once('.')?;
    [NEW, OLD, DROPPED].contains(&ending).then(|| hidden.with_file_name(name))
}

fn sweep_folder(hidden: &Path, destination: &Path) -> io::Result<()> {
    let lock_path = lock_path(destination);
    // An empty folder is ours where there is a lock of ours beside it.
    let is_ours = is_removable(hidden) || lock_path.is_file() && fs::read_dir(hidden)?.next().is_none();
    if !is_ours {
        return Ok(());
    }
    let lock = match FolderLock::take(&lock_path) {
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(()),
        lock => lock?,
    };
    let cleared = recover(destination);
    lock.remove(&lock_path);
    cleared
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::edition::tests::make;
    use crate::files::mark;

    #[test]
    fn a_sweep_takes_what_dead_runs_left_and_nothing_else() {
        let root = tempfile::tempdir().unwrap();
        let at = |name: &str| root.path().join(name);
        for (name, file) in
            [(".a.new", "edition.wav"), (".live.new", "edition.wav"), (".x.new", "letter.txt")]
        {
            fs::create_dir(at(name)).unwrap();
            fs::write(at(name).join(file), "…").unwrap();
        }
        mark(&at(".a.new")).unwrap();
        mark(&at(".live.new")).unwrap();
        make(&at(".b.dropped"), "half gone");
        fs::remove_file(at(".b.dropped/daisy/ncc.html")).unwrap();
        make(&at(".c.old"), "moved aside");
        fs::write(at(".newscaster-Ab12Cd"), "half a feed").unwrap();
        fs::write(at(".tmpAb12Cd"), "another program's").unwrap();
        let live = FolderLock::take(&lock_path(&at("live"))).unwrap();
        let draft = crate::files::Draft::beside(&at("feed.xml")).unwrap();
        sweep(root.path());
        let mut left: Vec<_> = fs::read_dir(root.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        left.sort();
        let own = draft.path().file_name().unwrap().to_str().unwrap().to_owned();
        assert_eq!(left, [".live.lock", ".live.new", &own, ".tmpAb12Cd", ".x.new", "c"]);
        drop(live);
        sweep(root.path());
        assert!(!at(".live.new").exists() && at(".x.new/letter.txt").exists());
    }
}

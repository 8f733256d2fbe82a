//! An edition's folder: built beside its destination, put in its place in one step.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};

use super::atomic::{FolderLock, lock_path};

/// The file that tells an edition's folder from any other.
const HALLMARK: &str = "report.json";

/// Why a folder cannot be built or put in its place.
#[derive(Debug, thiserror::Error)]
pub enum WorkplaceError {
    /// Another run has it.
    #[error("another run (process {holder}) is making {}; wait for it, or choose another folder with -o", folder.display())]
    Taken {
        /// The destination.
        folder: PathBuf,
        /// The process number that the lock file names.
        holder: String,
    },
    /// The destination holds something that is not ours to replace.
    #[error("{} is not empty and holds no edition, so nothing was written; choose another folder with -o", .0.display())]
    NotAnEdition(PathBuf),
    /// The destination is a file.
    #[error("{} is a file, not a folder; choose another folder with -o", .0.display())]
    NotAFolder(PathBuf),
    /// The disk said no.
    #[error("cannot write in {}: {source}; {}", folder.display(), advice(source))]
    Disk {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl WorkplaceError {
    /// Whether another folder would do, rather than a mended disk.
    pub fn is_misuse(&self) -> bool {
        matches!(self, Self::NotAnEdition(_) | Self::NotAFolder(_))
    }
}

fn advice(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "free some space and run it again",
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "choose a folder you may write in with -o"
        }
        _ => "choose another folder with -o",
    }
}

/// A folder under construction. Dropped before [`Workplace::commit`], it is removed and the destination is untouched.
#[derive(Debug)]
pub struct Workplace {
    destination: PathBuf,
    building: PathBuf,
    /// What is being flushed to the disk already.
    flushing: Vec<JoinHandle<io::Result<()>>>,
    _lock: FolderLock,
}

impl Workplace {
    /// Locks the destination and makes an empty folder beside it to build in.
    ///
    /// # Errors
    /// Another run holds it, it is not an edition's, or the disk refuses.
    pub fn open(destination: &Path) -> Result<Self, WorkplaceError> {
        let destination = std::path::absolute(destination).map_err(|source| disk(destination, source))?;
        let parent = destination.parent().ok_or_else(|| WorkplaceError::NotAnEdition(destination.clone()))?;
        fs::create_dir_all(parent).map_err(|source| disk(parent, source))?;
        let lock = lock(&destination)?;
        let beside = |ending: &str| sibling(&destination, ending);
        recover(&destination, &beside("old")).map_err(|source| disk(parent, source))?;
        replaceable(&destination)?;
        let building = beside("new");
        remove(&building).and_then(|()| fs::create_dir(&building)).map_err(|source| disk(parent, source))?;
        Ok(Self { destination, building, flushing: Vec::new(), _lock: lock })
    }

    /// The folder to build in.
    pub fn path(&self) -> &Path {
        &self.building
    }

    /// Begins to flush a finished file or folder of it to the disk while others are being made, so that
    /// [`Workplace::commit`] has less to wait for.
    pub fn flush_ahead(&mut self, path: &Path) {
        let path = path.to_owned();
        // Where no thread can be had, all is flushed in the end.
        self.flushing.extend(thread::Builder::new().spawn(move || sync(&path)));
    }

    /// Removes what an abandoned run of this process has built for a destination.
    pub fn discard(destination: &Path) {
        if let Err(error) = remove(&sibling(destination, "new")) {
            tracing::warn!("cannot remove the unfinished edition beside {}: {error}", destination.display());
        }
    }

    /// Makes the folder durable and puts it in its place; the old edition goes in the same step.
    ///
    /// # Errors
    /// What the disk said; the old edition is untouched then.
    pub fn commit(mut self) -> Result<PathBuf, WorkplaceError> {
        self.swap().map_err(|source| disk(&self.destination, source))?;
        Ok(self.destination.clone())
    }

    fn swap(&mut self) -> io::Result<()> {
        // What a disk could not take is told once, to whoever flushed first.
        self.flushing.drain(..).try_for_each(joined)?;
        sync(&self.building)?;
        if !self.destination.exists() {
            fs::rename(&self.building, &self.destination)?;
        } else if exchange(&self.building, &self.destination).is_err() {
            let old = sibling(&self.destination, "old");
            remove(&old)?;
            fs::rename(&self.destination, &old)?;
            fs::rename(&self.building, &self.destination)?;
            remove(&old)?;
        }
        self.destination.parent().map_or(Ok(()), |parent| File::open(parent)?.sync_all())
    }
}

impl Drop for Workplace {
    fn drop(&mut self) {
        // After the exchange this is the old edition; before it, the unfinished new one.
        if let Err(error) = remove(&self.building) {
            tracing::warn!("cannot remove {}: {error}", self.building.display());
        }
    }
}

fn disk(folder: &Path, source: io::Error) -> WorkplaceError {
    WorkplaceError::Disk { folder: folder.to_owned(), source }
}

fn lock(destination: &Path) -> Result<FolderLock, WorkplaceError> {
    FolderLock::take(&lock_path(destination)).map_err(|error| match error.kind() {
        io::ErrorKind::WouldBlock => {
            WorkplaceError::Taken { folder: destination.to_owned(), holder: error.to_string() }
        }
        _ => disk(destination, error),
    })
}

/// `output/2024-11-28` → `output/.2024-11-28.new`
fn sibling(destination: &Path, ending: &str) -> PathBuf {
    let name = destination.file_name().unwrap_or_default().to_string_lossy();
    destination.with_file_name(format!(".{name}.{ending}"))
}

/// Puts an old edition back that an interrupted two-step swap had moved aside.
fn recover(destination: &Path, old: &Path) -> io::Result<()> {
    if old.exists() && !destination.exists() { fs::rename(old, destination) } else { remove(old) }
}

fn replaceable(destination: &Path) -> Result<(), WorkplaceError> {
    let Ok(metadata) = fs::metadata(destination) else { return Ok(()) };
    if !metadata.is_dir() {
        return Err(WorkplaceError::NotAFolder(destination.to_owned()));
    }
    let mut entries = fs::read_dir(destination).map_err(|source| disk(destination, source))?;
    if destination.join(HALLMARK).exists() || entries.next().is_none() {
        return Ok(());
    }
    Err(WorkplaceError::NotAnEdition(destination.to_owned()))
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// How many files are flushed at once: a disk takes many together in little more time than one.
const AT_ONCE: usize = 8;

/// Flushes a file, or every file and folder below one, to the disk.
fn sync(path: &Path) -> io::Result<()> {
    let mut paths = Vec::new();
    list(path, &mut paths)?;
    let flush = |paths: &[PathBuf]| paths.iter().try_for_each(|path| File::open(path)?.sync_all());
    thread::scope(|scope| {
        let shares = paths.chunks(paths.len().div_ceil(AT_ONCE));
        let flushing: Vec<_> = shares.map(|share| scope.spawn(move || flush(share))).collect();
        flushing.into_iter().try_for_each(|share| share.join().unwrap_or_else(|_| Err(died())))
    })
}

fn joined(flushing: JoinHandle<io::Result<()>>) -> io::Result<()> {
    flushing.join().unwrap_or_else(|_| Err(died()))
}

fn died() -> io::Error {
    io::Error::other("a thread that flushes files to the disk died")
}

/// A file, or everything below a folder and then itself.
fn list(path: &Path, paths: &mut Vec<PathBuf>) -> io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            list(&entry?.path(), paths)?;
        }
    }
    paths.push(path.to_owned());
    Ok(())
}

/// Swaps two folders in one step, where system and file system can.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edition(folder: &Path, text: &str) {
        fs::create_dir_all(folder).unwrap();
        fs::write(folder.join(HALLMARK), text).unwrap();
    }

    #[test]
    fn a_commit_replaces_the_old_edition_and_leaves_nothing_beside_it() {
        let root = tempfile::tempdir().unwrap();
        let destination = root.path().join("2024-11-28");
        edition(&destination, "old");
        let workplace = Workplace::open(&destination).unwrap();
        edition(workplace.path(), "new");
        workplace.commit().unwrap();
        assert_eq!(fs::read_to_string(destination.join(HALLMARK)).unwrap(), "new");
        assert!(!sibling(&destination, "new").exists() && !sibling(&destination, "old").exists());
    }

    #[test]
    fn an_abandoned_workplace_leaves_the_old_edition() {
        let root = tempfile::tempdir().unwrap();
        let destination = root.path().join("e");
        edition(&destination, "old");
        drop(Workplace::open(&destination).unwrap());
        assert_eq!(fs::read_to_string(destination.join(HALLMARK)).unwrap(), "old");
    }

    #[test]
    fn a_folder_of_something_else_is_never_replaced() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("letter.txt"), "dear").unwrap();
        assert!(matches!(Workplace::open(root.path()), Err(WorkplaceError::NotAnEdition(_))));
    }

    #[test]
    fn an_edition_moved_aside_by_a_killed_run_comes_back() {
        let root = tempfile::tempdir().unwrap();
        let destination = root.path().join("e");
        edition(&sibling(&destination, "old"), "old");
        drop(Workplace::open(&destination).unwrap());
        assert_eq!(fs::read_to_string(destination.join(HALLMARK)).unwrap(), "old");
    }

    #[test]
    fn a_second_run_is_told_who_holds_the_folder() {
        let root = tempfile::tempdir().unwrap();
        let first = Workplace::open(&root.path().join("e")).unwrap();
        let error = Workplace::open(&root.path().join("e")).unwrap_err();
        assert!(error.to_string().contains(&std::process::id().to_string()), "{error}");
        drop(first);
    }
}

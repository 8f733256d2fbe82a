//! An edition's folder: built beside its destination, put in its place in one step.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};

use super::atomic::{FolderLock, lock_path};
use super::stop::{Phase, Stop};

/// The file that tells an edition's folder from any other.
const HALLMARK: &str = "report.json";

/// Why a folder cannot be built or put in its place.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
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
    /// The run was asked to stop before its edition was put in its place.
    #[error("stopped before {} was put in its place; run it again", .0.display())]
    Stopped(PathBuf),
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
    stop: Stop,
    _lock: FolderLock,
}

impl Workplace {
    /// Locks the destination and makes an empty folder beside it to build in. A destination that is a symbolic link
    /// is followed: the edition goes where it leads. `stop` may end the run at any time before the swap.
    ///
    /// # Errors
    /// Another run holds it, it is not an edition's, the run was stopped, or the disk refuses.
    pub fn open(destination: &Path, stop: &Stop) -> Result<Self, WorkplaceError> {
        let destination = resolved(destination).map_err(|source| disk(destination, source))?;
        let parent = destination.parent().ok_or_else(|| WorkplaceError::NotAnEdition(destination.clone()))?;
        fs::create_dir_all(parent).map_err(|source| disk(parent, source))?;
        let lock = lock(&destination)?;
        let beside = |ending: &str| sibling(&destination, ending);
        recover(&destination, &beside("old")).map_err(|source| disk(parent, source))?;
        replaceable(&destination)?;
        let building = beside("new");
        let mut phase = stop.phase();
        if *phase == Phase::Stopped {
            return Err(WorkplaceError::Stopped(destination));
        }
        remove(&building).and_then(|()| fs::create_dir(&building)).map_err(|source| disk(parent, source))?;
        *phase = Phase::Building(building.clone());
        drop(phase);
        Ok(Self { destination, building, flushing: Vec::new(), stop: stop.clone(), _lock: lock })
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

    /// Makes the folder durable and puts it in its place; the old edition goes in the same step.
    ///
    /// # Errors
    /// What the disk said, or that the run was stopped; the old edition is untouched then.
    pub fn commit(mut self) -> Result<PathBuf, WorkplaceError> {
        self.flush().map_err(|source| disk(&self.destination, source))?;
        // Who asks to stop now waits until the swap is done, and is told that the new edition stands.
        let mut phase = self.stop.phase();
        if *phase == Phase::Stopped {
            return Err(WorkplaceError::Stopped(self.destination.clone()));
        }
        self.swap().map_err(|source| disk(&self.destination, source))?;
        *phase = Phase::Standing;
        drop(phase);
        Ok(self.destination.clone())
    }

    fn flush(&mut self) -> io::Result<()> {
        // What a disk could not take is told once, to whoever flushed first.
        self.flushing.drain(..).try_for_each(joined)?;
        sync(&self.building)
    }

    fn swap(&self) -> io::Result<()> {
        if !self.destination.exists() {
            fs::rename(&self.building, &self.destination)?;
        } else if let Err(error) = exchange(&self.building, &self.destination) {
            if !cannot_exchange(&error) {
                return Err(error);
            }
            self.swap_in_two_steps()?;
        }
        self.destination.parent().map_or(Ok(()), |parent| File::open(parent)?.sync_all())
    }

    /// For file systems that cannot exchange two folders. A run killed between the steps leaves the old edition
    /// under a hidden name, from which the next run brings it back.
    fn swap_in_two_steps(&self) -> io::Result<()> {
        // Without a new edition the old one does not move.
        fs::metadata(&self.building)?;
        let old = sibling(&self.destination, "old");
        remove(&old)?;
        fs::rename(&self.destination, &old)?;
        if let Err(error) = fs::rename(&self.building, &self.destination) {
            fs::rename(&old, &self.destination)?;
            return Err(error);
        }
        remove(&old)
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

/// An absolute path; a symbolic link at its end is followed.
fn resolved(destination: &Path) -> io::Result<PathBuf> {
    if destination.is_symlink() { fs::canonicalize(destination) } else { std::path::absolute(destination) }
}

/// Whether the system or the file system knows no exchange, rather than that this one failed.
fn cannot_exchange(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput)
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
        let workplace = Workplace::open(&destination, &Stop::default()).unwrap();
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
        drop(Workplace::open(&destination, &Stop::default()).unwrap());
        assert_eq!(fs::read_to_string(destination.join(HALLMARK)).unwrap(), "old");
    }

    #[test]
    fn a_folder_of_something_else_is_never_replaced() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("letter.txt"), "dear").unwrap();
        assert!(matches!(
            Workplace::open(root.path(), &Stop::default()),
            Err(WorkplaceError::NotAnEdition(_))
        ));
    }

    #[test]
    fn an_edition_moved_aside_by_a_killed_run_comes_back() {
        let root = tempfile::tempdir().unwrap();
        let destination = root.path().join("e");
        edition(&sibling(&destination, "old"), "old");
        drop(Workplace::open(&destination, &Stop::default()).unwrap());
        assert_eq!(fs::read_to_string(destination.join(HALLMARK)).unwrap(), "old");
    }

    #[test]
    fn a_second_run_is_told_who_holds_the_folder() {
        let root = tempfile::tempdir().unwrap();
        let first = Workplace::open(&root.path().join("e"), &Stop::default()).unwrap();
        let error = Workplace::open(&root.path().join("e"), &Stop::default()).unwrap_err();
        assert!(error.to_string().contains(&std::process::id().to_string()), "{error}");
        drop(first);
    }

    #[test]
    fn who_stops_before_the_swap_keeps_the_old_edition_and_after_it_the_new_one() {
        let root = tempfile::tempdir().unwrap();
        let destination = root.path().join("e");
        edition(&destination, "old");
        let stop = Stop::default();
        let workplace = Workplace::open(&destination, &stop).unwrap();
        edition(workplace.path(), "new");
        assert!(!stop.request());
        assert!(!sibling(&destination, "new").exists());
        assert!(matches!(workplace.commit(), Err(WorkplaceError::Stopped(_) | WorkplaceError::Disk { .. })));
        assert_eq!(fs::read_to_string(destination.join(HALLMARK)).unwrap(), "old");
        assert!(matches!(Workplace::open(&destination, &stop), Err(WorkplaceError::Stopped(_))));

        let stop = Stop::default();
        let workplace = Workplace::open(&destination, &stop).unwrap();
        edition(workplace.path(), "new");
        workplace.commit().unwrap();
        assert!(stop.request());
        assert_eq!(fs::read_to_string(destination.join(HALLMARK)).unwrap(), "new");
    }

    #[test]
    fn a_run_without_the_lock_removes_nothing_when_it_is_stopped() {
        let root = tempfile::tempdir().unwrap();
        let destination = root.path().join("e");
        let first = Workplace::open(&destination, &Stop::default()).unwrap();
        edition(first.path(), "new");
        let stop = Stop::default();
        assert!(matches!(Workplace::open(&destination, &stop), Err(WorkplaceError::Taken { .. })));
        assert!(!stop.request());
        first.commit().unwrap();
        assert_eq!(fs::read_to_string(destination.join(HALLMARK)).unwrap(), "new");
    }

    #[test]
    fn a_new_edition_that_vanished_does_not_move_the_old_one() {
        let root = tempfile::tempdir().unwrap();
        let destination = root.path().join("e");
        edition(&destination, "old");
        let workplace = Workplace::open(&destination, &Stop::default()).unwrap();
        fs::remove_dir_all(workplace.path()).unwrap();
        assert!(workplace.swap().is_err() && workplace.swap_in_two_steps().is_err());
        assert_eq!(fs::read_to_string(destination.join(HALLMARK)).unwrap(), "old");
    }

    #[test]
    #[cfg(unix)]
    fn a_link_as_destination_is_followed_and_stays_a_link() {
        let root = tempfile::tempdir().unwrap();
        let (real, link) = (root.path().join("real"), root.path().join("link"));
        edition(&real, "old");
        std::os::unix::fs::symlink(&real, &link).unwrap();
        let workplace = Workplace::open(&link, &Stop::default()).unwrap();
        edition(workplace.path(), "new");
        workplace.commit().unwrap();
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(real.join(HALLMARK)).unwrap(), "new");
    }
}

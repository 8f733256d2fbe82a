//! An edition's folder: built beside its destination, put in its place in one step.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};

use super::atomic::FolderLock;
use super::edition::edition;
use super::flush::{joined, sync};
use super::stop::{Phase, Stop};
use super::swap::{Step, System, ThisSystem, swap};
use super::{MARK, leftovers, mark, scratch};

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
    /// The destination is an edition with files of somebody else in it.
    #[error(
        "{} holds what newscaster did not make ({}), so nothing was written; move it away, or choose another folder \
         with -o", folder.display(), some(names)
    )]
    Strangers {
        /// The destination.
        folder: PathBuf,
        /// What lies in it, as seen from there.
        names: Vec<String>,
    },
    /// What newscaster did not make has the hidden name that the new edition is built under.
    #[error("{} is in the way and was not made by newscaster; move it away, or choose another folder with -o", .0.display())]
    InTheWay(PathBuf),
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
        matches!(
            self,
            Self::NotAnEdition(_) | Self::Strangers { .. } | Self::InTheWay(_) | Self::NotAFolder(_)
        )
    }
}

/// The first few names, and how many more there are.
fn some(names: &[String]) -> String {
    const SHOWN: usize = 3;
    let shown = names.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} and {more} more"),
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
    /// Locks the destination and makes an empty folder beside it to build in, after what runs that died left there is
    /// cleared away. A destination that is a symbolic link is followed: the edition goes where it leads. `stop` may end
    /// the run at any time before the swap.
    ///
    /// # Errors
    /// Another run holds it, it is no edition or not one of newscaster's files alone, the run was stopped, or the disk
    /// refuses.
    pub fn open(destination: &Path, stop: &Stop) -> Result<Self, WorkplaceError> {
        let destination = resolved(destination).map_err(|source| disk(destination, source))?;
        let parent = destination.parent().ok_or_else(|| WorkplaceError::NotAnEdition(destination.clone()))?;
        fs::create_dir_all(parent).map_err(|source| disk(parent, source))?;
        leftovers::sweep(parent);
        scratch::sweep();
        let lock = lock(&destination)?;
        let building = leftovers::new(&destination);
        leftovers::recover(&destination).map_err(|source| match source.kind() {
            io::ErrorKind::DirectoryNotEmpty => WorkplaceError::InTheWay(building.clone()),
            _ => disk(parent, source),
        })?;
        replaceable(&destination)?;
        let mut phase = stop.phase();
        if *phase == Phase::Stopped {
            return Err(WorkplaceError::Stopped(destination));
        }
        fs::create_dir(&building).and_then(|()| mark(&building)).map_err(|source| disk(parent, source))?;
        *phase = Phase::Building(building.clone(), destination.clone());
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
    /// What the disk said, that somebody put files into the old edition meanwhile, or that the run was stopped; the old
    /// edition is untouched then.
    pub fn commit(self) -> Result<PathBuf, WorkplaceError> {
        self.commit_on(&ThisSystem)
    }

    /// The same on a system of the caller's.
    ///
    /// # Errors
    /// As [`Workplace::commit`].
    pub fn commit_on(mut self, system: &dyn System) -> Result<PathBuf, WorkplaceError> {
        self.flush().map_err(|source| disk(&self.destination, source))?;
        replaceable(&self.destination)?;
        system.reached(Step::Flushed);
        // Who asks to stop now waits until the swap is done, and is told that the new edition stands.
        let mut phase = self.stop.phase();
        if *phase == Phase::Stopped {
            return Err(WorkplaceError::Stopped(self.destination.clone()));
        }
        let swapped = self.unmark().and_then(|()| swap(&self.building, &self.destination, system));
        if let Err(source) = swapped {
            let _ = mark(&self.building);
            return Err(disk(&self.destination, source));
        }
        *phase = Phase::Standing;
        drop(phase);
        let destination = self.destination.clone();
        drop(self);
        system.reached(Step::OldGone);
        Ok(destination)
    }

    /// From here on its list of files tells that it is ours. The disk must know: the mark has no place in an edition.
    fn unmark(&self) -> io::Result<()> {
        fs::remove_file(self.building.join(MARK))?;
        File::open(&self.building)?.sync_all()
    }

    fn flush(&mut self) -> io::Result<()> {
        // What a disk could not take is told once, to whoever flushed first.
        self.flushing.drain(..).try_for_each(joined)?;
        sync(&self.building)
    }
}

impl Drop for Workplace {
    fn drop(&mut self) {
        // After the exchange this is the old edition; before it, the unfinished new one.
        for folder in [&self.building, &leftovers::old(&self.destination)] {
            if let Err(error) = leftovers::drop_folder(folder, &self.destination) {
                tracing::warn!("cannot remove {}: {error}", folder.display());
            }
        }
    }
}

fn disk(folder: &Path, source: io::Error) -> WorkplaceError {
    WorkplaceError::Disk { folder: folder.to_owned(), source }
}

fn lock(destination: &Path) -> Result<FolderLock, WorkplaceError> {
    FolderLock::take(&leftovers::lock_path(destination)).map_err(|error| match error.kind() {
        io::ErrorKind::WouldBlock => {
            WorkplaceError::Taken { folder: destination.to_owned(), holder: error.to_string() }
        }
        _ => disk(destination, error),
    })
}

/// An absolute path; a symbolic link at its end is followed.
fn resolved(destination: &Path) -> io::Result<PathBuf> {
    std::path::absolute(super::atomic::resolved(destination)?)
}

/// Nothing, an empty folder, or an edition with nothing else in it.
fn replaceable(destination: &Path) -> Result<(), WorkplaceError> {
    let Ok(metadata) = fs::metadata(destination) else { return Ok(()) };
    if !metadata.is_dir() {
        return Err(WorkplaceError::NotAFolder(destination.to_owned()));
    }
    let unreadable = |source| disk(destination, source);
    let Some(sums) = edition(destination) else {
        let mut entries = fs::read_dir(destination).map_err(unreadable)?;
        let is_empty = entries.next().is_none();
        return if is_empty { Ok(()) } else { Err(WorkplaceError::NotAnEdition(destination.to_owned())) };
    };
    // Who took away the right to change an edition means it to stay, and it could be exchanged but not removed.
    sums.removable(destination).map_err(unreadable)?;
    let names = sums.strangers(destination).map_err(unreadable)?;
    if names.is_empty() {
        Ok(())
    } else {
        Err(WorkplaceError::Strangers { folder: destination.to_owned(), names })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::edition::tests::make as edition;

    fn told(folder: &Path) -> String {
        fs::read_to_string(folder.join("daisy/ncc.html")).unwrap()
    }

    fn old(destination: &Path) -> PathBuf {
        leftovers::old(destination)
    }

    #[test]
    fn a_commit_replaces_the_old_edition_and_leaves_nothing_beside_it() {
        let root = tempfile::tempdir().unwrap();
        let destination = root.path().join("2024-11-28");
        edition(&destination, "old");
        let workplace = Workplace::open(&destination, &Stop::default()).unwrap();
        edition(workplace.path(), "new");
        workplace.commit().unwrap();
        assert_eq!(told(&destination), "new");
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 2, "the edition and its lock");
    }

    #[test]
    fn an_abandoned_workplace_leaves_the_old_edition() {
        let root = tempfile::tempdir().unwrap();
        let destination = root.path().join("e");
        edition(&destination, "old");
        drop(Workplace::open(&destination, &Stop::default()).unwrap());
        assert_eq!(told(&destination), "old");
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
        edition(&old(&destination), "old");
        drop(Workplace::open(&destination, &Stop::default()).unwrap());
        assert_eq!(told(&destination), "old");
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
        assert!(!leftovers::new(&destination).exists());
        assert!(matches!(workplace.commit(), Err(WorkplaceError::Stopped(_) | WorkplaceError::Disk { .. })));
        assert_eq!(told(&destination), "old");
        assert!(matches!(Workplace::open(&destination, &stop), Err(WorkplaceError::Stopped(_))));

        let stop = Stop::default();
        let workplace = Workplace::open(&destination, &stop).unwrap();
        edition(workplace.path(), "new");
        workplace.commit().unwrap();
        assert!(stop.request());
        assert_eq!(told(&destination), "new");
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
        assert_eq!(told(&destination), "new");
    }

    #[test]
    fn an_edition_with_a_strangers_file_is_refused_at_the_start_and_at_the_end() {
        let root = tempfile::tempdir().unwrap();
        let destination = root.path().join("e");
        edition(&destination, "old");
        let workplace = Workplace::open(&destination, &Stop::default()).unwrap();
        edition(workplace.path(), "new");
        fs::write(destination.join("letter.txt"), "dear").unwrap();
        let error = workplace.commit().unwrap_err();
        assert!(error.is_misuse() && error.to_string().contains("letter.txt"), "{error}");
        assert!(Workplace::open(&destination, &Stop::default()).is_err());
        assert_eq!(told(&destination), "old");
    }

    #[test]
    fn a_strangers_folder_under_our_hidden_name_is_left_alone() {
        let root = tempfile::tempdir().unwrap();
        let hidden = root.path().join(".e.new");
        fs::create_dir(&hidden).unwrap();
        fs::write(hidden.join("letter.txt"), "dear").unwrap();
        let error = Workplace::open(&root.path().join("e"), &Stop::default()).unwrap_err();
        assert!(matches!(error, WorkplaceError::InTheWay(_)), "{error}");
        assert!(hidden.join("letter.txt").exists());
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
        assert_eq!(told(&real), "new");
    }
}

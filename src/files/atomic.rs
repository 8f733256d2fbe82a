//! temp → fsync → rename, and locks that say who holds them.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use super::Stamp;

/// What the names of unfinished files begin with.
const DRAFT: &str = ".newscaster-";

/// Writes a file so that its name shows either the old bytes or the new ones, whatever happens. A link to a file is
/// followed and stays a link.
///
/// # Errors
/// Where the folder cannot be written or is full, or the name is that of no regular file; what was there is untouched
/// then.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut draft = Draft::beside(path)?;
    draft.write(bytes)?;
    draft.keep()
}

/// A file that gets its name when it is finished; dropped before, it is gone.
#[derive(Debug)]
pub struct Draft {
    file: tempfile::NamedTempFile,
    /// Where it will be.
    target: PathBuf,
}

impl Draft {
    /// An empty file in the folder where `path` will be, locked while it is unfinished. A link is followed.
    ///
    /// # Errors
    /// Where the folder cannot be written, and where something has the name that is no regular file.
    pub fn beside(path: &Path) -> io::Result<Self> {
        let target = resolved(path)?;
        if let Ok(metadata) = fs::metadata(&target) {
            super::regular::regular(metadata.file_type())?;
        }
        let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Self::made_in(folder, &target)
    }

    /// An empty file in a folder of the same disk, where a sweep finds it after the run has died.
    ///
    /// # Errors
    /// Where the folder cannot be written.
    pub fn made_in(folder: &Path, target: &Path) -> io::Result<Self> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(DRAFT);
        // As any new file: readable by all whom the process's mask allows, not by its owner alone.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        loop {
            let file = builder.tempfile_in(folder)?;
            // A sweep that looked at it before it was locked may have taken it away.
            if holds(file.as_file())? && is_at(file.as_file(), file.path()) {
                return Ok(Self { file, target: target.to_owned() });
            }
        }
    }

    /// Where it is for now.
    pub fn path(&self) -> &Path {
        self.file.path()
    }

    /// Appends to it.
    ///
    /// # Errors
    /// What the disk said.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)
    }

    /// Gives it its name without making it durable, for what can be made again and is known by its hash.
    ///
    /// # Errors
    /// What the disk said; the old file is untouched then.
    pub fn keep_for_now(self) -> io::Result<()> {
        self.file.persist(&self.target).map_err(|error| error.error)?;
        Ok(())
    }

    /// Makes it durable and gives it its name; what had the name before goes in the same step.
    ///
    /// # Errors
    /// What the disk said; the old file is untouched then.
    pub fn keep(self) -> io::Result<()> {
        self.file.as_file().sync_all()?;
        self.keep_for_now()
    }
}

/// A path; what it leads to, where it is a symbolic link.
///
/// # Errors
/// A link that leads nowhere.
pub(super) fn resolved(path: &Path) -> io::Result<PathBuf> {
    if path.is_symlink() { fs::canonicalize(path) } else { Ok(path.to_owned()) }
}

/// Whether a file could be locked; where the file system knows no locks, it is taken for so.
pub(super) fn holds(file: &File) -> io::Result<bool> {
    match file.try_lock() {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(true),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Whether an open file still has its name.
#[cfg(unix)]
pub(super) fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let (open, named) = (file.metadata(), fs::symlink_metadata(path));
    open.and_then(|open| Ok((open, named?))).is_ok_and(|(a, b)| (a.dev(), a.ino()) == (b.dev(), b.ino()))
}

#[cfg(not(unix))]
pub(super) fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}

/// Removes the draft of a run that died; one that a live run holds stays.
pub(super) fn remove_draft(path: &Path) -> io::Result<()> {
    let is_draft = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(DRAFT));
    if is_draft && fs::symlink_metadata(path)?.is_file() {
        let file = super::regular::open(path)?;
        if file.try_lock().is_ok() {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// A lock on a destination, held while this value lives and by this process alone.
#[derive(Debug)]
pub struct FolderLock {
    file: File,
}

impl FolderLock {
    /// Takes the lock file at `path`, writing this process's number into it. A link in its place is not followed,
    /// and a file that is no lock of ours is not emptied.
    ///
    /// # Errors
    /// `WouldBlock` with the holder's process number where another run has it; else what the disk says.
    pub fn take(path: &Path) -> io::Result<Self> {
        Self::lock(path, File::try_lock)
    }

    /// The same, but waits until no other run has it.
    ///
    /// # Errors
    /// What the disk says.
    pub fn wait(path: &Path) -> io::Result<Self> {
        Self::lock(path, |file| file.lock().map_err(TryLockError::Error))
    }

    fn lock(path: &Path, lock: impl Fn(&File) -> Result<(), TryLockError>) -> io::Result<Self> {
        let mut options = File::options();
        options.create(true).truncate(false).read(true).write(true);
        #[cfg(unix)]
        {
            use rustix::fs::OFlags;
            use std::os::unix::fs::OpenOptionsExt;
            // A fifo in its place must not be waited for.
            options.custom_flags((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed());
        }
        loop {
            let mut file = options.open(path)?;
            if !is_lock(&file)? {
                let message = format!("{} is no lock file of newscaster; move it away", path.display());
                return Err(io::Error::new(io::ErrorKind::AlreadyExists, message));
            }
            match lock(&file) {
                // Who had it may have removed it meanwhile; then it locks nothing.
                Ok(()) if !is_at(&file, path) => {}
                Ok(()) => {
                    file.set_len(0)?;
                    file.rewind()?;
                    write!(file, "{}", std::process::id())?;
                    return Ok(Self { file });
                }
                Err(TryLockError::WouldBlock) => {
                    let mut holder = String::new();
                    file.rewind()?;
                    file.take(LONGEST).read_to_string(&mut holder)?;
                    return Err(io::Error::new(io::ErrorKind::WouldBlock, holder));
                }
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
    }

    /// The lock's file as it was written when the lock was taken: its time is that of the disk's own clock.
    ///
    /// # Errors
    /// What the disk says.
    pub fn taken(&self) -> io::Result<Stamp> {
        Stamp::of(&self.file)
    }

    /// Gives the lock back and takes its file away.
    pub fn remove(self, path: &Path) {
        // Who waits for it sees that it is gone, since it is still held.
        if is_at(&self.file, path) {
            let _ = fs::remove_file(path);
        }
    }
}

/// How long the file of a lock may be, in bytes.
const LONGEST: u64 = 20;

/// A regular file that holds nothing or the number of a process.
fn is_lock(file: &File) -> io::Result<bool> {
    let metadata = file.metadata()?;
    if !metadata.is_file() || metadata.len() > LONGEST {
        return Ok(false);
    }
    let mut holder = Vec::new();
    file.take(LONGEST).read_to_end(&mut holder)?;
    Ok(holder.iter().all(u8::is_ascii_digit))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_lock_empties_no_file_of_others_and_follows_no_link() {
        let folder = tempfile::tempdir().unwrap();
        let (letter, link) = (folder.path().join("letter"), folder.path().join("link"));
        fs::write(&letter, "dear").unwrap();
        std::os::unix::fs::symlink(&letter, &link).unwrap();
        for path in [&letter, &link] {
            assert!(FolderLock::take(path).is_err());
        }
        assert_eq!(fs::read_to_string(&letter).unwrap(), "dear");
    }

    #[test]
    fn a_lock_is_taken_again_after_a_run_that_died() {
        let folder = tempfile::tempdir().unwrap();
        let lock = folder.path().join(".e.lock");
        fs::write(&lock, "1234567").unwrap();
        let held = FolderLock::take(&lock).unwrap();
        assert_eq!(fs::read_to_string(&lock).unwrap(), std::process::id().to_string());
        drop(held);
        FolderLock::take(&lock).unwrap();
    }
}

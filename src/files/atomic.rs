//! temp → fsync → rename, and a lock that says who holds it.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

/// Writes a file so that its name shows either the old bytes or the new ones, whatever happens.
///
/// # Errors
/// Where the folder cannot be written or is full; the old file is untouched then.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut draft = Draft::beside(path)?;
    draft.file.write_all(bytes)?;
    draft.keep(path)
}

/// A file that gets its name when it is finished; dropped before, it is gone.
#[derive(Debug)]
pub struct Draft {
    file: tempfile::NamedTempFile,
}

impl Draft {
    /// An empty file in the folder where `path` will be.
    ///
    /// # Errors
    /// Where the folder cannot be written.
    pub fn beside(path: &Path) -> io::Result<Self> {
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        // As any new file: readable by all whom the process's mask allows, not by its owner alone.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        Ok(Self { file: builder.tempfile_in(folder)? })
    }

    /// Where it is for now.
    pub fn path(&self) -> &Path {
        self.file.path()
    }

    /// Makes it durable and gives it its name; what had the name before goes in the same step.
    ///
    /// # Errors
    /// What the disk said; the old file is untouched then.
    pub fn keep(self, path: &Path) -> io::Result<()> {
        self.file.as_file().sync_all()?;
        self.file.persist(path).map_err(|error| error.error)?;
        Ok(())
    }
}

/// A lock on a destination, held while this value lives and by this process alone.
#[derive(Debug)]
pub struct FolderLock {
    _file: File,
}

impl FolderLock {
    /// Takes the lock file at `path`, writing this process's number into it. A link in its place is not followed,
    /// and a file that is no lock of ours is not emptied.
    ///
    /// # Errors
    /// `WouldBlock` with the holder's process number where another run has it; else what the disk says.
    pub fn take(path: &Path) -> io::Result<Self> {
        let mut options = File::options();
        options.create(true).truncate(false).read(true).write(true);
        #[cfg(unix)]
        {
            use rustix::fs::OFlags;
            use std::os::unix::fs::OpenOptionsExt;
            // A fifo in its place must not be waited for.
            options.custom_flags((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits() as i32);
        }
        let mut file = options.open(path)?;
        if !is_lock(&file)? {
            let message = format!("{} is no lock file of newscaster; move it away", path.display());
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, message));
        }
        match file.try_lock() {
            Ok(()) => {
                file.set_len(0)?;
                file.rewind()?;
                write!(file, "{}", std::process::id())?;
                Ok(Self { _file: file })
            }
            Err(TryLockError::WouldBlock) => {
                let holder = fs::read_to_string(path).unwrap_or_default();
                Err(io::Error::new(io::ErrorKind::WouldBlock, holder))
            }
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

/// A regular file that holds nothing or the number of a process.
fn is_lock(file: &File) -> io::Result<bool> {
    const LONGEST: u64 = 20;
    let metadata = file.metadata()?;
    if !metadata.is_file() || metadata.len() > LONGEST {
        return Ok(false);
    }
    let mut holder = Vec::new();
    file.take(LONGEST).read_to_end(&mut holder)?;
    Ok(holder.iter().all(u8::is_ascii_digit))
}

/// Where a destination's lock stands: beside it, hidden.
pub fn lock_path(destination: &Path) -> PathBuf {
    let name = destination.file_name().unwrap_or_default().to_string_lossy();
    destination.with_file_name(format!(".{name}.lock"))
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

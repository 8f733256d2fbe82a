//! Opening what lies in a folder without following a link, so that no name leads out of it, and so that a folder that is
//! swapped meanwhile is read as it was.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::time::SystemTime;

use super::regular;

/// A folder that is held open.
#[derive(Debug)]
pub struct Below {
    #[cfg(unix)]
    folder: rustix::fd::OwnedFd,
    #[cfg(not(unix))]
    folder: std::path::PathBuf,
}

#[cfg(unix)]
impl Below {
    /// Opens a folder; a link that is its last name is followed.
    ///
    /// # Errors
    /// What the disk says.
    pub fn open(folder: &Path) -> io::Result<Self> {
        use rustix::fs::{Mode, OFlags};
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        Ok(Self { folder: rustix::fs::open(folder, flags, Mode::empty())? })
    }

    /// A folder in it that is no link.
    ///
    /// # Errors
    /// What the disk says; a name of several parts is none.
    pub fn folder(&self, name: &str) -> io::Result<Self> {
        use rustix::fs::{Mode, OFlags};
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC | OFlags::NOFOLLOW;
        Ok(Self { folder: rustix::fs::openat(&self.folder, one_name(name)?, flags, Mode::empty())? })
    }

    fn open_file(&self, name: &str) -> io::Result<File> {
        use rustix::fs::{Mode, OFlags};
        let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NOFOLLOW | OFlags::NONBLOCK;
        Ok(rustix::fs::openat(&self.folder, one_name(name)?, flags, Mode::empty())?.into())
    }
}

#[cfg(not(unix))]
impl Below {
    /// Opens a folder; a link that is its last name is followed.
    ///
    /// # Errors
    /// What the disk says.
    pub fn open(folder: &Path) -> io::Result<Self> {
        Ok(Self { folder: fs::canonicalize(folder)? })
    }

    /// A folder in it that is no link.
    ///
    /// # Errors
    /// What the disk says; a name of several parts is none.
    pub fn folder(&self, name: &str) -> io::Result<Self> {
        let path = self.folder.join(one_name(name)?);
        if fs::symlink_metadata(&path)?.is_dir() {
            return Ok(Self { folder: path });
        }
        Err(io::ErrorKind::NotADirectory.into())
    }

    fn open_file(&self, name: &str) -> io::Result<File> {
        let path = self.folder.join(one_name(name)?);
        regular::regular(fs::symlink_metadata(&path)?.file_type())?;
        regular::open(&path)
    }
}

impl Below {
    /// A regular file in it or in folders in it, `daisy/ncc.html`; no part of its name is a link.
    ///
    /// # Errors
    /// What the disk says; what it is instead of a regular file.
    pub fn file(&self, name: &str) -> io::Result<File> {
        if let Some((folder, rest)) = name.split_once('/') {
            return self.folder(folder)?.file(rest);
        }
        let file = self.open_file(name)?;
        regular::regular(file.metadata()?.file_type())?;
        Ok(file)
    }
}

/// One name, which leads neither up nor down.
fn one_name(name: &str) -> io::Result<&str> {
    let is_one = !matches!(name, "" | "." | "..") && !name.contains(['/', '\\', '\0']);
    is_one.then_some(name).ok_or_else(|| io::ErrorKind::NotFound.into())
}

/// What tells whether a file is another one than before, or was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Its length in bytes.
    pub length: u64,
    /// When it was changed last; the beginning of time where the disk does not know.
    pub modified: SystemTime,
    number: (u64, u64),
}

impl Stamp {
    /// The stamp of an open file.
    ///
    /// # Errors
    /// What the disk says.
    pub fn of(file: &File) -> io::Result<Self> {
        file.metadata().map(|metadata| Self::read(&metadata))
    }

    /// The stamp of the file at a path; a link is followed.
    ///
    /// # Errors
    /// What the disk says.
    pub fn at(path: &Path) -> io::Result<Self> {
        fs::metadata(path).map(|metadata| Self::read(&metadata))
    }

    /// The numbers of its disk and of the file on it; zeros where the system has none.
    pub fn number(&self) -> (u64, u64) {
        self.number
    }

    fn read(metadata: &fs::Metadata) -> Self {
        Self {
            length: metadata.len(),
            modified: metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH),
            number: number(metadata),
        }
    }
}

#[cfg(unix)]
fn number(metadata: &fs::Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;
    (metadata.dev(), metadata.ino())
}

#[cfg(not(unix))]
fn number(_: &fs::Metadata) -> (u64, u64) {
    (0, 0)
}

/// Reads bytes from a place in a file, as many as are wanted.
///
/// # Errors
/// What the disk says; `UnexpectedEof` where the file has become shorter.
pub fn read_at(file: &File, bytes: &mut [u8], place: u64) -> io::Result<()> {
    #[cfg(unix)]
    return std::os::unix::fs::FileExt::read_exact_at(file, bytes, place);
    #[cfg(not(unix))]
    {
        use std::io::{Read, Seek};
        let mut file = file.try_clone()?;
        file.seek(io::SeekFrom::Start(place))?;
        file.read_exact(bytes)
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn no_name_and_no_link_leads_out() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("f");
        fs::create_dir_all(folder.join("daisy")).unwrap();
        fs::write(root.path().join("secret"), "s").unwrap();
        fs::write(folder.join("daisy/ncc.html"), "n").unwrap();
        symlink(root.path().join("secret"), folder.join("link")).unwrap();
        symlink(root.path(), folder.join("up")).unwrap();
        let below = Below::open(&folder).unwrap();
        assert!(below.file("daisy/ncc.html").is_ok());
        for name in ["link", "up/secret", "../secret", "daisy/../../secret", "daisy", "", "daisy//ncc.html"] {
            assert!(below.file(name).is_err(), "{name}");
        }
    }

    #[test]
    fn a_folder_that_is_swapped_is_read_as_it_was() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("f");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("a"), "old").unwrap();
        let below = Below::open(&folder).unwrap();
        fs::rename(&folder, root.path().join("g")).unwrap();
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("a"), "newer").unwrap();
        let mut bytes = [0; 3];
        read_at(&below.file("a").unwrap(), &mut bytes, 0).unwrap();
        assert_eq!(&bytes, b"old");
    }
}

//! Reading regular files and nothing else, and no more of one than makes sense.
//!
//! A fifo would keep a run waiting for ever, and a device may never end; both are named and left alone.

use std::fs::{self, File, FileType};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// The most that is read of a page, a script or a report, in bytes.
pub const LARGEST_TEXT: u64 = 256 << 20;
/// The most that is read of settings, word lists and the like, in bytes.
pub const LARGEST_SETTINGS: u64 = 16 << 20;
/// The most that is read of one clip, or of a picture, in bytes.
pub const LARGEST_CLIP: u64 = 64 << 20;

/// Opens a regular file; a link is followed to one.
///
/// # Errors
/// What the disk says; `InvalidInput` with the kind of thing that is no regular file.
pub fn open(path: &Path) -> io::Result<File> {
    // Asked before opening, since even that does something to some devices, and behind it, since names can change hands.
    regular(fs::metadata(path)?.file_type())?;
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(
        &mut options,
        rustix::fs::OFlags::NONBLOCK.bits().cast_signed(),
    );
    let file = options.open(path)?;
    regular(file.metadata()?.file_type())?;
    Ok(file)
}

/// All bytes of a regular file of at most so many.
///
/// # Errors
/// As [`open`]; `FileTooLarge` for a longer one.
pub fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let file = open(path)?;
    let length = file.metadata()?.len();
    let mut bytes = Vec::with_capacity(usize::try_from(length.min(most)).unwrap_or_default());
    file.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        let message = format!("it is larger than the {} MiB that are read of such a file", most >> 20);
        return Err(io::Error::new(ErrorKind::FileTooLarge, message));
    }
    Ok(bytes)
}

/// All of a regular text file.
///
/// # Errors
/// As [`read`]; `InvalidData` where it is not UTF-8.
pub fn read_text(path: &Path, most: u64) -> io::Result<String> {
    String::from_utf8(read(path, most)?)
        .map_err(|_| io::Error::new(ErrorKind::InvalidData, "it is no UTF-8 text"))
}

/// Whether this is a regular file.
///
/// # Errors
/// What it is instead.
pub(super) fn regular(kind: FileType) -> io::Result<()> {
    if kind.is_file() {
        return Ok(());
    }
    if kind.is_dir() {
        return Err(io::Error::new(ErrorKind::IsADirectory, "it is a folder, not a file"));
    }
    let message = format!("it is {}, not a regular file", special(kind));
    Err(io::Error::new(ErrorKind::InvalidInput, message))
}

#[cfg(unix)]
fn special(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_fifo() {
        "a pipe"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn special(_: FileType) -> &'static str {
    "a device"
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_device_and_a_folder_are_named_and_a_file_beyond_its_size_is_refused() {
        let message = |path: &str| read(Path::new(path), 10).unwrap_err().to_string();
        assert!(message("/dev/zero").contains("a device"));
        assert!(message("/").contains("a folder"));
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("f");
        fs::write(&file, [7; 11]).unwrap();
        assert_eq!(read(&file, 10).unwrap_err().kind(), ErrorKind::FileTooLarge);
        assert_eq!(read(&file, 11).unwrap().len(), 11);
    }
}

//! Making files durable.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};

/// How many files are flushed at once: a disk takes many together in little more time than one.
const AT_ONCE: usize = 8;

/// Flushes a file, or every file and folder below one, to the disk.
pub(super) fn sync(path: &Path) -> io::Result<()> {
    let mut paths = Vec::new();
    list(path, &mut paths)?;
    let flush = |paths: &[PathBuf]| paths.iter().try_for_each(|path| File::open(path)?.sync_all());
    thread::scope(|scope| {
        let shares = paths.chunks(paths.len().div_ceil(AT_ONCE));
        let flushing: Vec<_> = shares.map(|share| scope.spawn(move || flush(share))).collect();
        flushing.into_iter().try_for_each(|share| share.join().unwrap_or_else(|_| Err(died())))
    })
}

/// What a thread that flushed tells in the end.
pub(super) fn joined(flushing: JoinHandle<io::Result<()>>) -> io::Result<()> {
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

//! Temporary folders of a run, known as such when the run has died.

use std::env;
use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::atomic::{holds, is_at};
use super::edition::gone;
use super::{MARK, is_marked, mark, regular};

/// What their names begin with in the system's folder for such things.
const PREFIX: &str = "newscaster-";

/// A temporary folder: marked as ours, locked while this value lives, and removed with it.
#[derive(Debug)]
pub struct Scratch {
    folder: tempfile::TempDir,
    _mark: File,
}

impl Scratch {
    /// An empty folder.
    ///
    /// # Errors
    /// What the disk says.
    pub fn new() -> io::Result<Self> {
        loop {
            let folder = tempfile::Builder::new().prefix(PREFIX).tempdir()?;
            let path = folder.path().join(MARK);
            // A sweep of another run that met it before it was locked may have taken it away.
            match mark(folder.path()).and_then(|()| File::open(&path)) {
                Ok(file) if holds(&file)? && is_at(&file, &path) => return Ok(Self { folder, _mark: file }),
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// Removes the temporary folders that runs left which died.
pub(super) fn sweep() {
    let Ok(entries) = fs::read_dir(env::temp_dir()) else { return };
    for entry in entries.filter_map(Result::ok) {
        let is_ours = entry.file_name().to_string_lossy().starts_with(PREFIX);
        if is_ours && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            // Folders of other users, and of other programs, cannot or need not be removed.
            let _ = remove_dead(&entry.path());
        }
    }
}

fn remove_dead(folder: &Path) -> io::Result<()> {
    if !is_marked(folder) {
        return Ok(());
    }
    let mark = regular::open(&folder.join(MARK))?;
    if holds(&mark)? { gone(fs::remove_dir_all(folder)) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_of_a_dead_run_goes_and_that_of_a_live_one_stays() {
        let live = Scratch::new().unwrap();
        let dead = Scratch::new().unwrap();
        // As a killed run leaves it: unlocked, and not removed.
        let Scratch { folder, _mark: lock } = dead;
        drop(lock);
        let left = folder.keep();
        fs::write(left.join("clip.wav"), "…").unwrap();
        sweep();
        assert!(live.path().exists() && !left.exists());
    }
}

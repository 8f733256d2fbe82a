//! Keeping the newest editions and dropping the rest.

use std::fs;
use std::num::NonZeroUsize;
use std::path::Path;

use super::super::Error;
use super::episode::Episode;
use crate::files::{FolderLock, lock_path};

/// Removes the editions after the first `keep` and tells their folders. One that another run is working on
/// stays until the next time.
pub fn drop_oldest(
    output: &Path,
    episodes: &mut Vec<Episode>,
    keep: NonZeroUsize,
) -> Result<Vec<String>, Error> {
    let mut dropped = Vec::new();
    for index in (keep.get()..episodes.len()).rev() {
        let path = output.join(&episodes[index].folder);
        let lock = lock_path(&path);
        let Ok(held) = FolderLock::take(&lock) else { continue };
        remove(&path).map_err(|cause| Error::Write { path, cause })?;
        drop(held);
        let _ = fs::remove_file(&lock);
        dropped.push(episodes.remove(index).folder);
    }
    Ok(dropped)
}

/// Hides the folder first, so that its name never shows half an edition.
fn remove(path: &Path) -> std::io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let hidden = path.with_file_name(format!(".{name}.dropped"));
    // What a killed run had hidden and not yet removed; the lock is ours.
    if hidden.exists() {
        fs::remove_dir_all(&hidden)?;
    }
    fs::rename(path, &hidden)?;
    fs::remove_dir_all(&hidden)
}

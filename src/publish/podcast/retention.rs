//! Keeping the newest editions and dropping the rest.

use std::num::NonZeroUsize;
use std::path::Path;

use super::super::Error;
use super::editions::Edition;
use crate::files::{FolderLock, drop_edition, lock_path};

/// Removes the editions after the first `keep`, and tells what became of each. One that another run is working on, or
/// that holds files of somebody else, stays, and so does a spared one.
pub fn drop_oldest(
    output: &Path,
    editions: &mut Vec<Edition>,
    keep: NonZeroUsize,
    is_spared: &dyn Fn(&Edition) -> bool,
) -> Result<Vec<String>, Error> {
    let mut notes = Vec::new();
    for index in (keep.get()..editions.len()).rev() {
        if is_spared(&editions[index]) {
            continue;
        }
        let path = output.join(&editions[index].summary.folder);
        let lock = lock_path(&path);
        let Ok(held) = FolderLock::take(&lock) else { continue };
        let dropped = drop_edition(&path);
        held.remove(&lock);
        if dropped.map_err(|cause| Error::Write { path: path.clone(), cause })? {
            let folder = editions.remove(index).summary.folder;
            notes.push(format!("removed the edition {folder}, the podcast keeps {keep}"));
        } else {
            notes.push(format!("{} stays: there is more in it than newscaster made", path.display()));
        }
    }
    Ok(notes)
}

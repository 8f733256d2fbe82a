//! `B3SUMS`: the BLAKE3 hash of every file of an edition, in the form that `b3sum --check` reads.
//!
//! The other checks tell what is wrong with a file; this one sees that anything is, to the last bit.

use std::fs;
use std::path::Path;

use super::{Error, disk};
use crate::files::{MARK, SUMS, hash};
use crate::parallel;

/// Writes the list of all files that are in an edition's folder by now; nothing may be written there after it.
///
/// # Errors
/// Where a file cannot be read or the list not be written.
pub fn seal(folder: &Path) -> Result<(), Error> {
    let names = files(folder)?;
    let mut list = String::new();
    parallel::in_order(
        names.len(),
        |index| {
            let path = folder.join(&names[index]);
            hash(&path).map_err(|cause| Error::Read { path, cause: cause.to_string() })
        },
        |index, hash: String| {
            list.extend([hash.as_str(), "  ", &names[index], "\n"]);
            Ok(())
        },
    )?;
    disk::write(folder.join(SUMS), list.as_bytes()).map(drop)
}

/// The names of all files in the folder and below, but for the list itself and the mark of a folder in the making; in their alphabet's order, with `/`
/// between folders.
fn files(folder: &Path) -> Result<Vec<String>, Error> {
    let mut names = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(below) = folders.pop() {
        let path = folder.join(&below);
        let failed = |cause: std::io::Error| Error::Read { path: path.clone(), cause: cause.to_string() };
        for entry in fs::read_dir(&path).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let name = format!("{below}{}", entry.file_name().to_string_lossy());
            if entry.file_type().map_err(failed)?.is_dir() {
                folders.push(format!("{name}/"));
            } else if name != SUMS && name != MARK {
                names.push(name);
            }
        }
    }
    names.sort_unstable();
    Ok(names)
}

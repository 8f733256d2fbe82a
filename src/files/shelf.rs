//! A folder of things that can be made again: kept for a while, then dropped.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// Drops the files of a folder that were written longer ago than `age`, and counts them. A folder that is not there
/// is empty.
///
/// # Errors
/// A folder that cannot be read; a file that cannot be dropped stays until the next time.
pub fn drop_older(folder: &Path, age: Duration) -> io::Result<usize> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(0),
        entries => entries?,
    };
    let now = SystemTime::now();
    let is_old = |path: &Path| {
        let written = fs::metadata(path).and_then(|metadata| metadata.modified());
        written.is_ok_and(|written| now.duration_since(written).is_ok_and(|since| since > age))
    };
    let old = entries.filter_map(Result::ok).map(|entry| entry.path()).filter(|path| is_old(path));
    Ok(old.filter(|path| fs::remove_file(path).is_ok()).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_files_go_and_new_ones_stay() {
        let folder = tempfile::tempdir().unwrap();
        for (name, days) in [("old", 4), ("new", 2)] {
            let file = fs::File::create(folder.path().join(name)).unwrap();
            file.set_modified(SystemTime::now() - Duration::from_hours(days * 24)).unwrap();
        }
        assert_eq!(drop_older(folder.path(), Duration::from_hours(72)).unwrap(), 1);
        assert!(folder.path().join("new").exists() && !folder.path().join("old").exists());
        assert_eq!(drop_older(&folder.path().join("nowhere"), Duration::ZERO).unwrap(), 0);
    }
}

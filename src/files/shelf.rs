//! A folder of things that can be made again, so that they need not be.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::{Draft, is_marked, mark, regular, sweep};

/// Things are kept under a name that tells all they were made from, with their hash behind them. A shelf that cannot
/// be read or written slows the work and never fails it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelf {
    folder: PathBuf,
}

impl Shelf {
    /// The shelf in a folder, which need not be there yet.
    pub fn at(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// What is kept under a name; `None` where nothing is, or not all of it.
    pub fn get(&self, name: &str) -> Option<Vec<u8>> {
        let mut kept = regular::read(&self.folder.join(name), regular::LARGEST_TEXT).ok()?;
        let hash = *kept.last_chunk::<{ blake3::OUT_LEN }>()?;
        kept.truncate(kept.len() - hash.len());
        (blake3::hash(&kept) == hash).then_some(kept)
    }

    /// Keeps a thing. It is not made durable: what a crash spoils is noticed by its hash.
    pub fn put(&self, name: &str, thing: &[u8]) {
        if let Err(error) = self.try_put(name, thing) {
            tracing::debug!("cannot keep {name} in {}: {error}", self.folder.display());
        }
    }

    fn try_put(&self, name: &str, thing: &[u8]) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        mark(&self.folder)?;
        let mut draft = Draft::made_in(&self.folder, &self.folder.join(name))?;
        draft.write(thing)?;
        draft.write(blake3::hash(thing).as_bytes())?;
        draft.keep_for_now()
    }

    /// Drops what was kept longer ago than `age`, and counts it; what a killed run left half-made goes, too. Only files
    /// named as a shelf names them, in a folder that a shelf marked, are ours to drop.
    ///
    /// # Errors
    /// A folder that cannot be read; a file that cannot be dropped stays until the next time.
    pub fn drop_older(&self, age: Duration) -> io::Result<usize> {
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(0),
            entries => entries?,
        };
        if !is_marked(&self.folder) {
            return Ok(0);
        }
        sweep(&self.folder);
        let now = SystemTime::now();
        let is_old = |path: &Path| {
            let written = fs::metadata(path).and_then(|metadata| metadata.modified());
            written.is_ok_and(|written| now.duration_since(written).is_ok_and(|since| since > age))
        };
        let files =
            entries.filter_map(Result::ok).filter(|entry| is_ours(&entry.file_name().to_string_lossy()));
        let old = files.map(|entry| entry.path()).filter(|path| is_old(path));
        Ok(old.filter(|path| fs::remove_file(path).is_ok()).count())
    }
}

/// A hash and an ending.
fn is_ours(name: &str) -> bool {
    const HEX: usize = 2 * blake3::OUT_LEN;
    let is_hash = |stem: &str| stem.len() == HEX && stem.bytes().all(|b| b.is_ascii_hexdigit());
    name.split_once('.').is_some_and(|(stem, _)| is_hash(stem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_is_got_and_what_was_spoiled_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::at(folder.path().join("kept"));
        assert_eq!(shelf.get("a"), None);
        shelf.put("a", b"sound");
        assert_eq!(shelf.get("a").as_deref(), Some(&b"sound"[..]));
        let file = folder.path().join("kept/a");
        let mut bytes = fs::read(&file).unwrap();
        bytes[2] ^= 1;
        for spoiled in [&bytes[..], &bytes[..7], b""] {
            fs::write(&file, spoiled).unwrap();
            assert_eq!(shelf.get("a"), None);
        }
        shelf.put("a", b"sound");
        assert!(shelf.get("a").is_some());
    }

    #[test]
    fn a_shelf_that_cannot_be_written_is_no_fault() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let shelf = Shelf::at(file.path().join("below a file"));
        shelf.put("a", b"sound");
        assert_eq!(shelf.get("a"), None);
    }

    #[test]
    fn old_things_go_and_new_ones_stay() {
        let folder = tempfile::tempdir().unwrap();
        let ours = |letter: &str| format!("{}.mp3", letter.repeat(64));
        let (old, new) = (ours("a"), ours("b"));
        let files = [
            (old.as_str(), 4),
            (new.as_str(), 2),
            ("letter.txt", 4),
            (".newscaster-Ab3dE9", 0),
            (".tmpAb3dE9", 4),
        ];
        for (name, days) in files {
            let file = fs::File::create(folder.path().join(name)).unwrap();
            file.set_modified(SystemTime::now() - Duration::from_hours(days * 24)).unwrap();
        }
        let shelf = Shelf::at(folder.path().to_owned());
        assert_eq!(shelf.drop_older(Duration::from_hours(72)).unwrap(), 0, "the folder is not marked");
        mark(folder.path()).unwrap();
        assert_eq!(shelf.drop_older(Duration::from_hours(72)).unwrap(), 1);
        let left = files.map(|(name, _)| folder.path().join(name).exists());
        assert_eq!(left, [false, true, true, false, true]);
        assert_eq!(Shelf::at(folder.path().join("nowhere")).drop_older(Duration::ZERO).unwrap(), 0);
    }
}

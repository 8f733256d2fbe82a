//! What files look like from outside, so that what was read in them need not be read again while they look the same.

use std::path::Path;
use std::time::SystemTime;

use super::Stamp;

/// What a folder and things in it look like: another look as soon as one of them is changed, replaced, added or gone.
///
/// It is told by the numbers of files on their disk, their lengths, and the times that the system itself notes at each
/// change, which no program can set. So a copy looks different, and so does a folder that was swapped in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    hash: blake3::Hash,
    /// When the youngest of them was changed, as the disk noted it.
    youngest: SystemTime,
    device: u64,
}

impl Look {
    /// The look of a folder, and of files and folders of these names in it, which need not be there. `None` where one of
    /// them is a link or something else, or cannot be looked at, and on systems whose files have no numbers.
    #[cfg(unix)]
    pub fn at(folder: &Path, names: &[impl AsRef<str>]) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        let seen = std::fs::symlink_metadata(folder).ok().filter(std::fs::Metadata::is_dir)?;
        let (device, mut youngest) = (seen.dev(), changed(&seen));
        let mut looks = Vec::with_capacity(64 * (names.len() + 1));
        tell(&mut looks, &seen);
        for name in names.iter().map(AsRef::as_ref) {
            looks.extend_from_slice(name.as_bytes());
            // No name has this byte.
            looks.push(0);
            match std::fs::symlink_metadata(folder.join(name)) {
                Ok(seen) if seen.is_file() || seen.is_dir() => {
                    youngest = youngest.max(changed(&seen));
                    tell(&mut looks, &seen);
                }
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                _ => return None,
            }
        }
        Some(Self { hash: blake3::hash(&looks), youngest, device })
    }

    /// Nothing can be told here.
    #[cfg(not(unix))]
    pub fn at(_: &Path, _: &[impl AsRef<str>]) -> Option<Self> {
        None
    }

    /// Whether all of it was changed before the disk noted this: who looks later, sees every later change. What was changed
    /// in the same moment may be changed once more in it, and look the same.
    pub fn is_before(&self, moment: &Stamp) -> bool {
        self.device == moment.number().0 && self.youngest < moment.modified
    }

    /// The look as a word that can be kept, of 32 hexadecimal figures.
    pub fn word(&self) -> String {
        self.hash.to_hex()[..32].to_owned()
    }
}

#[cfg(unix)]
fn tell(looks: &mut Vec<u8>, seen: &std::fs::Metadata) {
    use std::os::unix::fs::MetadataExt;
    let numbers = [seen.ino(), seen.len(), u64::from(seen.is_dir())];
    let times = [seen.mtime(), seen.mtime_nsec(), seen.ctime(), seen.ctime_nsec()];
    looks.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
    looks.extend(times.iter().flat_map(|time| time.to_le_bytes()));
}

/// When the system noted the last change; the beginning of time for what is older.
#[cfg(unix)]
fn changed(seen: &std::fs::Metadata) -> SystemTime {
    use std::os::unix::fs::MetadataExt;
    let since = std::time::Duration::new(
        u64::try_from(seen.ctime()).unwrap_or_default(),
        u32::try_from(seen.ctime_nsec()).unwrap_or_default(),
    );
    SystemTime::UNIX_EPOCH.checked_add(since).unwrap_or(SystemTime::UNIX_EPOCH)
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs::{self, File};

    use super::*;

    const NAMES: [&str; 2] = ["report.json", "cover.png"];

    #[test]
    fn every_change_is_seen_also_one_that_hides_its_time() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("e");
        fs::create_dir(&folder).unwrap();
        let report = folder.join("report.json");
        fs::write(&report, "old").unwrap();
        let mut looks = vec![Look::at(&folder, &NAMES).unwrap()];
        let mut changes = |what: &str, change: &dyn Fn()| {
            // The clock of a disk stands still for some milliseconds.
            std::thread::sleep(std::time::Duration::from_millis(20));
            change();
            let look = Look::at(&folder, &NAMES).unwrap();
            assert!(!looks.contains(&look), "{what}");
            assert_eq!(Look::at(&folder, &NAMES).unwrap(), look);
            looks.push(look);
        };
        changes("a change of the same length whose time is set back", &|| {
            let time = fs::metadata(&report).unwrap().modified().unwrap();
            fs::write(&report, "new").unwrap();
            File::options().write(true).open(&report).unwrap().set_modified(time).unwrap();
        });
        changes("a file more", &|| fs::write(folder.join("cover.png"), "").unwrap());
        changes("a file less", &|| fs::remove_file(folder.join("cover.png")).unwrap());
        changes("a file that is swapped in", &|| {
            fs::write(root.path().join("r"), "new").unwrap();
            fs::rename(root.path().join("r"), &report).unwrap();
        });
        changes("a folder that is swapped in", &|| {
            fs::rename(&folder, root.path().join("old")).unwrap();
            fs::create_dir(&folder).unwrap();
            fs::write(&report, "new").unwrap();
        });
    }

    #[test]
    fn links_have_no_look_and_what_is_younger_than_a_moment_is_told() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("e");
        fs::create_dir(&folder).unwrap();
        std::os::unix::fs::symlink(&folder, root.path().join("link")).unwrap();
        assert!(Look::at(&root.path().join("link"), &NAMES).is_none());
        let look = Look::at(&folder, &NAMES).unwrap();
        std::thread::sleep(std::time::Duration::from_millis(20));
        fs::write(root.path().join("later"), "").unwrap();
        let later = Stamp::at(&root.path().join("later")).unwrap();
        assert!(look.is_before(&later));
        std::os::unix::fs::symlink("nowhere", folder.join("cover.png")).unwrap();
        assert!(Look::at(&folder, &NAMES).is_none());
        fs::rename(folder.join("cover.png"), folder.join("mine")).unwrap();
        assert!(!Look::at(&folder, &NAMES).unwrap().is_before(&later));
    }
}

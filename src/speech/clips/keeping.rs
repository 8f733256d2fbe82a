//! Keeping the store: counting, checking, clearing out, taking along.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::sidecar::{self, Sidecar};
use super::{ASIDE, ClipStore, Unread, read, set_aside};
use crate::files::{Draft, is_marked, regular};
use crate::model::{ClipKey, Samples};

/// Sounds that no sidecar names are nobody's after this time.
const ABANDONED: Duration = Duration::from_hours(1);

/// What the store holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stats {
    /// How many clips.
    pub clips: usize,
    /// The size of all files.
    pub bytes: u64,
    /// The length of all clips together.
    pub seconds: f64,
    /// How many clips each voice has.
    pub voices: BTreeMap<String, usize>,
    /// How many broken files are set aside.
    pub set_aside: usize,
}

/// What a check of every clip found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// How many are whole.
    pub whole: usize,
    /// The broken ones, set aside now, with what is wrong.
    pub broken: Vec<(ClipKey, String)>,
}

/// What was cleared out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Removed {
    /// How many files.
    pub files: usize,
    /// Their size.
    pub bytes: u64,
}

impl Removed {
    fn remove(&mut self, path: &Path, bytes: u64) {
        if fs::remove_file(path).is_ok() {
            self.files += 1;
            self.bytes += bytes;
        }
    }
}

/// The first line of the table beside exported clips.
const TABLE: &str = "file\tvoice\tseconds\twords\n";

/// Whether a table may be written: there is none, or one of ours.
fn is_own_table(path: &Path) -> bool {
    let text = regular::read_text(path, regular::LARGEST_TEXT);
    text.map_or_else(|_| path.symlink_metadata().is_err(), |text| text.starts_with(TABLE))
}

struct Entry {
    path: PathBuf,
    bytes: u64,
    modified: SystemTime,
}

impl ClipStore {
    /// Counts what is there.
    ///
    /// # Errors
    /// A folder that cannot be read.
    pub fn stats(&self) -> io::Result<Stats> {
        let mut stats = Stats { set_aside: entries(&self.folder.join(ASIDE))?.len(), ..Stats::default() };
        for entry in self.entries()? {
            stats.bytes += entry.bytes;
            let Some(sidecar) = load(&entry.path) else { continue };
            stats.clips += 1;
            stats.seconds += Samples(sidecar.samples).seconds(sidecar.rate);
            *stats.voices.entry(sidecar.voice).or_default() += 1;
        }
        Ok(stats)
    }

    /// Reads every clip wholly and sets the broken ones aside.
    ///
    /// # Errors
    /// A folder that cannot be read.
    pub fn check(&self) -> io::Result<Checked> {
        let mut checked = Checked::default();
        for key in self.entries()?.iter().filter_map(|entry| key_of(&entry.path)) {
            match read(&self.folder, &key) {
                Ok(_) => checked.whole += 1,
                Err(Unread::Absent) => {}
                Err(Unread::Broken { why, sound }) => {
                    set_aside(&self.folder, &key, sound.as_deref());
                    checked.broken.push((key, why));
                }
            }
        }
        Ok(checked)
    }

    /// Removes what was not used for so long, what is set aside, and what killed runs left half-made; all of it only where
    /// its name is one that a store gives, in a folder that a store marked.
    ///
    /// # Errors
    /// A folder that cannot be read, or that is no store.
    pub fn gc(&self, older_than: Duration) -> io::Result<Removed> {
        let mut removed = Removed::default();
        if !self.folder.exists() {
            return Ok(removed);
        }
        if !is_marked(&self.folder) {
            let message =
                format!("{} is no store of newscaster's, nothing was removed", self.folder.display());
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
        self.tidy();
        let now = SystemTime::now();
        let age = |entry: &Entry| now.duration_since(entry.modified).unwrap_or_default();
        for entry in entries(&self.folder.join(ASIDE))? {
            removed.remove(&entry.path, entry.bytes);
        }
        let mut sounds = Vec::new();
        for entry in self.entries()? {
            if key_of(&entry.path).is_some() {
                if age(&entry) >= older_than {
                    self.remove_clip(&entry, &mut removed);
                }
            } else {
                sounds.push(entry);
            }
        }
        // What no sidecar names any more: half-made files, and sounds that another process overtook.
        for entry in sounds.iter().filter(|entry| age(entry) >= ABANDONED && !is_named(&entry.path)) {
            removed.remove(&entry.path, entry.bytes);
        }
        Ok(removed)
    }

    /// Brings the store below its size cap: the clips longest unused go first. Clips used within the last hour
    /// stay, since a run that goes on may be stitching them.
    ///
    /// # Errors
    /// A folder that cannot be read.
    pub fn shrink(&self) -> io::Result<Removed> {
        let mut all = self.entries()?;
        let mut total: u64 = all.iter().map(|entry| entry.bytes).sum();
        let cap = self.megabytes.saturating_mul(1_000_000);
        let mut removed = Removed::default();
        if total <= cap || !is_marked(&self.folder) {
            return Ok(removed);
        }
        let now = SystemTime::now();
        all.sort_by_key(|entry| entry.modified);
        for entry in all.iter().filter(|entry| key_of(&entry.path).is_some()) {
            let age = now.duration_since(entry.modified).unwrap_or_default();
            if total <= cap || age < ABANDONED {
                break;
            }
            let before = removed.bytes;
            self.remove_clip(entry, &mut removed);
            total = total.saturating_sub(removed.bytes - before);
        }
        Ok(removed)
    }

    /// Copies every clip into a folder, with a table of what they say (`clips.tsv`). Links and pipes under their names
    /// are replaced, never followed or waited for.
    ///
    /// # Errors
    /// A folder that cannot be read or written, or a table there that is of somebody else.
    pub fn export(&self, to: &Path) -> io::Result<usize> {
        fs::create_dir_all(to)?;
        let place = to.join("clips.tsv");
        if !is_own_table(&place) {
            let message = format!(
                "{} is none of newscaster's, so nothing was written; name another folder",
                place.display()
            );
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, message));
        }
        let put = |place: &Path, bytes: &[u8]| {
            let mut draft = Draft::made_in(to, place)?;
            draft.write(bytes)?;
            draft.keep()
        };
        let mut table = TABLE.to_owned();
        let mut count = 0;
        for entry in self.entries()? {
            let (Some(key), Some(sidecar)) = (key_of(&entry.path), load(&entry.path)) else { continue };
            let Ok(clip) = read(&self.folder, &key) else { continue };
            let name = format!("{}.wav", key.0.get(..16).unwrap_or(&key.0));
            put(&to.join(&name), &regular::read(&clip.path, regular::LARGEST_CLIP)?)?;
            let seconds = clip.length.seconds(clip.rate);
            let words = sidecar.words.replace(['\t', '\n', '\r'], " ");
            let _ = writeln!(table, "{name}\t{}\t{seconds:.3}\t{words}", sidecar.voice);
            count += 1;
        }
        put(&place, table.as_bytes())?;
        Ok(count)
    }

    /// Sidecar first: a sound without one is only unused, the other way round would look broken.
    fn remove_clip(&self, sidecar: &Entry, removed: &mut Removed) {
        let Some(key) = key_of(&sidecar.path) else { return };
        removed.remove(&sidecar.path, sidecar.bytes);
        for sound in sounds_of(&self.folder, &key) {
            let bytes = fs::metadata(&sound).map_or(0, |facts| facts.len());
            removed.remove(&sound, bytes);
        }
    }

    /// Every file on the shelves, by name.
    fn entries(&self) -> io::Result<Vec<Entry>> {
        let mut all = Vec::new();
        let shelves = match fs::read_dir(&self.folder) {
            Ok(shelves) => shelves,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(all),
            Err(error) => return Err(error),
        };
        for folder in shelves {
            let folder = folder?;
            if is_shelf(&folder) {
                all.extend(entries(&folder.path())?);
            }
        }
        all.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(all)
    }
}

/// Whether this is a folder of a store: two digits of the keys in it.
fn is_shelf(folder: &fs::DirEntry) -> bool {
    let is_name = folder.file_name().to_str().is_some_and(|name| name.len() == 2 && is_hex(name));
    is_name && folder.file_type().is_ok_and(|kind| kind.is_dir())
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Whether a file's name is one that a store gives: a key, and behind it a sound's hash or nothing.
fn is_ours(name: &str) -> bool {
    let (key, sound) = match name.rsplit_once('.') {
        Some((key, "json")) => (key, None),
        Some((stem, "wav")) => match stem.split_once('-') {
            Some((key, sound)) => (key, Some(sound)),
            None => return false,
        },
        _ => return false,
    };
    key.len() == 2 * blake3::OUT_LEN
        && is_hex(key)
        && sound.is_none_or(|sound| !sound.is_empty() && is_hex(sound))
}

/// The files of a store in a folder; none where there is no such folder, and none that vanish meanwhile.
fn entries(folder: &Path) -> io::Result<Vec<Entry>> {
    let files = match fs::read_dir(folder) {
        Ok(files) => files,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let entry = |file: fs::DirEntry| {
        file.file_name().to_str().filter(|name| is_ours(name))?;
        let facts = file.metadata().ok().filter(fs::Metadata::is_file)?;
        Some(Entry { path: file.path(), bytes: facts.len(), modified: facts.modified().ok()? })
    };
    Ok(files.filter_map(|file| entry(file.ok()?)).collect())
}

/// The key that a sidecar's name tells; `None` for other files.
fn key_of(path: &Path) -> Option<ClipKey> {
    let name = path.file_name()?.to_str()?.strip_suffix(".json")?;
    is_hex(name).then(|| ClipKey(name.to_owned()))
}

fn load(sidecar: &Path) -> Option<Sidecar> {
    key_of(sidecar)?;
    serde_json::from_slice(&regular::read(sidecar, regular::LARGEST_SETTINGS).ok()?).ok()
}

/// True for a sound that its key's sidecar names.
fn is_named(sound: &Path) -> bool {
    let key = sound.file_name().and_then(|name| name.to_str()).and_then(|name| name.split_once('-'));
    let Some((key, folder)) = key.map(|(key, _)| key).zip(sound.parent()) else { return false };
    let home = folder.parent().unwrap_or(folder);
    let key = ClipKey(key.to_owned());
    load(&sidecar::path(home, &key)).is_some_and(|sidecar| sidecar.wav(home, &key) == sound)
}

/// Every sound made under a key.
pub(super) fn sounds_of(home: &Path, key: &ClipKey) -> Vec<PathBuf> {
    let prefix = format!("{key}-");
    let is_sound =
        |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&prefix));
    let files = fs::read_dir(sidecar::shelf(home, key));
    files.map_or_else(
        |_| Vec::new(),
        |files| files.filter_map(|file| Some(file.ok()?.path())).filter(is_sound).collect(),
    )
}

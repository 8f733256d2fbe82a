//! The clip store: every sentence that was ever spoken, under a hash of everything that shapes its sound.
//!
//! A clip is a WAV file and a sidecar that names it and tells its hash:
//!
//! ```text
//! clips/3f/3f9c…e1.json                 the sidecar: which WAV, its hash, length, who made it
//! clips/3f/3f9c…e1-77a0c2d4e6f81b35.wav the sound, named after its key and its own hash
//! ```
//!
//! Every file appears complete under its name or not at all, and no file is ever changed. Two processes that make
//! the same clip write two WAV files, and the later sidecar wins; both stay readable. A clip is verified whenever
//! it is read; one that does not match its hash is set aside and made again.
//!
//! A folder may stand as a cache before a store that many machines share: see `remote`.

mod found;
pub mod keeping;
mod key;
pub(super) mod opening;
#[cfg(feature = "farm")]
mod packed;
#[cfg(feature = "farm")]
mod remote;
mod sidecar;
pub(super) mod store;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

use serde::Deserialize;

pub(super) use self::found::Found;
pub(super) use self::key::{Maker, key};
use self::sidecar::Sidecar;
use super::Error;
use super::listen::Heard;
use super::pcm::Pcm;
use crate::files::{Draft, Scratch, is_marked, mark, regular, sweep};
use crate::model::{Clip, ClipKey, SampleRate, Samples};

/// The `[clips]` table.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Options {
    /// Where clips are kept; see [`default_folder`] where none is named.
    pub folder: Option<PathBuf>,
    /// How large the store may grow, in megabytes; the clips longest unused go first. 4,000 where not set.
    pub megabytes: Option<u64>,
}

/// `$NEWSCASTER_CACHE/clips`, else `$XDG_CACHE_HOME/newscaster/clips`, else `~/.cache/newscaster/clips`.
pub fn default_folder() -> PathBuf {
    let named = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let cache = named("NEWSCASTER_CACHE")
        .or_else(|| Some(named("XDG_CACHE_HOME")?.join("newscaster")))
        .or_else(|| Some(std::env::home_dir()?.join(".cache/newscaster")))
        .unwrap_or_else(|| std::env::temp_dir().join("newscaster"));
    cache.join("clips")
}

/// The store. Clips that could not be written into its folder live as long as this value, in a temporary one.
#[derive(Debug)]
pub struct ClipStore {
    folder: PathBuf,
    megabytes: u64,
    /// Where clips go once the folder could not be written, and why it could not.
    overflow: OnceLock<(Scratch, String)>,
}

/// Where broken clips go.
const ASIDE: &str = "set-aside";

/// A clip is touched when it is used, so that the longest unused go first; once an hour is enough.
const TOUCH_AFTER: Duration = Duration::from_hours(1);

impl ClipStore {
    /// The store that the options name. Nothing is read or written yet.
    pub fn new(options: &Options) -> Self {
        Self {
            folder: options.folder.clone().unwrap_or_else(default_folder),
            megabytes: options.megabytes.unwrap_or(4_000),
            overflow: OnceLock::new(),
        }
    }

    /// Clears out what runs that died left half-made.
    pub(super) fn tidy(&self) {
        if is_marked(&self.folder) {
            sweep(&self.folder);
        }
    }

    /// Where it stands.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Why clips of this run are only in a temporary folder, where they are.
    pub fn trouble(&self) -> Option<&str> {
        self.overflow.get().map(|(_, why)| why.as_str())
    }

    /// True where a clip of that key is there, unread.
    pub(super) fn has(&self, key: &ClipKey) -> bool {
        self.homes().any(|home| sidecar::path(home, key).is_file())
    }

    /// Reads and verifies the clip of that key.
    pub(super) fn find(&self, key: &ClipKey) -> Found {
        let mut found = Found::Nothing;
        for home in self.homes() {
            match read(home, key) {
                Ok(clip) => return Found::Clip(clip),
                Err(Unread::Absent) => {}
                Err(Unread::Broken { why, sound }) => {
                    set_aside(home, key, sound.as_deref());
                    found = Found::Broken(why);
                }
            }
        }
        found
    }

    fn homes(&self) -> impl Iterator<Item = &Path> {
        std::iter::once(self.folder.as_path()).chain(self.overflow.get().map(|(home, _)| home.path()))
    }

    /// Keeps a clip, in the temporary folder where the store cannot be written.
    pub(super) fn keep(&self, key: &ClipKey, heard: &Heard, maker: &Maker<'_>) -> Result<Clip, Error> {
        let wav = wav(&heard.pcm).map_err(|error| self.disk(&error))?;
        self.put(key, &wav, Sidecar::of(&wav, heard, maker))
    }

    /// Keeps a sound that its sidecar describes.
    fn put(&self, key: &ClipKey, wav: &[u8], sidecar: Sidecar) -> Result<Clip, Error> {
        if self.overflow.get().is_none() {
            match write(&self.folder, key, wav, sidecar.clone()) {
                Ok(clip) => return Ok(clip),
                Err(error) => self.turn_to_overflow(&error)?,
            }
        }
        let (home, _) =
            self.overflow.get().ok_or_else(|| self.disk(&io::Error::other("no temporary folder")))?;
        write(home.path(), key, wav, sidecar).map_err(|error| self.disk(&error))
    }

    fn turn_to_overflow(&self, error: &io::Error) -> Result<(), Error> {
        let why = format!("{}: {error}", self.folder.display());
        tracing::warn!("clips cannot be kept: {why}");
        let home = Scratch::new().map_err(|error| self.disk(&error))?;
        // Another thread may have been first; its folder serves as well.
        let _ = self.overflow.set((home, why));
        Ok(())
    }

    fn disk(&self, error: &io::Error) -> Error {
        Error::Disk { folder: self.folder.clone(), message: error.to_string() }
    }
}

enum Unread {
    Absent,
    Broken { why: String, sound: Option<PathBuf> },
}

fn read(home: &Path, key: &ClipKey) -> Result<Clip, Unread> {
    let path = sidecar::path(home, key);
    let broken = |why: String| Unread::Broken { why, sound: None };
    let text = match regular::read(&path, regular::LARGEST_SETTINGS) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(Unread::Absent),
        Err(error) => return Err(broken(error.to_string())),
    };
    let sidecar: Sidecar =
        serde_json::from_slice(&text).map_err(|error| broken(format!("its sidecar: {error}")))?;
    let wav = sidecar.wav(home, key);
    let bytes =
        regular::read(&wav, regular::LARGEST_TEXT).map_err(|error| broken(format!("its sound: {error}")))?;
    let rate = sidecar.verify(&bytes).map_err(|why| Unread::Broken { why, sound: Some(wav.clone()) })?;
    touch(&path);
    let length = Samples(sidecar.samples);
    Ok(Clip { key: key.clone(), path: wav, hash: sidecar.hash, rate, length, marks: sidecar.marks })
}

/// Marks a sidecar as used. A store that may only be read stays as it is.
fn touch(sidecar: &Path) {
    let now = SystemTime::now();
    let recent = fs::metadata(sidecar)
        .and_then(|facts| facts.modified())
        .is_ok_and(|then| now.duration_since(then).is_ok_and(|age| age < TOUCH_AFTER));
    if !recent && let Ok(file) = File::options().write(true).open(sidecar) {
        let _ = file.set_modified(now);
    }
}

fn write(home: &Path, key: &ClipKey, wav: &[u8], sidecar: Sidecar) -> io::Result<Clip> {
    let path = sidecar.wav(home, key);
    let folder = path.parent().unwrap_or(home);
    fs::create_dir_all(folder)?;
    mark(home)?;
    place(home, &path, wav)?;
    place(home, &sidecar::path(home, key), &serde_json::to_vec_pretty(&sidecar)?)?;
    let length = Samples(sidecar.samples);
    Ok(Clip { key: key.clone(), path, hash: sidecar.hash, rate: sidecar.rate, length, marks: sidecar.marks })
}

/// Writes a file that appears complete under its name. Not synced to disk: a clip torn by a power cut is noticed
/// by its hash, and syncing each costs ten times the writing.
fn place(home: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    // All in the store's own folder, where a sweep finds what a killed run left.
    let mut draft = Draft::made_in(home, path)?;
    draft.write(bytes)?;
    draft.keep_for_now()
}

fn wav(pcm: &Pcm) -> io::Result<Vec<u8>> {
    if SampleRate::new(pcm.rate).is_none() {
        return Err(io::Error::other(format!("a rate of {} Hz", pcm.rate)));
    }
    let format = hound::WavSpec {
        channels: 1,
        sample_rate: pcm.rate,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut bytes = io::Cursor::new(Vec::with_capacity(44 + pcm.samples.len() * 2));
    let writing = |error: hound::Error| io::Error::other(error);
    let mut writer = hound::WavWriter::new(&mut bytes, format).map_err(writing)?;
    let length = u32::try_from(pcm.samples.len()).map_err(|_| io::Error::other("a clip beyond a day"))?;
    let mut block = writer.get_i16_writer(length);
    for &sample in &pcm.samples {
        block.write_sample(sample);
    }
    block.flush().map_err(writing)?;
    writer.finalize().map_err(writing)?;
    Ok(bytes.into_inner())
}

/// Moves a broken clip out of the way, for whoever wants to know what happened to it.
fn set_aside(home: &Path, key: &ClipKey, sound: Option<&Path>) {
    let aside = home.join(ASIDE);
    let _ = fs::create_dir_all(&aside);
    let sidecar = sidecar::path(home, key);
    if fs::rename(&sidecar, aside.join(format!("{key}.json"))).is_err() {
        let _ = fs::remove_file(&sidecar);
    }
    if let Some(sound) = sound {
        let _ = fs::rename(sound, aside.join(sound.file_name().unwrap_or_default()));
    }
}

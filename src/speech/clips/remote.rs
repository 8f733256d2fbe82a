//! A store that machines share: an object store, with the folder of this machine as a cache before it.
//!
//! A clip is one object, `clips/3f/3f9c…e1`, in the form of `packed`. It is put only if none is there: whoever comes
//! second takes what the first has put, so that the same keys have the same bytes everywhere. Each is verified whenever
//! it is read; what does not match its hash goes below `set-aside/` and is made again.

use std::fmt::Display;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use object_store::path::Path;
use object_store::{Error as ObjectError, ObjectStore, ObjectStoreExt, PutMode, PutPayload};
use tokio::sync::Semaphore;

use super::packed::Untaken;
use super::store::Store;
use super::{ClipStore, Found, Maker};
use crate::environment;
use crate::model::{Clip, ClipKey};
use crate::speech::Error;
use crate::speech::address;
use crate::speech::listen::Heard;

/// What is put twice to learn whether the second time is refused.
const PROBE: &str = "newscaster asks here whether what is there stays there\n";

/// The longest part of a store's own words in a message, in characters.
const LONGEST_QUOTE: usize = 300;

/// A shared store and its cache.
pub(super) struct RemoteStore {
    folder: ClipStore,
    remote: Arc<dyn ObjectStore>,
    /// As it may be shown.
    address: String,
    prefix: Path,
    trouble: Mutex<Option<String>>,
    /// Until when it is not asked, since it failed in spite of its retries.
    down: Mutex<Option<Instant>>,
    fetches: Semaphore,
}

/// So many clips are fetched at once: each is in memory until it is in the cache, and thousands may be asked for together.
const FETCHES: usize = 16;

/// A store that fails is left alone for so long: each request that fails takes seconds.
const DOWN_FOR: Duration = Duration::from_secs(10);

/// What the store gave for a key.
enum Got {
    Clip(Clip),
    Nothing,
    Broken { why: String, bytes: Vec<u8> },
}

impl RemoteStore {
    /// The store at an address; nothing is asked of it yet.
    ///
    /// # Errors
    /// An address that is none.
    pub fn open(folder: ClipStore, address: &str) -> Result<Self, Error> {
        let (remote, prefix) = address::object_store(address)?;
        Ok(Self {
            folder,
            remote,
            address: address.to_owned(),
            prefix,
            trouble: Mutex::default(),
            down: Mutex::default(),
            fetches: Semaphore::new(FETCHES),
        })
    }

    fn below(&self, parts: &[&str]) -> Path {
        parts.iter().fold(self.prefix.clone(), |path, part| path.join(*part))
    }

    fn place(&self, key: &ClipKey) -> Path {
        self.below(&["clips", key.0.get(..2).unwrap_or("00"), &key.0])
    }

    /// The store's words for people, without what may be a secret.
    fn told(&self, error: &dyn Display) -> String {
        // Where machines of a cloud ask for their role.
        const HELP: [(&str, &str); 2] = [
            (
                "169.254.169.254",
                "the environment holds no keys, and this machine has no role: docs/farm.md names the variables",
            ),
            ("builder error", "an address with http:// wants AWS_ALLOW_HTTP=true"),
        ];
        let line = format!("the clip store at {}: {}", self.address, without_secrets(&error.to_string()));
        address::with_help(&line, &HELP)
    }

    fn note(&self, why: String) {
        tracing::warn!("{why}");
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(why);
    }

    /// Does a request, unless the store is down; what says something is no failure of the store.
    async fn asked<T>(
        &self,
        request: impl Future<Output = Result<T, ObjectError>>,
    ) -> Result<T, ObjectError> {
        let down = *self.down.lock().unwrap_or_else(PoisonError::into_inner);
        if down.is_some_and(|until| Instant::now() < until) {
            return Err(ObjectError::Generic {
                store: "store",
                source: "it has just failed, and is left alone".into(),
            });
        }
        let answer = request.await;
        if matches!(answer, Err(ObjectError::Generic { .. })) {
            *self.down.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now() + DOWN_FOR);
        }
        answer
    }

    /// Puts an object where none is; `false` where one is there.
    async fn create(&self, place: &Path, bytes: Vec<u8>) -> Result<bool, ObjectError> {
        let payload = PutPayload::from(bytes);
        match self.asked(self.remote.put_opts(place, payload, PutMode::Create.into())).await {
            Ok(_) => Ok(true),
            Err(ObjectError::AlreadyExists { .. } | ObjectError::Precondition { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    async fn read(&self, key: &ClipKey) -> Result<Option<Vec<u8>>, ObjectError> {
        let place = self.place(key);
        let get = async { self.remote.get(&place).await?.bytes().await };
        match self.asked(get).await {
            Ok(bytes) => Ok(Some(bytes.to_vec())),
            Err(ObjectError::NotFound { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Fetches a clip into the cache. What does not match its hash is read once more: the byte may have flipped under way.
    async fn fetch(&self, key: &ClipKey) -> Result<Got, ObjectError> {
        let mut broken = None;
        // It is never closed.
        let _turn = self.fetches.acquire().await.ok();
        for _ in 0..2 {
            let Some(bytes) = self.read(key).await? else { return Ok(Got::Nothing) };
            match self.folder.place(key, &bytes) {
                Ok(clip) => return Ok(Got::Clip(clip)),
                Err(Untaken::Disk(error)) => {
                    self.note(error.to_string());
                    return Ok(Got::Nothing);
                }
                Err(Untaken::Broken(why)) => broken = Some((why, bytes)),
            }
        }
        Ok(broken.map_or(Got::Nothing, |(why, bytes)| Got::Broken { why, bytes }))
    }

    /// Moves a broken clip out of the way, for whoever wants to know what happened to it.
    async fn set_aside(&self, key: &ClipKey, bytes: Vec<u8>) -> Result<(), ObjectError> {
        let hash = blake3::hash(&bytes).to_hex();
        let aside = self.below(&["set-aside", &format!("{key}-{}", &hash[..16])]);
        self.create(&aside, bytes).await?;
        // Whoever was quicker may have put a whole one meanwhile.
        match self.fetch(key).await? {
            Got::Broken { .. } => self.remote.delete(&self.place(key)).await,
            Got::Clip(_) | Got::Nothing => Ok(()),
        }
    }

    /// What is there under a key, broken clips set aside.
    async fn look(&self, key: &ClipKey) -> Result<Found, ObjectError> {
        match self.fetch(key).await? {
            Got::Clip(clip) => Ok(Found::Clip(clip)),
            Got::Nothing => Ok(Found::Nothing),
            Got::Broken { why, bytes } => {
                self.set_aside(key, bytes).await?;
                Ok(Found::Broken(why))
            }
        }
    }
}

#[async_trait]
impl Store for RemoteStore {
    fn folder(&self) -> &ClipStore {
        &self.folder
    }

    async fn find(&self, key: &ClipKey) -> Found {
        let here = self.folder.find(key);
        if matches!(here, Found::Clip(_)) {
            return here;
        }
        match self.look(key).await {
            Ok(Found::Nothing) => here,
            Ok(found) => found,
            Err(error) => {
                self.note(self.told(&error));
                here
            }
        }
    }

    async fn keep(&self, key: &ClipKey, heard: &Heard, maker: &Maker<'_>) -> Result<Clip, Error> {
        let clip = self.folder.keep(key, heard, maker)?;
        // A store that is down slows later runs and fails none.
        Ok(self.share(clip.clone()).await.unwrap_or_else(|why| {
            self.note(why);
            clip
        }))
    }

    fn trouble(&self) -> Option<String> {
        let trouble = self.trouble.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Store::trouble(&self.folder)
            .or(trouble.map(|why| format!("clips are kept on this machine alone: {why}")))
    }

    async fn is_shared(&self, key: &ClipKey) -> Result<bool, String> {
        match self.asked(self.remote.head(&self.place(key))).await {
            Ok(_) => Ok(true),
            Err(ObjectError::NotFound { .. }) => Ok(false),
            Err(error) => Err(self.told(&error)),
        }
    }

    async fn share(&self, clip: Clip) -> Result<Clip, String> {
        let bytes = self.folder.pack(&clip).map_err(|error| format!("{}: {error}", clip.path.display()))?;
        let place = self.place(&clip.key);
        let told = |error: ObjectError| self.told(&error);
        // A broken one that stands there gives way once.
        for _ in 0..2 {
            if self.create(&place, bytes.clone()).await.map_err(told)? {
                return Ok(clip);
            }
            if let Found::Clip(theirs) = self.look(&clip.key).await.map_err(told)? {
                return Ok(theirs);
            }
        }
        Err(self.told(&format!("a broken clip stands at {place} and cannot be set aside")))
    }

    async fn probe(&self) -> Result<(), Error> {
        let place = self.below(&["clips", "put-if-absent"]);
        let unreachable = |error: ObjectError| match error {
            ObjectError::NotImplemented { .. } | ObjectError::NotSupported { .. } => self.ignores(),
            error => Error::Store(self.told(&error)),
        };
        self.create(&place, PROBE.into()).await.map_err(unreachable)?;
        if self.create(&place, PROBE.into()).await.map_err(unreachable)? {
            return Err(self.ignores());
        }
        Ok(())
    }
}

impl RemoteStore {
    fn ignores(&self) -> Error {
        Error::Configuration(format!(
            "the clip store at {} puts over what is there even where it is asked not to (If-None-Match), so two workers \
             could change each other's clips; use a store that honours it, or another version of this one",
            self.address
        ))
    }
}

/// One line without queries of addresses, which carry signatures, and without the values of keys in the environment.
fn without_secrets(text: &str) -> String {
    let words = text.split_whitespace().map(|word| word.split_once('?').map_or(word, |(address, _)| address));
    let mut line = words.collect::<Vec<_>>().join(" ");
    let values = environment::keys().into_iter().filter_map(|name| std::env::var(name).ok());
    for value in values.filter(|value| value.len() >= 4) {
        line = line.replace(&value, "…");
    }
    match line.char_indices().nth(LONGEST_QUOTE) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

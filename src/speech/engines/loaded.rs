//! Models in memory: each file once, however many voices speak from it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// What was read of files, as long as a voice holds it.
pub(super) struct Loaded<T>(Mutex<BTreeMap<PathBuf, Weak<T>>>);

impl<T> Loaded<T> {
    pub(super) const fn new() -> Self {
        Self(Mutex::new(BTreeMap::new()))
    }

    /// What a file holds; whoever needs it first reads it, and others wait.
    ///
    /// # Errors
    /// Those of `read`.
    pub(super) fn get<E>(&self, file: &Path, read: impl FnOnce(&Path) -> Result<T, E>) -> Result<Arc<T>, E> {
        let mut loaded = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = loaded.get(file).and_then(Weak::upgrade) {
            return Ok(known);
        }
        let new = Arc::new(read(file)?);
        loaded.insert(file.to_owned(), Arc::downgrade(&new));
        Ok(new)
    }
}

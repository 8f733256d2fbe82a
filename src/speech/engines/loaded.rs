//! Models in memory: each file once, however many voices speak from it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// What one voice holds of a file, from its first sentence on until nothing is said for a while.
pub(super) struct Held<T>(Mutex<Option<Arc<T>>>);

impl<T> Default for Held<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Held<T> {
    /// What is held; whoever needs it first loads it, and others wait.
    ///
    /// # Errors
    /// Those of `load`.
    pub(super) fn get<E>(&self, load: impl FnOnce() -> Result<Arc<T>, E>) -> Result<Arc<T>, E> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = &*held {
            return Ok(Arc::clone(known));
        }
        Ok(Arc::clone(held.insert(load()?)))
    }

    /// Lets go of it.
    pub(super) fn drop_it(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_voice_holds_is_let_go_of_and_read_again() {
        static FILES: Loaded<String> = Loaded::new();
        let read = |_: &Path| Ok::<_, ()>("weights".to_owned());
        let (one, other) = (Held::default(), Held::default());
        let get = |held: &Held<String>| held.get(|| FILES.get(Path::new("file"), read)).unwrap();
        let seen = Arc::downgrade(&get(&one));
        assert!(Arc::ptr_eq(&get(&one), &get(&other)), "one file is read once");
        one.drop_it();
        assert!(seen.upgrade().is_some(), "the other voice holds it");
        other.drop_it();
        assert!(seen.upgrade().is_none());
        assert_eq!(*get(&one), "weights");
    }
}

//! One at a time for the same clip: a sentence that comes twice is made once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OwnedMutexGuard;

use crate::model::ClipKey;

type Lock = Arc<tokio::sync::Mutex<()>>;

/// A lock for each clip that is being made.
#[derive(Default)]
pub(super) struct KeyedLocks {
    by_key: Mutex<HashMap<ClipKey, Lock>>,
}

/// Held while a clip is looked up or made.
pub(super) struct KeyedGuard<'a> {
    locks: &'a KeyedLocks,
    key: ClipKey,
    held: Option<OwnedMutexGuard<()>>,
}

impl KeyedLocks {
    /// Waits until nobody else makes the clip of that key.
    pub async fn lock(&self, key: &ClipKey) -> KeyedGuard<'_> {
        let lock = Arc::clone(self.by_key().entry(key.clone()).or_default());
        let mut guard = KeyedGuard { locks: self, key: key.clone(), held: None };
        guard.held = Some(lock.lock_owned().await);
        guard
    }

    fn by_key(&self) -> std::sync::MutexGuard<'_, HashMap<ClipKey, Lock>> {
        self.by_key.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for KeyedGuard<'_> {
    fn drop(&mut self) {
        self.held = None;
        let mut by_key = self.locks.by_key();
        if by_key.get(&self.key).is_some_and(|lock| Arc::strong_count(lock) == 1) {
            by_key.remove(&self.key);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test]
    async fn the_same_clip_waits_another_does_not_and_no_lock_is_left() {
        let locks = KeyedLocks::default();
        let (one, two) = (ClipKey("1".to_owned()), ClipKey("2".to_owned()));
        let guard = locks.lock(&one).await;
        let short = Duration::from_millis(20);
        assert!(tokio::time::timeout(short, locks.lock(&one)).await.is_err());
        assert!(tokio::time::timeout(short, locks.lock(&two)).await.is_ok());
        drop(guard);
        assert!(tokio::time::timeout(short, locks.lock(&one)).await.is_ok());
        assert!(locks.by_key().is_empty());
    }
}

//! One at a time for the same clip: a sentence that comes twice is made once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OwnedMutexGuard;

use crate::model::ClipKey;

type Door = Arc<tokio::sync::Mutex<()>>;

/// A door for each clip that is being made.
#[derive(Default)]
pub(super) struct Turnstile {
    doors: Mutex<HashMap<ClipKey, Door>>,
}

/// Held while a clip is looked up or made.
pub(super) struct Turn<'a> {
    turnstile: &'a Turnstile,
    key: ClipKey,
    guard: Option<OwnedMutexGuard<()>>,
}

impl Turnstile {
    /// Waits until nobody else makes the clip of that key.
    pub async fn enter(&self, key: &ClipKey) -> Turn<'_> {
        let door = Arc::clone(self.doors().entry(key.clone()).or_default());
        let mut turn = Turn { turnstile: self, key: key.clone(), guard: None };
        turn.guard = Some(door.lock_owned().await);
        turn
    }

    fn doors(&self) -> std::sync::MutexGuard<'_, HashMap<ClipKey, Door>> {
        self.doors.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.guard = None;
        let mut doors = self.turnstile.doors();
        if doors.get(&self.key).is_some_and(|door| Arc::strong_count(door) == 1) {
            doors.remove(&self.key);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test]
    async fn the_same_clip_waits_another_does_not_and_no_door_is_left() {
        let turnstile = Turnstile::default();
        let (one, two) = (ClipKey("1".to_owned()), ClipKey("2".to_owned()));
        let turn = turnstile.enter(&one).await;
        let short = Duration::from_millis(20);
        assert!(tokio::time::timeout(short, turnstile.enter(&one)).await.is_err());
        assert!(tokio::time::timeout(short, turnstile.enter(&two)).await.is_ok());
        drop(turn);
        assert!(tokio::time::timeout(short, turnstile.enter(&one)).await.is_ok());
        assert!(turnstile.doors().is_empty());
    }
}

//! Asking a run to stop, at a point where its edition is old or new and never between.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::leftovers;

/// How far a run has come with its edition.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) enum Phase {
    /// It holds no edition's lock.
    #[default]
    Before,
    /// It holds the lock and builds in the first folder what shall be the second.
    Building(PathBuf, PathBuf),
    /// The new edition is in its place.
    Standing,
    /// It was asked to stop and will never swap.
    Stopped,
}

/// A run's stop sign, shared by whoever may ask and by the [`super::Workplace`] that obeys.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<Mutex<Phase>>);

impl Stop {
    /// Asks the run to stop. True where the new edition stands already: the run should be left to finish its feed.
    /// Else no swap happens any more, and what this run, and no other, had built is removed.
    pub fn request(&self) -> bool {
        let mut phase = self.phase();
        if *phase == Phase::Standing {
            return true;
        }
        if let Phase::Building(folder, destination) = std::mem::replace(&mut *phase, Phase::Stopped)
            && let Err(error) = leftovers::drop_folder(&folder, &destination)
        {
            tracing::warn!("cannot remove the unfinished edition {}: {error}", folder.display());
        }
        false
    }

    /// Whoever holds it decides alone: a swap waits for it, and is waited for.
    pub(super) fn phase(&self) -> MutexGuard<'_, Phase> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

//! What a person should know while sentences are spoken.

use std::sync::{Mutex, PoisonError};

use tokio::sync::Notify;

/// Lines that were not told yet.
#[derive(Default)]
pub(super) struct News {
    lines: Mutex<Vec<String>>,
    fresh: Notify,
}

impl News {
    /// Adds lines.
    pub fn extend(&self, lines: impl IntoIterator<Item = String>) {
        let mut all = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let known = all.len();
        all.extend(lines);
        if all.len() > known {
            self.fresh.notify_one();
        }
    }

    /// Waits for lines.
    pub async fn wait(&self) {
        self.fresh.notified().await;
    }

    /// Takes those that there are.
    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.lines.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

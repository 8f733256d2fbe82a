//! What the studio asks of a clip store, be it a folder or one that machines share.

use async_trait::async_trait;

use super::{ClipStore, Found, Maker};
use crate::model::{Clip, ClipKey};
use crate::speech::Error;
use crate::speech::listen::Heard;

/// A clip store.
#[async_trait]
pub(in crate::speech) trait Store: Send + Sync {
    /// The folder of this machine.
    fn folder(&self) -> &ClipStore;

    /// Reads and verifies the clip of that key.
    async fn find(&self, key: &ClipKey) -> Found;

    /// Keeps a clip; where another machine was first, theirs is given.
    async fn keep(&self, key: &ClipKey, heard: &Heard, maker: &Maker<'_>) -> Result<Clip, Error>;

    /// Where clips of this run are kept and why only there, where not all are where they belong.
    fn trouble(&self) -> Option<String>;

    /// Whether other machines find a clip of that key; `Err` says why that cannot be told.
    #[cfg(feature = "farm")]
    async fn is_shared(&self, _: &ClipKey) -> Result<bool, String> {
        Ok(true)
    }

    /// Gives a clip of this machine to the others; where one of them was first, theirs is given back.
    #[cfg(feature = "farm")]
    async fn share(&self, clip: Clip) -> Result<Clip, String> {
        Ok(clip)
    }

    /// Makes sure that the store keeps its promises, before anything is spoken.
    #[cfg(feature = "farm")]
    async fn probe(&self) -> Result<(), Error> {
        Ok(())
    }
}

#[async_trait]
impl Store for ClipStore {
    fn folder(&self) -> &ClipStore {
        self
    }

    async fn find(&self, key: &ClipKey) -> Found {
        ClipStore::find(self, key)
    }

    async fn keep(&self, key: &ClipKey, heard: &Heard, maker: &Maker<'_>) -> Result<Clip, Error> {
        ClipStore::keep(self, key, heard, maker)
    }

    fn trouble(&self) -> Option<String> {
        ClipStore::trouble(self).map(|why| format!("clips are kept for this run only: {why}"))
    }
}

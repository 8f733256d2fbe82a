//! What every request of a studio shares, and one segment's work.

use std::sync::Arc;

use super::budget::Budget;
use super::keyed_locks::KeyedLocks;
use super::news::News;
#[cfg(feature = "farm")]
use super::reach::Away;
use super::voice_pool::{PooledVoice, VoicePool};
use crate::model::{Language, Spoken};
use crate::speech::clips::store::Store;

/// What every request shares.
pub struct Inner {
    pub(super) pool: VoicePool,
    pub(super) store: Arc<dyn Store>,
    pub(super) budget: Budget,
    pub(super) timeout: f64,
    pub(super) locks: KeyedLocks,
    pub(super) news: News,
    /// Where sentences are given away to, once that is known; `None` inside where nobody is to be asked.
    #[cfg(feature = "farm")]
    pub(super) away: tokio::sync::OnceCell<Option<Away>>,
}

/// One segment's work.
pub struct Job {
    pub index: usize,
    pub spoken: Spoken,
    pub language: Language,
    /// The voices that may speak it, the cast one first.
    pub chain: Vec<Arc<PooledVoice>>,
    /// Why the cast voice is not in the chain.
    pub missing: Option<String>,
    /// The voice for words of the other language.
    pub partner: Option<Arc<PooledVoice>>,
}

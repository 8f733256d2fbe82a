//! What every request of a studio shares, and one segment's work.

use std::sync::Arc;

#[cfg(feature = "farm")]
use super::away::Away;
use super::budget::Budget;
use super::keyed_locks::KeyedLocks;
use super::news::News;
use super::voice_pool::{PooledVoice, VoicePool};
use crate::model::{Language, Spoken};
use crate::speech::clips::Store;

/// What every request shares.
pub struct Inner {
    pub pool: VoicePool,
    pub store: Arc<dyn Store>,
    pub budget: Budget,
    pub timeout: f64,
    pub locks: KeyedLocks,
    pub news: News,
    /// Where sentences are given away to, once that is known; `None` inside where nobody is to be asked.
    #[cfg(feature = "farm")]
    pub away: tokio::sync::OnceCell<Option<Away>>,
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

//! Sentences that this machine speaks for another one.

use std::sync::Arc;

use super::inner::{Inner, Job};
use super::request::{Cause, Failure};
use super::voice_pool::PooledVoice;
use crate::speech::Error;
use crate::speech::clips::Found;
use crate::speech::farm::{By, Order};

/// What came of an order.
pub(in crate::speech) enum Performed {
    /// Its clip was in the store.
    There,
    /// Its clip is in the store now, after so many tries, of so many seconds.
    Spoken { attempts: u32, seconds: f64 },
    /// The voice will never speak this text.
    Refused { why: String, attempts: u32 },
    /// What failed may pass.
    Passing { why: String, attempts: u32 },
    /// The clip could not be looked for, or not be kept.
    Unkept { why: String },
    /// This machine cannot speak as the order asks.
    Unable { why: String },
}

impl Inner {
    /// Makes sure that the clip store can be reached and keeps its promises.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(in crate::speech) async fn probe(&self) -> Result<(), Error> {
        self.store.probe().await
    }

    /// How many requests a voice takes at once.
    pub(in crate::speech) fn at_once(&self, voice: &str) -> usize {
        self.pool.pooled(voice).map_or(1, |pooled| pooled.limiter.width())
    }

    /// Brings this machine's own folder of clips below its size.
    pub(in crate::speech) fn shrink(&self) {
        if let Err(error) = self.store.folder().shrink() {
            tracing::debug!("the clip store cannot be looked through: {error}");
        }
    }

    /// What a person should know since this was last asked.
    pub(in crate::speech) fn news(&self) -> Vec<String> {
        self.news.take()
    }

    /// Speaks a sentence for another machine, and puts its clip where that finds it.
    pub(in crate::speech) async fn speak_for(&self, order: &Order) -> Performed {
        let (job, pooled) = match self.job_of(order) {
            Ok(found) => found,
            Err(why) => return Performed::Unable { why },
        };
        let unkept = |why: String| Performed::Unkept { why };
        let key = &order.key;
        let _turn = self.locks.lock(key).await;
        match self.store.is_shared(key).await {
            Ok(true) => return Performed::There,
            Ok(false) => {}
            Err(why) => return unkept(why),
        }
        if let Found::Clip(clip) = self.store.folder().find(key) {
            return self.store.share(clip).await.map_or_else(unkept, |_| Performed::There);
        }
        let (heard, attempts) = match self.make(&job, &pooled).await {
            Ok(made) => made,
            Err(Failure::Disk(error)) => return unkept(error.to_string()),
            Err(Failure::Voice { why, attempts, cause }) => {
                return match cause {
                    Cause::Text => Performed::Refused { why, attempts },
                    Cause::Passing => Performed::Passing { why, attempts },
                    Cause::Voice => Performed::Unable { why },
                };
            }
        };
        let kept = self.store.folder().keep(key, &heard, &pooled.maker(&order.text));
        let seconds = heard.pcm.seconds();
        match kept.map_err(|error| error.to_string()) {
            Ok(clip) => {
                self.store.share(clip).await.map_or_else(unkept, |_| Performed::Spoken { attempts, seconds })
            }
            Err(why) => unkept(why),
        }
    }

    /// An order as a job of this machine's own voices; `Err` where they are not the voices that it means.
    fn job_of(&self, order: &Order) -> Result<(Job, Arc<PooledVoice>), String> {
        let own = |by: &By| {
            let pooled = self.pool.pooled(&by.voice).map_err(|error| error.to_string())?;
            if pooled.fingerprint != by.fingerprint {
                return Err(format!(
                    "`{}` is spoken by {} here and by {} for whoever asks",
                    by.voice, pooled.fingerprint, by.fingerprint
                ));
            }
            Ok(pooled)
        };
        let pooled = own(&order.by)?;
        let partner = order.partner.as_ref().map(own).transpose()?;
        let chain = vec![Arc::clone(&pooled)];
        let job = Job {
            index: 0,
            spoken: order.spoken()?,
            language: order.language,
            chain,
            missing: None,
            partner,
        };
        if job.key(&pooled) != order.key {
            let names: Vec<&str> =
                std::iter::once(&order.by).chain(&order.partner).map(|by| by.voice.as_str()).collect();
            return Err(format!(
                "the settings of `{}` are others here than where the sentence comes from; give both machines the same voice files",
                names.join("`, `")
            ));
        }
        Ok((job, pooled))
    }
}

//! Sentences that are given away to a farm of workers, and taken back where nobody speaks them.

use std::sync::Arc;

use futures_util::{StreamExt, stream};
use jiff::Timestamp;
use tokio::sync::{Semaphore, SemaphorePermit};

use super::inner::{Inner, Job};
use super::reach::Away;
use super::request::{Cause, Failure};
use super::voice_pool::PooledVoice;
use crate::model::{Clip, ClipKey, Script};
use crate::progress::Progress;
use crate::speech::Error;
use crate::speech::clips::Found;
use crate::speech::farm::{Answer, By, Farm, Options, Order};

/// So many sentences are given away at once.
const AT_ONCE: usize = 2_000;
/// So many clips are fetched at once before prices are told.
const FETCHES: usize = 16;
/// A clip that is told of, and is not there or broken, is asked for anew so often.
const REQUESTS: usize = 3;

/// What came of giving a sentence away.
pub(super) enum Elsewhere<'a> {
    /// Its clip is here now.
    Spoken { clip: Clip, attempts: u32 },
    /// It is to be spoken here, with this leave where there is a farm.
    Nobody(Option<SemaphorePermit<'a>>),
}

/// Finds out where a script's sentences can be given away to, and how many of them are worked at together; `width` of
/// them here. A farm that does not answer costs time, never an edition.
///
/// # Errors
/// What is wrong with the configuration.
pub(super) async fn open(
    inner: &Inner,
    options: &Options,
    script: &Script,
    width: usize,
    progress: &dyn Progress,
) -> Result<usize, Error> {
    let keys = missing(inner, script)?;
    if keys.is_empty() {
        return Ok(width);
    }
    let open = || connect(inner, options, script, width);
    match inner.away.get_or_try_init(open).await {
        Ok(_) => {}
        Err(error) if error.is_configuration() => return Err(error),
        Err(error) => {
            progress.note(&format!("{error}; everything is spoken here"));
            return Ok(width);
        }
    }
    if inner.budget.cap().is_some() {
        // What the others have costs nothing.
        let fetch = |key| async move { drop(inner.store.find(&key).await) };
        stream::iter(keys).for_each_concurrent(FETCHES, fetch).await;
    }
    let Some(queue) = &options.queue else { return Ok(width.max(FETCHES)) };
    progress.note(&format!(
        "sentences that the clip store lacks are given to the workers at {queue}; where nobody works at a voice's for {:.0} s, \
         they are spoken here",
        options.wait
    ));
    Ok(AT_ONCE)
}

/// The clips that this machine lacks.
fn missing(inner: &Inner, script: &Script) -> Result<Vec<ClipKey>, Error> {
    let mut keys = Vec::new();
    for segment in &script.segments {
        let job = inner.job(0, segment, script.language)?;
        let key = job.chain.first().map(|pooled| job.key(pooled));
        keys.extend(key.filter(|key| !inner.store.folder().has(key)));
    }
    Ok(keys)
}

async fn connect(
    inner: &Inner,
    options: &Options,
    script: &Script,
    width: usize,
) -> Result<Option<Away>, Error> {
    inner.store.probe().await?;
    let Some(queue) = &options.queue else { return Ok(None) };
    // A name of its own for each run: results of another are of no use here.
    let run = format!("{} {} {}", script.title, std::process::id(), Timestamp::now());
    let edition = format!("{}-{}", script.date, &blake3::hash(run.as_bytes()).to_hex()[..8]);
    let farm = Farm::open(queue, edition, options, Arc::clone(&inner.store)).await?;
    Ok(Some(Away { farm, own: Semaphore::new(width) }))
}

impl Inner {
    /// Gives a sentence to the farm, where there is one.
    pub(super) async fn elsewhere(
        &self,
        job: &Job,
        pooled: &PooledVoice,
        key: &ClipKey,
    ) -> Result<Elsewhere<'_>, Failure> {
        let Some(away) = self.away.get().and_then(Option::as_ref) else { return Ok(Elsewhere::Nobody(None)) };
        let mut attempts = 0;
        for _ in 0..REQUESTS {
            attempts += 1;
            match away.farm.ask(order(job, pooled, key, &away.farm, attempts)).await {
                Answer::Failed { why, attempts } => {
                    return Err(Failure::Voice { why, attempts, cause: Cause::Text });
                }
                Answer::Nobody { note } => {
                    self.news.extend(note);
                    break;
                }
                Answer::Spoken { attempts: tried } => match self.store.find(key).await {
                    Found::Clip(clip) => return Ok(Elsewhere::Spoken { clip, attempts: tried }),
                    Found::Broken(why) => {
                        self.news.extend([format!("a clip came broken and is asked for again: {why}")]);
                    }
                    Found::Nothing => {}
                },
            }
        }
        let own = away.own.acquire().await.ok();
        // It may have come while others were spoken.
        match self.store.find(key).await {
            Found::Clip(clip) => Ok(Elsewhere::Spoken { clip, attempts: 1 }),
            Found::Nothing | Found::Broken(_) => Ok(Elsewhere::Nobody(own)),
        }
    }
}

/// A job as an order for another machine.
fn order(job: &Job, pooled: &PooledVoice, key: &ClipKey, farm: &Farm, attempt: u32) -> Order {
    let by = |pooled: &PooledVoice| By::of(&pooled.voice, &pooled.fingerprint);
    let partner = job.partner(pooled).map(|partner| by(partner));
    let words = (&job.spoken, job.language);
    let by = (by(pooled), partner);
    let order = Order::new(key.clone(), farm.edition(), by, words, pooled.voice.pace, farm.deadline());
    order.asked_for(attempt)
}

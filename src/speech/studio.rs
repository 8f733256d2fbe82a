//! The studio: every segment spoken once, in the script's order, in parallel, whatever the engines do.
//!
//! Around every engine stand, written once: the clip store, pacing and a breaker (`rate_limiter`), retries and time
//! limits (`request`), splitting and joining (`parts`), a chain of voices, and the spending cap (`budget`).

#[cfg(feature = "farm")]
mod away;
mod budget;
mod inner;
mod keyed_locks;
mod news;
mod notice;
mod oddities;
mod options;
#[cfg(feature = "farm")]
mod orders;
mod pace;
mod parts;
mod rate_limiter;
#[cfg(feature = "farm")]
mod reach;
mod repeats;
mod request;
mod status;
#[cfg(test)]
mod tests;
mod voice_pool;

use std::collections::BTreeSet;
use std::sync::Arc;

use tokio::task::JoinSet;

#[cfg(feature = "farm")]
use self::away::Elsewhere;
use self::budget::Budget;
#[cfg(feature = "farm")]
pub(super) use self::inner::Inner as Hands;
use self::inner::{Inner, Job};
use self::keyed_locks::KeyedLocks;
use self::news::News;
pub use self::options::Options;
#[cfg(feature = "farm")]
pub(super) use self::orders::Performed;
use self::request::Failure;
pub use self::status::{VoiceStatus, voices};
use self::voice_pool::{PooledVoice, VoicePool};
use super::clips::{self, ClipStore, Found, Maker, key};
use super::{Error, Options as AllOptions, farm};
use crate::model::{Clip, ClipKey, Language, Narrator, Script, Segment, Take};
use crate::progress::{Progress, Stage};

/// Speaks scripts. Keep it until the takes are stitched: clips that the store could not take live as long as it.
pub struct Studio {
    pub(super) inner: Arc<Inner>,
    farm: farm::Options,
}

/// What came of a job.
struct Outcome {
    index: usize,
    take: Take,
    /// False where only a notice, or silence, stands for the sentence.
    spoken: bool,
    note: Option<String>,
}

impl Studio {
    /// Checks everything that can be checked before anything is spoken: voices exist, their settings are right,
    /// programs and keys of the voices that were asked for are there.
    ///
    /// # Errors
    /// The first mistake, with the nearest right word where there is one; or what is missing and how to get it.
    pub fn open(options: &AllOptions) -> Result<Self, Error> {
        let max_cost = options.studio.max_cost;
        if max_cost.is_some_and(|cap| !cap.is_finite() || cap < 0.0) {
            return Err(Error::Configuration("max_cost is an amount of US dollars, 0 or more".to_owned()));
        }
        if !(0.01..=3_600.0).contains(&options.studio.timeout) {
            return Err(Error::Configuration("[studio] timeout is between 0.01 and 3600 seconds".to_owned()));
        }
        if !(1.0..=86_400.0).contains(&options.studio.patience) {
            return Err(Error::Configuration("[studio] patience is between 1 and 86400 seconds".to_owned()));
        }
        if options.farm.queue.is_some() && options.farm.store.is_none() {
            let message = "a queue needs a clip store that the workers share: --store, or `store` in [farm]";
            return Err(Error::Configuration(message.into()));
        }
        let store = clips::opening::open(&options.clips, options.farm.store.as_deref())?;
        Ok(Self {
            farm: options.farm.clone(),
            inner: Arc::new(Inner {
                pool: VoicePool::open(options)?,
                store,
                budget: Budget::new(max_cost),
                timeout: options.studio.timeout,
                locks: KeyedLocks::default(),
                news: News::default(),
                #[cfg(feature = "farm")]
                away: tokio::sync::OnceCell::new(),
            }),
        })
    }

    /// Where clips are kept on this machine.
    pub fn store(&self) -> &ClipStore {
        self.inner.store.folder()
    }

    /// How fast a segment's voice speaks, in beats ([`Spoken::beats`](crate::model::Spoken::beats)) a minute, pauses
    /// inside a sentence included.
    pub fn pace(&self, segment: &Segment) -> f64 {
        self.inner.pool.voice(segment, segment.language).map_or(260.0, |voice| voice.pace)
    }

    /// How fast stories are read in a language, as [`Studio::pace`] tells it; `None` where no such voice exists.
    pub fn reading_pace(&self, language: Language) -> Option<f64> {
        self.inner.pool.reporter(language).map(|voice| voice.pace)
    }

    /// Who presents a script in a language, and the better voice that could be installed for it, in a line for people.
    pub fn casting(&self, language: Language) -> Option<String> {
        let voice = self.inner.pool.presenter(language)?;
        let mut line = format!("the presenter's voice is {} (`{}`)", voice.title, voice.name);
        if let Some(better) = self.inner.pool.better(language) {
            line.push_str("; a human one comes with one line: newscaster voices install ");
            line.push_str(better);
        }
        Some(line)
    }

    /// Who is heard in takes, each voice once, in the order of appearance.
    pub fn narrators(&self, takes: &[Take]) -> Vec<Narrator> {
        let mut narrators: Vec<Narrator> = Vec::new();
        for take in takes {
            if narrators.iter().all(|known| known.voice != take.voice) {
                narrators.push(self.inner.pool.narrator(&take.voice));
            }
        }
        narrators
    }

    /// Who is cast for the parts of a language.
    pub fn cast(&self, language: Language) -> Vec<Narrator> {
        self.inner.pool.cast_names(language).map(|name| self.inner.pool.narrator(name)).collect()
    }

    /// What speaking a script costs in US dollars; what the clip store has is free.
    pub fn price(&self, script: &Script) -> f64 {
        let mut seen = BTreeSet::new();
        let price_of = |segment: &Segment| {
            let job = self.inner.job(0, segment, script.language).ok()?;
            let pooled = job.chain.first()?;
            let price = job.price(pooled);
            let key = job.key(pooled);
            (price > 0.0 && !self.store().has(&key) && seen.insert(key)).then_some(price)
        };
        script.segments.iter().filter_map(price_of).sum()
    }

    /// Speaks every segment: one take each, in order. A sentence that a voice fails at is spoken by the next of
    /// its chain, or a short notice stands for it; [`Take::problem`] says so.
    ///
    /// Dropping the future ends running programs; what is finished is in the clip store.
    ///
    /// # Errors
    /// A voice that does not exist or that nobody can stand in for, the spending cap, a full disk, or not one
    /// sentence spoken.
    pub async fn speak(&self, script: &Script, progress: &dyn Progress) -> Result<Vec<Take>, Error> {
        self.speak_to(script, progress, &mut |_, _| ()).await
    }

    /// As [`Studio::speak`], and hands each take to a listener as soon as it and all before it are there: sentences
    /// are worked at together, but heard in the script's order.
    ///
    /// # Errors
    /// As [`Studio::speak`].
    pub async fn speak_to(
        &self,
        script: &Script,
        progress: &dyn Progress,
        listener: &mut (dyn FnMut(&Segment, &Take) + Send),
    ) -> Result<Vec<Take>, Error> {
        let inner = &self.inner;
        let width = self.width(script, progress).await?;
        if let Some(cap) = inner.budget.cap() {
            let price = self.price(script);
            if price > cap {
                return Err(Error::TooDear { price, cap });
            }
        }

        progress.begin(Stage::Speak, script.segments.len() as u64);
        let mut takes: Vec<Option<Take>> = vec![None; script.segments.len()];
        let mut running: JoinSet<Result<Outcome, Error>> = JoinSet::new();
        let mut waiting = 0..script.segments.len();
        let (mut spoken, mut heard) = (0, 0);
        loop {
            while running.len() < width {
                let Some(index) = waiting.next() else { break };
                let job = inner.job(index, &script.segments[index], script.language)?;
                let inner = Arc::clone(inner);
                running.spawn(async move { inner.perform(job).await });
            }
            let done = tokio::select! {
                done = running.join_next() => done,
                () = inner.news.wait() => {
                    inner.news.take().iter().for_each(|line| progress.note(line));
                    continue;
                }
            };
            let Some(done) = done else { break };
            let outcome = done.map_err(|error| Error::NothingSpoken(error.to_string()))??;
            if let Some(note) = &outcome.note {
                progress.note(note);
            }
            progress.step(Stage::Speak, &script.segments[outcome.index].written);
            spoken += usize::from(outcome.spoken);
            takes[outcome.index] = Some(outcome.take);
            while let Some((segment, Some(take))) =
                script.segments.get(heard).zip(takes.get(heard)).map(|(s, t)| (s, t.as_ref()))
            {
                listener(segment, take);
                heard += 1;
            }
        }
        inner.news.take().iter().for_each(|line| progress.note(line));
        progress.end(Stage::Speak);
        inner.store.trouble().iter().for_each(|line| progress.note(line));
        self.settle(takes.into_iter().flatten().collect(), spoken > 0)
    }

    /// What is done once all is spoken: the voices rest, the same sentence has the same take everywhere, and the store keeps to
    /// its size.
    fn settle(&self, mut takes: Vec<Take>, is_spoken: bool) -> Result<Vec<Take>, Error> {
        self.inner.pool.rest();
        repeats::settle(&mut takes);
        if takes.iter().any(|take| !take.cached)
            && let Err(error) = self.store().shrink()
        {
            tracing::debug!("the clip store cannot be looked through: {error}");
        }
        if !is_spoken && let Some(why) = takes.iter().find_map(|take| take.problem.clone()) {
            // What stands for the sentence does not matter here, only why.
            let why = why.split_once(": ").map_or(why.as_str(), |(_, why)| why);
            return Err(Error::NothingSpoken(why.to_owned()));
        }
        Ok(takes)
    }
}

impl Studio {
    /// How many segments are worked at together, here or by a farm.
    #[cfg_attr(
        not(feature = "farm"),
        allow(clippy::unused_async, unused_variables, reason = "a farm is asked")
    )]
    async fn width(&self, script: &Script, progress: &dyn Progress) -> Result<usize, Error> {
        let width = self.inner.width(script)?;
        #[cfg(feature = "farm")]
        if self.farm.store.is_some() {
            return away::open(&self.inner, &self.farm, script, width, progress).await;
        }
        #[cfg(not(feature = "farm"))]
        if self.farm.queue.is_some() {
            return Err(Error::Configuration(farm::NOT_BUILT_IN.to_owned()));
        }
        Ok(width)
    }
}

impl Job {
    /// The voice for what a voice cannot say, where the sentence has such words.
    fn partner(&self, pooled: &PooledVoice) -> Option<&Arc<PooledVoice>> {
        self.partner.as_ref().filter(|_| parts::needs_partner(&self.spoken, pooled))
    }

    /// What its requests cost, the partner's among them.
    fn price(&self, pooled: &Arc<PooledVoice>) -> f64 {
        let parts = parts::plan(self, pooled);
        parts.iter().map(|(pooled, spoken)| budget::price(&pooled.voice, spoken)).sum()
    }

    fn key(&self, pooled: &PooledVoice) -> ClipKey {
        let partner = self.partner(pooled);
        let others: Vec<Maker<'_>> = partner.iter().map(|partner| partner.maker("")).collect();
        key(&self.spoken, self.language, &pooled.maker(""), &others)
    }
}

impl Inner {
    /// How many segments are worked at together: twice what the services take at once, so that one is asked
    /// for while another is listened to. Finds a segment that nobody can speak before anything is spoken.
    fn width(&self, script: &Script) -> Result<usize, Error> {
        let mut width = 0;
        let mut services = BTreeSet::new();
        for segment in &script.segments {
            let chain = self.pool.chain(segment, script.language)?;
            if let Some(pooled) =
                chain.pooled_voices.first().filter(|pooled| services.insert(pooled.service.clone()))
            {
                width += pooled.limiter.width() * 2;
            }
        }
        Ok(width.clamp(1, 256))
    }

    fn job(&self, index: usize, segment: &Segment, main: Language) -> Result<Job, Error> {
        let chain = self.pool.chain(segment, main)?;
        Ok(Job {
            index,
            spoken: segment.spoken.clone(),
            language: segment.language,
            chain: chain.pooled_voices,
            missing: chain.missing,
            partner: self.pool.partner(segment, main),
        })
    }

    /// Speaks a segment by the first voice of its chain that can.
    async fn perform(&self, job: Job) -> Result<Outcome, Error> {
        let outcome = |take, spoken, note| Outcome { index: job.index, take, spoken, note };
        let mut trouble: Vec<String> = job.missing.iter().cloned().collect();
        let mut attempts = 0;
        for pooled in &job.chain {
            match self.take(&job, pooled, attempts).await {
                Ok((mut take, note)) => {
                    let first = trouble.first();
                    take.problem = first.map(|why| format!("spoken by `{}`, since {why}", take.voice));
                    return Ok(outcome(take, true, note));
                }
                Err(Failure::Disk(error)) => return Err(error),
                Err(Failure::Voice { why, attempts: tried, .. }) => {
                    tracing::debug!(segment = job.index, voice = pooled.voice.name, "{why}");
                    attempts += tried;
                    trouble.push(format!("`{}` failed: {why}", pooled.voice.name));
                }
            }
        }
        let why = trouble.join("; ");
        let notice = Job { spoken: notice::notice(job.language), partner: None, ..job };
        for pooled in &notice.chain {
            if let Ok((mut take, note)) = self.take(&notice, pooled, attempts).await {
                take.problem = Some(format!("a notice stands for this sentence: {why}"));
                // They are the notice's, not the sentence's.
                take.clip.marks.clear();
                return Ok(Outcome { index: notice.index, take, spoken: false, note });
            }
        }
        let take =
            self.silence(&notice, attempts, format!("silence stands for this sentence: {why}")).await?;
        Ok(Outcome { index: notice.index, take, spoken: false, note: None })
    }

    /// A take by one voice, from the store or made now; with what a person should know.
    async fn take(
        &self,
        job: &Job,
        pooled: &Arc<PooledVoice>,
        tried: u32,
    ) -> Result<(Take, Option<String>), Failure> {
        let key = job.key(pooled);
        let _turn = self.locks.lock(&key).await;
        let take = |clip: Clip, cached: bool, attempts: u32| Take {
            clip,
            voice: pooled.voice.name.clone(),
            cached,
            attempts,
            problem: None,
        };
        let note = match self.store.find(&key).await {
            Found::Clip(clip) => return Ok((take(clip, true, tried), None)),
            Found::Nothing => None,
            Found::Broken(why) => Some(format!("a clip was broken and is made again: {why}")),
        };
        #[cfg(feature = "farm")]
        let _own = match self.elsewhere(job, pooled, &key).await? {
            Elsewhere::Spoken { clip, attempts } => return Ok((take(clip, false, tried + attempts), note)),
            Elsewhere::Nobody(own) => own,
        };
        let (heard, attempts) = self.make(job, pooled).await?;
        let words = job.spoken.text();
        let clip = self.store.keep(&key, &heard, &pooled.maker(&words)).await.map_err(Failure::Disk)?;
        Ok((take(clip, false, tried + attempts), note))
    }

    /// Half a second of nothing, where not even a notice can be spoken.
    async fn silence(&self, job: &Job, attempts: u32, problem: String) -> Result<Take, Error> {
        let Some(pooled) = job.chain.first() else { return Err(Error::NothingSpoken(problem)) };
        let pcm = super::pcm::Pcm { rate: 22_050, samples: vec![0; 11_025] };
        let heard = super::listen::Heard { pcm, marks: Vec::new() };
        let key = ClipKey(blake3::hash(b"newscaster silence").to_hex().to_string());
        let clip = self.store.keep(&key, &heard, &pooled.maker("")).await?;
        Ok(Take { clip, voice: pooled.voice.name.clone(), cached: false, attempts, problem: Some(problem) })
    }
}

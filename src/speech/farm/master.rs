//! The master's side: gives sentences out, hears what came of them, and notices when nobody works.
//!
//! Nothing that is heard is believed without the clip, and nothing that is not heard is missed for long: after a quiet
//! time the store is looked at again, and what the queue has lost is given out anew.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::{Stream, StreamExt, stream};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::Instant;

use super::Options;
use super::message::{Order, Report, Status};
use super::queue::{DELIVERIES, Queue};
use crate::model::ClipKey;
use crate::speech::Error;
use crate::speech::clips::store::Store;

/// So often the same sentence is given out; then it is spoken here.
const ATTEMPTS: u32 = 4;
/// So many clips are looked for at once.
const AT_ONCE: usize = 16;
/// While others' sentences are worked at, each of ours is looked for so often.
const LOOK: Duration = Duration::from_mins(1);

/// What came of a sentence that was given away.
pub(in crate::speech) enum Answer {
    /// Its clip is in the store, after so many tries.
    Spoken { attempts: u32 },
    /// The voice has none to give.
    Failed { why: String, attempts: u32 },
    /// Nobody speaks it; with what a person should know, once.
    Nobody { note: Option<String> },
}

/// The way to workers, for one run.
pub(in crate::speech) struct Farm {
    shared: Arc<Shared>,
    edition: String,
    deadline: Duration,
    helpers: [JoinHandle<()>; 3],
}

struct Shared {
    queue: Queue,
    store: Arc<dyn Store>,
    /// How long nobody may work.
    wait: Duration,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    waiting: HashMap<ClipKey, Waiting>,
    voices: BTreeMap<String, Sign>,
}

/// A sentence that was given away.
struct Waiting {
    order: Order,
    /// Its place in the stream, where the queue took it.
    sequence: Option<u64>,
    /// When it was given out, or last looked for.
    looked: Instant,
    answer: oneshot::Sender<Answer>,
}

/// What is known of the work at a voice's sentences, of whichever edition.
struct Sign {
    /// When somebody last told of it.
    seen: Instant,
    /// Whether it was told that nobody works.
    deserted: bool,
}

impl Drop for Farm {
    fn drop(&mut self) {
        self.helpers.iter().for_each(JoinHandle::abort);
    }
}

/// Takes a sentence back when nobody waits for it any more.
struct Guard<'a> {
    shared: &'a Shared,
    key: ClipKey,
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        self.shared.state().waiting.remove(&self.key);
    }
}

impl Farm {
    /// Connects; `edition` names the run in the queue's subjects.
    ///
    /// # Errors
    /// The queue's.
    pub async fn open(
        address: &str,
        edition: String,
        options: &Options,
        store: Arc<dyn Store>,
    ) -> Result<Self, Error> {
        let queue = Queue::connect(address, options).await?;
        let unusable = |why: String| Error::Store(format!("the queue at {}: {why}", queue.address()));
        queue.ensure().await.map_err(unusable)?;
        let results = queue.results().await.map_err(unusable)?;
        let wait = Duration::from_secs_f64(options.wait);
        let shared = Arc::new(Shared { queue: queue.clone(), store, wait, state: Mutex::default() });
        let (hearing, watching, burying) = (Arc::clone(&shared), Arc::clone(&shared), Arc::clone(&shared));
        let exhausted = queue.exhausted().await.map_err(unusable)?;
        let helpers = [
            tokio::spawn(async move { burying.take_back(exhausted).await }),
            tokio::spawn(async move { hearing.hear(results).await }),
            tokio::spawn(async move { watching.watch().await }),
        ];
        Ok(Self { shared, edition, deadline: Duration::from_secs_f64(options.deadline), helpers })
    }

    /// Under which name this run hears of results.
    pub fn edition(&self) -> &str {
        &self.edition
    }

    /// Until when a sentence that is given away now is wanted.
    pub fn deadline(&self) -> Timestamp {
        let length = SignedDuration::try_from(self.deadline).unwrap_or(SignedDuration::MAX);
        Timestamp::now().checked_add(length).unwrap_or(Timestamp::MAX)
    }

    /// Gives a sentence away and waits for what comes of it.
    pub async fn ask(&self, order: Order) -> Answer {
        let key = order.key.clone();
        if let Some(nobody) = self.shared.deserted(&order.by.voice) {
            return nobody;
        }
        let (answer, answered) = oneshot::channel();
        if self.shared.enter(order.clone(), answer)
            && let Err(error) = self.shared.queue.consumer(&order.by.voice).await
        {
            tracing::debug!("the queue of `{}` cannot be set up: {error}", order.by.voice);
        }
        let _guard = Guard { shared: &self.shared, key: key.clone() };
        // What the queue does not take now, it is given again by whoever watches.
        if let Ok(sequence) = self.shared.queue.publish(&order).await {
            self.shared.taken(&key, order.attempt, sequence);
        }
        match tokio::time::timeout(self.deadline, answered).await {
            Ok(Ok(answer)) => answer,
            _ => Answer::Nobody { note: None },
        }
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The answer to whoever asks after it was found that nobody works.
    fn deserted(&self, voice: &str) -> Option<Answer> {
        let is_deserted = self.state().voices.get(voice).is_some_and(|sign| sign.deserted);
        is_deserted.then_some(Answer::Nobody { note: None })
    }

    /// Remembers a sentence; whether it is the first of its voice.
    fn enter(&self, order: Order, answer: oneshot::Sender<Answer>) -> bool {
        let mut state = self.state();
        let voice = &order.by.voice;
        let is_first = !state.voices.contains_key(voice);
        if !state.waiting.values().any(|waiting| waiting.order.by.voice == *voice) {
            state
                .voices
                .entry(voice.clone())
                .and_modify(|sign| sign.seen = Instant::now())
                .or_insert_with(Sign::now);
        }
        let waiting = Waiting { order, sequence: None, looked: Instant::now(), answer };
        state.waiting.insert(waiting.order.key.clone(), waiting);
        is_first
    }

    fn taken(&self, key: &ClipKey, attempt: u32, sequence: u64) {
        if let Some(waiting) = self.state().waiting.get_mut(key) {
            waiting.order.attempt = attempt;
            waiting.sequence = Some(sequence);
        }
    }

    fn answer(&self, key: &ClipKey, answer: Answer) {
        if let Some(waiting) = self.state().waiting.remove(key) {
            // Whoever asked may be gone.
            let _ = waiting.answer.send(answer);
        }
    }

    /// Somebody works at a voice's sentences.
    fn sign(&self, voice: &str) {
        if let Some(sign) = self.state().voices.get_mut(voice) {
            *sign = Sign::now();
        }
    }

    async fn hear(&self, mut results: async_nats::Subscriber) {
        while let Some(message) = results.next().await {
            let Ok(report) = serde_json::from_slice::<Report>(&message.payload) else { continue };
            let Report { attempts, why, .. } = report;
            self.sign(&report.voice);
            let answer = match report.status {
                Status::Working => continue,
                Status::Spoken | Status::There => Answer::Spoken { attempts },
                Status::Refused | Status::Failed => Answer::Failed {
                    why: why.unwrap_or_else(|| "a worker failed at it".to_owned()),
                    attempts,
                },
                Status::Unable => {
                    let note = why.map(|why| format!("a worker cannot speak a sentence: {why}"));
                    Answer::Nobody { note }
                }
            };
            self.answer(&report.key, answer);
        }
    }

    /// Takes back what was given out as often as may be without an end: whoever had it died, or fell silent.
    async fn take_back(&self, mut exhausted: impl Stream<Item = u64> + Unpin) {
        while let Some(sequence) = exhausted.next().await {
            let is_it = |(_, waiting): &(&ClipKey, &Waiting)| waiting.sequence == Some(sequence);
            let key = self.state().waiting.iter().find(is_it).map(|(key, _)| key.clone());
            let Some(key) = key else { continue };
            self.queue.withdraw(sequence).await;
            let note = format!("{DELIVERIES} workers were lost at a sentence, so it is spoken here");
            self.answer(&key, Answer::Nobody { note: Some(note) });
        }
    }

    /// Looks at the store and the queue in quiet times.
    async fn watch(&self) {
        let quiet = (self.wait / 6).clamp(Duration::from_millis(250), Duration::from_secs(5));
        loop {
            tokio::time::sleep(quiet).await;
            self.look(self.late(quiet)).await;
            self.notice();
        }
    }

    /// The sentences to look for: those of voices of which nothing was heard for so long, and others now and then.
    fn late(&self, quiet: Duration) -> Vec<(Order, Option<u64>)> {
        let mut state = self.state();
        let State { waiting, voices } = &mut *state;
        let is_late = |waiting: &&mut Waiting| {
            let is_quiet =
                voices.get(&waiting.order.by.voice).is_none_or(|sign| sign.seen.elapsed() >= quiet);
            waiting.looked.elapsed() >= if is_quiet { quiet } else { LOOK }
        };
        let look = |waiting: &mut Waiting| {
            waiting.looked = Instant::now();
            (waiting.order.clone(), waiting.sequence)
        };
        waiting.values_mut().filter(is_late).map(look).collect()
    }

    async fn look(&self, late: Vec<(Order, Option<u64>)>) {
        stream::iter(late)
            .for_each_concurrent(AT_ONCE, |(order, sequence)| self.look_for(order, sequence))
            .await;
    }

    /// Looks for one clip, and gives the sentence out again where the queue has lost it.
    async fn look_for(&self, mut order: Order, sequence: Option<u64>) {
        if self.store.is_shared(&order.key).await == Ok(true) {
            return self.answer(&order.key, Answer::Spoken { attempts: 1 });
        }
        if !self.queue.is_connected() {
            return;
        }
        if let Some(sequence) = sequence {
            if self.queue.is_queued(&order, sequence).await {
                return;
            }
            order.attempt += 1;
        }
        if order.attempt > ATTEMPTS {
            return self.answer(&order.key, Answer::Nobody { note: None });
        }
        if let Err(error) = self.queue.consumer(&order.by.voice).await {
            return tracing::debug!("the queue cannot be set up again: {error}");
        }
        match self.queue.publish(&order).await {
            Ok(sequence) => self.taken(&order.key, order.attempt, sequence),
            Err(error) => tracing::debug!("a sentence could not be given out again: {error}"),
        }
    }

    /// Gives up on voices that nobody works for.
    fn notice(&self) {
        let mut state = self.state();
        let State { waiting, voices } = &mut *state;
        let mut given_up = Vec::new();
        for (voice, sign) in voices.iter_mut().filter(|(_, sign)| sign.seen.elapsed() >= self.wait) {
            let keys = waiting.values().filter(|waiting| waiting.order.by.voice == *voice);
            let keys: Vec<ClipKey> = keys.map(|waiting| waiting.order.key.clone()).collect();
            sign.deserted |= !keys.is_empty();
            let mut note = Some(format!(
                "nobody has worked at the sentences of `{voice}` for {:.0} s, so they are spoken here",
                self.wait.as_secs_f64()
            ));
            given_up.extend(keys.into_iter().map(|key| (key, note.take())));
        }
        drop(state);
        for (key, note) in given_up {
            self.answer(&key, Answer::Nobody { note });
        }
    }
}

impl Sign {
    fn now() -> Self {
        Self { seen: Instant::now(), deserted: false }
    }
}

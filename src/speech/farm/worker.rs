//! A worker: takes sentences for the voices of this machine, speaks them as any studio does, and puts their clips.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use async_nats::jetstream::consumer::PullConsumer;
use async_nats::jetstream::{AckKind, Message};
use futures_util::StreamExt;
use jiff::Timestamp;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::{JoinHandle, JoinSet};

use super::health::Health;
use super::lease::Lease;
use super::message::{Order, Report, Status, Unread, VERSION};
use super::metrics::Metrics;
use super::queue::{DELIVERIES, Queue, lease, unheard};
use crate::files::regular;
use crate::progress::Progress;
use crate::speech::studio::{Hands, Performed, Studio, voices};
use crate::speech::{Error, Options};

/// How long one request for sentences waits at the server.
const PULL: Duration = Duration::from_secs(5);
/// Before the queue is asked again after it failed.
const AGAIN: Duration = Duration::from_secs(1);
/// A sentence that may succeed later comes back after so long, times how often it came.
const DELAY: Duration = Duration::from_secs(5);
/// How often the folder of this machine is brought below its size.
const SHRINK: Duration = Duration::from_mins(10);
/// A voice that is not the master's voice is left alone for so long.
const STRANGE: Duration = Duration::from_mins(1);

/// A worker that is ready to work.
pub struct Worker {
    shared: Arc<Shared>,
    voices: Vec<String>,
    health: Option<JoinHandle<()>>,
}

/// What all sentences in hand share.
struct Shared {
    hands: Arc<Hands>,
    queue: Queue,
    metrics: Arc<Metrics>,
    progress: Arc<dyn Progress>,
    name: String,
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.health.iter().for_each(JoinHandle::abort);
    }
}

impl Worker {
    /// Finds out which voices this machine can use, makes sure of the store, and connects to the queue. Without names, all
    /// usable voices work.
    ///
    /// # Errors
    /// A queue or a store that is not named, cannot be right or cannot be reached; no voice that can be used.
    pub async fn open(
        options: &Options,
        names: &[String],
        progress: Arc<dyn Progress>,
    ) -> Result<Self, Error> {
        let (Some(address), Some(_)) = (&options.farm.queue, &options.farm.store) else {
            let message = "a worker needs a queue and a store: --queue nats://… --store s3://…, or [farm] in newscaster.toml";
            return Err(Error::Configuration(message.to_owned()));
        };
        let hands = Studio::open(options)?.inner;
        hands.probe().await?;
        let voices = usable(options, names).await?;
        let queue = Queue::connect(address, &options.farm).await?;
        queue.ensure().await.map_err(|why| Error::Store(format!("the queue at {address}: {why}")))?;
        let name = format!("{} {}", host(), std::process::id());
        let shared = Shared { hands, queue, metrics: Arc::default(), progress, name };
        for voice in &voices {
            shared.metrics.count(voice, |_| ());
        }
        Ok(Self { shared: Arc::new(shared), voices, health: None })
    }

    /// The voices that it speaks with.
    pub fn voices(&self) -> &[String] {
        &self.voices
    }

    /// Answers at a health address from now on; the address, with its port.
    ///
    /// # Errors
    /// An address that cannot be had.
    pub async fn tell_health(&mut self, address: SocketAddr) -> Result<SocketAddr, Error> {
        let (listener, bound) = Health::bind(address)
            .await
            .map_err(|error| Error::Configuration(format!("the health address {address}: {error}")))?;
        let health = Health { metrics: Arc::clone(&self.shared.metrics), queue: self.shared.queue.clone() };
        self.health = Some(tokio::spawn(health.serve(listener)));
        Ok(bound)
    }

    /// Works until asked to stop; what is in hand then is finished first.
    pub async fn work(&self, stop: impl Future<Output = ()>) {
        let (ask, asked) = watch::channel(false);
        let mut working = JoinSet::new();
        for voice in &self.voices {
            let (shared, voice, asked) = (Arc::clone(&self.shared), voice.clone(), asked.clone());
            working.spawn(async move { shared.serve(voice, asked).await });
        }
        let shrinking = tokio::spawn(shrink(Arc::clone(&self.shared.hands)));
        stop.await;
        shrinking.abort();
        ask.send_replace(true);
        while working.join_next().await.is_some() {}
        self.shared.queue.flush().await;
    }
}

/// Keeps this machine's own folder of clips below its size for as long as the worker works.
async fn shrink(hands: Arc<Hands>) {
    loop {
        let hands = Arc::clone(&hands);
        // A folder that cannot be read is told of where clips are put.
        let _ = tokio::task::spawn_blocking(move || hands.shrink()).await;
        tokio::time::sleep(SHRINK).await;
    }
}

/// The name of this machine, for people.
fn host() -> String {
    let file = || regular::read_text(Path::new("/etc/hostname"), regular::LARGEST_SETTINGS).ok();
    let name = std::env::var("HOSTNAME").ok().or_else(file).unwrap_or_default();
    if name.trim().is_empty() { "a worker".to_owned() } else { name.trim().to_owned() }
}

/// The voices that can be used here, of those that were named or of all.
async fn usable(options: &Options, names: &[String]) -> Result<Vec<String>, Error> {
    let mut usable = Vec::new();
    let mut known = Vec::new();
    for voice in voices(options).await? {
        let is_asked = names.contains(&voice.name);
        match voice.usable {
            Ok(()) if is_asked || names.is_empty() => usable.push(voice.name.clone()),
            Err(message) if is_asked => return Err(Error::Unusable { voice: voice.name, message }),
            _ => {}
        }
        known.push(voice.name);
    }
    if let Some(name) = names.iter().find(|name| !known.contains(name)) {
        return Err(Error::Configuration(format!(
            "there is no voice `{name}`: `newscaster voices` lists all"
        )));
    }
    if usable.is_empty() {
        let message = "no voice can be used on this machine; `newscaster voices` says why";
        return Err(Error::NothingSpoken(message.to_owned()));
    }
    Ok(usable)
}

async fn is_asked(asked: &mut watch::Receiver<bool>) {
    let _ = asked.wait_for(|asked| *asked).await;
}

impl Shared {
    /// Works for one voice until asked to stop.
    async fn serve(self: Arc<Self>, voice: String, mut asked: watch::Receiver<bool>) {
        let width = self.hands.at_once(&voice) * 2;
        let slots = Arc::new(Semaphore::new(width));
        let mut in_hand = JoinSet::new();
        let mut told = String::new();
        while !*asked.borrow() {
            let consumer = match self.queue.consumer(&voice).await {
                Ok(consumer) => consumer,
                Err(error) => {
                    // A voice that no master has asked for yet may stay so for days.
                    if error != told {
                        tracing::warn!("the queue of `{voice}` cannot be used, and is asked again: {error}");
                        told = error;
                    }
                    tokio::select! { () = tokio::time::sleep(AGAIN) => {}, () = is_asked(&mut asked) => {} }
                    continue;
                }
            };
            told.clear();
            let leave = self.pull(&voice, &consumer, &slots, &mut in_hand, &mut asked).await;
            if leave > Duration::ZERO {
                tokio::select! { () = tokio::time::sleep(leave) => {}, () = is_asked(&mut asked) => {} }
            }
        }
        while in_hand.join_next().await.is_some() {}
    }

    /// Takes as many sentences as there are hands, until none comes for a while; how long to leave the voice alone then.
    async fn pull(
        self: &Arc<Self>,
        voice: &str,
        consumer: &PullConsumer,
        slots: &Arc<Semaphore>,
        in_hand: &mut JoinSet<Option<Duration>>,
        asked: &mut watch::Receiver<bool>,
    ) -> Duration {
        loop {
            let first = tokio::select! {
                first = Arc::clone(slots).acquire_owned() => first,
                () = is_asked(asked) => return Duration::ZERO,
            };
            let Ok(first) = first else { return Duration::ZERO };
            let mut free = vec![first];
            free.extend(std::iter::from_fn(|| Arc::clone(slots).try_acquire_owned().ok()));
            while let Some(done) = in_hand.try_join_next() {
                if let Ok(Some(leave)) = done {
                    return leave;
                }
            }
            let batch = consumer.batch().max_messages(free.len()).expires(PULL).messages().await;
            let Ok(mut batch) = batch else { return AGAIN };
            let mut came = 0;
            loop {
                let message = tokio::select! {
                    message = batch.next() => message,
                    () = is_asked(asked) => {
                        give_back(batch).await;
                        return Duration::ZERO;
                    }
                };
                let Some(Ok(message)) = message else { break };
                let Some(slot) = free.pop() else { break };
                came += 1;
                let (shared, voice, every) = (Arc::clone(self), voice.to_owned(), lease(consumer) / 3);
                in_hand.spawn(async move { shared.take(message, &voice, every, slot).await });
            }
            if came == 0 {
                self.metrics.count(voice, |counts| counts.waiting = 0);
                // A server that lost the consumer says nothing.
                return Duration::ZERO;
            }
        }
    }

    /// Does one message; how long to leave the voice alone, where it is not what the master means.
    async fn take(
        &self,
        message: Message,
        voice: &str,
        every: Duration,
        slot: OwnedSemaphorePermit,
    ) -> Option<Duration> {
        let info = message.info().ok();
        let delivered = info.as_ref().map_or(1, |info| info.delivered);
        self.metrics.count(voice, |counts| {
            counts.in_hand += 1;
            counts.waiting = info.as_ref().map_or(0, |info| info.pending);
            counts.published = info
                .as_ref()
                .and_then(|info| Timestamp::from_nanosecond(info.published.unix_timestamp_nanos()).ok());
        });
        let leave = self.handle(&message, voice, delivered, every).await;
        self.metrics.count(voice, |counts| counts.in_hand -= 1);
        drop(slot);
        leave
    }

    async fn handle(
        &self,
        message: &Message,
        voice: &str,
        delivered: i64,
        every: Duration,
    ) -> Option<Duration> {
        let order = match Order::read(&message.payload) {
            Ok(order) => order,
            Err(unread) => {
                let why = match unread {
                    Unread::Version(version) => {
                        format!("its version is {version}, and {VERSION} is known here")
                    }
                    Unread::Malformed(why) => format!("it cannot be read: {why}"),
                };
                tracing::warn!("a message for `{voice}` is dropped: {why}");
                return self.bury(message, voice, &why).await;
            }
        };
        if order.deadline < Timestamp::now() {
            self.metrics.count(voice, |counts| counts.dropped += 1);
            end(message, AckKind::Term).await;
            return None;
        }
        let performed = {
            let working = self.about(&order, Status::Working);
            self.queue.tell(&order.edition, &working).await;
            let _lease = Lease::keep(message, every, self.queue.clone(), &order.edition, working);
            self.hands.speak_for(&order).await
        };
        self.hands.news().iter().for_each(|line| self.progress.note(line));
        self.conclude(message, voice, &order, performed, delivered).await
    }

    async fn conclude(
        &self,
        message: &Message,
        voice: &str,
        order: &Order,
        performed: Performed,
        delivered: i64,
    ) -> Option<Duration> {
        let is_last = delivered >= DELIVERIES;
        match performed {
            Performed::There => {
                self.metrics.count(voice, |counts| counts.there += 1);
                self.report(order, Status::There, 1, None).await;
                end(message, AckKind::Ack).await;
            }
            Performed::Spoken { attempts, seconds } => {
                self.metrics.count(voice, |counts| {
                    counts.spoken += 1;
                    counts.seconds += seconds;
                });
                self.report(order, Status::Spoken, attempts, None).await;
                end(message, AckKind::Ack).await;
            }
            Performed::Refused { why, attempts } => {
                self.fail(message, voice, order, (Status::Refused, attempts, why)).await;
            }
            Performed::Passing { why, attempts } if is_last => {
                self.fail(message, voice, order, (Status::Failed, attempts, why)).await;
            }
            // Whoever asked may be able to.
            Performed::Unable { why } | Performed::Unkept { why } if is_last => {
                self.fail(message, voice, order, (Status::Unable, 0, why)).await;
            }
            Performed::Passing { why, .. } | Performed::Unkept { why } => {
                tracing::debug!("a sentence is given back: {why}");
                self.metrics.count(voice, |counts| counts.returned += 1);
                let times = u32::try_from(delivered).unwrap_or(1);
                end(message, AckKind::Nak(Some(DELAY * times))).await;
            }
            Performed::Unable { why } => {
                self.progress.note(&format!("`{voice}` is left alone for {} s: {why}", STRANGE.as_secs()));
                self.metrics.count(voice, |counts| counts.returned += 1);
                end(message, AckKind::Nak(Some(DELAY))).await;
                return Some(STRANGE);
            }
        }
        None
    }

    /// Ends an order for which there will be no clip.
    async fn fail(
        &self,
        message: &Message,
        voice: &str,
        order: &Order,
        (status, attempts, why): (Status, u32, String),
    ) {
        self.metrics.count(voice, |counts| counts.failed += 1);
        self.queue.bury(&message.payload, &why).await;
        self.report(order, status, attempts, Some(why)).await;
        end(message, AckKind::Term).await;
    }

    async fn bury(&self, message: &Message, voice: &str, why: &str) -> Option<Duration> {
        self.metrics.count(voice, |counts| counts.dropped += 1);
        self.queue.bury(&message.payload, why).await;
        end(message, AckKind::Term).await;
        None
    }

    fn about(&self, order: &Order, status: Status) -> Report {
        let (key, voice) = (order.key.clone(), order.by.voice.clone());
        Report { version: VERSION, key, voice, status, attempts: 0, why: None, worker: self.name.clone() }
    }

    async fn report(&self, order: &Order, status: Status, attempts: u32, why: Option<String>) {
        let report = Report { attempts, why, ..self.about(order, status) };
        self.queue.tell(&order.edition, &report).await;
    }
}

/// Acknowledges and waits until the server has heard it.
async fn end(message: &Message, kind: AckKind) {
    if let Err(error) = message.double_ack_with(kind).await {
        unheard(&error);
    }
}

/// Gives back what comes between the wish to stop and its being known.
async fn give_back(mut batch: async_nats::jetstream::consumer::pull::Batch) {
    while let Ok(Some(Ok(message))) = tokio::time::timeout(Duration::from_millis(50), batch.next()).await {
        end(&message, AckKind::Nak(None)).await;
    }
}

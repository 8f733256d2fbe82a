//! The queue: NATS `JetStream`, its streams and consumers, and what is asked of it.

use std::fmt::Display;
use std::path::Path;
use std::time::Duration;

use async_nats::connection::State;
use async_nats::jetstream::consumer::{AckPolicy, PullConsumer, pull};
use async_nats::jetstream::context::{self, Context};
use async_nats::jetstream::message::PublishMessage;
use async_nats::jetstream::stream::{
    self, Config, DiscardPolicy, RawMessageErrorKind, RetentionPolicy, StorageType,
};
use async_nats::{Client, ConnectOptions, ServerAddr};
use futures_util::{Stream, StreamExt, future};
use serde::Deserialize;

use super::Options;
use super::message::{Order, Report};
use crate::model::ClipKey;
use crate::speech::{Error, address};

/// Sentences to be spoken.
const SPEAK: &str = "NC_V1_SPEAK";
/// What came of them.
const RESULTS: &str = "NC_V1_RESULTS";
/// Where workers tell what nobody can speak.
const DEAD: &str = "nc.v1.dead";
/// Where masters hear of every edition's results.
const DONE: &str = "nc.v1.done";

/// Where the server tells of orders that were given out as often as may be.
const EXHAUSTED: &str = "$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.NC_V1_SPEAK.*";

/// How long the server may take to answer.
const ANSWER: Duration = Duration::from_secs(5);
/// A worker that is silent for so long has died, and its sentences go to others.
const LEASE: Duration = Duration::from_mins(1);
/// So often a sentence is given out; then no worker tries it again.
pub(super) const DELIVERIES: i64 = 4;
/// The same message within this time is one.
const DUPLICATES: Duration = Duration::from_mins(2);
/// What nobody took for so long is not wanted any more.
const KEPT: Duration = Duration::from_hours(24);
/// How much disk each stream may take, in bytes.
const LARGEST: i64 = 1 << 30;

/// The variables of the environment with the user's name, the password, and the token in their place.
const USER: &str = "NEWSCASTER_QUEUE_USER";
const PASSWORD: &str = "NEWSCASTER_QUEUE_PASSWORD";
const TOKEN: &str = "NEWSCASTER_QUEUE_TOKEN";

/// A connection to the queue.
#[derive(Clone)]
pub(super) struct Queue {
    client: Client,
    context: Context,
    address: String,
}

impl Queue {
    /// Checks an address, its variables and files, and connects.
    ///
    /// # Errors
    /// [`Error::Configuration`] for what cannot be right, [`Error::Store`] where nobody answers.
    pub async fn connect(address: &str, options: &Options) -> Result<Self, Error> {
        let servers = servers(address)?;
        let settings = settings(options)?;
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = settings.connect(servers).await.map_err(|error| {
            Error::Store(format!("the queue at {address} cannot be reached: {}", sources(&error)))
        })?;
        let context =
            context::ContextBuilder::new().timeout(ANSWER).ack_timeout(ANSWER).build(client.clone());
        Ok(Self { client, context, address: address.to_owned() })
    }

    /// As it may be shown.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Whether the server answers at present.
    pub fn is_connected(&self) -> bool {
        self.client.connection_state() == State::Connected
    }

    /// Makes sure that the streams are there: a server may have lost them.
    pub async fn ensure(&self) -> Result<stream::Stream, String> {
        let speak = Config {
            name: SPEAK.to_owned(),
            subjects: vec!["nc.v1.speak.>".to_owned()],
            retention: RetentionPolicy::WorkQueue,
            discard: DiscardPolicy::New,
            duplicate_window: DUPLICATES,
            ..limited()
        };
        let results = Config {
            name: RESULTS.to_owned(),
            subjects: vec![format!("{DONE}.>"), DEAD.to_owned()],
            retention: RetentionPolicy::Limits,
            ..limited()
        };
        let stream = self.context.get_or_create_stream(speak).await.map_err(|error| unmade(&error))?;
        // Nobody depends on it.
        if let Err(error) = self.context.get_or_create_stream(results).await {
            tracing::debug!("the stream of results: {}", sources(&error));
        }
        Ok(stream)
    }

    /// The consumer that all workers of a voice share.
    pub async fn consumer(&self, voice: &str) -> Result<PullConsumer, String> {
        let stream = self.ensure().await?;
        let name = token(voice);
        let config = pull::Config {
            durable_name: Some(name.clone()),
            filter_subject: format!("nc.v1.speak.{name}"),
            ack_policy: AckPolicy::Explicit,
            ack_wait: LEASE,
            max_deliver: DELIVERIES,
            max_ack_pending: 10_000,
            ..pull::Config::default()
        };
        stream.get_or_create_consumer(&name, config).await.map_err(|error| unmade(&error))
    }

    /// Gives an order out; its place in the stream.
    pub async fn publish(&self, order: &Order) -> Result<u64, String> {
        let bytes = serde_json::to_vec(order).map_err(|error| error.to_string())?;
        let message = PublishMessage::build().payload(bytes.into()).message_id(id(order));
        let subject = format!("nc.v1.speak.{}", token(&order.by.voice));
        let sent = self.context.send_publish(subject, message).await.map_err(|error| sources(&error))?;
        Ok(sent.await.map_err(|error| sources(&error))?.sequence)
    }

    /// Whether an order still waits in the stream or is in a worker's hands.
    pub async fn is_queued(&self, order: &Order, sequence: u64) -> bool {
        let Ok(stream) = self.context.get_stream_no_info(SPEAK).await else { return false };
        match stream.get_raw_message(sequence).await {
            // A server that lost everything counts anew.
            Ok(found) => {
                let known = found.headers.get(async_nats::header::NATS_MESSAGE_ID);
                known.is_some_and(|known| known.as_str() == id(order))
            }
            Err(error) => !matches!(
                error.kind(),
                RawMessageErrorKind::NoMessageFound | RawMessageErrorKind::JetStream(_)
            ),
        }
    }

    /// Tells what came of an order; whoever misses it finds the clip.
    pub async fn tell(&self, edition: &str, report: &Report) {
        let Ok(bytes) = serde_json::to_vec(report) else { return };
        let subject = format!("{DONE}.{}", token(edition));
        if let Err(error) = self.client.publish(subject, bytes.into()).await {
            tracing::debug!("a result could not be told: {error}");
        }
    }

    /// Puts a message that nobody can do anything with where people look for it.
    pub async fn bury(&self, message: &[u8], why: &str) {
        let mut headers = async_nats::HeaderMap::new();
        headers.insert("Newscaster-Why", why.replace(['\r', '\n'], " "));
        if let Err(error) = self.client.publish_with_headers(DEAD, headers, message.to_vec().into()).await {
            tracing::debug!("a dead message could not be told: {error}");
        }
    }

    /// Every result that anybody tells from now on.
    pub async fn results(&self) -> Result<async_nats::Subscriber, String> {
        self.client.subscribe(format!("{DONE}.>")).await.map_err(|error| sources(&error))
    }

    /// The places in the stream of orders that were given out as often as may be, and that nobody ended.
    pub async fn exhausted(&self) -> Result<impl Stream<Item = u64> + Unpin + use<>, String> {
        let heard = self.client.subscribe(EXHAUSTED).await.map_err(|error| sources(&error))?;
        Ok(heard.filter_map(|message| {
            let told = serde_json::from_slice::<Exhausted>(&message.payload);
            future::ready(told.ok().map(|told| told.stream_seq))
        }))
    }

    /// Takes an order out of the stream.
    pub async fn withdraw(&self, sequence: u64) {
        let Ok(stream) = self.context.get_stream_no_info(SPEAK).await else { return };
        // Another master may have been first.
        let _ = stream.delete_message(sequence).await;
    }

    /// Sends what is still on its way.
    pub async fn flush(&self) {
        let _ = tokio::time::timeout(ANSWER, self.client.flush()).await;
    }
}

/// What the server tells of such an order.
#[derive(Deserialize)]
struct Exhausted {
    stream_seq: u64,
}

fn limited() -> Config {
    Config { storage: StorageType::File, max_bytes: LARGEST, max_age: KEPT, ..Config::default() }
}

/// What makes the same order the same message.
fn id(order: &Order) -> String {
    let ClipKey(key) = &order.key;
    format!("{key}/{}", order.attempt)
}

/// A name as one part of a subject and as a consumer's name: what is no letter, digit, `-` or `_` is written as its bytes.
pub(super) fn token(name: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' => char::from(byte).to_string(),
        _ => format!("={byte:02X}"),
    };
    name.bytes().map(byte).collect()
}

fn servers(address: &str) -> Result<Vec<ServerAddr>, Error> {
    let server = |text: &str| {
        let url = address::parse(text.trim(), "queue", &["nats", "tls"])?;
        ServerAddr::from_url(url)
            .map_err(|error| Error::Configuration(format!("the queue's address: {error}")))
    };
    address.split(',').map(server).collect()
}

fn settings(options: &Options) -> Result<ConnectOptions, Error> {
    let variable = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    let mut settings =
        ConnectOptions::new().name("newscaster").connection_timeout(ANSWER).request_timeout(Some(ANSWER));
    settings = match (variable(USER), variable(PASSWORD), variable(TOKEN)) {
        (Some(user), Some(password), _) => settings.user_and_password(user, password),
        (Some(_), None, _) | (None, Some(_), _) => {
            return Err(Error::Configuration(format!(
                "{USER} and {PASSWORD} belong together; set both or none"
            )));
        }
        (None, None, Some(token)) => settings.token(token),
        (None, None, None) => settings,
    };
    let there = |file: &Path| {
        let missing = |error| Error::Configuration(format!("[farm] {}: {error}", file.display()));
        crate::files::regular::open(file).map(|_| file.to_owned()).map_err(missing)
    };
    if let Some(ca) = &options.ca {
        settings = settings.add_root_certificates(there(ca)?);
    }
    match (&options.certificate, &options.certificate_key) {
        (Some(certificate), Some(key)) => {
            settings = settings.add_client_certificate(there(certificate)?, there(key)?);
        }
        (None, None) => {}
        _ => {
            return Err(Error::Configuration(
                "[farm] certificate and certificate_key belong together; set both or none".to_owned(),
            ));
        }
    }
    Ok(settings.event_callback(|event| async move { tracing::info!("the queue: {event}") }))
}

/// Why a stream or consumer could not be had, and what helps. A server that forbids to make one answers nothing at all.
fn unmade(error: &(dyn std::error::Error + 'static)) -> String {
    const HELP: [(&str, &str); 3] = [
        ("timed out", "where this user may not make streams, a master makes them: let one begin first"),
        ("jetstream unavailable", "start the server with -js"),
        ("insufficient storage", "let the server have 2 GB: max_file_store"),
    ];
    address::with_help(&sources(error), &HELP)
}

/// An error and what it comes from, in one line.
fn sources(error: &(dyn std::error::Error + 'static)) -> String {
    let mut line = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        let cause_text = cause.to_string();
        if !line.contains(&cause_text) {
            line = format!("{line}: {cause_text}");
        }
        next = cause.source();
    }
    line
}

/// The lease of a consumer: how long a worker may be silent.
pub(super) fn lease(consumer: &PullConsumer) -> Duration {
    let wait = consumer.cached_info().config.ack_wait;
    if wait.is_zero() { LEASE } else { wait }
}

/// An error of a message's acknowledgement is no more than news.
pub(super) fn unheard(what: &dyn Display) {
    tracing::debug!("an acknowledgement was not heard: {what}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_voice_is_one_part_of_a_subject() {
        assert_eq!(token("zh-espeak_2"), "zh-espeak_2");
        assert_eq!(token("a.b *>甲"), "a=2Eb=20=2A=3E=E7=94=B2");
        assert_ne!(token("a.b"), token("a b"));
    }

    #[test]
    fn an_address_without_a_scheme_or_with_a_password_is_refused() {
        assert!(servers("nats://a:4222,tls://b").is_ok());
        for address in ["localhost:4222", "nats://me:canary@a", "nats://a,http://b", ""] {
            assert!(!servers(address).unwrap_err().to_string().contains("canary"), "{address}");
        }
    }
}

//! What stands in the queue: versions, deadlines, duplicates, and voices that are not the same.

use std::time::Duration;

use async_nats::Subscriber;
use async_nats::jetstream::consumer::{AckPolicy, PullConsumer, pull};
use async_nats::jetstream::stream::{Config, RetentionPolicy};
use async_nats::jetstream::{self, Context};
use futures_util::StreamExt;
use serde_json::Value;
use tokio::runtime::Runtime;

use super::tools::{Broker, Worker, until};
use super::{as_alone, clips_in, say, store_in, sum, tones};
use crate::house::TONES;

/// A stranger at the broker.
pub struct Client {
    runtime: Runtime,
    context: Context,
}

impl Client {
    pub fn of(broker: &Broker) -> Self {
        let runtime = Runtime::new().unwrap();
        let context =
            runtime.block_on(async { jetstream::new(async_nats::connect(broker.address()).await.unwrap()) });
        Self { runtime, context }
    }

    async fn consumer(&self, voice: &str, lease: Duration) -> PullConsumer {
        let stream = Config {
            name: "NC_V1_SPEAK".to_owned(),
            subjects: vec!["nc.v1.speak.>".to_owned()],
            retention: RetentionPolicy::WorkQueue,
            ..Config::default()
        };
        let stream = self.context.get_or_create_stream(stream).await.unwrap();
        let consumer = pull::Config {
            durable_name: Some(voice.to_owned()),
            filter_subject: format!("nc.v1.speak.{voice}"),
            ack_policy: AckPolicy::Explicit,
            ack_wait: lease,
            max_deliver: 4,
            ..pull::Config::default()
        };
        stream.get_or_create_consumer(voice, consumer).await.unwrap()
    }

    /// Sets up a voice's queue with leases of that length.
    pub fn lease(&self, voice: &str, lease: Duration) {
        self.runtime.block_on(self.consumer(voice, lease));
    }

    /// Takes so many messages of a voice, or all within a second of the first, and says that they are done.
    pub fn take_and_acknowledge(&self, voice: &str, least: usize) -> usize {
        self.runtime.block_on(async {
            let consumer = self.consumer(voice, Duration::from_secs(2)).await;
            let mut taken = 0;
            for _ in 0..60 {
                let mut batch = consumer
                    .batch()
                    .max_messages(100)
                    .expires(Duration::from_secs(1))
                    .messages()
                    .await
                    .unwrap();
                while let Some(Ok(message)) = batch.next().await {
                    message.double_ack().await.unwrap();
                    taken += 1;
                }
                if taken >= least {
                    break;
                }
            }
            taken
        })
    }

    /// One message of a voice, left in the queue.
    fn peek(&self, voice: &str) -> Value {
        self.runtime.block_on(async {
            let stream = self.context.get_stream("NC_V1_SPEAK").await.unwrap();
            let subject = format!("nc.v1.speak.{voice}");
            let message = stream.get_last_raw_message_by_subject(&subject).await.unwrap();
            serde_json::from_slice(&message.payload).unwrap()
        })
    }

    fn publish(&self, message: &Value) {
        self.runtime.block_on(async {
            let bytes = serde_json::to_vec(message).unwrap();
            self.context.publish("nc.v1.speak.main", bytes.into()).await.unwrap().await.unwrap();
        });
    }

    /// Hears of dead messages from now on.
    pub fn dead(&self) -> Subscriber {
        self.runtime.block_on(async {
            let dead = self.context.client().subscribe("nc.v1.dead").await.unwrap();
            self.context.client().flush().await.unwrap();
            dead
        })
    }

    /// The next of them, as text.
    pub fn next(&self, mut dead: Subscriber) -> String {
        let next = async { tokio::time::timeout(Duration::from_mins(1), dead.next()).await };
        let message = self.runtime.block_on(next).unwrap().unwrap();
        String::from_utf8(message.payload.to_vec()).unwrap()
    }
}

/// An order as a master gives it, from a run whose master had nobody to speak and spoke itself.
fn order(broker: &Broker, client: &Client) -> Value {
    let folder = tempfile::tempdir().unwrap();
    tones(broker, &store_in(folder.path()), 0.5).run(&say(1)).succeeds();
    let order = client.peek("main");
    client.take_and_acknowledge("main", 1);
    order
}

#[test]
fn an_order_is_whole_and_what_is_late_unknown_or_double_is_not_spoken() {
    let Some(broker) = Broker::start() else { return };
    let client = Client::of(&broker);
    let order = order(&broker, &client);
    let schema: Value = schema();
    let faults = faults_of(&order, &schema);
    assert!(faults.is_empty(), "{faults:?} in {order}");
    assert!(!faults_of(&with(&order, "version", 2.into()), &schema).is_empty());

    let folder = tempfile::tempdir().unwrap();
    let dead = client.dead();
    client.publish(&with(&order, "version", 2.into()));
    client.publish(&with(&order, "deadline", "2020-01-01T00:00:00Z".into()));
    let workers = [Worker::start(TONES, &broker, &store_in(folder.path()), None)];
    until("both are dropped", || sum(&workers, "dropped_total") == 2);
    assert!(client.next(dead).contains("\"version\":2"));
    assert!(workers[0].said().contains("its version is 2, and 1 is known here"), "{}", workers[0].said());
    for attempt in 1..=3 {
        client.publish(&with(&order, "attempt", attempt.into()));
    }
    until("all three are done", || sum(&workers, "spoken_total") + sum(&workers, "there_total") == 3);
    assert_eq!((sum(&workers, "spoken_total"), clips_in(folder.path()).len()), (1, 1));
}

#[test]
fn a_worker_with_another_voice_of_that_name_leaves_the_sentences_alone() {
    let Some(broker) = Broker::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let store = store_in(folder.path());
    let other = format!("{TONES}[voices.own.main.settings]\npitch = 330.0\n");
    let workers = [Worker::start(&other, &broker, &store, None)];
    let house = tones(&broker, &store, 2.0);
    house.run(&say(2)).succeeds();
    assert_eq!(sum(&workers, "spoken_total"), 0);
    as_alone(&house, TONES, 2);
    assert!(workers[0].said().contains("give both machines the same voice files"), "{}", workers[0].said());
}

fn with(order: &Value, name: &str, value: Value) -> Value {
    let mut order = order.clone();
    order[name] = value;
    order
}

/// The schema of orders that docs/farm.md tells.
pub fn schema() -> Value {
    let page = include_str!("../../../docs/farm.md");
    let text = page.split("```json\n").find(|block| block.contains("\"$schema\"")).unwrap();
    serde_json::from_str(text.split("```").next().unwrap()).unwrap()
}

/// What a value has that its schema forbids: types, required and unknown properties, constants, choices and items, which
/// is all that the schema of the page uses.
pub fn faults_of(value: &Value, schema: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_i64() || number.is_u64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let wanted = schema["type"].as_str().unwrap_or(kind);
    if wanted != kind && !(wanted == "number" && kind == "integer") {
        faults.push(format!("{value} is no {wanted}"));
    }
    if schema.get("const").is_some_and(|constant| constant != value) {
        faults.push(format!("{value} is not {}", schema["const"]));
    }
    if schema["enum"].as_array().is_some_and(|choices| !choices.contains(value)) {
        faults.push(format!("{value} is none of {}", schema["enum"]));
    }
    for required in schema["required"].as_array().into_iter().flatten() {
        if value.get(required.as_str().unwrap()).is_none() {
            faults.push(format!("{required} is missing"));
        }
    }
    let properties = schema["properties"].as_object();
    for (name, value) in value.as_object().into_iter().flatten() {
        match properties.and_then(|properties| properties.get(name)) {
            Some(schema) => faults.extend(faults_of(value, schema)),
            None if schema["additionalProperties"] == false => faults.push(format!("{name} is not known")),
            None => {}
        }
    }
    for item in value.as_array().into_iter().flatten() {
        faults.extend(faults_of(item, &schema["items"]));
    }
    faults
}

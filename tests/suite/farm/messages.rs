//! What stands in the queue: versions, deadlines, duplicates, and voices that are not the same.

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Duration;

use async_nats::Subscriber;
use async_nats::jetstream::consumer::{AckPolicy, PullConsumer, pull};
use async_nats::jetstream::stream::{Config, RetentionPolicy};
use async_nats::jetstream::{self, Context, Message};
use futures_util::StreamExt;
use serde_json::Value;
use tokio::runtime::Runtime;

use super::tools::{Broker, Worker, until};
use super::{as_alone, clips_in, say, store_in, sum, tones};
use crate::house::TONES;
use crate::needs::skip;

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

    /// Takes a message of a voice and says nothing.
    pub fn take(&self, voice: &str) -> Message {
        self.runtime.block_on(async {
            let consumer = self.consumer(voice, Duration::from_secs(2)).await;
            loop {
                let wait = consumer.batch().max_messages(1).expires(Duration::from_secs(1));
                if let Some(Ok(message)) = wait.messages().await.unwrap().next().await {
                    return message;
                }
            }
        })
    }

    /// Says that one that was taken is done.
    pub fn acknowledge(&self, message: &Message) {
        self.runtime.block_on(async {
            message.double_ack().await.unwrap();
        });
    }

    /// How many orders stand in the stream.
    pub fn standing(&self) -> u64 {
        self.runtime.block_on(async {
            let mut stream = self.context.get_stream("NC_V1_SPEAK").await.unwrap();
            stream.info().await.unwrap().state.messages
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
        self.hear("nc.v1.dead")
    }

    /// Hears of what is told on a subject from now on.
    pub fn hear(&self, subject: &'static str) -> Subscriber {
        self.runtime.block_on(async {
            let heard = self.context.client().subscribe(subject).await.unwrap();
            self.context.client().flush().await.unwrap();
            heard
        })
    }

    /// The next of it, as text.
    pub fn next(&self, heard: &mut Subscriber) -> String {
        let next = async { tokio::time::timeout(Duration::from_mins(1), heard.next()).await };
        let message = self.runtime.block_on(next).unwrap().unwrap();
        String::from_utf8(message.payload.to_vec()).unwrap()
    }
}

/// An order as a master gives it, from a run whose master had nobody to speak and spoke itself.
fn order(broker: &Broker, client: &Client) -> Value {
    let folder = tempfile::tempdir().unwrap();
    tones(broker, &store_in(folder.path()), 0.5).run(&say(1)).succeeds();
    let order = client.peek("main");
    client.acknowledge(&client.take("main"));
    order
}

#[test]
fn what_is_late_unknown_or_double_is_not_spoken() {
    let Some(broker) = Broker::start() else { return };
    let client = Client::of(&broker);
    let order = order(&broker, &client);
    let folder = tempfile::tempdir().unwrap();
    let mut dead = client.dead();
    client.publish(&with(&order, "version", 2.into()));
    client.publish(&with(&order, "deadline", "2020-01-01T00:00:00Z".into()));
    let workers = [Worker::start(TONES, &broker, &store_in(folder.path()), None)];
    until("both are dropped", || sum(&workers, "dropped_total") == 2);
    assert!(client.next(&mut dead).contains("\"version\":2"));
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

#[test]
fn orders_and_results_are_what_their_schemas_say() {
    let check = "import json, sys; from jsonschema import Draft202012Validator as V; schema, value = json.load(sys.stdin); \
                 V.check_schema(schema); sys.exit(any(print(e.message) or 1 for e in V(schema).iter_errors(value)))";
    let python = |code: &str| {
        let mut command = Command::new("python3");
        command.args(["-c", code]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        command.spawn().ok()
    };
    if !python("import jsonschema").is_some_and(|child| child.wait_with_output().unwrap().status.success()) {
        return skip("Python has no jsonschema");
    }
    let Some(broker) = Broker::start() else { return };
    let fits = |schema: &str, value: &Value| {
        let mut child = python(check).unwrap();
        let both = serde_json::to_vec(&(self::schema(schema), value)).unwrap();
        child.stdin.take().unwrap().write_all(&both).unwrap();
        let output = child.wait_with_output().unwrap();
        let faults = String::from_utf8(output.stdout).unwrap();
        if output.status.success() { Ok(()) } else { Err(format!("{faults}: {value}")) }
    };
    let client = Client::of(&broker);
    let order = order(&broker, &client);
    fits("order", &order).unwrap();
    for (name, value) in
        [("version", 2.into()), ("key", "../x".into()), ("attempt", 0.into()), ("path", "x".into())]
    {
        assert!(fits("order", &with(&order, name, value)).is_err(), "{name}");
    }
    let mut results = client.hear("nc.v1.done.>");
    client.publish(&with(&order, "attempt", 2.into()));
    let folder = tempfile::tempdir().unwrap();
    let _worker = Worker::start(TONES, &broker, &store_in(folder.path()), None);
    for status in ["working", "spoken"] {
        let result: Value = serde_json::from_str(&client.next(&mut results)).unwrap();
        assert_eq!(result["status"], status);
        fits("result", &result).unwrap();
        assert!(fits("result", &with(&result, "status", "done".into())).is_err());
    }
}

/// The schema of that title in docs/farm.md.
fn schema(title: &str) -> Value {
    let title = format!("\"title\": \"{title}\"");
    let page = include_str!("../../../docs/farm.md");
    let text = page.split("```json\n").find(|block| block.contains(&title)).unwrap();
    serde_json::from_str(text.split("```").next().unwrap()).unwrap()
}

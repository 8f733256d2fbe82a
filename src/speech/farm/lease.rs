//! The lease of a sentence in hand.

use std::time::Duration;

use async_nats::jetstream::message::Acker;
use async_nats::jetstream::{AckKind, Message};
use tokio::task::JoinHandle;

use super::message::Report;
use super::queue::{Queue, unheard};

/// Tells the server, and whoever waits, now and then that a sentence is still worked at.
pub(super) struct Lease(JoinHandle<()>);

impl Lease {
    /// Keeps a message until the lease is dropped.
    pub fn keep(message: &Message, every: Duration, queue: Queue, edition: &str, report: Report) -> Self {
        let acker = Acker::new(message.context.clone(), message.reply.clone());
        let edition = edition.to_owned();
        Self(tokio::spawn(async move {
            loop {
                tokio::time::sleep(every).await;
                if let Err(error) = acker.ack_with(AckKind::Progress).await {
                    unheard(&error);
                }
                queue.tell(&edition, &report).await;
            }
        }))
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        self.0.abort();
    }
}

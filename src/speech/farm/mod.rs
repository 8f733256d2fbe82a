//! A farm: many machines speak for many papers. NATS `JetStream` carries the work, a shared clip store holds what came of it.
//!
//! ```text
//! studio ─► master ─► queue (nc.v1.speak.<voice>) ─► worker ─► studio ─► clip store
//!              ▲                                        │                    │
//!              └──── nc.v1.done.<edition> ◄─────────────┘      master ◄──────┘
//! ```
//!
//! The queue is a hint, the store is the truth: whatever is lost on the way costs time, never an edition. docs/farm.md
//! tells the messages, for workers in other languages.

#[cfg(feature = "farm")]
mod health;
#[cfg(feature = "farm")]
mod lease;
#[cfg(feature = "farm")]
mod master;
#[cfg(feature = "farm")]
mod message;
#[cfg(feature = "farm")]
mod metrics;
mod options;
#[cfg(feature = "farm")]
mod queue;
#[cfg(feature = "farm")]
mod worker;

#[cfg(feature = "farm")]
pub(super) use self::master::{Answer, Farm};
#[cfg(feature = "farm")]
pub(super) use self::message::{By, Order};
#[cfg(not(feature = "farm"))]
pub(crate) use self::options::NOT_BUILT_IN;
pub use self::options::Options;
#[cfg(feature = "farm")]
pub use self::worker::Worker;

//! How hard to try: the `[studio]` table.

use serde::{Deserialize, Deserializer};

use crate::files::sense;

/// The `[studio]` table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Options {
    /// Requests at once to one service, at most; each engine has its own limit below that.
    pub jobs: Option<usize>,
    /// What a run may cost at most, in US dollars.
    #[serde(deserialize_with = "max_cost")]
    pub max_cost: Option<f64>,
    /// Seconds that a short request may take; the limit grows with the text, to twice that at 40 syllables.
    #[serde(deserialize_with = "timeout")]
    pub timeout: f64,
    /// Seconds for which a service that asks to wait may let nothing through before another voice speaks.
    #[serde(deserialize_with = "patience")]
    pub patience: f64,
}

fn max_cost<'de, D: Deserializer<'de>>(value: D) -> Result<Option<f64>, D::Error> {
    sense::read_within(value, "max_cost, in US dollars,", &(0.0..=1e6)).map(Some)
}

fn timeout<'de, D: Deserializer<'de>>(value: D) -> Result<f64, D::Error> {
    sense::read_within(value, "timeout, in seconds,", &(0.01..=3_600.0))
}

fn patience<'de, D: Deserializer<'de>>(value: D) -> Result<f64, D::Error> {
    sense::read_within(value, "patience, in seconds,", &(1.0..=86_400.0))
}

impl Default for Options {
    fn default() -> Self {
        Self { jobs: None, max_cost: None, timeout: 20.0, patience: 300.0 }
    }
}

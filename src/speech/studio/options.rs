//! How hard to try: the `[studio]` table.

use serde::Deserialize;

/// The `[studio]` table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Requests at once to one service, at most; each engine has its own limit below that.
    pub jobs: Option<usize>,
    /// What a run may cost at most, in US dollars.
    pub max_cost: Option<f64>,
    /// Seconds that a short request may take; the limit grows with the text, to twice that at 40 syllables.
    pub timeout: f64,
}

impl Default for Options {
    fn default() -> Self {
        Self { jobs: None, max_cost: None, timeout: 20.0 }
    }
}

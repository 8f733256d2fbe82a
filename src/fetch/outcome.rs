//! What fetching came to: a line a source, for programs and for the status file.

use serde::{Deserialize, Serialize};

/// What a source had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Items that are new, or put right.
    New,
    /// Nothing new.
    Unchanged,
    /// It could not be read.
    Failed,
}

/// What became of a source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Its name.
    pub name: String,
    /// Its address or folder.
    pub url: String,
    /// What it had.
    pub status: Status,
    /// How many items are new, or put right.
    pub items: usize,
    /// Why it failed.
    pub error: Option<String>,
    /// What a person should know of it.
    #[serde(default, skip_serializing)]
    pub notes: Vec<String>,
}

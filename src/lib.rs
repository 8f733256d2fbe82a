//! newscaster reads the day's newspaper aloud.
//!
//! Five rooms in a row, and data walks through them once, forward:
//! [`articles`] → [`script`] → [`speech`] → [`stitch`] → [`syndicate`]. ARCHITECTURE.md tells the rest.

pub mod articles;
pub mod cli;
pub mod config;
pub mod files;
pub mod loudness;
pub mod model;
pub mod parallel;
pub mod pipeline;
pub mod progress;
pub mod script;
pub mod speech;
pub mod stitch;
pub mod syndicate;
mod words;

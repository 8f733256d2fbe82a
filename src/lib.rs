//! newscaster reads the day's newspaper aloud.
//!
//! Rooms in a row, and data walks through them once, forward:
//! [`articles`] → [`script`] → [`speech`] → [`stitch`] → [`publish`] → [`verify`]; the script asks
//! [`reading`] how a text is said. ARCHITECTURE.md tells the rest.

pub mod articles;
pub mod cli;
pub mod config;
mod environment;
pub mod files;
pub mod loudness;
pub mod model;
pub mod parallel;
pub mod pipeline;
pub mod progress;
pub mod publish;
pub mod reading;
pub mod script;
pub mod speech;
pub mod stitch;
pub mod text;
pub mod verify;
mod words;

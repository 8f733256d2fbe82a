//! The sound files that listeners get: MP3, M4B, Opus and FLAC, each with the chapters of the timeline.

mod error;
mod id3_chapters;
mod lame;
mod mp3;
mod options;
mod xing;

pub use error::Error;
pub use mp3::{mp3, mp3_part};
pub use options::Options;

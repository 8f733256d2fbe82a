//! The sound files that listeners get: MP3, M4B, Opus and FLAC, each with the chapters of the timeline.

mod comments;
mod error;
mod flac;
mod id3_chapters;
mod lame;
mod libopus;
mod m4b;
mod master;
mod mp3;
mod options;
mod opus;
mod xing;

pub use error::Error;
pub use flac::flac;
pub(super) use libopus::Decoder as OpusDecoder;
pub use m4b::m4b;
pub use mp3::{mp3, mp3_part};
pub use options::{Mp3Rate, Options};
pub use opus::opus;

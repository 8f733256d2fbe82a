//! The sound files that listeners get: MP3, M4B, Opus and FLAC, each with the chapters of the timeline.

mod comments;
mod encoding;
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
mod picture;
mod story;
mod text_tracks;
mod title;
mod video;
mod wav;
mod xing;

pub use encoding::Encoding;
pub use error::Error;
pub use flac::flac;
pub use m4b::{find_ffmpeg, m4b};
pub use mp3::{mp3, mp3_part, mp3_story};
pub use options::{Mp3Rate, Options};
pub use opus::opus;
pub(super) use picture::LARGEST as LARGEST_COVER;
pub use story::Story;
pub use video::{CAPTIONS, Video};
pub use wav::wav;

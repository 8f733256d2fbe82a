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
mod picture;
mod title;
mod xing;

use crate::files::Shelf;

pub use error::Error;
pub use flac::flac;
pub use m4b::{find_ffmpeg, m4b};
pub use mp3::{mp3, mp3_part};
pub use options::{Mp3Rate, Options};
pub use opus::opus;
pub(super) use picture::LARGEST as LARGEST_COVER;

/// What a sound file is made with, besides the edition.
#[derive(Clone, Copy, Debug)]
pub struct Encoding<'a> {
    /// How large and how good it is.
    pub options: &'a Options,
    /// The paper's name, for the tags.
    pub paper: Option<&'a str>,
    /// Where encoded sound is kept and found again.
    pub shelf: Option<&'a Shelf>,
}

impl<'a> Encoding<'a> {
    /// Without a paper's name, and with nothing kept.
    pub fn plain(options: &'a Options) -> Self {
        Self { options, paper: None, shelf: None }
    }
}

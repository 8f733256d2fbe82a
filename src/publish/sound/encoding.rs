//! What every sound file is made with.

use super::Options;
use crate::files::Shelf;

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

//! What every sound file is made with.

use super::Options;
use crate::files::Shelf;
use crate::model::{Edition, Language, Locale};
use crate::publish::about::About;

/// The key of the label of generated sound (GB 45438-2025) in every sound file's metadata.
pub(super) const LABEL: &str = "AIGC";

/// What a sound file is made with, besides the edition.
#[derive(Clone, Copy, Debug)]
pub struct Encoding<'a> {
    /// How large and how good it is.
    pub options: &'a Options,
    /// The paper's name, for the tags.
    pub paper: Option<&'a str>,
    /// Where encoded sound is kept and found again.
    pub shelf: Option<&'a Shelf>,
    /// What the edition says of itself, for the tags.
    pub about: Option<&'a About>,
}

impl<'a> Encoding<'a> {
    /// Without a paper's name, and with nothing kept.
    pub fn plain(options: &'a Options) -> Self {
        Self { options, paper: None, shelf: None, about: None }
    }

    /// How an edition's text is written.
    pub(super) fn locale(&self, edition: &Edition) -> Locale {
        let plain = match edition.script.language {
            Language::Zh => Locale::ZhHans,
            Language::En => Locale::En,
        };
        self.about.map_or(plain, |about| about.locale)
    }

    /// What listeners are told of a voice that a machine makes.
    pub(super) fn disclosure(&self) -> Option<&'a str> {
        self.about?.disclosure.as_deref()
    }

    /// The same for programs: the value of the key [`LABEL`].
    pub(super) fn label(&self) -> Option<&'a str> {
        self.about?.label.as_deref()
    }

    /// Who is heard, in one line.
    pub(super) fn narrators(&self) -> Option<String> {
        self.about.map(|about| about.narrators.join(", ")).filter(|names| !names.is_empty())
    }
}

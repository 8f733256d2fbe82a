//! What the podcast says about the whole.

use uuid::Uuid;

use super::address::Address;
use super::guid;
use crate::model::Locale;
use crate::publish::words::{Words, words};
use crate::publish::{Error, Options};

/// Apple shows no more of a description.
const LONGEST_DESCRIPTION: usize = 4_000;

/// What a feed says about the whole podcast.
pub struct Feed<'a> {
    /// The settings.
    pub options: &'a Options,
    /// Its title.
    pub title: String,
    /// The newest edition's.
    pub locale: Locale,
    /// Where its folder stands on the web.
    pub base: Address,
    /// The name that it keeps wherever it moves to.
    pub guid: Option<Uuid>,
}

impl<'a> Feed<'a> {
    /// The feed of a folder whose newest edition has this title and locale.
    ///
    /// # Errors
    /// A setting that is wrong.
    pub fn new(
        options: &'a Options,
        paper: Option<&str>,
        newest: Option<(&str, Locale)>,
    ) -> Result<Self, Error> {
        let base = Address::new(options.base_url.as_deref())?;
        let own = options.podcast.title.as_deref().or(paper);
        let title = own.or(newest.map(|(title, _)| title)).unwrap_or("newscaster");
        Ok(Self {
            title: title.to_owned(),
            locale: newest.map_or(Locale::ZhHans, |(_, locale)| locale),
            guid: guid::podcast(
                options.podcast.guid.as_deref(),
                options.base_url.as_ref().map(|_| base.of("feed.xml")),
            )?,
            base,
            options,
        })
    }

    /// What it is about and what is told of the voices, cut where Apple would cut it.
    pub fn description(&self, disclosure: Option<&str>) -> String {
        let text = self.options.podcast.description.as_deref().unwrap_or(&self.title);
        let told = disclosure.map(|told| format!("\n\n{told}")).unwrap_or_default();
        let room = LONGEST_DESCRIPTION.saturating_sub(told.len());
        if text.len() <= room {
            return format!("{text}{told}");
        }
        let end = text.floor_char_boundary(room.saturating_sub("…".len()));
        format!("{}…{told}", &text[..end])
    }

    /// A hash of everything that an edition's piece is made with, besides the edition: another one, other pieces.
    pub fn made_with(&self) -> String {
        let Options { base_url, podcast, .. } = self.options;
        let own = format!("{:?}", (base_url, podcast, &self.title, self.locale, &self.base, self.guid));
        let mut hasher = blake3::Hasher::new();
        for text in [include_str!("item.xml"), include_str!("book.xml"), include_str!("../words.toml"), &own]
        {
            hasher.update(text.as_bytes());
        }
        hasher.finalize().to_hex().as_str().to_owned()
    }

    /// The words of its language.
    pub fn words(&self) -> &'static Words {
        words(self.locale)
    }
}

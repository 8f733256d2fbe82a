//! How to publish: the `[publish]` table of `newscaster.toml`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use jiff::Timestamp;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::air_time::AirTime;
use super::format::{Format, Publisher, When};
use super::sound;
use crate::files::sense;
use crate::model::Locale;

/// The `[publish]` table.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Options {
    /// Formats besides those that every edition has.
    pub formats: Vec<Format>,
    /// Where the output folder will stand on the web, e.g. `https://example.org/news/`. Feeds need
    /// absolute addresses; without it they are relative to the feed.
    pub base_url: Option<String>,
    /// A square PNG or JPEG of 1,400 to 3,000 pixels; without it one is drawn.
    pub artwork: Option<PathBuf>,
    /// How many editions the output folder keeps; without it, all.
    pub keep: Option<NonZeroUsize>,
    /// What time it is, for what is told of a correction; nothing here looks at a clock.
    #[serde(skip)]
    pub now: Option<Timestamp>,
    /// The tag of the text's language, where the script's characters tell less: zh-CN, zh-TW, zh-HK.
    #[serde(deserialize_with = "language")]
    pub language: Option<Locale>,
    /// The maker's name or code in the label of generated sound; without it, the paper's name.
    #[serde(deserialize_with = "producer")]
    pub producer: Option<String>,
    /// Who checked that books keep EPUB Accessibility 1.1 at level AA; without it, no book claims so.
    #[serde(deserialize_with = "certified_by")]
    pub certified_by: Option<String>,
    /// How large and how good the sound files are.
    pub encoding: sound::Options,
    /// What the feed says about the podcast.
    pub podcast: Podcast,
}

/// The `[publish.podcast]` table.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Podcast {
    /// The podcast's name; without it, the paper's.
    #[serde(deserialize_with = "title")]
    pub title: Option<String>,
    /// What it is about, at most 4,000 bytes.
    pub description: Option<String>,
    /// Who makes it; without it, the podcast's name.
    #[serde(deserialize_with = "author")]
    pub author: Option<String>,
    /// The owner's address; directories ask for it once.
    pub email: Option<String>,
    /// One of Apple's categories, a subcategory after a slash: `News/Daily News`.
    pub category: String,
    /// Whether the episodes are for adults only.
    pub explicit: bool,
    /// When an edition appears on its day, with the offset from UTC: `06:00+08:00`.
    pub time: AirTime,
    /// The podcast's own UUID, to keep when its address changes; without it, made from the address.
    pub guid: Option<String>,
}

fn language<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Locale>, D::Error> {
    let tag = String::deserialize(value)?;
    let known = || Locale::ALL.map(Locale::tag).join(", ");
    let unknown =
        || D::Error::custom(format!("`{tag}` is no language of an edition; there are: {}", known()));
    Locale::of_tag(&tag).map(Some).ok_or_else(unknown)
}

fn producer<'de, D: Deserializer<'de>>(value: D) -> Result<Option<String>, D::Error> {
    sense::read_line(value, "the producer")
}

fn certified_by<'de, D: Deserializer<'de>>(value: D) -> Result<Option<String>, D::Error> {
    sense::read_line(value, "the certifier")
}

fn title<'de, D: Deserializer<'de>>(value: D) -> Result<Option<String>, D::Error> {
    sense::read_line(value, "the podcast's title")
}

fn author<'de, D: Deserializer<'de>>(value: D) -> Result<Option<String>, D::Error> {
    sense::read_line(value, "the podcast's author")
}

impl Default for Podcast {
    fn default() -> Self {
        Self {
            title: None,
            description: None,
            author: None,
            email: None,
            category: "News/Daily News".into(),
            explicit: false,
            time: AirTime::default(),
            guid: None,
        }
    }
}

impl Options {
    /// Whether an edition gets this format.
    pub fn wants(&self, publisher: &Publisher) -> bool {
        publisher.when == When::Always || self.formats.iter().any(|format| format.name() == publisher.name)
    }
}

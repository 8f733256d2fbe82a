//! How to publish: the `[publish]` table of `newscaster.toml`.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::air_time::AirTime;
use super::format::{Format, Publisher, When};
use super::sound;
use crate::files::{FontFile, sense};
use crate::model::Locale;

/// The `[publish]` table.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Options {
    /// Formats besides those that every edition has; `all` stands for every one.
    #[serde(deserialize_with = "super::format::entries")]
    pub formats: Vec<Format>,
    /// Where the output folder will stand on the web, e.g. `https://example.org/news/`. Feeds need
    /// absolute addresses; without it they are relative to the feed.
    pub base_url: Option<String>,
    /// A square PNG or JPEG of 1,400 to 3,000 pixels; without it one is drawn.
    pub artwork: Option<PathBuf>,
    /// A font with all characters of the paper's name and headlines, in place of the system's.
    pub font: Option<PathBuf>,
    /// How many editions the output folder keeps; without it, all.
    pub keep: Option<NonZeroUsize>,
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
    /// How often an edition appears.
    pub frequency: Frequency,
    /// Whether directories are asked to leave it out.
    pub private: bool,
    /// Sections that get a feed of their own, with an episode a story.
    pub sections: Vec<String>,
    /// What directories ask to be written into the feed, by purpose: `verify = "…"`.
    pub txt: BTreeMap<String, String>,
}

/// How often an edition appears.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Frequency {
    /// Every day.
    #[default]
    Daily,
    /// Monday to Friday.
    Weekdays,
    /// Once a week.
    Weekly,
    /// As it comes: nothing is promised.
    Irregular,
}

impl Frequency {
    /// A rule of recurrence (RFC 5545, 3.3.10) and the key of the word for it; `None` where there is no rule.
    pub fn rule(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Daily => Some(("FREQ=DAILY", "daily")),
            Self::Weekdays => Some(("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "weekdays_only")),
            Self::Weekly => Some(("FREQ=WEEKLY", "weekly")),
            Self::Irregular => None,
        }
    }
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
            frequency: Frequency::default(),
            private: false,
            sections: Vec::new(),
            txt: BTreeMap::new(),
        }
    }
}

impl Options {
    /// The fonts for a drawn cover, the user's before the `others`.
    pub fn cover_fonts(&self, others: &[FontFile]) -> Vec<FontFile> {
        let own = self.font.iter().map(|path| FontFile { path: path.clone(), han: Some((0, 0)) });
        own.chain(others.iter().cloned()).collect()
    }

    /// Whether an edition gets this format: each has it, it is asked for, or something that is asked for is made of it.
    pub fn wants(&self, publisher: &Publisher) -> bool {
        let is_named = |name: &str| self.formats.iter().any(|format| format.name() == name);
        let is_needed = match publisher.name {
            "stories" => !self.podcast.sections.is_empty(),
            "daisy" => is_named("daisy-zip"),
            _ => false,
        };
        publisher.when == When::Always || is_named(publisher.name) || is_needed
    }
}

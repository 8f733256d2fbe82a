//! How the programme is built: the `[script]` table of newscaster.toml.

use std::ops::RangeInclusive;
use std::path::PathBuf;

use jiff::civil::Time;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use crate::files::sense;
use crate::model::Language;

/// How long a programme may be, in minutes.
pub const MINUTES: RangeInclusive<f64> = 0.1..=1_440.0;

/// How the programme is built: the `[script]` table of newscaster.toml.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own in the settings file")]
#[non_exhaustive]
pub struct Options {
    /// The edition's title; else the paper's name.
    #[serde(deserialize_with = "title")]
    pub title: Option<String>,
    /// The running-order profile: a built-in name or a TOML file.
    pub profile: Option<String>,
    /// The programme's length at most, in minutes.
    #[serde(deserialize_with = "minutes")]
    pub minutes: Option<f64>,
    /// Only the leading paragraph of every story.
    pub digest: bool,
    /// How many headlines at most; else what the profile says.
    pub headlines: Option<usize>,
    /// The time of broadcast (`"07:30"`), for the greeting.
    #[serde(deserialize_with = "time_of_day")]
    pub time: Option<Time>,
    /// Name the day by the Chinese lunar calendar too.
    pub lunar_date: bool,
    /// Say the number before every story: 第3条，共12条.
    pub orientation: bool,
    /// Repeat the first headlines at the end; else only in a long programme.
    pub recap: Option<bool>,
    /// Name at the end what was left out for lack of time.
    pub announce_left_out: bool,
    /// A file with the presenter's words, for those that shall differ from the built-in ones.
    pub links: Option<PathBuf>,
    /// A file with more sections, or more words for the built-in ones.
    pub sections: Option<PathBuf>,
    /// How fast the voices speak, for the length; else the cast voices' own pace.
    pub pace: Option<Pace>,
}

fn minutes<'de, D: Deserializer<'de>>(value: D) -> Result<Option<f64>, D::Error> {
    sense::read_within(value, "minutes", &MINUTES).map(Some)
}

fn title<'de, D: Deserializer<'de>>(value: D) -> Result<Option<String>, D::Error> {
    sense::read_line(value, "title")
}

fn time_of_day<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Time>, D::Error> {
    let text = String::deserialize(value)?;
    let wrong = |_| D::Error::custom(format!("`{text}` is no time of day; write it as \"07:30\""));
    text.parse().map(Some).map_err(wrong)
}

/// How many beats ([`Spoken::beats`](crate::model::Spoken::beats)) a voice says in a minute,
/// pauses at commas and the like included.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Pace {
    /// Syllables of Chinese.
    #[serde(deserialize_with = "pace")]
    pub zh: f64,
    /// Beats of English.
    #[serde(deserialize_with = "pace")]
    pub en: f64,
}

fn pace<'de, D: Deserializer<'de>>(value: D) -> Result<f64, D::Error> {
    sense::read_within(value, "a pace, in beats a minute,", &(30.0..=1_200.0))
}

impl Default for Pace {
    fn default() -> Self {
        Self { zh: 276.0, en: 335.0 }
    }
}

impl Pace {
    /// The pace in a language.
    pub fn of(self, language: Language) -> f64 {
        match language {
            Language::Zh => self.zh,
            Language::En => self.en,
        }
    }
}

/// Who speaks, as far as listeners are to be told: machines, people, or both. What nobody says is a machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speakers {
    /// Whether a machine is among them.
    pub machines: bool,
    /// Whether a trained model makes a machine's sound.
    pub trained: bool,
    /// Whether a person is among them.
    pub people: bool,
}

impl Default for Speakers {
    fn default() -> Self {
        Self { machines: true, trained: false, people: false }
    }
}

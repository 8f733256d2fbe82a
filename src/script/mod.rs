//! Room 2: what will be said. Articles in, a running order out, in written and in spoken form.
//!
//! [`write()`] reads the stories of a paper into sentences, puts them into a running order and sets the
//! presenter's words between them. [`file`](mod@file) is the form that an editor changes by hand.

mod changes;
mod estimate;
mod excerpt;
pub mod file;
mod language;
mod links;
mod order;
mod programme;
pub mod sentences;
pub mod sheet;
mod story;

use std::path::{Path, PathBuf};

use jiff::civil::{Date, Time};
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer};

use crate::files::{SettingsError, parse_settings, sense};
use crate::model::{Language, Paper, Script};
use crate::reading::Reader;
pub use changes::{changes, is_another_paper};
pub use estimate::{estimate, length};
pub use excerpt::{excerpt, of_text};
pub use order::profiles::names as profile_names;
pub use programme::in_title_case;

/// How the programme is built: the `[script]` table of newscaster.toml.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own in the settings file")]
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

/// How long a programme may be, in minutes.
pub const MINUTES: std::ops::RangeInclusive<f64> = 0.1..=1_440.0;

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

/// Why no script can be written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The pages hold no story.
    #[error("no story to read in {0}")]
    NoStory(String),
    /// A file that the options name cannot be read.
    #[error("cannot read {}: {reason}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the disk says.
        reason: String,
    },
    /// A profile that is neither built in nor a file.
    #[error("there is no profile `{name}`; give a TOML file, or one of {help}")]
    UnknownProfile {
        /// As given.
        name: String,
        /// The names there are, and the nearest.
        help: String,
    },
    /// Not even one headline fits.
    #[error("{minutes} minutes are too short for a programme; the least that serves is {least:.1}")]
    TooShort {
        /// As asked for.
        minutes: f64,
        /// For the opening, one headline and the sign-off.
        least: f64,
    },
    /// A mistake in a profile, a links file, a sections file or a script file.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// A line of the presenter's that cannot be put into words.
    #[error("the link `{template}` does not work: {message}")]
    Link {
        /// The template.
        template: String,
        /// What is wrong with it.
        message: String,
    },
}

impl Error {
    /// Whether the pages or a script are at fault, rather than a setting.
    pub fn is_bad_input(&self) -> bool {
        matches!(self, Self::NoStory(_))
    }
}

/// Writes the script of a paper for a day.
///
/// # Errors
/// No story, or a profile or template that is not usable.
pub fn write(paper: &Paper, date: Date, options: &Options, reader: &Reader) -> Result<Script, Error> {
    if paper.articles.is_empty() {
        return Err(Error::NoStory(paper.sources.join(", ")));
    }
    programme::write(paper, date, options, reader)
}

/// Reads one of the TOML files that the options name.
fn settings_file<T: DeserializeOwned>(path: &Path) -> Result<T, Error> {
    Ok(parse_settings(&read_file(path)?, path)?)
}

fn read_file(path: &Path) -> Result<String, Error> {
    crate::files::regular::read_text(path, crate::files::regular::LARGEST_SETTINGS)
        .map_err(|error| Error::Unreadable { path: path.to_owned(), reason: error.to_string() })
}

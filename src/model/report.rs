//! `report.json`: how an edition was made, for programs.

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use super::{Loudness, SpokenCoverage};

/// `report.json`, as it is written, and as the podcast and the last look read it; `S` is what its sentences are read into.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report<S = Vec<SegmentReport>> {
    /// The edition's title.
    pub title: String,
    /// Its day, `2024-11-28`.
    pub date: String,
    /// The language tag of its text, `zh-Hant`; empty in reports that did not tell it yet.
    #[serde(default)]
    pub language: String,
    /// When its content last changed, `2024-11-27T22:00:00Z`; empty in reports that did not tell it yet.
    #[serde(default)]
    pub modified: String,
    /// Who is heard, by the names that people know.
    #[serde(default)]
    pub narrators: Vec<String>,
    /// What listeners are told of voices that a machine makes; `None` where only people are heard.
    #[serde(default)]
    pub disclosure: Option<String>,
    /// The names of the sources that could not be reached.
    #[serde(default)]
    pub unreached: Vec<String>,
    /// Its length in seconds.
    pub duration_s: f64,
    /// The master's sample rate.
    pub sample_rate: u32,
    /// The master as measured.
    pub loudness: Loudness,
    /// The sentences.
    pub segments: S,
    /// Sections and stories.
    pub chapters: Vec<ChapterReport>,
    /// What became of the input's characters.
    pub coverage: SpokenCoverage,
    /// What a person should know.
    pub problems: Vec<String>,
}

/// A report whose sentences are passed over, for who reads thousands.
pub type Outline = Report<IgnoredAny>;

/// A sentence in `report.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SegmentReport {
    /// Its id in the script.
    pub id: String,
    /// Its first sound in seconds.
    pub start_s: f64,
    /// The end of its last one.
    pub end_s: f64,
    /// Who spoke it in the end.
    pub voice: String,
    /// Whether the clip store had it.
    pub cached: bool,
    /// How often it was tried.
    pub attempts: u32,
    /// What went wrong on the way.
    pub problem: Option<String>,
}

/// A chapter in `report.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChapterReport {
    /// Its title.
    pub title: String,
    /// Its mark in seconds.
    pub start_s: f64,
    /// The next one's, or the end; a section without words of its own holds its stories.
    pub end_s: f64,
    /// 1 for a section, 2 for a story.
    pub level: u8,
}

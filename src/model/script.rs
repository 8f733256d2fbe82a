//! What will be said: a running order of segments, each with its written and its spoken form.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize, Serializer};

use super::{ArticleId, Language, Millis, Span, Spoken};

/// What names a segment in the script, the report and the transcript.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SegmentId(pub String);

impl fmt::Display for SegmentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whose part a segment is; casting gives each a voice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The presenter: opening, headlines, links, sign-off.
    #[default]
    Anchor,
    /// The story itself.
    Reporter,
    /// The interviewer.
    Question,
    /// The interviewed.
    Answer,
    /// A long quotation.
    Quote,
}

/// One sentence, spoken in one breath by one voice.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Segment {
    /// Its name; unique in the script.
    pub id: SegmentId,
    /// Whose part it is.
    pub role: Role,
    /// The story it belongs to; `None` for opening, links and sign-off.
    pub article: Option<ArticleId>,
    /// Index into [`Script::chapters`].
    pub chapter: usize,
    /// What a reader sees.
    pub written: String,
    /// What the voice says.
    #[serde(serialize_with = "as_words")]
    pub spoken: Spoken,
    /// Silence after it.
    #[serde(rename = "pause_after_ms")]
    pub pause_after: Millis,
    /// The language of the sentence.
    #[serde(skip)]
    pub language: Language,
    /// A voice asked for by name, before any casting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voice: Option<String>,
    /// Where its printed words stand; empty for the presenter's own words.
    #[serde(skip)]
    pub spans: Vec<Span>,
}

fn as_words<S: Serializer>(spoken: &Spoken, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&spoken.text())
}

/// A place to jump to: a section (level 1) or a story (level 2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chapter {
    /// What the list of chapters shows.
    pub title: String,
    /// 1 for a section, opening and sign-off; 2 for a story inside a section.
    pub level: u8,
    /// The story, where it is one.
    pub article: Option<ArticleId>,
    /// The printed page that the story begins on, where the paper tells.
    #[serde(skip)]
    pub page: Option<String>,
    /// The story's own address, where the source gives one.
    #[serde(skip)]
    pub url: Option<String>,
    /// The address of the story's picture, where the source gives one.
    #[serde(skip)]
    pub picture: Option<String>,
}

/// A story, or a part of one, that is not spoken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// The story.
    pub article: ArticleId,
    /// Why, and how much of it, in words for the listener's report.
    pub reason: String,
    /// How many non-blank characters of the input that is.
    #[serde(skip)]
    pub characters: usize,
}

/// What became of the input's non-blank characters in the edition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpokenCoverage {
    /// All of them.
    pub characters: usize,
    /// Those of stories that are spoken, their headlines and bylines among them.
    pub spoken: usize,
    /// The rest: skipped on the page, or left out of the programme.
    pub skipped: usize,
}

/// The whole programme, in the order of speaking.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Script {
    /// The edition's title.
    pub title: String,
    /// The edition's date.
    pub date: Date,
    /// Its main language.
    pub language: Language,
    /// The sentences in order.
    pub segments: Vec<Segment>,
    /// The places to jump to, in order.
    pub chapters: Vec<Chapter>,
    /// What is not spoken, with the reason.
    pub left_out: Vec<LeftOut>,
    /// The names of the sources that could not be reached, which listeners are told.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unreached: Vec<String>,
    /// The sum for the report.
    #[serde(skip)]
    pub coverage: SpokenCoverage,
    /// What is wrong with the pages, in words for the report: stories that break off.
    #[serde(skip)]
    pub problems: Vec<String>,
    /// What the report tells besides: repairs, doubtful joins, fallback readings.
    #[serde(skip)]
    pub notes: Vec<String>,
}

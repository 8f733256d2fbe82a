//! The types that the rooms hand to each other. This module imports nothing of ours.

mod address;
mod article;
pub mod clock;
mod confidence;
mod edit;
mod edition;
mod locale;
mod report;
mod script;
mod spoken;
mod units;
mod zone;

pub use address::is_web_address;
pub use article::{
    Article, ArticleId, Coverage, Dateline, Kind, Language, Nature, Paper, Paragraph, Repair, SkipReason,
    Skipped, Span,
};
pub use confidence::Confidence;
pub use edit::{Edit, Place};
pub use edition::{
    ChapterSpan, Clip, ClipKey, Cue, Edition, Level, Narrator, SHORTEST_STOP, Stop, Take, TokenMark, stops,
};
pub use locale::Locale;
pub use report::{ChapterReport, Outline, Report, SegmentReport};
pub use script::{Chapter, LeftOut, Role, Script, Segment, SegmentId, SpokenCoverage};
pub use spoken::{Mark, Say, Spoken, Syllable, Token, Tone};
pub use units::{Loudness, Millis, SampleRate, Samples};
pub use zone::Zone;

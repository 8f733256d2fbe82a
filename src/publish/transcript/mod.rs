//! Transcripts of the printed text: WebVTT, SRT, plain text and a page.

pub mod cues;
pub mod json;
pub mod page;
pub mod srt;
pub mod text;
pub mod timing;
pub mod units;
pub mod vtt;
mod words;
mod wrap;

//! Transcripts of the printed text: WebVTT, SRT, plain text and a page.

mod cues;
pub mod page;
pub mod srt;
pub mod text;
mod units;
pub mod vtt;
mod wrap;

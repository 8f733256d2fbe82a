//! Transcripts of the printed text: WebVTT, SRT, plain text and a page.

pub mod page;
pub mod srt;
pub mod text;
pub mod vtt;
mod wrap;

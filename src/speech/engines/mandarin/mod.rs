//! What every engine needs that makes its sound of our own pinyin: phrases, sandhi, tunes, letters, and syllables that are rare.

mod letters;
mod phrasing;
mod sandhi;
mod syllable;
mod table;
mod tune;
mod word;

pub(super) use letters::syllables as letters;
pub(super) use phrasing::stretches;
#[cfg(feature = "onnx")]
pub(super) use phrasing::syllables;
pub(super) use syllable::{instead, is_erhua, nearest};
#[cfg(feature = "onnx")]
pub(super) use table::rows;
pub(super) use word::{Break, Word};

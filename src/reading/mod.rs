//! The spoken form: numbers, units, letters and pinyin, decided once, in text, for every engine.

mod check;
mod en;
mod error;
mod explain;
mod kana;
mod languages;
mod latin;
pub mod lexicon;
mod lexis;
mod marks;
mod mended;
mod models;
mod number;
mod options;
mod piece;
pub mod pinyin;
mod reader;
mod roman;
mod scan;
mod tables;
mod text;
mod units;
mod words;
mod zh;

pub use error::Error;
pub use explain::explain;
pub use options::Options;
pub use reader::Reader;

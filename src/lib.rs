//! newscaster reads the day's newspaper aloud: pages go in, a spoken edition with chapters comes out.
//!
//! Rooms stand in a row, and data walks through them once, forward:
//!
//! ```text
//!  files ─► articles ─► script ─► speech ─► stitch ─► publish ─► verify
//!           Paper       Script    Takes     Edition   files      faults
//!                         │
//!                      reading      how is a text said: numbers, names, pinyin, English
//!
//!  pipeline walks through all of them · model is what they hand to each other
//!  files, loudness, parallel, progress, text are what they stand on
//! ```
//!
//! | room | what it answers |
//! |---|---|
//! | [`fetch`] | what lies outside? |
//! | [`articles`] | what does the paper say? |
//! | [`script`] | what will be said? |
//! | [`reading`] | how is it said? |
//! | [`speech`] | who says it? |
//! | [`stitch`] | when does it sound? |
//! | [`publish`] | what do listeners get? |
//! | [`verify`] | is it right? |
//! | [`station`] | who listens? |
//!
//! A page becomes the words that a voice would say:
//!
//! ```
//! use newscaster::{articles, reading::Reader, script};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let page = "青原日报\n\n2025年3月4日\n\n# 图书馆今天开放\n\n本报讯（记者 林远）市图书馆今天开放，藏书3.5万册。";
//! let paper = articles::read_bytes("page.md", page.as_bytes(), &articles::Options::default())?;
//! assert_eq!(paper.articles[0].title, "图书馆今天开放");
//!
//! let date = paper.date.ok_or("no day is printed")?;
//! let reader = Reader::new(&Default::default())?;
//! let script = script::write(&paper, date, &script::Options::default(), script::Speakers::default(), &reader)?;
//! for segment in &script.segments {
//!     println!("{:?}: {}", segment.role, segment.spoken.text());
//! }
//! assert!(script.segments.iter().any(|segment| segment.spoken.text().contains("三点五万册")));
//! # Ok(())
//! # }
//! ```
//!
//! The folder `examples/` has three more: `read_page`, `make_edition` (the whole way, in one call) and `custom_engine`
//! (a voice of one's own). The feature `cli`, on by default, is the program itself; a library does without it:
//! `newscaster = { version = "…", default-features = false }`.

// The fit of the weights shares the broken pages with tests/suite.
#[cfg(test)]
extern crate self as newscaster;

pub mod articles;
#[cfg(feature = "cli")]
pub mod cli;
pub mod config;
pub mod desk;
mod environment;
pub mod fetch;
pub mod files;
pub mod gathering;
pub mod loudness;
pub mod model;
pub mod parallel;
pub mod pipeline;
pub mod progress;
pub mod publish;
pub mod reading;
pub mod script;
pub mod speech;
pub mod station;
pub mod stitch;
pub mod text;
pub mod verify;
mod words;

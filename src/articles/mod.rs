//! Room 1: what the paper says. Pages and files in, articles out; nothing rewritten, nothing lost.
//!
//! A page walks through steps that each do one thing, and `desk` leads it from one to the next:
//!
//! 1. `input`: files and folders; bytes become text; front matter is read.
//! 2. `markdown`: text becomes blocks, and marks go.
//! 3. `blocks`: each block is typed, with what `bylines` and `jumps::signs` lift off it; what is no story is named.
//! 4. `pages`: where another page begins, its number and its name.
//! 5. `groups`: where stories begin.
//! 6. `joins`: which text goes on in which.
//! 7. `stories`: headlines, reporters and paragraphs; doubles are dropped.
//! 8. `jumps`: stories over several pages are merged.
//! 9. `coverage`: the account is closed.
//!
//! That is the way of a printed page. `nature` tells it from a text made for screens, whose markup `sources` makes into a
//! `document` and whose outline `written` believes; both ways end in steps 7 to 9.
//!
//! `explain` draws how it went. `text` is print that knows where it stands; `sections`, `topics`, `clauses` and
//! `rule` are what several steps ask.

mod blocks;
mod bylines;
mod clauses;
mod coverage;
mod desk;
mod document;
mod explain;
mod groups;
mod input;
mod joins;
mod jumps;
mod markdown;
mod nature;
mod pages;
mod rule;
mod sections;
mod sources;
mod stories;
mod text;
mod topics;
mod written;

use std::path::PathBuf;

use jiff::civil::Date;
use serde::Deserialize;

use crate::model::{Language, Nature, Paper};
use crate::progress::{Progress, Stage};

/// What the reader of pages may be told.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// The day of issue; else the page or its file's name gives it.
    #[serde(deserialize_with = "crate::files::sense::read_day")]
    pub date: Option<Date>,
    /// The paper's name; else the masthead or the bylines give it.
    pub name: Option<String>,
    /// The main language; else the script of its letters tells.
    pub language: Option<Language>,
    /// Whether the inputs are written or printed; else each of them tells.
    #[serde(rename = "as")]
    pub nature: Option<Nature>,
}

/// Why the pages cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file that is not there.
    #[error("{}: there is no such file or folder; check the path", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// A file that the system does not let us read.
    #[error("{}: cannot be read ({reason}); check its permissions", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// A file without text.
    #[error("{}: the file is empty; give a page with text on it", path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// A folder without pages.
    #[error("{}: no page in this folder; put .md or .txt files into it", path.display())]
    EmptyFolder {
        /// The folder.
        path: PathBuf,
    },
    /// A picture, a PDF, a program.
    #[error("{}: this is no text file; give the page as Markdown or plain text (from a PDF or a scan, run OCR first)", path.display())]
    Binary {
        /// The file.
        path: PathBuf,
    },
    /// Text in an encoding that cannot be told.
    #[error("{}: its encoding cannot be told; save it as UTF-8 (GB18030, Big5 and UTF-16 are read too)", path.display())]
    Undecodable {
        /// The file.
        path: PathBuf,
    },
    /// Text, but no story in it.
    #[error("{}: no article was found; is this a newspaper page? `newscaster explain` draws how it was read", path.display())]
    NoArticle {
        /// The first input.
        path: PathBuf,
    },
}

/// Reads pages, files and folders of them into one paper. `chinese` is called before the work begins where there is
/// Chinese on them, for who wants to get ready for it meanwhile.
///
/// # Errors
/// The first input that cannot be read, and why.
pub fn read(
    inputs: &[PathBuf],
    options: &Options,
    progress: &dyn Progress,
    chinese: &dyn Fn(),
) -> Result<Paper, Error> {
    let files = input::files(inputs)?;
    progress.begin(Stage::Read, files.len() as u64);
    let mut read = Vec::new();
    for path in &files {
        read.push(input::read(path)?);
        progress.step(Stage::Read, &path.display().to_string());
    }
    if read.iter().any(|input| input.text.contains(text::is_han)) {
        chinese();
    }
    let paper = desk::paper(&read, options);
    progress.end(Stage::Read);
    if paper.articles.is_empty() {
        return Err(Error::NoArticle { path: files.first().cloned().unwrap_or_default() });
    }
    for doubt in &paper.doubts {
        progress.note(doubt);
    }
    Ok(paper)
}

/// Reads one page from memory; `name` stands for its file's name. A page without a story gives a paper without one.
///
/// # Errors
/// Bytes that are no text.
pub fn read_bytes(name: &str, bytes: &[u8], options: &Options) -> Result<Paper, Error> {
    Ok(desk::paper(&[input::from_bytes(name.as_ref(), bytes)?], options))
}

/// Gives one item after the other away, and their room back: lists of millions are not there twice.
fn freeing<T>(mut items: Vec<T>, mut take: impl FnMut(T)) {
    const ROOM: usize = 1 << 16;
    items.reverse();
    while let Some(item) = items.pop() {
        take(item);
        if items.len().is_multiple_of(ROOM) {
            items.shrink_to_fit();
        }
    }
}

/// Draws how the pages were read, as one HTML page.
///
/// # Errors
/// As [`read`].
pub fn explain(inputs: &[PathBuf], options: &Options) -> Result<String, Error> {
    let mut read = Vec::new();
    for path in input::files(inputs)? {
        read.push(input::read(&path)?);
    }
    Ok(explain::draw(&desk::paper(&read, options), &read))
}

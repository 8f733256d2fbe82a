//! Room 1: what the paper says. Pages and files in, articles out; nothing rewritten, nothing lost.
//!
//! A page walks through steps that each do one thing, and `assemble` leads it from one to the next:
//!
//! 1. `input`: files and folders; bytes become text; front matter is read.
//! 2. `markdown`: text becomes blocks, and marks go.
//! 3. `blocks`: each block is typed, with what `bylines` and `features::jump_lines` lift off it; what is no story is named.
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
//! `explain` draws how it went. `text` is print that knows where it stands, and `features` are the questions about one
//! text that any step may ask. A step asks those and the steps before it, never one behind it.

mod assemble;
mod blocks;
mod bylines;
mod coverage;
mod document;
mod error;
mod explain;
mod features;
#[cfg(test)]
mod fit;
mod freeing;
mod groups;
mod input;
mod joins;
mod jumps;
mod markdown;
mod nature;
mod options;
mod pages;
mod reasons;
mod rule;
mod sources;
mod stories;
mod text;
mod treatment;
mod weights;
mod words;
mod written;

use std::path::PathBuf;

use crate::model::Paper;
use crate::progress::{Progress, Stage};

pub use self::error::Error;
pub use self::options::Options;
pub use self::treatment::{Documents, Treatment};

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
    let paper = assemble::paper(&read, options);
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
    Ok(assemble::paper(&[input::from_bytes(name.as_ref(), bytes)?], options))
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
    Ok(explain::draw(&assemble::paper(&read, options), &read))
}

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
//! What editors `decided` about stories is done to the paper in the end. `explain` draws how it went. `text` is print that knows where it stands, and `features` are the questions about one
//! text that any step may ask. A step asks those and the steps before it, never one behind it.

mod assemble;
mod blocks;
mod bylines;
mod contents;
mod coverage;
pub mod decided;
mod document;
mod error;
mod explain;
mod features;
#[cfg(test)]
mod fit;
mod frame;
mod freeing;
mod groups;
mod input;
mod joins;
mod jumps;
mod markdown;
mod nature;
mod options;
mod pages;
mod placed;
mod reasons;
mod rule;
mod sources;
mod stories;
mod text;
mod treatment;
mod weights;
mod words;
mod written;

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::Serialize;

use self::input::Input;
use self::sources::Opened;
use crate::model::Paper;
use crate::progress::{Progress, Stage};

pub use self::error::Error;
pub use self::options::Options;
pub use self::treatment::{Documents, Treatment};

/// A text that is no file: it was fetched, or waited in the spool.
#[derive(Clone, Debug)]
pub struct Given {
    /// Its name or address; its ending tells its form where its bytes do not.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Whether somebody asked for it by its name, and wants to hear when it cannot be read.
    pub is_asked_for: bool,
}

/// Inputs whose forms are known and whose print is at hand.
pub struct Pages {
    opened: Vec<Opened>,
    /// The first of all inputs, readable or not.
    first: PathBuf,
    problems: Vec<String>,
    doubts: Vec<String>,
}

/// Reads pages, files and folders of them into one paper.
///
/// # Errors
/// The first input that cannot be read, and why.
pub fn read(inputs: &[PathBuf], options: &Options, progress: &dyn Progress) -> Result<Paper, Error> {
    open(inputs, &[], progress)?.read(options, None, progress)
}

/// Opens files, folders of them, and behind them texts that are no files.
///
/// # Errors
/// The first input that cannot be read, and why.
pub fn open(inputs: &[PathBuf], given: &[Given], progress: &dyn Progress) -> Result<Pages, Error> {
    let files = input::files(inputs, &sources::endings().collect::<Vec<_>>())?;
    let count = files.len() + given.len();
    progress.begin(Stage::Read, count as u64);
    let mut opened = Vec::new();
    let (mut problems, mut doubts) = (Vec::new(), Vec::new());
    let from_files = files.iter().map(|found| (open_file(&found.path), !found.in_folder, found.path.clone()));
    let from_bytes = given.iter().map(|text| {
        (sources::open(text.name.as_ref(), &text.bytes), text.is_asked_for, PathBuf::from(&text.name))
    });
    let mut first = None;
    for (read, is_asked_for, path) in from_files.chain(from_bytes) {
        match read {
            Ok(file) => opened.push(file),
            Err(error @ Error::UnknownForm { .. }) if !is_asked_for => doubts.push(error.to_string()),
            // Nobody asked for it by its name; the others are read without it.
            Err(error) if !is_asked_for && count > 1 => problems.push(error.to_string()),
            Err(error) => return Err(error),
        }
        progress.step(Stage::Read, &path.display().to_string());
        first.get_or_insert(path);
    }
    Ok(Pages { opened, first: first.unwrap_or_default(), problems, doubts })
}

impl Pages {
    /// Whether there is Chinese on them, for which the next steps load dictionaries.
    pub fn has_chinese(&self) -> bool {
        self.opened.iter().any(|file| file.input.text.contains(text::is_han))
    }

    /// Puts them together. Posts of days after `today` wait for theirs; without it, and where a day is asked for, none
    /// waits.
    ///
    /// # Errors
    /// No article on them; decisions that cannot be read.
    pub fn read(
        self,
        options: &Options,
        today: Option<Date>,
        progress: &dyn Progress,
    ) -> Result<Paper, Error> {
        let mut paper = assemble::paper(&self.opened, options, today);
        decided::honour(&options.decisions, &mut paper)?;
        paper.problems.splice(0..0, self.problems);
        paper.doubts.splice(0..0, self.doubts);
        progress.end(Stage::Read);
        if paper.articles.is_empty() {
            let own = format!("{}: ", self.first.display());
            // What was left out says more than that nothing is there.
            let known = paper.problems.first().or(paper.doubts.first());
            let reason = known
                .map_or("is this a newspaper page? `newscaster explain` draws how it was read", |known| {
                    known.strip_prefix(&own).unwrap_or(known)
                });
            let reason = reason.to_owned();
            return Err(Error::NoArticle { path: self.first, reason });
        }
        for doubt in paper.problems.iter().chain(&paper.doubts) {
            progress.note(doubt);
        }
        Ok(paper)
    }

    /// Draws how they are read, as one HTML page.
    ///
    /// # Errors
    /// Decisions that cannot be read.
    pub fn explain(self, options: &Options, today: Option<Date>) -> Result<String, Error> {
        let mut paper = assemble::paper(&self.opened, options, today);
        decided::honour(&options.decisions, &mut paper)?;
        let frames =
            |file: &Opened| file.contents(0).map(contents::Contents::into_frames).unwrap_or_default();
        let frames: Vec<_> = self.opened.iter().map(frames).collect();
        let files: Vec<Input> = self.opened.into_iter().map(|file| file.input).collect();
        Ok(explain::draw(&paper, &files, &frames))
    }
}

fn open_file(path: &Path) -> Result<Opened, Error> {
    sources::open(path, &input::bytes(path)?)
}

/// Reads one file from memory; `name` stands for its path, or is the address that it was fetched from. A page without a
/// story gives a paper without one.
///
/// # Errors
/// Bytes that cannot be read.
pub fn read_bytes(name: &str, bytes: &[u8], options: &Options) -> Result<Paper, Error> {
    Ok(assemble::paper(&[sources::open(name.as_ref(), bytes)?], options, None))
}

/// The links of a page of an e-paper to the others of its issue and to their articles, as they are written; or the one to
/// which a page sends its readers on. None of other texts.
pub fn listed(name: &str, bytes: &[u8]) -> Vec<String> {
    let is_page = bytes.trim_ascii_start().starts_with(b"<") || bytes.starts_with(b"\xef\xbb\xbf<");
    let Some(opened) = is_page.then(|| sources::open(name.as_ref(), bytes).ok()).flatten() else {
        return Vec::new();
    };
    let listing = match opened.form.name {
        "founder" => opened.contents(0).unwrap_or_default().listing,
        "html" => return sources::sends_on(&opened.input.text).into_iter().collect(),
        _ => return Vec::new(),
    };
    // An article's own page lists its neighbours, which stand on a page of the paper.
    let articles = if listing.pages.is_empty() { Vec::new() } else { listing.articles };
    listing.pages.into_iter().map(|(link, ..)| link).chain(articles).collect()
}

/// A form of files that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct SourceForm {
    /// Its name.
    pub name: &'static str,
    /// The endings of its files' names, without the dot.
    pub extensions: &'static [&'static str],
    /// What it is, in a few words.
    pub what: &'static str,
}

/// The forms of files that can be read.
pub fn forms() -> impl Iterator<Item = SourceForm> {
    let told =
        |form: &sources::Form| SourceForm { name: form.name, extensions: form.extensions, what: form.what };
    sources::FORMS.iter().map(told)
}

//! The last look before publishing: every file of an edition is reopened and held against its report.
//!
//! It reads what was written by its own means: nothing that `publish` writes with is asked here.

mod book;
mod cover;
mod daisy;
mod epub;
mod feed;
mod listen;
mod pages;
mod script;
mod sound;
mod sums;
mod text;
mod wave;
mod xml;

use std::fmt::Display;
use std::fs;
use std::path::{Path, PathBuf};

pub use listen::listen;
pub use sums::compare;

use crate::model::{Millis, Report};
use crate::parallel;
use crate::progress::{Progress, Stage};

pub use feed::verify_podcast;

/// Why an edition cannot be checked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file, or what all others are held against, cannot be read.
    #[error("cannot read {}: {cause}; make the edition again", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        cause: String,
    },
}

/// What was checked, and what is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// The files that were opened.
    pub checked: Vec<String>,
    /// What is wrong, each naming its file and what to do.
    pub faults: Vec<String>,
}

impl Verification {
    /// Whether nothing is wrong.
    pub fn passed(&self) -> bool {
        self.faults.is_empty()
    }
}

/// Times may differ by a rounded millisecond where a file holds its own.
const TOLERANCE_S: f64 = 0.0015;

/// What a check hands its findings to: faults of one file.
pub(super) struct Findings<'a> {
    file: &'a str,
    /// What the script prints, a sentence each; empty where it cannot be read.
    written: &'a [String],
    /// The printed page of each chapter.
    pages: &'a [Option<String>],
    faults: &'a mut Vec<String>,
}

impl Findings<'_> {
    /// Something is wrong with the file.
    pub(super) fn fault(&mut self, what: impl Display) {
        self.faults.push(again(self.file, what));
    }

    /// Holds two times in seconds against each other.
    pub(super) fn same_time(&mut self, what: impl Display, found: f64, expected: f64) {
        self.near(what, found, expected, TOLERANCE_S);
    }

    /// Holds two times in seconds against each other as exactly as the format can say them.
    pub(super) fn near(&mut self, what: impl Display, found: f64, expected: f64, tolerance: f64) {
        if (found - expected).is_nan() || (found - expected).abs() > tolerance {
            self.fault(format!("{what} is at {found:.3} s, but report.json says {expected:.3} s"));
        }
    }

    /// Every sentence is shown, in order and to the letter; how lines are broken does not matter.
    pub(super) fn shows(&mut self, text: &str) {
        let text = bare(text);
        let mut rest = text.as_str();
        for sentence in self.written {
            let sentence = bare(sentence);
            let Some(at) = rest.find(&sentence) else {
                return self.fault(format!("it does not show “{sentence}” in its place"));
            };
            rest = &rest[at + sentence.len()..];
        }
    }

    /// Nothing but the sentences is shown.
    pub(super) fn shows_only(&mut self, text: &str) {
        let written: String = self.written.iter().map(|sentence| bare(sentence)).collect();
        if !written.is_empty() && bare(text) != written {
            self.fault("its text is not what script.toml has as `written`");
        }
    }

    /// A sound file's title is the edition's, with or without the day behind it.
    pub(super) fn titled(&mut self, title: Option<&str>, report: &Report) {
        let title = title.unwrap_or_default();
        if !title.starts_with(&report.title) {
            self.fault(format!("its title is “{title}”, not “{}”", report.title));
        }
    }

    /// Holds two counts against each other.
    pub(super) fn same_count(&mut self, what: &str, found: usize, expected: usize) -> bool {
        if found != expected {
            self.fault(format!("{found} {what}, but report.json has {expected}"));
        }
        found == expected
    }
}

/// What is wrong with a file, and what to do.
fn again(file: &str, what: impl Display) -> String {
    format!("{file}: {what}; make the edition again")
}

/// A check of one file against the report.
type Check = fn(&Path, &Report, &mut Findings<'_>) -> Result<(), Error>;

/// Files by name, whether each edition must have them, and how they are checked.
static CHECKS: &[(&str, bool, Check)] = &[
    ("report.json", true, text::report),
    ("edition.wav", true, wave::check),
    ("edition.mp3", true, sound::mp3),
    ("edition.m4b", false, sound::m4b),
    ("edition.opus", false, sound::opus),
    ("edition.flac", false, sound::flac),
    ("script.toml", true, script::check),
    ("chapters.json", true, text::chapters),
    ("chapters.vtt", true, text::chapter_cues),
    ("transcript.vtt", true, text::vtt),
    ("transcript.json", true, text::transcript),
    ("transcript.srt", false, text::srt),
    ("transcript.txt", false, pages::plain),
    ("transcript.html", false, pages::transcript),
    ("edition.epub", false, epub::check),
    ("daisy/ncc.html", false, daisy::check),
    ("publication.json", false, text::audiobook),
    ("cover.png", false, cover::png),
    ("cover.jpg", false, cover::jpeg),
    ("index.html", true, pages::player),
    ("report.html", true, pages::production),
];

fn report(folder: &Path) -> Result<Report, Error> {
    let path = folder.join("report.json");
    serde_json::from_str(&read_text(&path)?).map_err(|error| Error::Read { path, cause: error.to_string() })
}

/// Reopens every file of an edition's folder and holds it against `report.json` and `script.toml`.
///
/// # Errors
/// Where `report.json` is missing or is none: then nothing can be checked. Every other fault is in the result.
pub fn verify(folder: &Path, progress: &dyn Progress) -> Result<Verification, Error> {
    let report = report(folder)?;
    let print = script::print(&folder.join("script.toml"));
    let look = |index: usize| {
        let (file, required, check) = CHECKS[index];
        let path = folder.join(file);
        let mut faults = Vec::new();
        if !path.exists() {
            faults.extend(required.then(|| format!("{file} is missing; make the edition again")));
            return Ok((false, faults));
        }
        let mut findings =
            Findings { file, written: &print.written, pages: &print.pages, faults: &mut faults };
        let checked = check(&path, &report, &mut findings);
        faults.extend(checked.err().map(|error| error.to_string()));
        Ok((true, faults))
    };
    let mut verification = Verification::default();
    progress.begin(Stage::Verify, CHECKS.len() as u64);
    parallel::in_order(CHECKS.len(), look, |index, (is_there, faults): (bool, Vec<String>)| {
        let file = CHECKS[index].0;
        verification.checked.extend(is_there.then(|| file.to_owned()));
        verification.faults.extend(faults);
        progress.step(Stage::Verify, file);
        Ok::<_, Error>(())
    })?;
    progress.end(Stage::Verify);
    Ok(verification)
}

/// A time of the report, which holds whole milliseconds as seconds.
fn millis(seconds: f64) -> Millis {
    Millis((seconds * 1_000.0).round().max(0.0) as u64)
}

/// All of a text file.
fn read_text(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(|error| unreadable(path, error))
}

/// Something in a file cannot be read.
fn unreadable(path: &Path, cause: impl Display) -> Error {
    Error::Read { path: path.to_owned(), cause: cause.to_string() }
}

/// Without blanks: lines are broken at them.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect()
}

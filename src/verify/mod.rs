//! The last look before publishing: every file of an edition is reopened and held against its report.
//!
//! It reads what was written by its own means: nothing that `publish` writes with is asked here.

mod book;
mod briefing;
mod cover;
mod daisy;
mod daisy3;
mod epub;
mod error;
mod feed;
mod findings;
mod input;
mod listen;
mod lpf;
mod pages;
mod script;
mod sound;
mod stops;
mod stories;
mod sums;
mod text;
mod wave;
mod xml;

use std::path::Path;

pub use error::Error;
pub use findings::Verification;
pub use listen::listen;
pub use sums::compare;

use crate::model::Report;
use crate::parallel;
use crate::progress::{Progress, Stage};

pub use feed::{missing_feed, verify_podcast};
use findings::{Findings, again};

/// A check of one file against the report.
type Check = fn(&Path, &Report, &mut Findings<'_>) -> Result<(), Error>;

/// Files by name, whether each edition must have them, and how they are checked.
static CHECKS: &[(&str, bool, Check)] = &[
    ("report.json", true, text::report),
    ("edition.wav", true, wave::check),
    ("edition.mp3", true, sound::mp3),
    ("edition.m4b", false, sound::m4b),
    ("edition.mp4", false, sound::video),
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
    ("daisy3/package.opf", false, daisy3::check),
    ("daisy.zip", false, daisy::packed),
    ("stories/playlist.m3u8", false, stories::check),
    ("briefing.mp3", false, briefing::check),
    ("publication.json", false, text::audiobook),
    ("cover.png", false, cover::png),
    ("cover-small.png", false, cover::small),
    ("cover.jpg", false, cover::jpeg),
    ("index.html", true, pages::player),
    ("app.webmanifest", true, text::manifest),
    ("sw.js", true, pages::worker),
    ("report.html", true, pages::production),
    ("edition.lpf", false, lpf::check),
];

/// Reopens every file of an edition's folder and holds it against `report.json` and `script.toml`.
///
/// # Errors
/// Where `report.json` is missing or is none: then nothing can be checked. Every other fault is in the result.
pub fn verify(folder: &Path, progress: &dyn Progress) -> Result<Verification, Error> {
    let report = input::report(folder)?;
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
            Findings { file, written: &print.written, pages: &print.pages, cure: again, faults: &mut faults };
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

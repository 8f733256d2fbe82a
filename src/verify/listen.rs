//! The sound files as a listener hears them: each decoded to its last sample, its loudness and peaks measured.

use std::fs;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use super::error::{Error, unreadable};
use super::findings::{Findings, Verification, again};
use crate::files::regular;
use crate::loudness::{self, HIGHEST_PEAK, Heard, integrated};
use crate::model::{Report, SampleRate};
use crate::parallel;
use crate::progress::{Progress, Stage};

/// How far a delivered file's loudness may be from the master's (LU).
const LOUDNESS_LU: f64 = 0.3;
/// How far its length may be from the master's: the longest packet of any codec and the encoder's delay, in seconds.
const LENGTH_S: f64 = 0.15;
/// The talking book with one file a story.
const DAISY: &str = "daisy";

/// Decodes every sound file of an edition's folder, on all cores, and holds it against `report.json`.
///
/// # Errors
/// Where `report.json` is missing or is none. Every other fault is in the result.
pub fn listen(folder: &Path, progress: &dyn Progress) -> Result<Verification, Error> {
    let report = super::input::report(folder)?;
    let files = ["edition.mp3", "edition.opus", "edition.m4b", "edition.flac", "edition.wav", DAISY];
    let files: Vec<_> = files.into_iter().filter(|file| folder.join(file).exists()).collect();
    let mut verification = Verification::default();
    progress.begin(Stage::Verify, files.len() as u64);
    parallel::in_order(
        files.len(),
        |index| Ok(judge(files[index], folder, &report)),
        |index, faults: Vec<String>| {
            verification.faults.extend(faults);
            verification.checked.push(files[index].to_owned());
            progress.step(Stage::Verify, files[index]);
            Ok::<_, Error>(())
        },
    )?;
    progress.end(Stage::Verify);
    if folder.join("edition.epub").exists() {
        verification.faults.extend(book(folder).err().map(|error| error.to_string()));
    }
    Ok(verification)
}

/// What is wrong with the sound of a file.
fn judge(file: &str, folder: &Path, report: &Report) -> Vec<String> {
    let mut faults = Vec::new();
    let path = folder.join(file);
    let heard = if file == DAISY { parts(&path) } else { heard(&path) };
    match heard {
        Ok((rate, heard)) => {
            hold(
                &heard,
                rate,
                report,
                &mut Findings { file, written: &[], pages: &[], cure: again, faults: &mut faults },
            );
        }
        Err(error) => faults.push(error.to_string()),
    }
    faults
}

fn hold(heard: &Heard, rate: SampleRate, report: &Report, findings: &mut Findings<'_>) {
    findings.near("the end of what can be decoded", heard.length.seconds(rate), report.duration_s, LENGTH_S);
    let told = report.loudness.integrated;
    let loudness = integrated(&heard.levels).unwrap_or(-70.0).max(-70.0);
    if (loudness - told).abs() > LOUDNESS_LU {
        findings.fault(format!(
            "decoded, it has {loudness:.1} LUFS, but report.json says {told:.1}; a higher rate in [publish.encoding] helps a lossy file"
        ));
    }
    if let Some(peak) = heard.excess() {
        findings.fault(format!(
            "decoded, it has a true peak of {peak:.1} dBTP, above {HIGHEST_PEAK:.0}: lower true_peak in [sound] or raise its rate in [publish.encoding]"
        ));
    }
}

/// The files of the stories, one after the other.
fn parts(folder: &Path) -> Result<(SampleRate, Heard), Error> {
    let entries = fs::read_dir(folder).map_err(|error| unreadable(folder, error))?;
    let paths = entries.filter_map(Result::ok).map(|entry| entry.path());
    let mut paths: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|is| is == "mp3")).collect();
    paths.sort();
    let (mut rate, mut whole) = (SampleRate::MASTER, Heard::default());
    for path in paths {
        let part = heard(&path)?;
        rate = part.0;
        whole.length = whole.length.saturating_add(part.1.length);
        whole.levels.extend(part.1.levels);
        whole.peak = whole.peak.max(part.1.peak);
    }
    Ok((rate, whole))
}

fn heard(path: &Path) -> Result<(SampleRate, Heard), Error> {
    loudness::heard(path).map_err(|error| unreadable(path, error))
}

/// The EPUB's sound is the MP3, byte for byte.
fn book(folder: &Path) -> Result<(), Error> {
    let path = folder.join("edition.epub");
    let file = regular::open(&path).map_err(|error| unreadable(&path, error))?;
    let mut book = zip::ZipArchive::new(BufReader::new(file)).map_err(|error| unreadable(&path, error))?;
    let mut entry = book.by_name("EPUB/media/edition.mp3").map_err(|error| unreadable(&path, error))?;
    let mut sound = Vec::new();
    let mp3 = folder.join("edition.mp3");
    let length = fs::metadata(&mp3).map_err(|error| unreadable(&mp3, error))?.len();
    // A byte more would differ already, however far the book would go on.
    entry.by_ref().take(length + 1).read_to_end(&mut sound).map_err(|error| unreadable(&path, error))?;
    if regular::read(&mp3, length).map_err(|error| unreadable(&mp3, error))? == sound {
        Ok(())
    } else {
        Err(unreadable(&path, "its sound is not that of edition.mp3"))
    }
}

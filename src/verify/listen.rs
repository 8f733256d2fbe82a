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
/// The briefing, and what smart speakers want of it: its loudness (LUFS) and how far it may be off, its highest true peak
/// (dBTP) with what a decoder may add, and its longest length in seconds.
const BRIEFING: &str = "briefing.mp3";
const BRIEFING_LUFS: f64 = -14.0;
const BRIEFING_LU: f64 = 1.0;
const BRIEFING_PEAK: f64 = -1.9;
const BRIEFING_S: f64 = 600.0;

/// Decodes every sound file of an edition's folder, on all cores, and holds it against `report.json`.
///
/// # Errors
/// Where `report.json` is missing or is none. Every other fault is in the result.
pub fn listen(folder: &Path, progress: &dyn Progress) -> Result<Verification, Error> {
    let report = super::input::report(folder)?;
    let files = [
        "edition.mp3",
        "edition.opus",
        "edition.m4b",
        "edition.mp4",
        "edition.flac",
        "edition.wav",
        BRIEFING,
        DAISY,
    ];
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
            let hold = if file == BRIEFING { hold_briefing } else { hold };
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

/// A briefing is as loud as smart speakers want it; silence is as it is.
fn hold_briefing(heard: &Heard, rate: SampleRate, _: &Report, findings: &mut Findings<'_>) {
    let length = heard.length.seconds(rate);
    if length > BRIEFING_S {
        findings.fault(format!("decoded, it lasts {length:.1} s, more than {BRIEFING_S:.0} s"));
    }
    let loudness = integrated(&heard.levels).unwrap_or(BRIEFING_LUFS);
    if (loudness - BRIEFING_LUFS).abs() > BRIEFING_LU {
        findings.fault(format!("decoded, it has {loudness:.1} LUFS, not {BRIEFING_LUFS:.0}"));
    }
    let peak = f64::from(20.0 * heard.peak.max(1e-6).log10());
    if peak > BRIEFING_PEAK {
        findings.fault(format!("decoded, it has a true peak of {peak:.1} dBTP, above -2"));
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

//! The assembler and the sound files, judged by their own samples and by ffmpeg and ffprobe.

mod chapters;
mod joints;
mod levels;
mod listening;
mod m4b;
mod master;

use std::path::{Path, PathBuf};
use std::process::Command;

use newscaster::model::Edition;
use newscaster::publish::sound::{self, Encoding};

/// Whether a judge is installed; says so where it is not.
fn has(judge: &str) -> bool {
    let found = Command::new(judge).arg("-version").output().is_ok();
    if !found {
        crate::needs::skip(format_args!("{judge} is not installed"));
    }
    found
}

/// Chapters as ffprobe lists them: start and end in milliseconds, title.
fn chapters_of(file: &Path) -> Vec<(u64, u64, String)> {
    let arguments = ["-v", "error", "-show_chapters", "-of", "json"];
    let output = Command::new("ffprobe").args(arguments).arg(file).output().unwrap();
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let millis = |value: &serde_json::Value| {
        (value.as_str().unwrap().parse::<f64>().unwrap() * 1_000.0).round() as u64
    };
    json["chapters"]
        .as_array()
        .unwrap()
        .iter()
        .map(|chapter| {
            let title = chapter["tags"]["title"].as_str().unwrap_or_default().to_owned();
            (millis(&chapter["start_time"]), millis(&chapter["end_time"]), title)
        })
        .collect()
}

/// Integrated loudness as dual mono and true peak, by ffmpeg's meter.
fn measured(file: &Path) -> (f64, f64) {
    let filter = "ebur128=dualmono=true:peak=true";
    let arguments = ["-nostats", "-hide_banner", "-i"];
    let output = Command::new("ffmpeg")
        .args(arguments)
        .arg(file)
        .args(["-map", "0:a", "-af", filter, "-f", "null", "-"])
        .output()
        .unwrap();
    let log = String::from_utf8_lossy(&output.stderr);
    let summary = log.rsplit("Summary:").next().unwrap();
    let value = |name: &str| -> f64 {
        let rest = summary.split(name).nth(1).unwrap_or_else(|| panic!("no {name} in {log}"));
        rest.split_whitespace().next().unwrap().parse().unwrap()
    };
    (value("I:"), value("Peak:"))
}

/// The samples of a file, decoded by ffmpeg at its own rate.
fn decoded(file: &Path) -> Vec<i16> {
    let output = Command::new("ffmpeg")
        .args(["-v", "error", "-i"])
        .arg(file)
        .args(["-map", "0:a", "-f", "s16le", "-ac", "1", "-ar", "44100", "-"])
        .output()
        .unwrap();
    output.stdout.as_chunks().0.iter().map(|pair| i16::from_le_bytes(*pair)).collect()
}

/// All sound files of an edition, in its folder.
fn all_formats(edition: &Edition, folder: &Path) -> Vec<PathBuf> {
    let options = sound::Options::default();
    let encoding = Encoding { paper: Some("青河日报"), ..Encoding::plain(&options) };
    let file = |name: &str| folder.join(name);
    sound::mp3(edition, &encoding, &file("edition.mp3")).unwrap();
    sound::opus(edition, &encoding, &file("edition.opus")).unwrap();
    sound::flac(edition, &encoding, &file("edition.flac")).unwrap();
    sound::m4b(edition, &encoding, &file("edition.m4b")).unwrap();
    ["edition.mp3", "edition.opus", "edition.flac", "edition.m4b"].map(file).to_vec()
}

/// The ratio of a signal to what another differs from it, in dB.
fn likeness(signal: &[i16], other: &[i16]) -> f64 {
    let power = |values: &mut dyn Iterator<Item = f64>| values.map(|value| value * value).sum::<f64>();
    let pairs = signal.iter().zip(other);
    let error = power(&mut pairs.map(|(a, b)| f64::from(*a) - f64::from(*b)));
    10.0 * (power(&mut signal.iter().map(|a| f64::from(*a))) / error).log10()
}

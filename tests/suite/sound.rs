//! The assembler and the sound files, judged by their own samples and by ffmpeg and ffprobe.

use std::fs;
use std::path::Path;
use std::process::Command;

use newscaster::model::Edition;
use newscaster::syndicate::sound;

use crate::editions::{self, Programme};

/// Whether a judge is installed; says so where it is not.
fn has(judge: &str) -> bool {
    let found = Command::new(judge).arg("-version").output().is_ok();
    if !found {
        eprintln!("skipped: {judge} is not installed");
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

/// The chapters that a file should have.
fn chapters_in(edition: &Edition) -> Vec<(u64, u64, String)> {
    let spans = edition.chapters.iter();
    spans
        .zip(&edition.script.chapters)
        .map(|(span, chapter)| {
            (span.start.millis(edition.rate).0, span.end.millis(edition.rate).0, chapter.title.clone())
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

#[test]
fn wav_and_mp3_are_as_loud_as_asked_for() {
    if !has("ffmpeg") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let edition = editions::edition(folder.path());
    let mp3 = folder.path().join("edition.mp3");
    sound::mp3(&edition, &sound::Options::default(), &mp3).unwrap();
    for file in [&edition.master, &mp3] {
        let (loudness, peak) = measured(file);
        eprintln!("{}: {loudness} LUFS, {peak} dBTP", file.display());
        assert!((loudness + 16.0).abs() <= 0.3, "{}: {loudness} LUFS", file.display());
        assert!(peak <= -1.0, "{}: {peak} dBTP", file.display());
    }
    let (loudness, peak) = measured(&edition.master);
    assert!((loudness - edition.loudness.integrated).abs() <= 0.1, "{:?}", edition.loudness);
    assert!((peak - edition.loudness.true_peak).abs() <= 0.3, "{peak}: {:?}", edition.loudness);
}

#[test]
fn chapters_are_those_of_the_timeline() {
    if !has("ffprobe") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let edition = editions::edition(folder.path());
    let mp3 = folder.path().join("edition.mp3");
    sound::mp3(&edition, &sound::Options::default(), &mp3).unwrap();
    assert_eq!(chapters_of(&mp3), chapters_in(&edition));
    let starts = |chapters: Vec<(u64, u64, String)>| -> Vec<_> {
        chapters.into_iter().map(|(start, _, title)| (start, title)).collect()
    };
    assert_eq!(starts(chapters_of(&edition.master)), starts(chapters_in(&edition)));
}

#[test]
fn decoded_mp3_begins_and_ends_with_the_master() {
    if !has("ffmpeg") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let edition = editions::edition(folder.path());
    let mp3 = folder.path().join("edition.mp3");
    sound::mp3(&edition, &sound::Options::default(), &mp3).unwrap();
    let (master, coded) = (decoded(&edition.master), decoded(&mp3));
    assert_eq!(master.len() as u64, edition.length.0);
    assert_eq!(coded.len(), master.len());
    let error: f64 = master.iter().zip(&coded).map(|(a, b)| (f64::from(*a) - f64::from(*b)).powi(2)).sum();
    let power: f64 = master.iter().map(|a| f64::from(*a).powi(2)).sum();
    let ratio = 10.0 * (power / error).log10();
    assert!(ratio > 15.0, "signal to difference is {ratio} dB");
}

#[test]
fn same_clips_same_bytes() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let programme = Programme::of(one.path(), 1, 2, 2);
    let (first, second) = (programme.assemble(one.path()), programme.assemble(two.path()));
    assert_eq!(fs::read(&first.master).unwrap(), fs::read(&second.master).unwrap());
    let encoded = |edition: &Edition, folder: &Path| {
        let path = folder.join("edition.mp3");
        sound::mp3(edition, &sound::Options::default(), &path).unwrap();
        fs::read(path).unwrap()
    };
    assert!(encoded(&first, one.path()) == encoded(&second, two.path()));
}

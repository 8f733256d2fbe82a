//! `verify` listens to what was delivered.

use std::fs;
use std::path::Path;

use newscaster::model::Edition;
use newscaster::progress::Silent;
use newscaster::{publish, verify};

use super::has;
use crate::editions;

/// An edition with these formats beside what every edition has.
fn published(folder: &Path, formats: &[&str]) -> Edition {
    let edition = editions::edition(folder);
    let options = options!(publish::Options {
        formats: formats.iter().map(|format| format.parse().unwrap()).collect()
    });
    let target = publish::Target {
        folder,
        options: &options,
        paper: None,
        shelf: None,
        fonts: &[],
        narrators: &[],
        modified: None,
        problems: &[],
        changes: &[],
    };
    publish::publish(&edition, &target, &Silent).unwrap();
    edition
}

#[test]
fn every_delivered_file_is_decoded_and_as_loud_as_the_master() {
    let folder = tempfile::tempdir().unwrap();
    let mut formats = vec!["opus", "flac", "epub", "daisy"];
    formats.extend(has("ffmpeg").then_some("m4b"));
    published(folder.path(), &formats);
    let heard = verify::listen(folder.path(), &Silent).unwrap();
    assert_eq!(heard.faults, Vec::<String>::new());
    let files = ["edition.mp3", "edition.opus", "edition.flac", "edition.wav", "daisy"];
    assert!(
        files.iter().all(|file| heard.checked.iter().any(|checked| checked == file)),
        "{:?}",
        heard.checked
    );
}

#[test]
fn a_file_that_sounds_otherwise_than_the_report_says_is_named() {
    let folder = tempfile::tempdir().unwrap();
    published(folder.path(), &["opus", "epub"]);
    let faults = || verify::listen(folder.path(), &Silent).unwrap().faults.join("\n");
    let mp3 = folder.path().join("edition.mp3");
    let whole = fs::read(&mp3).unwrap();
    let mut hole = whole.clone();
    let middle = whole.len() / 2;
    hole[middle..middle + 40_000].fill(0);
    fs::write(&mp3, &hole).unwrap();
    let found = faults();
    assert!(found.contains("edition.mp3: the end of what can be decoded is at"), "{found}");
    assert!(found.contains("its sound is not that of edition.mp3"), "{found}");
    fs::write(&mp3, &whole).unwrap();
    let report = folder.path().join("report.json");
    let mut told: serde_json::Value = serde_json::from_slice(&fs::read(&report).unwrap()).unwrap();
    told["loudness"]["integrated_lufs"] = serde_json::json!(-18.0);
    fs::write(&report, told.to_string()).unwrap();
    let found = faults();
    for file in ["edition.wav", "edition.mp3", "edition.opus"] {
        let told = |fault: &str| fault.starts_with(&format!("{file}: decoded, it has -1"));
        assert!(found.lines().any(|fault| told(fault) && fault.contains("says -18.0")), "{found}");
    }
}

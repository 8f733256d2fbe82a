//! What listeners get, and the last look at it.

mod browser;
mod edition;
mod podcast;

use std::fs;
use std::path::Path;

use newscaster::model::Edition;
use newscaster::progress::Silent;
use newscaster::syndicate::{Options, Target, Verification, publish, verify};

/// Publishes the Chinese edition.
fn published(folder: &Path, formats: &str) -> Verification {
    publish_in(folder, &edition::chinese(folder), formats)
}

fn publish_in(folder: &Path, edition: &Edition, formats: &str) -> Verification {
    let options = Options {
        formats: formats.split_whitespace().map(|format| format.parse().unwrap()).collect(),
        ..Options::default()
    };
    let problems = ["河上新桥通车：第2段读法存疑".to_owned()];
    let target = Target { folder, options: &options, paper: Some("青河日报"), problems: &problems };
    publish(edition, &target, &Silent).unwrap();
    verify(folder, &Silent).unwrap()
}

#[test]
fn what_is_published_passes_the_last_look() {
    let folder = tempfile::tempdir().unwrap();
    let verification = published(folder.path(), "srt text html");
    assert_eq!(verification.faults, [""; 0]);
    assert!(verification.checked.iter().any(|file| file == "edition.wav"));
}

#[test]
fn every_damage_is_named_with_its_file() {
    for (file, from, to) in [
        ("chapters.json", "\"startTime\": 0.0", "\"startTime\": 0.25"),
        ("transcript.vtt", "早上好", "晚上好"),
        ("transcript.vtt", "00:00:00.300 -->", "00:00:00.301 -->"),
        ("script.toml", "s001", "s901"),
        ("index.html", "守林人", "守夜人"),
        ("report.json", "\"spoken\": 280", "\"spoken\": 281"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        published(folder.path(), "");
        let path = folder.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file} has no {from}");
        fs::write(&path, text.replace(from, to)).unwrap();
        let faults = verify(folder.path(), &Silent).unwrap().faults;
        assert!(faults.iter().any(|fault| fault.contains(file)), "{file}: {faults:?}");
    }
}

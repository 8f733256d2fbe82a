//! What listeners get, and the last look at it.

mod books;
mod browser;
mod damage;
mod edition;
mod feed_rules;
mod podcast;

use std::fs;
use std::path::Path;

use newscaster::model::Edition;
use newscaster::progress::Silent;
use newscaster::syndicate::{Options, Target, Verification, publish, verify};

use crate::golden;

/// Every format that needs no program besides.
const ALL: &str = "srt text html epub daisy audiobook opus flac";

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
    let target =
        Target { folder, options: &options, paper: Some("青河日报"), problems: &problems, changes: &[] };
    publish(edition, &target, &Silent).unwrap();
    verify(folder, &Silent).unwrap()
}

#[test]
fn what_is_published_passes_the_last_look() {
    let folder = tempfile::tempdir().unwrap();
    let verification = published(folder.path(), ALL);
    assert_eq!(verification.faults, [""; 0]);
    for file in ["edition.wav", "edition.mp3", "edition.epub", "daisy/ncc.html", "transcript.srt"] {
        assert!(verification.checked.iter().any(|checked| checked == file), "{file} was not checked");
    }
}

#[test]
fn the_same_edition_gives_the_same_bytes() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    published(one.path(), ALL);
    published(two.path(), ALL);
    for entry in fs::read_dir(one.path()).unwrap().chain(fs::read_dir(one.path().join("daisy")).unwrap()) {
        let path = entry.unwrap().path();
        if path.is_file() {
            let other = two.path().join(path.strip_prefix(one.path()).unwrap());
            assert!(fs::read(&path).unwrap() == fs::read(&other).unwrap(), "{} differs", path.display());
        }
    }
}

#[test]
fn a_missing_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    published(folder.path(), "");
    fs::remove_file(folder.path().join("edition.mp3")).unwrap();
    let faults = verify(folder.path(), &Silent).unwrap().faults;
    assert!(faults.contains(&"edition.mp3 is missing; make the edition again".to_owned()), "{faults:?}");
    let nothing = tempfile::tempdir().unwrap();
    assert!(verify(nothing.path(), &Silent).unwrap_err().to_string().contains("report.json"));
}

#[test]
fn the_transcripts_are_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    published(folder.path(), ALL);
    for file in [
        "chapters.json",
        "chapters.vtt",
        "transcript.vtt",
        "transcript.srt",
        "transcript.txt",
        "report.json",
        "publication.json",
    ] {
        golden::check(file, &fs::read_to_string(folder.path().join(file)).unwrap());
    }
    let folder = tempfile::tempdir().unwrap();
    publish_in(folder.path(), &edition::english(folder.path()), "text");
    for file in ["transcript.vtt", "transcript.txt"] {
        golden::check(&format!("english-{file}"), &fs::read_to_string(folder.path().join(file)).unwrap());
    }
}

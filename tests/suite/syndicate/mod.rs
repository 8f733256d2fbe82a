//! What listeners get, and the last look at it.

mod books;
mod browser;
mod edition;
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
    let target = Target { folder, options: &options, paper: Some("青河日报"), problems: &problems };
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
fn a_sound_file_that_is_cut_short_is_noticed() {
    for file in ["edition.wav", "edition.mp3", "edition.opus", "edition.flac", "daisy/part-003.mp3"] {
        let folder = tempfile::tempdir().unwrap();
        published(folder.path(), "opus flac daisy");
        let path = folder.path().join(file);
        let size = fs::metadata(&path).unwrap().len();
        fs::File::options().write(true).open(&path).unwrap().set_len(size * 9 / 10).unwrap();
        let faults = verify(folder.path(), &Silent).unwrap().faults;
        let name = Path::new(file).file_stem().unwrap().to_str().unwrap();
        assert!(faults.iter().any(|fault| fault.contains(name)), "{file}: {faults:?}");
    }
}

#[test]
fn a_missing_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    published(folder.path(), "");
    fs::remove_file(folder.path().join("edition.mp3")).unwrap();
    let faults = verify(folder.path(), &Silent).unwrap().faults;
    assert_eq!(faults, ["edition.mp3 is missing; make the edition again"]);
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

#[test]
fn every_damage_is_named_with_its_file() {
    for (file, from, to) in [
        ("chapters.json", "\"startTime\": 0.0", "\"startTime\": 0.25"),
        ("chapters.vtt", "00:00:00.000 -->", "00:00:00.100 -->"),
        ("transcript.vtt", "早上好", "晚上好"),
        ("transcript.vtt", "00:00:00.300 -->", "00:00:00.301 -->"),
        ("script.toml", "s001", "s901"),
        ("transcript.srt", "00:00:00,300 -->", "00:00:00,299 -->"),
        ("publication.json", "\"PT", "\"PT1H"),
        ("daisy/ncc.html", "守林人", "守夜人"),
        ("daisy/part-003.smil", "npt=0.150s", "npt=0.250s"),
        ("index.html", "守林人", "守夜人"),
        ("report.json", "\"spoken\": 280", "\"spoken\": 281"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        published(folder.path(), "srt daisy audiobook");
        let path = folder.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file} has no {from}");
        fs::write(&path, text.replace(from, to)).unwrap();
        let faults = verify(folder.path(), &Silent).unwrap().faults;
        let named = file.replace("part-003.smil", "ncc.html");
        assert!(faults.iter().any(|fault| fault.contains(&named)), "{file}: {faults:?}");
    }
}

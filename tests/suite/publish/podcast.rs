//! The feed and the page over all editions.

use std::fs;
use std::path::Path;

use newscaster::progress::Silent;
use newscaster::publish::{Error, Options, podcast, prepare, seal};
use newscaster::verify::verify_podcast;

use super::{edition, publish_in};
use crate::golden;
use crate::test_studio::Notes;

/// Two editions below `output`, the second a day later.
pub fn editions(output: &Path, formats: &str) {
    for (name, date) in [("2024-11-28", "2024-11-28"), ("晚报 11-29", "2024-11-29")] {
        let folder = output.join(name);
        fs::create_dir(&folder).unwrap();
        let mut edition = edition::chinese(&folder);
        edition.script.date = date.parse().unwrap();
        edition.script.title = "青河日报".into();
        publish_in(&folder, &edition, formats);
        seal(&folder).unwrap();
    }
}

fn options(settings: &str) -> Options {
    toml::from_str(settings).unwrap()
}

/// The settings of a podcast that stands on the web.
pub const PUBLIC: &str = r#"
base_url = "https://example.org/news"
[podcast]
title = "青河早读"
description = "每天的《青河日报》 & more"
email = "editor@example.org"
"#;

/// The feed over them.
pub fn feed(output: &Path, settings: &str) -> String {
    podcast(output, &options(settings), Some("青河日报"), &Silent).unwrap();
    fs::read_to_string(output.join("feed.xml")).unwrap()
}

#[test]
fn the_feed_is_as_it_was() {
    let output = tempfile::tempdir().unwrap();
    editions(output.path(), "srt");
    let feed = feed(output.path(), PUBLIC);
    // The encoders may give other sizes one day; the rest is the golden.
    let sizes = feed.split("length=\"").map(|part| part.trim_start_matches(|c: char| c.is_ascii_digit()));
    golden::check("feed.xml", &sizes.collect::<Vec<_>>().join("length=\""));
}

#[test]
fn a_correction_keeps_its_guid_and_the_newest_stands_first() {
    let output = tempfile::tempdir().unwrap();
    editions(output.path(), "srt");
    let before = feed(output.path(), PUBLIC);
    let folder = output.path().join("2024-11-28");
    fs::remove_dir_all(&folder).unwrap();
    fs::create_dir(&folder).unwrap();
    publish_in(&folder, &edition::english(&folder), "");
    let after = feed(output.path(), PUBLIC);
    let guids = |feed: &str| -> Vec<String> {
        feed.lines().filter(|line| line.starts_with("<guid")).map(str::to_owned).collect()
    };
    assert_eq!(guids(&before), guids(&after));
    assert!(after.find("29 Nov").unwrap() < after.find("28 Nov").unwrap());
}

#[test]
fn the_same_editions_give_the_same_feed_and_page() {
    let output = tempfile::tempdir().unwrap();
    editions(output.path(), "srt");
    let first = feed(output.path(), "");
    let page = fs::read_to_string(output.path().join("index.html")).unwrap();
    assert_eq!(first, feed(output.path(), ""));
    assert_eq!(page, fs::read_to_string(output.path().join("index.html")).unwrap());
    assert!(page.contains("%E6%99%9A%E6%8A%A5%2011-29/index.html"), "{page}");
    // What search engines and messengers show of it, with what is told of the voices.
    let told = page.lines().find(|line| line.starts_with("<meta name=\"description\""));
    assert!(told.is_some_and(|line| line.contains("合成语音")), "{told:?}");
}

#[test]
fn only_the_newest_editions_are_kept_and_strangers_are_let_alone() {
    let output = tempfile::tempdir().unwrap();
    editions(output.path(), "srt");
    fs::create_dir(output.path().join("photos")).unwrap();
    fs::write(output.path().join("index.html"), "<h1>my own page</h1>").unwrap();
    let feed = feed(output.path(), "keep = 1");
    assert!(feed.contains("29 Nov") && !feed.contains("28 Nov"));
    assert!(!output.path().join("2024-11-28").exists());
    assert!(output.path().join("photos").exists());
    assert_eq!(fs::read_to_string(output.path().join("index.html")).unwrap(), "<h1>my own page</h1>");
}

#[test]
fn the_page_over_all_editions_shows_a_small_cover_that_is_ours_or_none() {
    let output = tempfile::tempdir().unwrap();
    editions(output.path(), "srt");
    feed(output.path(), "");
    let small = output.path().join("cover-small.png");
    let page = || fs::read_to_string(output.path().join("index.html")).unwrap();
    let faults = || verify_podcast(output.path()).unwrap().faults;
    let bytes = fs::read(&small).unwrap();
    assert_eq!(bytes[16..24], [0, 0, 2, 88, 0, 0, 2, 88], "600 pixels a side");
    assert!(page().contains("src=\"cover-small.png\""), "{}", page());
    assert_eq!(faults(), [""; 0]);
    // What is not as we left it is somebody's own: it stays, and the page shows the cover itself.
    fs::write(&small, &bytes[..bytes.len() - 1]).unwrap();
    assert!(faults().iter().any(|fault| fault.starts_with("cover-small.png:")), "{:?}", faults());
    let notes = Notes::default();
    podcast(output.path(), &options(""), Some("青河日报"), &notes).unwrap();
    assert!(notes.0.into_inner().unwrap().iter().any(|note| note.contains("cover-small.png is not ours")));
    assert_eq!(fs::read(&small).unwrap().len(), bytes.len() - 1);
    assert!(page().contains("src=\"cover.png\"") && !page().contains("cover-small.png"));
    fs::remove_file(&small).unwrap();
    feed(output.path(), "");
    assert_eq!(fs::read(&small).unwrap(), bytes);
    assert_eq!(faults(), [""; 0]);
}

#[test]
fn wrong_settings_are_named() {
    let output = tempfile::tempdir().unwrap();
    for (settings, word) in [
        ("base_url = \"example.org\"", "base_url `example.org`"),
        ("podcast.guid = \"x\"", "guid `x`"),
        ("artwork = \"/nowhere/cover.png\"", "`artwork`"),
    ] {
        let late = podcast(output.path(), &options(settings), None, &Silent).unwrap_err();
        let early = prepare(&options(settings), &Silent).unwrap_err();
        assert!(matches!(early, Error::Setting(_)) && early.to_string() == late.to_string(), "{early}");
        assert!(early.to_string().contains(word), "{early}");
    }
    for wrong in ["formats = [\"mp4\"]", "podcast.time = \"6 Uhr\"", "keep = 0", "base-url = \"\""] {
        assert!(toml::from_str::<Options>(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_picture_too_large_for_sound_files_is_told_before_anything_is_spoken() {
    let folder = tempfile::tempdir().unwrap();
    let picture = folder.path().join("cover.png");
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x05\x78\0\0\x05\x78".to_vec();
    for (size, told) in [(1 << 20, 0), (1_500_000, 1)] {
        png.resize(size, 0);
        fs::write(&picture, &png).unwrap();
        let notes = Notes::default();
        prepare(&options(&format!("artwork = {picture:?}")), &notes).unwrap();
        let notes = notes.0.into_inner().unwrap();
        assert_eq!(notes.len(), told, "{notes:?}");
        assert!(notes.iter().all(|note| note.contains("1.4 MiB") && note.contains("JPEG")), "{notes:?}");
    }
}

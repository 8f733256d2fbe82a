//! The feed and the page over all editions.

use std::fs;
use std::path::Path;

use newscaster::progress::Silent;
use newscaster::syndicate::{Options, podcast};
use quick_xml::Reader;
use quick_xml::events::Event;

use super::{edition, publish_in};
use crate::golden;

/// Two editions below `output`, the second a day later.
fn editions(output: &Path) {
    for (name, date) in [("2024-11-28", "2024-11-28"), ("晚报 11-29", "2024-11-29")] {
        let folder = output.join(name);
        fs::create_dir(&folder).unwrap();
        let mut edition = edition::chinese(&folder);
        edition.script.date = date.parse().unwrap();
        edition.script.title = "青河日报".into();
        publish_in(&folder, &edition, "srt");
    }
}

fn options(settings: &str) -> Options {
    toml::from_str(settings).unwrap()
}

const PUBLIC: &str = r#"
base_url = "https://example.org/news"
[podcast]
title = "青河早读"
description = "每天的《青河日报》 & more"
email = "editor@example.org"
"#;

fn feed(output: &Path, settings: &str) -> String {
    podcast(output, &options(settings), Some("青河日报"), &Silent).unwrap();
    fs::read_to_string(output.join("feed.xml")).unwrap()
}

/// Every element with its attributes' names and its text, in order.
fn elements(xml: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut reader = Reader::from_str(xml);
    let mut elements = Vec::new();
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(tag) | Event::Empty(tag) => {
                let attributes = tag.attributes().map(|attribute| {
                    let attribute = attribute.expect("a well-formed attribute");
                    (attribute.key.as_ref().to_owned(), attribute.value.into_owned())
                });
                let name = tag.name().as_ref().to_owned();
                elements.push((name, attributes.collect()));
            }
            Event::Eof => return elements,
            _ => {}
        }
    }
}

#[test]
fn the_feed_is_as_it_was() {
    let output = tempfile::tempdir().unwrap();
    editions(output.path());
    let feed = feed(output.path(), PUBLIC);
    // The encoders may give other sizes one day; the rest is the golden.
    let sizes = feed.split("length=\"").map(|part| part.trim_start_matches(|c: char| c.is_ascii_digit()));
    golden::check("feed.xml", &sizes.collect::<Vec<_>>().join("length=\""));
}

#[test]
fn the_feed_keeps_the_rules_of_apple_and_psp_1() {
    let output = tempfile::tempdir().unwrap();
    editions(output.path());
    let feed = feed(output.path(), PUBLIC);
    let elements = elements(&feed);
    let count = |name: &str| elements.iter().filter(|(element, _)| element == name).count();
    for once in ["atom:link", "podcast:guid", "itunes:category", "language", "itunes:type"] {
        assert!(count(once) >= 1, "no {once}");
    }
    for each in ["enclosure", "guid", "podcast:chapters", "itunes:duration", "content:encoded"] {
        assert_eq!(count(each), 2, "{each}");
    }
    assert_eq!(count("podcast:transcript"), 4);
    assert_eq!(count("itunes:image"), 3);
    for (element, attributes) in &elements {
        for (name, value) in attributes {
            if ["url", "href", "uri"].contains(&name.as_str()) {
                assert!(value.starts_with("https://example.org/news/"), "{element} {name}: {value}");
                assert!(value.is_ascii(), "{value}");
            }
        }
    }
    let enclosure = elements.iter().find(|(element, _)| element == "enclosure").unwrap();
    let size = fs::metadata(output.path().join("晚报 11-29/edition.mp3")).unwrap().len();
    assert!(enclosure.1.contains(&("length".into(), size.to_string())), "{enclosure:?}");
}

#[test]
fn a_correction_keeps_its_guid_and_the_newest_stands_first() {
    let output = tempfile::tempdir().unwrap();
    editions(output.path());
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
    editions(output.path());
    let first = feed(output.path(), "");
    let page = fs::read_to_string(output.path().join("index.html")).unwrap();
    assert_eq!(first, feed(output.path(), ""));
    assert_eq!(page, fs::read_to_string(output.path().join("index.html")).unwrap());
    assert!(page.contains("%E6%99%9A%E6%8A%A5%2011-29/index.html"), "{page}");
}

#[test]
fn only_the_newest_editions_are_kept_and_strangers_are_let_alone() {
    let output = tempfile::tempdir().unwrap();
    editions(output.path());
    fs::create_dir(output.path().join("photos")).unwrap();
    fs::write(output.path().join("index.html"), "<h1>my own page</h1>").unwrap();
    let feed = feed(output.path(), "keep = 1");
    assert!(feed.contains("29 Nov") && !feed.contains("28 Nov"));
    assert!(!output.path().join("2024-11-28").exists());
    assert!(output.path().join("photos").exists());
    assert_eq!(fs::read_to_string(output.path().join("index.html")).unwrap(), "<h1>my own page</h1>");
}

#[test]
fn wrong_settings_are_named() {
    let output = tempfile::tempdir().unwrap();
    for (settings, word) in [
        ("base_url = \"example.org\"", "base_url `example.org`"),
        ("podcast.guid = \"x\"", "guid `x`"),
        ("artwork = \"/nowhere/cover.png\"", "`artwork`"),
    ] {
        let error = podcast(output.path(), &options(settings), None, &Silent).unwrap_err();
        assert!(error.to_string().contains(word), "{error}");
    }
    for wrong in ["formats = [\"mp4\"]", "podcast.time = \"6 Uhr\"", "keep = 0", "base-url = \"\""] {
        assert!(toml::from_str::<Options>(wrong).is_err(), "{wrong}");
    }
}

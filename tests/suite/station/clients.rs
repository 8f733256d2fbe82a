//! Real clients: curl, ffmpeg, mpv, feedparser and podcastparser (gPodder's own), and three feed readers of npm.

use std::process::Command;

use super::{MP3, Serving, house, sound};
use crate::house::{House, TONES};
use crate::needs;
use crate::publish::browser::modules;

/// Whether a program is here.
fn is_here(program: &str) -> bool {
    let found = Command::new(program).arg("--version").output().is_ok();
    if !found {
        needs::skip(format_args!("{program} is not installed"));
    }
    found
}

fn run(program: &str, arguments: &[&str]) -> (bool, Vec<u8>, String) {
    let output = Command::new(program).args(arguments).output().unwrap();
    (output.status.success(), output.stdout, String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn curl_resumes_a_download_where_it_broke_off() {
    if !is_here("curl") {
        return;
    }
    let house = house(300_000);
    let station = Serving::of(&house);
    let file = house.path("part.mp3");
    std::fs::write(&file, &sound(300_000)[..100_000]).unwrap();
    let (well, _, told) =
        run("curl", &["-sS", "-f", "-C", "-", "-o", file.to_str().unwrap(), &station.url(MP3)]);
    assert!(well, "{told}");
    assert_eq!(std::fs::read(&file).unwrap(), sound(300_000));
    let (well, feed, _) = run("curl", &["-sS", "-f", "--compressed", &station.url("/feed.xml")]);
    assert!(well && String::from_utf8(feed).unwrap().contains("<enclosure"));
}

/// A house with an edition that was really made, by a voice of tones.
fn spoken() -> House {
    let page = "河湾日报\n\n2026年3月5日\n\n# 图书馆今天开放\n\n本报讯（记者 林远）市图书馆今天开放，藏书三万册。读者可以免费借阅。\n";
    let house = House::new().file("newscaster.toml", TONES).file("page.md", page);
    house.run("make page.md").succeeds();
    house
}

#[test]
fn players_seek_in_an_edition_over_http() {
    let house = spoken();
    let station = Serving::of(&house);
    let address = station.url(MP3);
    if is_here("ffmpeg") {
        let seek =
            ["-v", "error", "-seekable", "1", "-ss", "5", "-i", &address, "-t", "1", "-f", "null", "-"];
        let (well, _, told) = run("ffmpeg", &seek);
        assert!(well && told.is_empty(), "{told}");
    }
    if is_here("mpv") {
        let arguments = [
            "--no-config",
            "--no-video",
            "--ao=null",
            "--start=5",
            "--length=0.5",
            "--msg-level=all=warn",
            &address,
        ];
        let (well, said, told) = run("mpv", &arguments);
        assert!(well, "{}{told}", String::from_utf8_lossy(&said));
    }
}

#[test]
fn feed_readers_find_the_edition() {
    let python = concat!(env!("CARGO_MANIFEST_DIR"), "/target/test-tools/venv/bin/python");
    let script = "import sys, io, urllib.request, feedparser, podcastparser
address = sys.argv[1]
feed = feedparser.parse(address)
assert not feed.bozo, feed.bozo_exception
pod = podcastparser.parse(address, urllib.request.urlopen(address))
assert pod['episodes'][0]['enclosures'][0]['url'] == feed.entries[0].enclosures[0].href
print(feed.entries[0].enclosures[0].href)";
    let has = Command::new(python).args(["-c", "import feedparser, podcastparser"]).output();
    if !has.is_ok_and(|output| output.status.success()) {
        return needs::skip("feedparser and podcastparser are not installed");
    }
    let house = house(100);
    let station = Serving::of(&house);
    let (well, said, told) = run(python, &["-c", script, &station.url("/feed.xml")]);
    assert!(well, "{told}");
    assert_eq!(String::from_utf8(said).unwrap().trim(), station.url(MP3));
}

#[test]
fn feed_readers_of_npm_find_the_edition() {
    let Some(modules) = modules() else { return };
    if !modules.join("podcast-partytime").exists() {
        return needs::skip("npm's feed readers are not installed");
    }
    let house = spoken();
    let station = Serving::of(&house);
    let mut node = Command::new("node");
    node.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/browser/feeds.mjs")).arg(station.url("/feed.xml"));
    let told = node.env("NEWSCASTER_NODE_MODULES", &modules).output().expect("node runs");
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let told = String::from_utf8(told.stdout).unwrap();
    let episodes: Vec<Vec<&str>> = told.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(episodes.len(), 3, "{told}");
    for episode in &episodes {
        assert!(episode[1].starts_with(episodes[0][1]) && !episode[1].is_empty(), "{told}");
        assert!(station.get(episode[2].strip_prefix(&station.url("")).unwrap()).status == 200, "{told}");
    }
}

#[test]
fn reading_apps_find_the_books_in_an_opds_catalog() {
    let house = spoken();
    house.run("make page.md --formats epub").succeeds();
    let address = house.run("listener add eva").succeeds().out;
    let token = address.trim().split("/l/").nth(1).unwrap().split('/').next().unwrap().to_owned();
    let station = Serving::of(&house);
    assert_eq!(station.get("/opds.xml").status, 404);
    let feed = station.get(&format!("/l/{token}/opds.xml"));
    let kind = feed.header("content-type").unwrap();
    assert!(
        feed.status == 200 && kind.starts_with("application/atom+xml;profile=opds-catalog;kind=acquisition"),
        "{kind}"
    );
    let text = feed.text();
    assert!(!text.contains("edition.lpf") && text.contains("cover.png"), "{text}");
    let book = text.split("acquisition/open-access\" href=\"").nth(1).unwrap().split('"').next().unwrap();
    let epub = station.get(&format!("/l/{token}/{book}"));
    assert!(epub.status == 200 && !book.contains("://") && epub.body.starts_with(b"PK"), "{book}");
    let python = concat!(env!("CARGO_MANIFEST_DIR"), "/target/test-tools/venv/bin/python");
    if !Command::new(python)
        .args(["-c", "import feedparser"])
        .output()
        .is_ok_and(|told| told.status.success())
    {
        return needs::skip("feedparser is not installed");
    }
    let script = "import sys, feedparser
feed = feedparser.parse(sys.argv[1])
assert not feed.bozo, feed.bozo_exception
entry = feed.entries[0]
print(len(feed.entries), 'application/epub+zip' in [link.type for link in entry.links], entry.updated_parsed is not None)";
    let (well, said, told) = run(python, &["-c", script, &station.url(&format!("/l/{token}/opds.xml"))]);
    assert!(well, "{told}");
    assert_eq!(String::from_utf8(said).unwrap().trim(), "1 True True");
}

//! What stands beside the feed: the briefing for smart speakers, feeds of sections, the catalogue of books.

use std::fs;
use std::path::Path;

use id3::TagLike as _;
use newscaster::loudness::{heard, integrated};
use newscaster::progress::Silent;
use newscaster::verify::{listen, verify_podcast};

use super::feed_rules::{Node, is_address, is_date, parse};
use super::{edition, podcast, publish_in};

/// The settings of a podcast with feeds of sections.
const SECTIONS: &str = r#"
base_url = "https://example.org/news"
[podcast]
title = "青河早读"
email = "editor@example.org"
sections = ["时政", "文体", "没有这一版"]
frequency = "weekdays"
txt = { verify = "S6lpp-7ZCn8" }
"#;

fn faults(output: &Path) -> Vec<String> {
    verify_podcast(output).unwrap().faults
}

#[test]
fn a_briefing_is_short_and_as_loud_as_smart_speakers_want() {
    let folder = tempfile::tempdir().unwrap();
    let edition = edition::chinese(folder.path());
    let found = publish_in(folder.path(), &edition, "briefing");
    assert_eq!(found.faults, [""; 0]);
    assert!(listen(folder.path(), &Silent).unwrap().faults.iter().all(|fault| !fault.contains("briefing")));
    let path = folder.path().join("briefing.mp3");
    let (rate, sound) = heard(&path).unwrap();
    assert!((integrated(&sound.levels).unwrap() + 14.0).abs() < 0.3, "{:?}", integrated(&sound.levels));
    assert!(20.0 * sound.peak.log10() < -1.95, "{} dBTP", 20.0 * sound.peak.log10());
    assert!(sound.length.seconds(rate) < edition.length.seconds(edition.rate));
    let tag = id3::Tag::read_from_path(&path).unwrap();
    assert_eq!(tag.title(), Some("青河日报 2024年11月28日 新闻简报"));
    let mut titles: Vec<_> =
        tag.chapters().map(|c| (c.start_time, c.frames[0].content().text().unwrap())).collect();
    titles.sort_unstable();
    let titles: Vec<_> = titles.iter().map(|(_, title)| *title).collect();
    // What is shorter than five seconds is no chapter of its own.
    assert_eq!(titles, ["河上新桥通车 <两岸>居民出行更便捷"]);
    assert!(fs::read_dir(folder.path()).unwrap().all(|entry| {
        entry.unwrap().file_name().to_string_lossy().starts_with(|c: char| c.is_ascii_alphabetic())
    }));
}

#[test]
fn smart_speakers_get_the_newest_briefing_from_the_web_alone() {
    let output = tempfile::tempdir().unwrap();
    podcast::editions(output.path(), "briefing");
    podcast::feed(output.path(), "");
    let file = output.path().join("briefing.json");
    assert!(!file.exists(), "no address is known");
    podcast::feed(output.path(), SECTIONS);
    let text = fs::read_to_string(&file).unwrap();
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let item = &value.as_array().unwrap()[0];
    assert_eq!(item["streamUrl"], "https://example.org/news/%E6%99%9A%E6%8A%A5%2011-29/briefing.mp3");
    assert_eq!(item["updateDate"], "2024-11-28T22:00:00.0Z");
    assert!(item["uid"].as_str().unwrap().starts_with("urn:uuid:") && item["mainText"].is_string());
    assert_eq!(item["titleText"], "青河日报 2024年11月29日");
    assert_eq!(faults(output.path()), [""; 0]);
    fs::write(&file, text.replace("briefing.mp3", "briefing.mp4")).unwrap();
    assert!(faults(output.path()).iter().any(|fault| fault.starts_with("briefing.json")));
    // Ours is replaced, and goes when there is no address any more.
    podcast::feed(output.path(), SECTIONS);
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
    podcast::feed(output.path(), "");
    assert!(!file.exists());
}

#[test]
fn a_section_has_a_feed_with_an_episode_a_story() {
    let output = tempfile::tempdir().unwrap();
    podcast::editions(output.path(), "stories");
    let whole = parse(&podcast::feed(output.path(), SECTIONS));
    assert_eq!(faults(output.path()), [""; 0]);
    let read = |name: &str| parse(&fs::read_to_string(output.path().join(name)).unwrap());
    let feed = read("feed-时政.xml");
    let channel = feed.only("channel");
    assert_eq!(channel.value("title"), "青河早读 · 时政");
    assert_ne!(channel.value("podcast:guid"), whole.only("channel").value("podcast:guid"));
    let own = channel.only("atom:link").get("href");
    assert_eq!(own, "https://example.org/news/feed-%E6%97%B6%E6%94%BF.xml");
    let items = channel.all("item");
    let titles: Vec<_> = items.iter().map(|item| item.value("title")).collect();
    let day = ["河上新桥通车 <两岸>居民出行更便捷", "专访：守林人的一天"];
    assert_eq!(titles, [day, day].concat());
    for item in &items {
        let sound = item.only("enclosure");
        let file = sound.get("url").strip_prefix("https://example.org/news/").unwrap();
        let file = percent_encoding::percent_decode_str(file).decode_utf8().unwrap().into_owned();
        assert_eq!(sound.get("length"), fs::metadata(output.path().join(file)).unwrap().len().to_string());
        assert!(is_date(item.value("pubDate")) && is_address(item.value("link")));
        assert!(item.value("description").contains("合成语音"));
    }
    let mut guids: Vec<_> = items.iter().map(|item| item.value("guid")).collect();
    guids.sort_unstable();
    guids.dedup();
    assert_eq!(guids.len(), 4);
    assert!(read("feed-没有这一版.xml").only("channel").all("item").is_empty());
    // Stories of a day stand in their order.
    assert!(items[0].value("pubDate") < items[1].value("pubDate"));
    let page = fs::read_to_string(output.path().join("index.html")).unwrap();
    assert!(page.contains("feed-%E6%97%B6%E6%94%BF.xml") && page.contains("opds.xml"));
    // What is not named any more goes; somebody else's stays.
    fs::write(output.path().join("feed-mine.xml"), "<rss/>").unwrap();
    podcast::feed(output.path(), podcast::PUBLIC);
    assert!(!output.path().join("feed-时政.xml").exists() && output.path().join("feed-mine.xml").exists());
}

#[test]
fn a_private_podcast_asks_to_be_left_out() {
    let output = tempfile::tempdir().unwrap();
    podcast::editions(output.path(), "");
    let private = format!("{}private = true\nfrequency = \"irregular\"\n", podcast::PUBLIC);
    let feed = parse(&podcast::feed(output.path(), &private));
    let channel = feed.only("channel");
    assert_eq!((channel.value("itunes:block"), channel.value("podcast:block")), ("Yes", "yes"));
    assert_eq!(channel.value("podcast:locked"), "yes");
    assert!(channel.all("podcast:updateFrequency").is_empty());
}

#[test]
fn what_the_podcast_namespace_has_names_for_is_said() {
    let output = tempfile::tempdir().unwrap();
    podcast::editions(output.path(), "");
    let feed = parse(&podcast::feed(output.path(), SECTIONS));
    let channel = feed.only("channel");
    let txt = |node: &Node| -> Vec<(String, String)> {
        let all = node.all("podcast:txt");
        all.iter().map(|one| (one.get("purpose").to_owned(), one.text.clone())).collect()
    };
    let pair = |purpose: &str, text: &str| (purpose.to_owned(), text.to_owned());
    assert_eq!(txt(channel), [pair("ai-content", "true"), pair("verify", "S6lpp-7ZCn8")]);
    let often = channel.only("podcast:updateFrequency");
    assert_eq!((often.get("rrule"), often.text.as_str()), ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "周一至周五"));
    for node in channel.all("item").into_iter().chain([channel]) {
        let image = node.only("podcast:image");
        assert_eq!(image.get("href"), node.only("itunes:image").get("href"));
        assert_eq!((image.get("aspect-ratio"), image.get("purpose")), ("1/1", "artwork"));
        assert_eq!(image.get("alt"), node.value("title"));
    }
    for item in channel.all("item") {
        assert_eq!(txt(item), [pair("ai-content", "true")]);
        assert_eq!(item.value("podcast:season"), "2024");
        assert!(["333", "334"].contains(&item.value("podcast:episode")));
    }
}

#[test]
fn the_catalogue_offers_every_edition_as_a_book() {
    let output = tempfile::tempdir().unwrap();
    podcast::editions(output.path(), "epub daisy-zip lpf");
    podcast::feed(output.path(), "");
    assert_eq!(faults(output.path()), [""; 0]);
    let text = fs::read_to_string(output.path().join("opds.xml")).unwrap();
    let root = parse(&text);
    assert_eq!((root.name.as_str(), root.get("xmlns")), ("feed", "http://www.w3.org/2005/Atom"));
    for name in ["id", "title", "updated"] {
        assert!(!root.value(name).is_empty(), "RFC 4287 asks for {name}");
    }
    let kind = "application/atom+xml;profile=opds-catalog;kind=acquisition";
    assert!(root.all("link").iter().any(|l| l.get("rel") == "self" && l.get("type") == kind));
    let entries = root.all("entry");
    assert_eq!(entries.len(), 2);
    for entry in entries {
        for name in ["id", "title", "updated", "author", "dc:language", "dc:issued", "summary"] {
            assert_eq!(entry.all(name).len(), 1, "{name}");
        }
        let links = entry.all("link");
        let books =
            links.iter().filter(|link| link.get("rel").starts_with("http://opds-spec.org/acquisition"));
        let kinds: Vec<_> = books.map(|book| book.get("type")).collect();
        let expected = ["application/epub+zip", "application/zip", "application/lpf+zip", "audio/mpeg"];
        assert_eq!(kinds, expected);
        assert!(links.iter().any(|link| link.get("rel") == "http://opds-spec.org/image"));
        assert!(links.iter().all(|link| !link.get("href").contains("://")));
        assert!(entry.value("summary").contains("合成语音"));
    }
    fs::write(output.path().join("opds.xml"), text.replace("edition.epub", "edition.pub")).unwrap();
    assert!(faults(output.path()).iter().any(|fault| fault.starts_with("opds.xml")));
}

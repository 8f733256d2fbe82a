//! The feed before the rules of RSS 2.0 as the W3C's validator has them, of Apple, of the podcast namespace, and PSP-1.

use std::collections::BTreeMap;
use std::fs;

use jiff::civil::Weekday;
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use tempfile::TempDir;

use super::podcast;

/// An element with what is in it.
#[derive(Debug, Default)]
pub struct Node {
    pub name: String,
    attributes: BTreeMap<String, String>,
    pub text: String,
    pub children: Vec<Node>,
}

impl Node {
    fn new(tag: &BytesStart<'_>) -> Self {
        let pair = |one: quick_xml::events::attributes::Attribute<'_>| {
            (one.key.as_ref().to_owned(), one.value.into_owned())
        };
        let attributes = tag.attributes().map(|one| pair(one.unwrap())).collect();
        Self { name: tag.name().as_ref().to_owned(), attributes, ..Self::default() }
    }

    pub fn all(&self, name: &str) -> Vec<&Self> {
        self.children.iter().filter(|child| child.name == name).collect()
    }

    pub fn only(&self, name: &str) -> &Self {
        let all = self.all(name);
        assert_eq!(all.len(), 1, "{} has {} {name}", self.name, all.len());
        all[0]
    }

    pub fn value(&self, name: &str) -> &str {
        &self.only(name).text
    }

    pub fn attribute(&self, name: &str) -> Option<&String> {
        self.attributes.get(name)
    }

    pub fn get(&self, name: &str) -> &str {
        self.attributes.get(name).unwrap_or_else(|| panic!("{} has no {name}", self.name))
    }
}

pub fn parse(xml: &str) -> Node {
    let mut reader = Reader::from_str(xml);
    let mut open = vec![Node::default()];
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(tag) => open.push(Node::new(&tag)),
            Event::Empty(tag) => open.last_mut().unwrap().children.push(Node::new(&tag)),
            Event::End(_) => {
                let done = open.pop().unwrap();
                open.last_mut().unwrap().children.push(done);
            }
            Event::Text(text) => open.last_mut().unwrap().text.push_str(&text),
            Event::GeneralRef(entity) => {
                let known = resolve_predefined_entity(&entity).expect("a predefined entity");
                open.last_mut().unwrap().text.push_str(known);
            }
            Event::Eof => return open.remove(0).children.remove(0),
            _ => {}
        }
    }
}

/// A feed over two editions with every file that a feed can name, and the folder that they stand in.
fn feed() -> (String, Node, TempDir) {
    let output = tempfile::tempdir().unwrap();
    podcast::editions(output.path(), "srt html opus flac");
    let text = podcast::feed(output.path(), podcast::PUBLIC);
    let root = parse(&text);
    (text, root, output)
}

pub fn is_address(text: &str) -> bool {
    let host = text.strip_prefix("https://").or(text.strip_prefix("http://"));
    host.is_some_and(|rest| {
        !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_graphic() && !b"<>\"{}|\\^`".contains(&b))
    })
}

/// A date as RFC 822 has it, with four figures for the year, and on the right day of the week.
pub fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split(' ').collect();
    let [weekday, day, month, year, time, zone] = parts[..] else { return false };
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let number = months.iter().position(|name| *name == month).unwrap() as i8 + 1;
    let date = jiff::civil::date(year.parse().unwrap(), number, day.parse().unwrap());
    let name = match date.weekday() {
        Weekday::Monday => "Mon,",
        Weekday::Tuesday => "Tue,",
        Weekday::Wednesday => "Wed,",
        Weekday::Thursday => "Thu,",
        Weekday::Friday => "Fri,",
        Weekday::Saturday => "Sat,",
        Weekday::Sunday => "Sun,",
    };
    weekday == name && year.len() == 4 && time.len() == 8 && zone.len() == 5 && zone.starts_with(['+', '-'])
}

#[test]
fn the_channel_keeps_the_rules() {
    let (text, root, _output) = feed();
    assert!(text.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"));
    assert_eq!((root.name.as_str(), root.get("version")), ("rss", "2.0"));
    for (prefix, space) in [
        ("itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd"),
        ("atom", "http://www.w3.org/2005/Atom"),
        ("content", "http://purl.org/rss/1.0/modules/content/"),
        ("podcast", "https://podcastindex.org/namespace/1.0"),
    ] {
        assert_eq!(root.get(&format!("xmlns:{prefix}")), space);
    }
    let channel = root.only("channel");
    assert!(!channel.value("title").is_empty());
    assert!(is_address(channel.value("link")));
    assert!((1..=4_000).contains(&channel.value("description").len()));
    let language = channel.value("language");
    assert!(language == "zh-cn" || language == "en", "{language}");
    for date in ["pubDate", "lastBuildDate"] {
        assert!(is_date(channel.value(date)), "{}", channel.value(date));
    }
    let image = channel.only("image");
    assert_eq!((image.value("title"), image.value("link")), (channel.value("title"), channel.value("link")));
    assert!(is_address(image.value("url")));
    let own = channel.only("atom:link");
    assert_eq!((own.get("rel"), own.get("type")), ("self", "application/rss+xml"));
    assert_eq!(own.get("href"), "https://example.org/news/feed.xml");
    assert_eq!(channel.value("itunes:type"), "episodic");
    assert!(["true", "false"].contains(&channel.value("itunes:explicit")));
    let category = channel.only("itunes:category");
    assert_eq!((category.get("text"), category.only("itunes:category").get("text")), ("News", "Daily News"));
    assert!(is_address(channel.only("itunes:image").get("href")));
    let owner = channel.only("itunes:owner");
    assert!(!owner.value("itunes:name").is_empty() && owner.value("itunes:email").contains('@'));
    let guid: uuid::Uuid = channel.value("podcast:guid").parse().unwrap();
    assert_eq!(guid.get_version_num(), 5);
    let locked = channel.only("podcast:locked");
    assert_eq!((locked.text.as_str(), locked.get("owner")), ("no", "editor@example.org"));
    assert_eq!(channel.value("podcast:medium"), "podcast");
    let person = channel.only("podcast:person");
    assert_eq!((person.get("role"), person.get("group")), ("author", "writing"));
}

#[test]
fn every_episode_keeps_the_rules() {
    let (_, root, _output) = feed();
    let items = root.only("channel").all("item");
    assert_eq!(items.len(), 2);
    let mut guids: Vec<&str> = Vec::new();
    let mut titles: Vec<&str> = Vec::new();
    for item in items {
        titles.push(item.value("title"));
        assert!(is_address(item.value("link")));
        assert!(is_date(item.value("pubDate")));
        assert_eq!(item.only("guid").get("isPermaLink"), "false");
        guids.push(item.value("guid"));
        let notes = item.value("description");
        assert!((1..=4_000).contains(&notes.len()));
        assert!(notes.contains("<li>(0:0") && !notes.contains("<script"));
        assert_eq!(item.value("content:encoded"), notes);
        assert!(notes.contains("合成语音") && notes.contains("守林人的一天 — 您每天几点上山？"), "{notes}");
        let narrators: Vec<_> = item.all("podcast:person").iter().map(|one| one.text.as_str()).collect();
        assert_eq!(narrators, ["eSpeak NG", "Baker"]);
        let enclosure = item.only("enclosure");
        assert!(is_address(enclosure.get("url")) && enclosure.get("length").parse::<u64>().unwrap() > 1_000);
        assert_eq!(enclosure.get("type"), "audio/mpeg");
        assert!(item.value("itunes:duration").parse::<u64>().unwrap() > 0);
        assert_eq!(item.value("itunes:episodeType"), "full");
        assert!(is_address(item.only("itunes:image").get("href")));
        let chapters = item.only("podcast:chapters");
        assert!(is_address(chapters.get("url")));
        assert_eq!(chapters.get("type"), "application/json+chapters");
        let transcripts: Vec<_> = item.all("podcast:transcript").iter().map(|one| one.get("type")).collect();
        assert_eq!(transcripts, ["text/vtt", "application/json", "application/x-subrip", "text/html"]);
        for other in item.all("podcast:alternateEnclosure") {
            assert!(
                other.get("type").starts_with("audio/")
                    && !other.get("type").contains(';')
                    && other.get("bitrate").parse::<u64>().unwrap() > 1_000
                    && other.get("lang") == "zh-cn"
                    && !other.get("title").is_empty()
                    && is_address(other.only("podcast:source").get("uri"))
            );
        }
        assert_eq!(item.all("podcast:alternateEnclosure").len(), 2);
    }
    assert_eq!(titles, ["青河日报 2024年11月29日", "青河日报 2024年11月28日"]);
    assert_ne!(guids[0], guids[1]);
}

#[test]
fn nothing_stands_twice_that_may_stand_once() {
    const MANY: &[&str] =
        &["item", "podcast:transcript", "podcast:alternateEnclosure", "podcast:person", "podcast:txt"];
    let (_, root, _output) = feed();
    let channel = root.only("channel");
    for parent in channel.all("item").into_iter().chain([channel]) {
        let mut names: Vec<&str> = parent.children.iter().map(|child| child.name.as_str()).collect();
        names.retain(|name| !MANY.contains(name));
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count, "something stands twice in {}", parent.name);
    }
}

#[test]
fn every_address_is_whole_and_every_size_true() {
    let (_, root, output) = feed();
    let mut open = vec![&root];
    while let Some(node) = open.pop() {
        open.extend(&node.children);
        for name in ["url", "href", "uri"] {
            let Some(address) = node.attributes.get(name) else { continue };
            assert!(is_address(address), "{} {name}: {address}", node.name);
            assert!(address.starts_with("https://example.org/news/"), "{} {name}: {address}", node.name);
        }
    }
    for (item, folder) in root.only("channel").all("item").iter().zip(["晚报 11-29", "2024-11-28"]) {
        let size = fs::metadata(output.path().join(folder).join("edition.mp3")).unwrap().len();
        assert_eq!(item.only("enclosure").get("length"), size.to_string());
    }
}

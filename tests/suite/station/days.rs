//! Two days of a paper, from feeds on loopback to a phone: what it is told, what it downloads, and what is in it.
//!
//! The day is the zone's: the first is lived through in a zone where it still is, the second where it has begun already.

use std::fs;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use newscaster::files::hash;

use super::{Reply, Serving};
use crate::fetching::news_server::{NewsServer, page, status};
use crate::fetching::{BRIDGE, Item, LIBRARY, rss};
use crate::house::{House, TONES};

const FLOWERS: Item<'_> = (
    "t1",
    "https://town.example/1",
    "公园花展开幕",
    "人民公园花展今天开幕，展出菊花三千盆，持续到月底，市民可以免费参观。",
);
pub(super) const MARKET: Item<'_> = (
    "g3",
    "https://example.org/3",
    "夜市迁到滨河路",
    "夜市从下周起迁到滨河路，摊位增加到八十个，停车场在路口东侧。",
);
/// What a phone takes at once, in bytes.
const PIECE: usize = 16 << 10;

/// Zones of two days that follow one another, both far from midnight for an hour.
pub fn zones() -> [String; 2] {
    let hour = i32::from(Timestamp::now().to_zoned_datetime(TimeZone::UTC).hour());
    let west = if (hour + 12) % 24 == 23 { 11 } else { 12 };
    [format!("Etc/GMT+{west}"), format!("Etc/GMT-{}", 24 - west)]
}

/// A paper and a town hall, and the house that tells of them.
struct Paper {
    house: House,
    paper: NewsServer,
    town: NewsServer,
}

impl Paper {
    fn new() -> Self {
        let (house, paper, town) = (House::new(), NewsServer::new(), NewsServer::new());
        fs::create_dir(house.path("output")).unwrap();
        town.put("/feed.xml", status(503));
        Self { house, paper, town }
    }

    /// What the clock says: the zone, and when editions are out.
    fn clock(&self, zone: &str, publish: &str) {
        let sources = [("河湾日报", &self.paper), ("市政府", &self.town)].map(|(name, server)| {
            format!("[[sources]]\nname = '{name}'\nurl = '{}'\n", server.url("/feed.xml"))
        });
        let text = format!(
            "zone = '{zone}'\non_failure = 'echo \"$NEWSCASTER_FAILURE\" >> heard'\n{TONES}\
             [run]\nmake = '00:00'\npublish = '{publish}'\n{}",
            sources.concat()
        );
        self.house.put("newscaster.toml", text);
    }

    fn prints(&self, items: &[Item<'_>]) {
        self.paper.put("/feed.xml", page("application/rss+xml", rss("河湾日报", items)));
    }

    fn runs(&self) -> crate::house::Run {
        self.house.run("run --once").succeeds()
    }
}

/// A podcast app: it knows an address, and what it was told there the last time.
struct Phone<'a> {
    station: &'a Serving,
    feed: String,
    tag: Option<String>,
}

/// An episode as a phone knows it.
#[derive(Clone, Debug, PartialEq)]
struct Episode {
    guid: String,
    notes: String,
    page: String,
    transcript: String,
    sound: String,
    length: usize,
}

impl Phone<'_> {
    /// Asks the feed; `None` where nothing has changed, or none is there yet.
    fn asks(&mut self) -> Option<Vec<Episode>> {
        let known: Vec<(&str, &str)> = self.tag.iter().map(|tag| ("If-None-Match", tag.as_str())).collect();
        let reply = self.station.ask("GET", &self.feed, &known);
        if matches!(reply.status, 304 | 404) {
            return None;
        }
        assert_eq!(reply.status, 200, "{}", reply.head);
        self.tag = reply.header("etag").map(str::to_owned);
        let text = reply.text();
        Some(text.split("<item>").skip(1).map(|item| self.episode(item)).collect())
    }

    fn episode(&self, item: &str) -> Episode {
        let between = |start: &str, end: &str| {
            let found = item.split(start).nth(1).and_then(|rest| rest.split(end).next());
            found.unwrap_or_else(|| panic!("{start}: {item}")).to_owned()
        };
        let own = |address: String| {
            let path = address.strip_prefix(&self.station.url("")).map(str::to_owned);
            path.unwrap_or_else(|| panic!("{address} is not the address that was asked for"))
        };
        Episode {
            guid: between("<guid isPermaLink=\"false\">", "<"),
            notes: between("<description>", "</description>"),
            page: own(between("<link>", "<")),
            transcript: own(between("<podcast:transcript url=\"", "\"")),
            sound: own(between("<enclosure url=\"", "\"")),
            length: between("length=\"", "\"").parse().unwrap(),
        }
    }

    /// Downloads by ranges, each only of the file that the first was of; gives the sound and its tag.
    fn downloads(&self, episode: &Episode) -> (Vec<u8>, String) {
        let (mut sound, mut tag) = (Vec::new(), String::new());
        while sound.len() < episode.length {
            let range = format!("bytes={}-{}", sound.len(), sound.len() + PIECE - 1);
            let mut headers = vec![("Range", range.as_str())];
            headers.extend((!tag.is_empty()).then_some(("If-Range", tag.as_str())));
            let part = self.station.ask("GET", &episode.sound, &headers);
            let total = part.header("content-range").and_then(|range| range.rsplit('/').next()?.parse().ok());
            assert_eq!((part.status, total), (206, Some(episode.length)), "{}", part.head);
            tag = part.header("etag").unwrap().to_owned();
            sound.extend(part.body);
        }
        assert_eq!(sound.len(), episode.length);
        (sound, tag)
    }

    fn opens(&self, path: &str) -> String {
        let reply: Reply = self.station.get(path);
        assert_eq!(reply.status, 200, "{path}: {}", reply.head);
        reply.text()
    }
}

#[test]
fn a_phone_hears_two_days_of_a_paper_with_a_correction_and_a_source_that_fails() {
    let [first, second] = zones();
    let paper = Paper::new();
    let house = &paper.house;
    paper.prints(&[LIBRARY, BRIDGE]);
    paper.clock(&first, "23:59");
    let feed = house.run("listener add anna").succeeds().out;
    let feed = feed.trim().strip_prefix("http://127.0.0.1:8080").unwrap().to_owned();
    let station = Serving::of(house);
    let mut phone = Phone { station: &station, feed, tag: None };

    // The edition is made, and waits for its hour; a correction comes, the town hall does not answer.
    paper.runs();
    assert_eq!(phone.asks(), None);
    let right = (
        LIBRARY.0,
        LIBRARY.1,
        LIBRARY.2,
        "市图书馆明天上午开放，藏书四万册，读者可以免费借阅。馆长说，周末也开门。",
    );
    paper.prints(&[right, BRIDGE]);
    house.run("fetch").ends(1).says("河湾日报: 1 new").says("503");
    paper.runs();
    assert_eq!(phone.asks(), None);
    paper.clock(&first, "00:00");
    paper.runs().says("is out");

    let [today] = phone.asks().expect("a feed").try_into().unwrap();
    assert_eq!(phone.asks(), None, "nothing has changed since");
    let told = "制作时未能连接市政府";
    assert!(today.notes.contains(told) && today.notes.contains("图书馆今天开放"), "{}", today.notes);
    let (sound, tag) = phone.downloads(&today);
    let day = today.sound.split('/').rev().nth(1).unwrap().to_owned();
    let file = house.path(&format!("output/{day}/edition.mp3"));
    assert_eq!(blake3::hash(&sound).to_hex().as_str(), hash(&file).unwrap());
    assert!(tag.contains(&blake3::hash(&sound).to_hex()[..32]), "{tag}");
    let opened = phone.opens(&today.page);
    assert!(
        opened.contains("明天上午开放") && !opened.contains("今天上午开放") && opened.contains(told),
        "{opened}"
    );
    assert!(phone.opens(&today.transcript).contains("藏书四万册"));
    // The report, the exit code, the status file and the command tell it, too.
    let report = house.text(&format!("output/{day}/report.json"));
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report["unreached"], serde_json::json!(["市政府"]));
    assert!(report["problems"].to_string().contains("市政府") && house.text("heard").contains("503"));
    assert!(house.text("spool/status.json").contains("\"failed\""));

    // What is put right now was told already: nothing changes for who has heard it.
    let late = (BRIDGE.0, BRIDGE.1, BRIDGE.2, "东门大桥今天下午通车，全长六百米，两边有自行车道。");
    paper.prints(&[right, late]);
    house.run("fetch").ends(1).says(&format!("after the edition of {day} had told it"));
    paper.runs();
    assert_eq!(phone.asks(), None);
    assert_eq!(phone.station.ask("HEAD", &today.sound, &[]).header("etag"), Some(tag.as_str()));

    // The next day the town hall is there again, and only what is new is told.
    paper.clock(&second, "00:00");
    paper.prints(&[MARKET, right, late]);
    paper.town.put("/feed.xml", page("application/rss+xml", rss("市政府", &[FLOWERS])));
    house.run("fetch").succeeds().says("市政府: 1 new");
    paper.runs().says("is out");
    let [next, before] = phone.asks().expect("a new feed").try_into().unwrap();
    assert_eq!(before, today, "what was heard stays as it was");
    assert!(next.guid != today.guid && !next.notes.contains("未能连接"), "{}", next.notes);
    let again = station.ask("GET", &before.sound, &[("If-None-Match", &tag)]);
    assert_eq!(again.status, 304);
    let (sound, _) = phone.downloads(&next);
    assert!(sound.starts_with(b"ID3"));
    let opened = phone.opens(&next.page);
    assert!(opened.contains("夜市迁到滨河路") && opened.contains("菊花三千盆"), "{opened}");
    assert!(!opened.contains("东门大桥") && !opened.contains("图书馆"), "{opened}");
    paper.runs();
    assert_eq!(phone.asks(), None);
}

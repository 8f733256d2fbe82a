//! Pages that come to the desk beside what an edition was made of: of the spool, of an address, and of what is gone.

use super::days::{MARKET, zones};
use super::desk::{SCRIPT, SHEET, Seat, configuration, stories};
use super::{Reply, Serving};
use crate::fetching::news_server::{NewsServer, page};
use crate::fetching::{BRIDGE, Item, LIBRARY, rss, with_feed};
use crate::house::{House, TONES};

const METRO: Item<'_> = (
    "g4",
    "https://example.org/4",
    "地铁四号线明天试运行",
    "地铁四号线明天上午试运行，全线设二十座车站，单程票价三元起，首班车早上六点开出。",
);

fn prints(server: &NewsServer, items: &[Item<'_>]) {
    server.put("/feed.xml", page("application/rss+xml", rss("河湾日报", items)));
}

/// Gives the desk a page, or an address.
fn take(seat: &Seat<'_>, place: &str, head: &str, bytes: &str) -> Reply {
    let mark = seat.field("/desk/", "mark");
    let part =
        |head: &str, bytes: &str| format!("--X\r\nContent-Disposition: form-data; {head}\r\n\r\n{bytes}\r\n");
    let body = part("name=\"mark\"", &mark) + &part(head, bytes) + "--X--\r\n";
    seat.post(&format!("{place}take"), &body, "Content-Type: multipart/form-data; boundary=X\r\n")
}

fn drop_page(seat: &Seat<'_>, place: &str, name: &str, title: &str) {
    let text = format!("# {title}\n\n本报讯（记者 高山）{title}。市民可以免费参加，时间是早上九点。\n");
    let taken = take(seat, place, &format!("name=\"pages\"; filename=\"{name}\""), &text);
    assert_eq!(taken.status, 303, "{}", taken.text());
}

fn titles(house: &House, script: &str) -> Vec<String> {
    let script = house.text(script);
    let chapters = script.split("\n[[segments]]\n").next().unwrap().split("\n[[");
    let chapters = chapters.filter(|table| table.starts_with("chapters]]"));
    let title = |chapter: &str| Some(chapter.split("title = \"").nth(1)?.split('"').next()?.to_owned());
    let mut titles: Vec<String> =
        chapters.filter(|chapter| chapter.contains("article = ")).filter_map(title).collect();
    titles.sort();
    titles
}

fn sorted<const N: usize>(mut titles: [&str; N]) -> Vec<String> {
    titles.sort_unstable();
    titles.map(str::to_owned).to_vec()
}

#[test]
fn an_edition_of_the_spool_takes_late_pages_and_nothing_of_the_next_one() {
    let server = NewsServer::new();
    prints(&server, &[LIBRARY, BRIDGE]);
    let house = with_feed(&server, "section = '本地'\n");
    std::fs::create_dir(house.path("output")).unwrap();
    house.run("fetch").succeeds();
    house.run("make --spool --date 2026-03-05").succeeds();
    let station = Serving::with_desk(&house, "");
    let seat = Seat::of(&station);
    let first = stories(&house.text("output/2026-03-05/script.toml"))[0].clone();
    assert_eq!(
        seat.edit(&format!("do=reword&segment={first}-title&written=words+of+the+editor")).status,
        303
    );
    // What waits for the next edition is not told in this one.
    house.put("spool/metro.md", format!("# {}\n\n{}\n", METRO.2, METRO.3));
    for (name, title) in [("one.md", "花市周末开张"), ("two.md", "灯会今晚开幕")] {
        drop_page(&seat, SHEET, name, title);
    }
    let told = titles(&house, SCRIPT);
    assert_eq!(told, sorted([BRIDGE.2, "words of the editor", "花市周末开张", "灯会今晚开幕"]));
    assert!(house.text(SCRIPT).contains("date = \"2026-03-05\""));
    let read = seat.get(&format!("{SHEET}pages")).text();
    assert!(read.contains("one.md") && read.contains("two.md") && !read.contains("地铁四号线"), "{read}");
    let drawn = seat.get(&format!("{SHEET}drawing"));
    assert!(drawn.status == 200 && drawn.text().contains(LIBRARY.2) && drawn.text().contains("灯会今晚"));
    // Of what is no longer there wholly nothing is written anew: the rest of the edition stays.
    std::fs::remove_dir_all(house.path("spool/河湾日报")).unwrap();
    drop_page(&seat, SHEET, "three.md", "球赛改期");
    let told = titles(&house, SCRIPT);
    assert_eq!(told, sorted([BRIDGE.2, "words of the editor", "花市周末开张", "灯会今晚开幕", "球赛改期"]));
}

#[test]
fn a_late_page_takes_no_story_with_it_where_one_of_two_sources_is_gone() {
    let server = NewsServer::new();
    prints(&server, &[LIBRARY]);
    let house = with_feed(&server, "");
    std::fs::create_dir(house.path("output")).unwrap();
    house.run("fetch").succeeds();
    house.put("spool/metro.md", format!("# {}\n\n{}\n", METRO.2, METRO.3));
    house.run("make --spool --date 2026-03-05").succeeds();
    let station = Serving::with_desk(&house, "");
    let seat = Seat::of(&station);
    assert_eq!(titles(&house, "output/2026-03-05/script.toml"), sorted([LIBRARY.2, METRO.2]));
    std::fs::remove_dir_all(house.path("spool/河湾日报")).unwrap();
    drop_page(&seat, SHEET, "one.md", "花市周末开张");
    assert_eq!(titles(&house, SCRIPT), sorted([LIBRARY.2, METRO.2, "花市周末开张"]));
}

#[test]
fn what_stood_at_an_address_stays_when_something_else_stands_there() {
    let server = NewsServer::new();
    prints(&server, &[LIBRARY, BRIDGE]);
    let house = House::new().file("newscaster.toml", configuration());
    std::fs::create_dir(house.path("output")).unwrap();
    let station = Serving::with_desk(&house, "");
    let seat = Seat::of(&station);
    let taken = take(&seat, "/desk/", "name=\"address\"", &server.url("/feed.xml"));
    assert_eq!(taken.status, 303, "{}", taken.text());
    let place = format!("/desk/{}", taken.header("location").unwrap().trim_start_matches("./"));
    let script = format!("{}script.toml", place.trim_start_matches('/').replace("/e/", "/"));
    assert_eq!(titles(&house, &script), sorted([BRIDGE.2, LIBRARY.2]));
    prints(&server, &[METRO]);
    drop_page(&seat, &place, "late.md", "花市周末开张");
    let late = take(&seat, &place, "name=\"address\"", &server.url("/feed.xml"));
    assert_eq!(late.status, 303, "{}", late.text());
    assert_eq!(titles(&house, &script), sorted([BRIDGE.2, LIBRARY.2, METRO.2, "花市周末开张"]));
    let drawn = seat.get(&format!("{place}drawing")).text();
    assert!(drawn.contains(LIBRARY.2) && drawn.contains(METRO.2), "{drawn}");
    // What is not there is told, and nothing is changed.
    let before = house.text(&script);
    let gone = take(&seat, &place, "name=\"address\"", &server.url("/gone.xml"));
    assert!(gone.status == 422 && gone.text().contains("404"), "{}", gone.text());
    assert_eq!(take(&seat, &place, "name=\"address\"", "file:///etc/passwd").status, 422);
    assert_eq!(house.text(&script), before);
}

/// The name of the story with a title.
fn named(script: &str, title: &str) -> String {
    let chapter = script.split("[[chapters]]").find(|chapter| chapter.contains(title)).unwrap();
    chapter.split("article = \"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[test]
fn late_pages_and_what_was_dropped_outlive_a_correction_that_run_brings() {
    let server = NewsServer::new();
    prints(&server, &[LIBRARY, BRIDGE]);
    let settings = format!(
        "zone = '{}'\n{TONES}[run]\nmake = '00:00'\npublish = '23:59'\n[[sources]]\nname = '河湾日报'\nurl = '{}'\n",
        zones()[0],
        server.url("/feed.xml")
    );
    let house = House::new().file("newscaster.toml", settings);
    house.run("run --once").succeeds();
    let waiting = std::fs::read_dir(house.path("output/.waiting")).unwrap();
    let mut names = waiting.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let day = names.find(|name| !name.starts_with('.')).unwrap();
    let (place, script) = (format!("/desk/e/{day}/"), format!("desk/{day}/script.toml"));
    let station = Serving::with_desk(&house, "");
    let seat = Seat::of(&station);
    drop_page(&seat, &place, "late.md", "花市周末开张");
    // A page that tells more of a story that is there.
    let fuller = format!("# {}\n\n{}三楼是儿童阅览室，周一闭馆。\n", LIBRARY.2, LIBRARY.3);
    assert_eq!(take(&seat, &place, "name=\"pages\"; filename=\"fuller.md\"", &fuller).status, 303);
    assert!(house.text(&script).contains("儿童阅览室"));
    let bridge = named(&house.text(&script), BRIDGE.2);
    let (mark, base) = (seat.field(&place, "mark"), seat.field(&place, "base"));
    let dropped =
        seat.post(&format!("{place}edit"), &format!("mark={mark}&base={base}&do=drop&story={bridge}"), "");
    assert_eq!(dropped.status, 303);
    let corrected = BRIDGE.3.replace("六百米", "七百米");
    prints(&server, &[LIBRARY, MARKET, (BRIDGE.0, BRIDGE.1, BRIDGE.2, &corrected)]);
    house.run("fetch").succeeds().says("2 new");
    house.run("run --once").succeeds();
    let made = format!("output/.waiting/{day}/script.toml");
    assert_eq!(titles(&house, &made), sorted([LIBRARY.2, MARKET.2, "花市周末开张"]));
    for kept in ["三万册", "儿童阅览室", "早上九点"] {
        assert!(house.text(&made).contains(kept), "{kept}");
    }
}

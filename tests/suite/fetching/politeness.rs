//! How servers are asked.

use serde_json::Value;

use super::news_server::{NewsServer, page, status};
use super::{BRIDGE, LIBRARY, house, rss, spooled, with_feed};

const RSS: &str = "application/rss+xml";

#[test]
fn what_is_new_comes_once_and_both_validators_go_back() {
    let server = NewsServer::new();
    let feed = || {
        page(RSS, rss("河湾日报", &[LIBRARY]))
            .with("ETag", "\"one\"")
            .with("Last-Modified", "Thu, 05 Mar 2026 06:00:00 GMT")
    };
    server.put("/feed.xml", feed());
    let house = with_feed(&server, "[fetch]\ncontact = 'me@example.org'\n");
    let first: Value = serde_json::from_str(&house.run("fetch --json").succeeds().out).unwrap();
    let told = &first["sources"][0];
    assert_eq!(
        (told["status"].as_str(), told["items"].as_u64(), &told["error"]),
        (Some("new"), Some(1), &Value::Null)
    );
    assert_eq!(told["url"], server.url("/feed.xml"));
    let asked = server.asked();
    assert!(
        asked[0].headers["user-agent"].contains("newscaster/")
            && asked[0].headers["user-agent"].contains("me@example.org")
    );
    assert!(!asked[0].headers.contains_key("if-none-match"));
    let files = spooled(&house, "河湾日报");
    assert!(files.len() == 1 && files[0].contains("图书馆今天开放"), "{files:?}");
    assert!(house.text(&format!("spool/河湾日报/{}", files[0])).contains(&server.url("/feed.xml")));

    let again: Value = serde_json::from_str(&house.run("fetch --json").succeeds().out).unwrap();
    assert_eq!(again["sources"][0]["status"], "unchanged");
    let asked = server.asked();
    assert_eq!(asked[0].headers["if-none-match"], "\"one\"");
    assert_eq!(asked[0].headers["if-modified-since"], "Thu, 05 Mar 2026 06:00:00 GMT");

    // A new version with a tag alone: the old day is not sent with it.
    server.put("/feed.xml", page(RSS, rss("河湾日报", &[BRIDGE, LIBRARY])).with("ETag", "\"two\""));
    house.run("fetch").succeeds().says("1 new");
    house.run("fetch").succeeds().says("nothing new");
    let asked = server.asked();
    assert_eq!(asked[1].headers["if-none-match"], "\"two\"");
    assert!(!asked[1].headers.contains_key("if-modified-since"));
    assert_eq!(spooled(&house, "河湾日报").len(), 2);
}

#[test]
fn who_asks_to_be_left_alone_is() {
    let server = NewsServer::new();
    server.put("/feed.xml", status(429).with("Retry-After", "3600"));
    let house = with_feed(&server, "");
    house.run("fetch").ends(1).says("429");
    assert_eq!(server.paths().len(), 1);
    house.run("fetch").ends(1).says("Retry-After");
    assert!(server.paths().is_empty());
    assert!(house.text("spool/status.json").contains("failed"));
}

#[test]
fn a_source_that_fails_is_named_and_the_others_are_in() {
    let server = NewsServer::new();
    server.put("/feed.xml", page(RSS, rss("河湾日报", &[LIBRARY])));
    server.put("/gone.xml", status(410));
    let sources = format!(
        "[[sources]]\nname = 'gone'\nurl = '{}'\n[[sources]]\nname = 'good'\nurl = '{}'\n",
        server.url("/gone.xml"),
        server.url("/feed.xml")
    );
    let house = house(&sources);
    let text = house.text("newscaster.toml");
    house.put("newscaster.toml", format!("on_failure = 'echo \"$NEWSCASTER_FAILURE\" > heard'\n{text}"));
    let run = house.run("fetch --json").ends(1);
    let told: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(
        (&told["sources"][0]["status"], &told["sources"][1]["status"]),
        (&"failed".into(), &"new".into())
    );
    assert!(told["sources"][0]["error"].as_str().unwrap().contains("410"));
    assert!(house.text("heard").contains("gone"));
    // It is a problem of the edition that is made without it.
    let made = house.run("make --spool --date 2026-03-05").ends(1).says("gone");
    drop(made);
    assert!(house.text("output/2026-03-05/report.json").contains("the source gone could not be read"));
}

#[test]
fn pages_are_fetched_where_robots_may_and_taken_where_they_tell_more() {
    let server = NewsServer::new();
    let link = |path: &str| server.url(path);
    let (one, two, three) = (link("/1.html"), link("/private/2.html"), link("/3.html"));
    let items = [
        ("g1", one.as_str(), LIBRARY.2, "市图书馆今天上午开放。"),
        ("g2", two.as_str(), BRIDGE.2, BRIDGE.3),
        (
            "g3",
            three.as_str(),
            "公园花展开幕",
            "人民公园花展今天开幕，展出菊花三千盆，持续到月底，市民可以免费参观。",
        ),
    ];
    server.put("/feed.xml", page(RSS, rss("河湾日报", &items)));
    server.put("/robots.txt", page("text/plain", "User-agent: *\nDisallow: /private/\n"));
    let paragraphs = format!("<p>{}</p>", LIBRARY.3).repeat(4);
    let html = format!(
        "<!doctype html><html><head><title>{0}</title></head><body><article><h1>{0}</h1>{paragraphs}</article></body></html>",
        LIBRARY.2
    );
    server.put("/1.html", page("text/html; charset=utf-8", html));
    server.put("/private/2.html", page("text/html", "secret"));
    let house = with_feed(&server, "full_text = true\n");
    house.run("fetch").succeeds().says("robots.txt");
    let paths = server.paths();
    assert!(
        paths.contains(&"/1.html".to_owned()) && !paths.contains(&"/private/2.html".to_owned()),
        "{paths:?}"
    );
    assert_eq!(paths.iter().filter(|path| *path == "/robots.txt").count(), 1);
    let endings: Vec<String> =
        spooled(&house, "河湾日报").iter().map(|name| name.rsplit('.').next().unwrap().to_owned()).collect();
    assert_eq!(endings.iter().filter(|ending| *ending == "html").count(), 1, "{endings:?}");
    assert_eq!(endings.iter().filter(|ending| *ending == "xml").count(), 2);
}

#[test]
fn a_configuration_that_cannot_be_meant_is_refused() {
    house("").run("fetch").ends(2).says("[[sources]]");
    house("[[sources]]\nname = 'a'\nurl = 'example.org'\n")
        .run("fetch")
        .ends(2)
        .says("https://example.org/feed.xml");
    let twice = "[[sources]]\nname = 'A b'\nfolder = 'x'\n[[sources]]\nname = 'a-b'\nfolder = 'y'\n";
    house(twice).run("fetch").ends(2).says("another name");
    house("[[sources]]\nname = 'a'\nfolder = 'nowhere'\n").run("fetch").ends(1).says("folder");
}

//! The day's edition of what came: once, with corrections, each story once.

use super::news_server::{NewsServer, page};
use super::{BRIDGE, Item, LIBRARY, house, rss, spooled, with_feed};

fn put(server: &NewsServer, path: &str, items: &[Item<'_>]) {
    server.put(path, page("application/rss+xml", rss("河湾日报", items)));
}

#[test]
fn two_days_of_one_source_with_a_correction() {
    let server = NewsServer::new();
    put(&server, "/feed.xml", &[LIBRARY]);
    let house = with_feed(&server, "");
    house.run("make --spool").succeeds().says("Nothing new");
    house.run("fetch").succeeds();
    // Put right before the edition is made: only the right text is spoken, and it is one item.
    let right = (
        LIBRARY.0,
        LIBRARY.1,
        LIBRARY.2,
        "市图书馆明天上午开放，藏书四万册，读者可以免费借阅。馆长说，周末也开门。",
    );
    put(&server, "/feed.xml", &[right]);
    house.run("fetch").succeeds().says("1 new");
    assert_eq!(spooled(&house, "河湾日报").len(), 1);
    house.run("make --spool --date 2026-03-05").succeeds();
    let script = house.text("output/2026-03-05/script.toml");
    assert!(script.contains("明天上午开放") && !script.contains("今天上午开放"), "{script}");

    // The same day again: nothing new, and then something that waits.
    house.run("make --spool --date 2026-03-05").succeeds().says("Nothing new");
    put(&server, "/feed.xml", &[BRIDGE, LIBRARY]);
    house.run("fetch").succeeds().says("1 new").says("after the edition of 2026-03-05");
    let before = house.text("output/2026-03-05/report.json");
    house.run("make --spool --date 2026-03-05").succeeds().says("stands already").says("1 items wait");
    assert_eq!(house.text("output/2026-03-05/report.json"), before);

    house.run("make --spool --date 2026-03-06").succeeds();
    let script = house.text("output/2026-03-06/script.toml");
    assert!(script.contains("新桥通车") && !script.contains("图书馆"), "{script}");
    assert!(house.text("output/feed.xml").contains("2026-03-06/edition.mp3"));
}

#[test]
fn a_story_under_a_new_id_and_in_a_second_paper_is_told_once() {
    let server = NewsServer::new();
    put(&server, "/feed.xml", &[LIBRARY]);
    let longer = format!("{}馆内还有儿童阅览室和自习室，每天开放到晚上九点。", LIBRARY.3);
    put(&server, "/other.xml", &[("x9", "https://other.example/9", LIBRARY.2, &longer), BRIDGE]);
    let sources = format!(
        "[[sources]]\nname = 'a'\nurl = '{}'\n[[sources]]\nname = 'b'\nurl = '{}'\n",
        server.url("/feed.xml"),
        server.url("/other.xml")
    );
    let house = house(&sources);
    house.run("fetch").succeeds();
    put(&server, "/feed.xml", &[("g77", "https://example.org/77", LIBRARY.2, LIBRARY.3)]);
    house.run("fetch").succeeds().says("a: nothing new");
    house.run("make --spool --date 2026-03-05").succeeds();
    let script = house.text("output/2026-03-05/script.toml");
    let told = script.matches("馆长说").count();
    assert!(told == 2 && script.contains("儿童阅览室"), "written and spoken once each, {told}: {script}");
}

#[test]
fn the_address_of_an_e_paper_is_all_of_its_issue() {
    let server = NewsServer::new();
    let put = |path: &str, body: String| server.put(path, page("text/html; charset=utf-8", body));
    put(
        "/index.htm",
        "<html><meta http-equiv='REFRESH' content='0; URL=html/2026-03/05/node_1.htm'></html>".to_owned(),
    );
    let pages = "<a id=pageLink href=node_1.htm>第01版：要闻</a><a id=pageLink href=node_2.htm>第02版：城事</a>\
         <a href='../04/node_1.htm'>第01版：昨日</a>";
    for (number, item) in [(1, LIBRARY), (2, BRIDGE)] {
        put(
            &format!("/html/2026-03/05/node_{number}.htm"),
            format!("<html>{pages}<a href=content_{number}.htm>{}</a></html>", item.2),
        );
        put(
            &format!("/html/2026-03/05/content_{number}.htm"),
            format!(
                "<html><!--enpproperty <title>{}</title>/enpproperty--><div id=ozoom><!--enpcontent--><p>{}</p><!--/enpcontent--></div>",
                item.2, item.3
            ),
        );
    }
    let house = house("");
    let run = house.run(&format!("articles {} --json", server.url("/index.htm"))).succeeds();
    let told: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let articles = told["articles"].as_array().unwrap();
    let said: Vec<_> = articles.iter().map(|article| (&article["headline"], &article["section"])).collect();
    let wanted: Vec<(serde_json::Value, serde_json::Value)> =
        vec![(LIBRARY.2.into(), "要闻".into()), (BRIDGE.2.into(), "城事".into())];
    let wanted: Vec<_> = wanted.iter().map(|(headline, section)| (headline, section)).collect();
    assert_eq!(said, wanted, "{told}");
    //X.2.into(), &"要闻".into()), (&BRIDGE.2.into(), &"城事".into())], "{told}");
    assert!(articles[1]["source"].as_str().unwrap().ends_with("/html/2026-03/05/content_2.htm"));
    let paths = server.paths();
    assert!(
        paths.contains(&"/robots.txt".to_owned()) && !paths.iter().any(|path| path.contains("/04/")),
        "{paths:?}"
    );
}

#[test]
fn an_address_is_an_input() {
    let server = NewsServer::new();
    put(&server, "/feed.xml", &[LIBRARY, BRIDGE]);
    let house = house("");
    let address = server.url("/feed.xml");
    let run = house.run(&format!("articles {address} --json")).succeeds();
    let told: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let articles = told["articles"].as_array().unwrap();
    assert_eq!((articles.len(), &articles[0]["source"]), (2, &serde_json::Value::from(address.as_str())));
    let html = format!(
        "<!doctype html><html><head><title>{0}</title></head><body><article><h1>{0}</h1><p>{1}</p><p>{1}</p></article></body></html>",
        BRIDGE.2, BRIDGE.3
    );
    server.put("/story", page("text/html; charset=utf-8", html));
    let run = house.run(&format!("articles {} --json", server.url("/story"))).succeeds();
    let told: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(
        (&told["articles"][0]["title"], &told["articles"][0]["source"]),
        (&"新桥通车".into(), &server.url("/story").into())
    );
    house.run(&format!("articles {}", server.url("/nothing"))).ends(3).says("404");
    house.run("articles http://127.0.0.1:1/feed.xml").ends(3).says("no connection");
}

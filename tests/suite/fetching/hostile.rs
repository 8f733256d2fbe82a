//! Servers that mean no good, or are broken.

use std::fs;
use std::io::Write;

use super::news_server::{NewsServer, page, status};
use super::{LIBRARY, house, rss, spooled, with_feed};

#[test]
fn nobody_leads_into_this_network_or_round_for_ever() {
    let (server, inner) = (NewsServer::new(), NewsServer::new());
    inner.put("/secret", page("application/rss+xml", rss("secret", &[LIBRARY])));
    for (to, word) in [
        (inner.url("/secret"), "open internet"),
        ("http://169.254.169.254/latest/".to_owned(), "open internet"),
        ("http://[::1]:9/".to_owned(), "open internet"),
        (format!("http://localhost:{}/secret", inner.address.port()), "open internet"),
        ("http://[::ffff:127.0.0.1]:9/".to_owned(), "open internet"),
        ("http://2130706433/".to_owned(), "open internet"),
        ("http://0x7f.1/".to_owned(), "open internet"),
        ("http://0.0.0.0:9/".to_owned(), "open internet"),
        ("http://[64:ff9b::7f00:1]/".to_owned(), "open internet"),
        ("//169.254.169.254/latest".to_owned(), "open internet"),
        ("gopher://localhost/".to_owned(), "no web address"),
        ("file:///etc/passwd".to_owned(), "no web address"),
        ("/feed.xml".to_owned(), "from one address to another"),
    ] {
        server.put("/feed.xml", status(302).with("Location", to.clone()));
        let house = with_feed(&server, "");
        house.run("fetch").ends(1).says(word);
        assert!(inner.paths().is_empty(), "{to}");
        assert!(spooled(&house, "河湾日报").is_empty());
    }
    // The user's own server may lead to itself, and a page that a feed names on another one of this network is not asked.
    let own = (LIBRARY.0, inner.url("/secret"), LIBRARY.2, LIBRARY.3);
    server.put("/moved.xml", page("application/rss+xml", rss("河湾", &[(own.0, &own.1, own.2, own.3)])));
    server.put("/feed.xml", status(301).with("Location", "/moved.xml"));
    let house = with_feed(&server, "full_text = true\n");
    house.run("fetch").succeeds().says("open internet").says("1 new");
    assert!(inner.paths().is_empty());
}

/// A feed of so many bytes, made short: two hundred MiB are two hundred KiB.
fn packed(length: usize) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(9));
    encoder.write_all(b"<rss><channel><title>").unwrap();
    let part = [b'x'; 1 << 16];
    (0..length / part.len()).for_each(|_| encoder.write_all(&part).unwrap());
    encoder.finish().unwrap()
}

#[test]
fn an_address_that_leads_to_ever_new_ones_is_given_up() {
    let server = NewsServer::new();
    for place in 0..20 {
        server.put(&format!("/{place}"), status(302).with("Location", format!("/{}", place + 1)));
    }
    server.put("/feed.xml", status(302).with("Location", "/0"));
    with_feed(&server, "").run("fetch").ends(1).says("from one address to another");
    assert!(server.paths().len() <= 9, "{:?}", server.paths());
}

#[test]
fn what_is_too_large_cut_or_no_feed_is_told_and_next_time_asked_again() {
    let server = NewsServer::new();
    let house = with_feed(&server, "kind = 'feed'\n");
    let large = format!("<rss><channel><title>{}</title></channel></rss>", "x".repeat(50 << 20));
    let mut cut = page("application/rss+xml", rss("河湾", &[LIBRARY]));
    cut.cut = Some(100);
    for (wrong, word) in [
        (page("application/rss+xml", large), "larger than 24 MiB"),
        (
            page("application/rss+xml", packed(200 << 20)).with("Content-Encoding", "gzip"),
            "larger than 24 MiB",
        ),
        (cut, "河湾日报: failed"),
        (page("text/html", "<!doctype html><title>Oops</title>"), "a web page"),
        (page("application/json", "{}"), "no feed"),
        (page("application/rss+xml", ""), "no feed"),
        (page("application/rss+xml", "\u{0}\u{1}junk").with("Content-Encoding", "gzip"), "damaged"),
        (status(500), "500"),
        (status(403), "refuses"),
    ] {
        server.put("/feed.xml", wrong);
        house.run("fetch").ends(1).says(word);
    }
    assert!(spooled(&house, "河湾日报").is_empty());
    server.put("/feed.xml", page("application/rss+xml", rss("河湾", &[LIBRARY])));
    house.run("fetch").succeeds().says("1 new");
}

#[test]
fn a_correction_leaves_what_somebody_wrote() {
    let server = NewsServer::new();
    server.put("/feed.xml", page("application/rss+xml", rss("河湾", &[LIBRARY])));
    let house = with_feed(&server, "");
    house.run("fetch").succeeds();
    let file = format!("spool/河湾日报/{}", spooled(&house, "河湾日报")[0]);
    let by_hand = house.text(&file).replace("三万册", "三万零五百册");
    house.put(&file, &by_hand);
    let corrected = LIBRARY.3.replace("三万册", "四万册");
    server.put(
        "/feed.xml",
        page("application/rss+xml", rss("河湾", &[(LIBRARY.0, LIBRARY.1, LIBRARY.2, &corrected)])),
    );
    house.run("fetch").succeeds().says("by hand");
    assert_eq!((spooled(&house, "河湾日报").len(), house.text(&file)), (1, by_hand));
    // It is said once.
    assert!(!house.run("fetch").succeeds().err.contains("by hand"));
}

#[test]
fn files_that_people_edited_or_broke_stop_nothing() {
    let server = NewsServer::new();
    server.put("/feed.xml", page("application/rss+xml", rss("河湾", &[LIBRARY])));
    let house = with_feed(&server, "");
    house.run("fetch").succeeds();
    fs::write(house.path("spool/河湾日报/.seen.json"), "{ no").unwrap();
    fs::write(house.path("spool/status.json"), "[]").unwrap();
    fs::write(house.path("spool/.making.json"), "nonsense").unwrap();
    house.run("fetch").succeeds().says("set aside");
    assert_eq!(spooled(&house, "河湾日报").len(), 1, "the story is known by its file's name");
    // Something else in its place is set aside, too, however often.
    for _ in 0..2 {
        fs::remove_file(house.path("spool/河湾日报/.seen.json")).unwrap();
        fs::create_dir(house.path("spool/河湾日报/.seen.json")).unwrap();
        house.run("fetch").succeeds().says("set aside");
    }
    house.put(
        "spool/mine.md",
        "# 我自己写的一条新闻\n\n本报讯（记者 林远）今天上午，小区里的花都开了，大家都很高兴。\n",
    );
    house.put("spool/河湾日报/broken.xml", b"\xff\xfe\x00<rss");
    house.put("spool/河湾日报/picture.png", b"\x89PNG\r\n\x1a\n\0\0");
    let run = house.run("make --spool --date 2026-03-05");
    assert!(run.code == 1 && run.err.contains("broken") | run.err.contains("picture"), "{}", run.err);
    let script = house.text("output/2026-03-05/script.toml");
    assert!(script.contains("我自己写的一条新闻") && script.contains("图书馆今天开放"), "{script}");
}

#[test]
fn a_file_that_was_deleted_does_not_come_back() {
    let server = NewsServer::new();
    server.put("/feed.xml", page("application/rss+xml", rss("河湾", &[LIBRARY])));
    let house = with_feed(&server, "");
    house.run("fetch").succeeds();
    let file = spooled(&house, "河湾日报").remove(0);
    fs::remove_file(house.path(&format!("spool/河湾日报/{file}"))).unwrap();
    server.put("/feed.xml", page("application/rss+xml", rss("河湾 ", &[LIBRARY])));
    house.run("fetch").succeeds().says("nothing new");
    house.run("make --spool --date 2026-03-05").succeeds().says("Nothing new");
    assert!(!house.path("output").exists());
    let _ = house;
}

#[test]
fn a_folder_is_a_source_like_any_other() {
    let house = house("[[sources]]\nname = 'in'\nfolder = 'incoming'\nsection = '社区'\n");
    house.put(
        "incoming/flowers.md",
        "# 小区里的花都开了\n\n本报讯（记者 林远）今天上午，小区里的花都开了，大家都很高兴。\n",
    );
    house.put("incoming/.draft.md", "no");
    house.run("fetch").succeeds().says("1 new");
    house.run("fetch").succeeds().says("nothing new");
    house.run("make --spool --date 2026-03-05").succeeds();
    assert!(house.text("output/2026-03-05/script.toml").contains("小区里的花都开了"));
}

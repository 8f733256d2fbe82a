//! Private listeners: an address for each, and nothing without one.

use super::{MP3, Serving, house};

#[test]
fn a_listener_hears_by_a_token_until_it_is_taken_back() {
    let house = house(100);
    let address = house.run("listener add anna").succeeds().out;
    let path = address.trim().strip_prefix("http://127.0.0.1:8080").unwrap().to_owned();
    let token = path.strip_prefix("/l/").unwrap().strip_suffix("/feed.xml").unwrap().to_owned();
    assert!(token.len() >= 26 && !house.text("listeners.toml").contains(&token));
    let station = Serving::of(&house);
    for open in [
        "/",
        "/feed.xml",
        MP3,
        "/l/",
        &format!("/l/{token}x/feed.xml"),
        &format!("/l/{}/feed.xml", token.to_uppercase()),
        &format!("/l//{token}/feed.xml"),
        "/subscribe",
        "/l/%00/feed.xml",
    ] {
        assert_eq!(station.get(open).status, 404, "{open}");
    }
    assert_eq!(station.get("/healthz").status, 200);
    let feed = station.get(&path);
    assert_eq!((feed.status, feed.header("referrer-policy")), (200, Some("no-referrer")));
    assert!(
        feed.text().contains(&format!("url=\"http://{}/l/{token}{MP3}\"", station.address)),
        "{}",
        feed.text()
    );
    assert!(feed.text().contains("<itunes:block>Yes</itunes:block>"));
    let sound = station.get(&format!("/l/{token}{MP3}"));
    assert_eq!((sound.status, sound.header("cache-control")), (200, Some("private, no-cache")));
    let slash = station.get(&format!("/l/{token}"));
    assert_eq!((slash.status, slash.header("location")), (308, Some(format!("{token}/").as_str())));
    let page = station.get(&format!("/l/{token}/"));
    assert!(page.text().contains(&path) && page.header("content-security-policy").is_some());
    assert_eq!(station.get(&format!("/l/{token}/qr.svg")).status, 200);

    house.run("listener add anna").ends(2).says("already");
    house.run("listener add Ben").succeeds();
    house.run("listener list").succeeds().prints("anna\nBen\n");
    house.run("listener remove anna").succeeds();
    assert_eq!(station.get(&path).status, 404);
    house.run("listener remove anna").ends(2).says("Ben");
    house.run("listener remove Ben").succeeds().says("Nobody is left");
    assert_eq!(station.get("/feed.xml").status, 404);
    // A broken file opens nothing, and a station does not begin with one.
    house.put("listeners.toml", "listeners = [");
    assert_eq!(station.get("/feed.xml").status, 503);
    house.run("serve output --listen 127.0.0.1:0").ends(2).says("listeners.toml");
}

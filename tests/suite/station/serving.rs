//! What RFC 9110 says of ranges, conditions and HEAD, and what is served at all.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, SystemTime};

use newscaster::progress::Silent;
use newscaster::publish::{Options, podcast};

use super::{MP3, Serving, edition, house, sound};

#[test]
fn a_file_comes_whole_in_part_and_not_at_all() {
    let house = house(10_000);
    let station = Serving::of(&house);
    let whole = station.get(MP3);
    assert_eq!(
        (whole.status, whole.header("content-length"), whole.header("content-type")),
        (200, Some("10000"), Some("audio/mpeg"))
    );
    assert_eq!(
        (whole.header("accept-ranges"), whole.body.as_slice()),
        (Some("bytes"), sound(10_000).as_slice())
    );
    let tag = whole.header("etag").unwrap();
    assert!(tag.starts_with('"') && whole.header("cache-control") == Some("no-cache"));

    let part = station.ask("GET", MP3, &[("Range", "bytes=500-999")]);
    assert_eq!(
        (part.status, part.header("content-range"), part.header("content-length")),
        (206, Some("bytes 500-999/10000"), Some("500"))
    );
    assert_eq!(part.body, sound(10_000)[500..1_000]);
    assert_eq!(station.ask("GET", MP3, &[("Range", "bytes=-1")]).body, sound(10_000)[9_999..]);

    let beyond = station.ask("GET", MP3, &[("Range", "bytes=10000-")]);
    assert_eq!((beyond.status, beyond.header("content-range")), (416, Some("bytes */10000")));

    let head = station.ask("HEAD", MP3, &[]);
    assert_eq!(
        (head.status, head.header("content-length"), head.header("etag"), head.body.len()),
        (200, Some("10000"), Some(tag), 0)
    );
    // Range has no meaning for HEAD.
    assert_eq!(station.ask("HEAD", MP3, &[("Range", "bytes=0-0")]).status, 200);

    let same = station.ask("GET", MP3, &[("If-None-Match", tag)]);
    assert_eq!((same.status, same.body.len(), same.header("etag")), (304, 0, Some(tag)));
    assert_eq!(station.ask("GET", MP3, &[("If-Match", "\"x\"")]).status, 412);
    let day = whole.header("last-modified").unwrap();
    assert_eq!(station.ask("GET", MP3, &[("If-Modified-Since", day)]).status, 304);
}

#[test]
fn several_ranges_come_as_parts() {
    let house = house(10_000);
    let station = Serving::of(&house);
    let reply = station.ask("GET", MP3, &[("Range", "bytes=0-1,5000-5001")]);
    let kind = reply.header("content-type").unwrap().to_owned();
    let boundary = kind.strip_prefix("multipart/byteranges; boundary=").unwrap();
    assert_eq!(
        (reply.status, reply.header("content-length")),
        (206, Some(reply.body.len().to_string().as_str()))
    );
    let mut wanted = Vec::new();
    for (range, bytes) in [("0-1", &sound(10_000)[..2]), ("5000-5001", &sound(10_000)[5_000..5_002])] {
        wanted.extend_from_slice(
            format!(
                "\r\n--{boundary}\r\nContent-Type: audio/mpeg\r\nContent-Range: bytes {range}/10000\r\n\r\n"
            )
            .as_bytes(),
        );
        wanted.extend_from_slice(bytes);
    }
    wanted.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    assert_eq!(reply.body, wanted);
    // Those that touch come as one.
    assert_eq!(
        station.ask("GET", MP3, &[("Range", "bytes=0-1,2-3")]).header("content-range"),
        Some("bytes 0-3/10000")
    );
}

/// A listener who has the beginning of the edition's sound, and what came so far.
fn half_heard(station: &Serving) -> (TcpStream, Vec<u8>) {
    let mut stream = TcpStream::connect(station.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    stream
        .write_all(format!("GET {MP3} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").as_bytes())
        .unwrap();
    let mut bytes = vec![0; 100_000];
    stream.read_exact(&mut bytes).unwrap();
    (stream, bytes)
}

#[test]
fn a_remade_edition_never_mixes_into_a_download() {
    let house = house(8 << 20);
    let station = Serving::of(&house);
    let tag = station.ask("HEAD", MP3, &[]).header("etag").unwrap().to_owned();
    let (mut stream, mut bytes) = half_heard(&station);
    // The swap of a correction: the old folder goes, another one has its name.
    let folder = house.path("output/2026-03-05");
    fs::rename(&folder, house.path("output/.old")).unwrap();
    edition(&folder, "2026-03-05", &vec![7; 8 << 20]);
    fs::remove_dir_all(house.path("output/.old")).unwrap();
    stream.read_to_end(&mut bytes).unwrap();
    assert!(bytes.ends_with(&sound(8 << 20)), "the running download is of the old file alone");

    let resumed = station.ask("GET", MP3, &[("Range", "bytes=4000000-"), ("If-Range", &tag)]);
    assert_eq!((resumed.status, resumed.body.len()), (200, 8 << 20));
    let new = station.ask("HEAD", MP3, &[]).header("etag").unwrap().to_owned();
    assert_ne!(new, tag);
    let part = station.ask("GET", MP3, &[("Range", "bytes=4000000-"), ("If-Range", &new)]);
    assert_eq!((part.status, part.body.len()), (206, (8 << 20) - 4_000_000));
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!(station.get(MP3).status, 404);
}

#[test]
fn an_edition_that_is_removed_is_heard_to_its_end() {
    let house = house(8 << 20);
    let station = Serving::of(&house);
    let (mut stream, mut bytes) = half_heard(&station);
    // As `keep` removes it: file by file, then the folder.
    edition(&house.path("output/2026-03-06"), "2026-03-06", b"newer");
    podcast(&house.path("output"), &options("keep = 1"), Some("早报"), &Silent).unwrap();
    assert!(!house.path("output/2026-03-05").exists());
    stream.read_to_end(&mut bytes).unwrap();
    assert!(bytes.ends_with(&sound(8 << 20)));
    let resumed = station.ask("GET", MP3, &[("Range", "bytes=4000000-")]);
    assert_eq!(resumed.status, 404, "{}", resumed.head);
    assert!(!station.get("/feed.xml").text().contains("2026-03-05/edition.mp3"));
}

fn options(settings: &str) -> Options {
    toml::from_str(settings).unwrap()
}

#[test]
fn texts_are_compressed_and_sound_is_not() {
    let house = house(10_000);
    let station = Serving::of(&house);
    let gzip = [("Accept-Encoding", "gzip")];
    let page = station.ask("GET", "/2026-03-05/index.html", &gzip);
    assert_eq!(
        (page.header("content-encoding"), page.header("vary")),
        (Some("gzip"), Some("Accept-Encoding"))
    );
    let plain = station.get("/2026-03-05/index.html");
    assert!(plain.header("content-encoding").is_none() && plain.body.len() > page.body.len());
    assert_ne!(plain.header("etag"), page.header("etag"));
    let again = [("Accept-Encoding", "gzip"), ("If-None-Match", page.header("etag").unwrap())];
    assert_eq!(station.ask("GET", "/2026-03-05/index.html", &again).status, 304);
    assert!(station.ask("GET", MP3, &gzip).header("content-encoding").is_none());
    // A part is a part of the text as it is.
    let part = [("Accept-Encoding", "gzip"), ("Range", "bytes=0-4")];
    assert_eq!(station.ask("GET", "/2026-03-05/index.html", &part).text(), "<!doc");
}

#[test]
fn the_feed_tells_the_address_that_was_asked_for() {
    let house = house(100);
    let station = Serving::of(&house);
    let feed = station.ask("GET", "/feed.xml", &[("Host", "radio.local:8080")]);
    assert_eq!((feed.status, feed.header("content-type")), (200, Some("application/rss+xml; charset=utf-8")));
    assert!(
        feed.text().contains("url=\"http://radio.local:8080/2026-03-05/edition.mp3\""),
        "{}",
        feed.text()
    );
    let said =
        [("Host", "radio.local"), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "https")];
    assert!(!station.ask("GET", "/feed.xml", &said).text().contains("evil"));
    assert_eq!(station.get("/").status, 200);
    let slash = station.get("/2026-03-05");
    assert_eq!((slash.status, slash.header("location")), (308, Some("./2026%2D03%2D05/")));
    assert_eq!(station.get("/2026-03-05/").status, 200);
    let page = station.ask("GET", "/subscribe", &[("Accept-Language", "zh-CN,zh;q=0.9")]);
    assert!(page.text().contains("/feed.xml") && page.text().contains("二维码"));
    assert_eq!(station.get("/qr.svg").header("content-type"), Some("image/svg+xml"));
}

#[test]
fn only_what_an_edition_lists_is_served() {
    let house = house(100);
    for name in [
        "notes.txt",
        "2026-03-05/letter.txt",
        ".secret",
        "2026-03-05/.hidden",
        ".e.lock",
        "photos/a.jpg",
        "B3SUMS.bak",
    ] {
        house.put(&format!("output/{name}"), "mine");
    }
    house.put("secret", "s");
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        let folder = house.path("output/2026-03-05");
        fs::remove_file(folder.join("chapters.json")).unwrap();
        symlink(house.path("secret"), folder.join("chapters.json")).unwrap();
        symlink(house.path("output/2026-03-05"), house.path("output/link")).unwrap();
    }
    let station = Serving::of(&house);
    for path in [
        "/2026-03-05/edition.mp3",
        "/2026-03-05/daisy/ncc.html",
        "/2026-03-05/B3SUMS",
        "/feed.xml",
        "/cover.png",
        "/index.html",
        "/healthz",
    ] {
        assert_eq!(station.get(path).status, 200, "{path}");
    }
    for path in [
        "/notes.txt",
        "/2026-03-05/letter.txt",
        "/.secret",
        "/2026-03-05/.hidden",
        "/.e.lock",
        "/photos/a.jpg",
        "/2026-03-05/chapters.json",
        "/link/edition.mp3",
        "/2026-03-05/daisy",
        "/2026-03-05/daisy/",
        "/B3SUMS.bak",
        "/B3SUMS",
        "/l/x/feed.xml",
        "/2026-03-05/edition.mp3/",
        "/EDITION.MP3",
        "/.podcast.index",
        "/.podcast.lock",
        "/2026-03-05/edition.mp3%00.txt",
    ] {
        assert_eq!(station.get(path).status, 404, "{path}");
    }
    let post = station.ask("POST", "/feed.xml", &[("Content-Length", "0")]);
    assert_eq!((post.status, post.header("allow")), (405, Some("GET, HEAD")));
    // A page and a feed that somebody else put there are not ours to serve.
    house.put("output/index.html", "<title>my own</title>");
    house.put("output/feed.xml", "<rss>my own</rss>");
    assert_eq!(station.get("/index.html").status, 404);
    assert_eq!(station.get("/feed.xml").status, 404);
}

#[test]
fn a_file_that_was_changed_after_it_was_listed_gets_another_tag() {
    let house = house(100);
    let station = Serving::of(&house);
    let before = station.ask("HEAD", MP3, &[]).header("etag").unwrap().to_owned();
    let path = house.path("output/2026-03-05/edition.mp3");
    fs::write(&path, [1; 100]).unwrap();
    let later = SystemTime::now() + Duration::from_secs(3);
    fs::File::options().write(true).open(&path).unwrap().set_modified(later).unwrap();
    let after = station.ask("HEAD", MP3, &[]);
    assert_ne!(after.header("etag"), Some(before.as_str()));
    // A time that lies ahead is told as now.
    assert_ne!(after.header("last-modified"), None);
}

#[test]
fn an_old_edition_may_be_kept_and_a_new_one_is_asked_for() {
    let house = house(100);
    let week = SystemTime::now() - Duration::from_hours(24 * 7);
    for name in ["edition.mp3", "index.html", "B3SUMS"] {
        let path = house.path(&format!("output/2026-03-05/{name}"));
        fs::File::options().write(true).open(&path).unwrap().set_modified(week).unwrap();
    }
    edition(&house.path("output/2026-03-06"), "2026-03-06", &sound(50));
    podcast(&house.path("output"), &Options::default(), None, &Silent).unwrap();
    let station = Serving::of(&house);
    assert_eq!(station.get(MP3).header("cache-control"), Some("public, max-age=604800"));
    assert_eq!(station.get("/2026-03-05/index.html").header("cache-control"), Some("no-cache"));
    assert_eq!(station.get("/2026-03-06/edition.mp3").header("cache-control"), Some("no-cache"));
    assert_eq!(station.get("/feed.xml").header("cache-control"), Some("no-cache"));
}

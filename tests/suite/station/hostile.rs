//! Clients that mean no good, and many at once.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

use super::{MP3, Serving, house, sound};

#[test]
fn no_way_of_writing_a_path_leads_out() {
    let house = house(100);
    house.put("secret", "the secret");
    house.put("output/.secret", "the secret");
    let station = Serving::of(&house);
    for path in UPWARD {
        let reply = station.ask("GET", path, &[]);
        assert!(!reply.text().contains("the secret"), "{path}");
        assert!([200, 400, 404].contains(&reply.status), "{path}: {}", reply.head);
    }
}

#[test]
fn a_token_and_the_desk_lead_out_no_more_than_the_door() {
    let house = house(100);
    house.put("secret", "the secret");
    house.put("output/.secret", "the secret");
    house.put("desk/secret", "the secret");
    let address = house.run("listener add anna").succeeds().out;
    let listener = address.trim().strip_prefix("http://127.0.0.1:8080").unwrap();
    let listener = listener.strip_suffix("/feed.xml").unwrap().to_owned();
    let station = Serving::with_desk(&house, "");
    let desk = station.said.iter().find_map(|line| line.split_once("/desk/in/")).unwrap();
    let entry = station.get(&format!("/desk/in/{}", desk.1.trim()));
    let cookie = entry.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
    for path in UPWARD.iter().filter(|path| path.starts_with('/')) {
        for begin in [listener.as_str(), "/desk", "/desk/2026-03-05", "/l"] {
            let reply = station.ask("GET", &format!("{begin}{path}"), &[("Cookie", &cookie)]);
            assert!(!reply.text().contains("the secret"), "{begin}{path}");
            assert!([200, 303, 308, 400, 404].contains(&reply.status), "{begin}{path}: {}", reply.head);
        }
    }
    assert_eq!(station.get(&format!("{listener}{MP3}")).status, 200);
}

/// Ways to write a path that leads up, or to a hidden file.
const UPWARD: [&str; 44] = [
    "/../secret",
    "/..%2fsecret",
    "/%2e%2e/secret",
    "/%2e%2e%2fsecret",
    "/2026-03-05/../../secret",
    "/..%5csecret",
    "/..%c0%afsecret",
    "/%252e%252e/secret",
    "/2026-03-05/%2e%2e/%2e%2e/secret",
    "//secret",
    "/./secret",
    "/.secret",
    "/%2esecret",
    "/2026-03-05//../.secret",
    "/..;/secret",
    "/\u{2025}/secret",
    "/2026-03-05/..\\..\\secret",
    "http://evil/../secret",
    "/%00",
    "/file:///etc/passwd",
    "/etc/passwd",
    "*",
    "secret",
    "?",
    "/?../secret",
    "/#../secret",
    "/%u002e%u002e/secret",
    "/%uff0e%uff0e/secret",
    "/%e0%80%ae%e0%80%ae/secret",
    "/%c0%ae%c0%ae/secret",
    "/%ef%bc%8e%ef%bc%8e/secret",
    "/\u{ff0e}\u{ff0e}/secret",
    "/..\u{2215}secret",
    "/..%e2%88%95secret",
    "/%2e%2e%5csecret",
    "/%2e%2e%255csecret",
    "/%25%32%65%25%32%65/secret",
    "/.%2e/secret",
    "/%2e./secret",
    "/..%00/secret",
    "/2026-03-05/edition.mp3/..%2f..%2fsecret",
    "/2026-03-05/daisy%2f..%2f..%2f..%2fsecret",
    "/2026-03-05%2f..%2f..%2fsecret",
    "/+AC4-+AC4-/secret",
];

#[test]
fn requests_that_are_none_are_refused_and_the_next_one_answered() {
    let house = house(100);
    let station = Serving::of(&house);
    let long = format!("GET /{} HTTP/1.1\r\nHost: x\r\n\r\n", "a".repeat(100_000));
    let many = format!("GET / HTTP/1.1\r\n{}\r\n", "X: y\r\n".repeat(5_000));
    for bytes in [
        b"\0\0\0\0\r\n\r\n".as_slice(),
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET  /  HTTP/1.1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        long.as_bytes(),
        many.as_bytes(),
    ] {
        let mut stream = TcpStream::connect(station.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let _ = stream.write_all(bytes);
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut reply = Vec::new();
        let _ = stream.read_to_end(&mut reply);
        let reply = String::from_utf8_lossy(&reply);
        assert!(reply.is_empty() || reply.starts_with("HTTP/1.1 4"), "{reply}");
    }
    assert_eq!(station.get(MP3).status, 200);
}

#[test]
fn two_hundred_slow_listeners_hold_up_nobody() {
    let house = house(2 << 20);
    let station = Serving::of(&house);
    let slow: Vec<TcpStream> = (0..200)
        .map(|_| {
            let mut stream = TcpStream::connect(station.address).unwrap();
            stream.write_all(format!("GET {MP3} HTTP/1.1\r\nHost: x\r\n\r\n").as_bytes()).unwrap();
            stream.read_exact(&mut [0; 100]).unwrap();
            stream
        })
        .collect();
    // Others begin a request and never end it.
    let unfinished: Vec<TcpStream> = (0..100)
        .map(|_| {
            let mut stream = TcpStream::connect(station.address).unwrap();
            stream.write_all(b"GET / HTTP/1.1\r\nHost: x\r\nX-").unwrap();
            stream
        })
        .collect();
    let wanted = sound(2 << 20);
    let wanted = &wanted[1_000_000..1_001_000];
    thread::scope(|scope| {
        for _ in 0..20 {
            scope.spawn(|| {
                for _ in 0..50 {
                    let part = station.ask("GET", MP3, &[("Range", "bytes=1000000-1000999")]);
                    assert_eq!((part.status, part.body.as_slice()), (206, wanted));
                }
            });
        }
    });
    if let Some(kib) = most_memory(&station) {
        assert!(kib < 150 << 10, "{kib} KiB");
    }
    drop((slow, unfinished));
}

/// The most memory that a station has held, in KiB; `None` where the system does not tell.
fn most_memory(station: &Serving) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", station.child.id())).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

#[cfg(unix)]
#[test]
fn asked_to_end_it_ends_well() {
    let house = house(100);
    let station = Serving::of(&house);
    assert_eq!(station.get("/healthz").status, 200);
    assert_eq!(station.end(), Some(0));
}

#[test]
fn a_feed_over_thousands_of_editions_goes_to_many_listeners_at_once() {
    use std::fmt::Write as _;
    let house = house(100);
    let mut feed = "<rss><channel>\n<generator>newscaster</generator>\n<link>index.html</link>\n".to_owned();
    for day in 0..80_000 {
        let notes = "Words about a day. ".repeat(20);
        let item = "<enclosure url=\"2026-03-05/edition.mp3\" length=\"100\" type=\"audio/mpeg\"/>";
        writeln!(feed, "<item>\n<guid>{day}</guid>\n{item}\n<description>{notes}</description>\n</item>")
            .unwrap();
    }
    feed.push_str("</channel></rss>");
    house.put("output/feed.xml", &feed);
    let station = Serving::of(&house);
    // Each has an address of its own, and none takes more than the beginning for now.
    let slow: Vec<TcpStream> = (0..60)
        .map(|listener| {
            let mut stream = TcpStream::connect(station.address).unwrap();
            stream
                .write_all(format!("GET /feed.xml HTTP/1.1\r\nHost: h{listener}.local\r\n\r\n").as_bytes())
                .unwrap();
            stream.read_exact(&mut [0; 100]).unwrap();
            stream
        })
        .collect();
    let got = station.ask("GET", "/feed.xml", &[("Host", "radio.local"), ("Accept-Encoding", "gzip")]);
    assert_eq!((got.status, got.header("content-length")), (200, Some(got.body.len().to_string().as_str())));
    let link =
        "<atom:link href=\"http://radio.local/feed.xml\" rel=\"self\" type=\"application/rss+xml\"/>\n<item>";
    let wanted = feed.replacen("<item>", link, 1).replace("url=\"", "url=\"http://radio.local/");
    assert!(got.text() == wanted.replace("<link>index", "<link>http://radio.local/index"));
    if let Some(kib) = most_memory(&station) {
        assert!(kib < 150 << 10, "{kib} KiB");
    }
    drop(slow);
}

#[test]
fn an_address_that_is_taken_is_told() {
    let house = house(100);
    let station = Serving::of(&house);
    house.run(&format!("serve output --listen {}", station.address)).ends(2).says("--listen");
    house.run("serve nowhere --listen 127.0.0.1:0").ends(2).says("nowhere");
}

//! The station: `newscaster serve` and `listener`, asked by bare sockets and by real clients.

mod clients;
mod days;
mod decisions;
mod desk;
mod disk;
mod hostile;
mod late;
mod listeners;
mod months;
mod serving;
mod voices;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use newscaster::files::hash;
use newscaster::progress::Silent;
use newscaster::publish::{Options, podcast};

use crate::house::House;

/// A station that runs, until this value goes.
pub struct Serving {
    child: Child,
    pub address: SocketAddr,
    /// What it said at its beginning, in lines.
    pub said: Vec<String>,
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Serving {
    /// Starts `newscaster serve output` in a house, at an address of the system's choice.
    pub fn of(house: &House) -> Self {
        Self::with(house, "--no-desk", 1)
    }

    /// The same with its desk.
    pub fn with_desk(house: &House, more: &str) -> Self {
        Self::with(house, more, 2)
    }

    fn with(house: &House, more: &str, addresses: usize) -> Self {
        let mut command = house.command(&format!("serve output --listen 127.0.0.1:0 {more}"));
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
        let said: Vec<String> =
            lines.by_ref().filter(|line| line.contains("http://")).take(addresses).collect();
        let line = said.first().expect("a station tells its address");
        let address = line.split("http://").nth(1).unwrap().split('/').next().unwrap().parse().unwrap();
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, address, said }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn get(&self, path: &str) -> Reply {
        self.ask("GET", path, &[])
    }

    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Reply {
        let lines: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let host = if headers.iter().any(|(name, _)| *name == "Host") {
            String::new()
        } else {
            format!("Host: {}\r\n", self.address)
        };
        self.send(format!("{method} {path} HTTP/1.1\r\n{host}Connection: close\r\n{lines}\r\n").as_bytes())
    }

    pub fn send(&self, request: &[u8]) -> Reply {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream.write_all(request).unwrap();
        let mut bytes = Vec::new();
        // A server that closes on a mistake may reset what was not read.
        let _ = stream.read_to_end(&mut bytes);
        Reply::of(&bytes)
    }

    /// Asks it to end, as a service manager does, and gives its exit code.
    #[cfg(unix)]
    pub fn end(mut self) -> Option<i32> {
        Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        self.child.wait().unwrap().code()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Reply {
    fn of(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(bytes.len());
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        let body = bytes.get(end + 4..).unwrap_or_default().to_vec();
        Self { status, head, body }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let line = |line: &'_ str| {
            line.split_once(": ").filter(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, v)| v.to_owned())
        };
        self.head.lines().find(|l| line(l).is_some()).and_then(|l| l.split_once(": ")).map(|(_, value)| value)
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Sound of so many bytes, each telling its place.
pub fn sound(length: usize) -> Vec<u8> {
    (0..length).map(|place| (place % 251) as u8).collect()
}

/// An edition as newscaster leaves it, with any bytes as its sound.
pub fn edition(folder: &Path, date: &str, sound: &[u8]) {
    let report = serde_json::json!({
        "title": "早报 & more", "date": date, "duration_s": 61.0, "sample_rate": 44_100,
        "loudness": { "integrated_lufs": -16.0, "true_peak_dbtp": -1.5, "range_lu": 0.0 },
        "segments": [], "problems": [], "coverage": { "characters": 0, "spoken": 0, "skipped": 0 },
        "chapters": [{ "title": "头条", "start_s": 0.0, "end_s": 61.0, "level": 2 }],
    });
    fs::create_dir_all(folder.join("daisy")).unwrap();
    fs::write(folder.join("report.json"), report.to_string()).unwrap();
    fs::write(folder.join("edition.mp3"), sound).unwrap();
    fs::write(folder.join("index.html"), "<!doctype html><title>早报</title>".repeat(60)).unwrap();
    fs::write(folder.join("chapters.json"), "{}").unwrap();
    fs::write(folder.join("daisy/ncc.html"), "ncc").unwrap();
    seal(folder);
}

fn seal(folder: &Path) {
    let names = ["chapters.json", "daisy/ncc.html", "edition.mp3", "index.html", "report.json"];
    let line = |name: &&str| format!("{}  {name}\n", hash(&folder.join(name)).unwrap());
    fs::write(folder.join("B3SUMS"), names.iter().map(line).collect::<String>()).unwrap();
}

/// A house with a podcast of one edition, whose sound has so many bytes.
pub fn house(length: usize) -> House {
    let house = House::new();
    edition(&house.path("output/2026-03-05"), "2026-03-05", &sound(length));
    podcast(&house.path("output"), &Options::default(), Some("早报"), &Silent).unwrap();
    house
}

pub const MP3: &str = "/2026-03-05/edition.mp3";

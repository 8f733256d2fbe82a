//! `newscaster run`: the day's work by itself.

use std::fs;

use jiff::Timestamp;

use super::news_server::{NewsServer, page};
use super::{BRIDGE, Item, LIBRARY, rss, spooled};
use crate::house::{House, TONES};

fn put(server: &NewsServer, items: &[Item<'_>]) {
    server.put("/feed.xml", page("application/rss+xml", rss("河湾日报", items)));
}

/// A zone where it is about noon now, so that no test begins on one day and ends on the next.
fn noon() -> String {
    let east = 12 - i32::from(Timestamp::now().to_zoned_datetime(jiff::tz::TimeZone::UTC).hour());
    if east == 0 { "Etc/GMT".to_owned() } else { format!("Etc/GMT{:+}", -east) }
}

fn configure(house: &House, server: &NewsServer, publish: &str) {
    let text = format!(
        "zone = '{}'\n{TONES}[run]\nmake = '00:00'\npublish = '{publish}'\n[[sources]]\nname = 'a'\nurl = '{}'\n",
        noon(),
        server.url("/feed.xml")
    );
    house.put("newscaster.toml", text);
}

fn editions(house: &House) -> Vec<String> {
    let Ok(entries) = fs::read_dir(house.path("output")) else { return Vec::new() };
    let names = entries.map(|entry| entry.unwrap()).filter(|entry| entry.path().is_dir());
    names
        .map(|entry| entry.file_name().into_string().unwrap())
        .filter(|name| !name.starts_with('.'))
        .collect()
}

#[test]
fn an_edition_is_made_takes_a_correction_and_is_out_once() {
    let server = NewsServer::new();
    put(&server, &[LIBRARY]);
    let house = House::new();
    configure(&house, &server, "23:00");
    let waiting = house.run("run --once").succeeds();
    assert!(waiting.err.contains("newly spoken") && !waiting.err.contains("Listen:"), "{}", waiting.err);
    assert!(editions(&house).is_empty() && !house.path("output/feed.xml").exists(), "it waits for its hour");
    let right = (
        LIBRARY.0,
        LIBRARY.1,
        LIBRARY.2,
        "市图书馆明天上午开放，藏书四万册，读者可以免费借阅。馆长说，周末也开门。",
    );
    put(&server, &[right, BRIDGE]);
    house.run("fetch").succeeds();
    house.run("run --once").succeeds();
    configure(&house, &server, "00:00");
    house.run("run --once").succeeds().says("is out").says("Listen: output");
    let [day] = editions(&house).try_into().unwrap();
    let script = house.text(&format!("output/{day}/script.toml"));
    assert!(
        script.contains("明天上午开放") && script.contains("新桥通车") && !script.contains("今天上午开放"),
        "{script}"
    );
    assert!(house.text("output/feed.xml").contains(&format!("{day}/edition.mp3")));
    let before = house.text(&format!("output/{day}/report.json"));
    house.run("run --once").succeeds();
    assert_eq!(house.text(&format!("output/{day}/report.json")), before);
    assert_eq!(spooled(&house, "a").len(), 2);
}

#[test]
fn nothing_new_is_said_once_and_a_failing_source_is_heard_of() {
    let server = NewsServer::new();
    put(&server, &[]);
    let house = House::new();
    configure(&house, &server, "00:00");
    house.run("run --once").succeeds().says("Nothing new");
    let again = house.run("run --once").succeeds();
    assert!(!again.err.contains("Nothing new"), "{}", again.err);
    assert!(editions(&house).is_empty());
    House::new().file("newscaster.toml", "").run("run --once").ends(2).says("[[sources]]");
}

#[cfg(target_os = "linux")]
#[test]
fn a_service_manager_hears_that_it_is_ready_alive_and_ending() {
    use std::os::unix::net::UnixDatagram;
    use std::process::Command;
    use std::sync::mpsc;
    use std::time::Duration;

    let server = NewsServer::new();
    put(&server, &[LIBRARY]);
    let house = House::new();
    configure(&house, &server, "00:00");
    let socket = UnixDatagram::bind(house.path("notify")).unwrap();
    let (tell, told) = mpsc::channel();
    // The socket holds few words; somebody must take them all the time.
    std::thread::spawn(move || {
        let mut bytes = [0; 100];
        while let Ok(length) = socket.recv(&mut bytes) {
            let _ = tell.send(String::from_utf8_lossy(&bytes[..length]).into_owned());
        }
    });
    let mut child = house
        .command("run")
        .env("NOTIFY_SOCKET", house.path("notify"))
        .env("WATCHDOG_USEC", "1000000")
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let hear = |wanted: &str| {
        while told.recv_timeout(Duration::from_secs(120)).expect("the program tells its manager") != wanted {}
    };
    hear("READY=1");
    hear("WATCHDOG=1");
    // A second one would do everything twice.
    house.run("run --once").ends(2).says("already");
    while editions(&house).is_empty() {
        hear("WATCHDOG=1");
    }
    Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    hear("STOPPING=1");
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn init_prints_what_service_managers_want() {
    let house = House::new();
    let unit = house.run("init --service systemd").succeeds().says("systemctl").out;
    assert!(
        unit.contains("run\n") && unit.contains("Type=notify") && unit.contains("WorkingDirectory=/"),
        "{unit}"
    );
    house.run("init --service launchd").succeeds().prints("<key>ProgramArguments</key>");
    house.run("init --service cron").succeeds().prints("run --once");
    house.run("init --service").succeeds();
    assert!(!house.path("newscaster.toml").exists());
}

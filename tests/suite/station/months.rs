//! A folder of many editions: the page over them has those of the newest month, and leads to a page of each month before.

use std::fs;
use std::process::Command;
use std::time::SystemTime;

use newscaster::progress::Silent;
use newscaster::publish::{Options, podcast};

use super::{Serving, edition};
use crate::house::House;
use crate::publish::browser;

fn renew(house: &House) {
    podcast(&house.path("output"), &Options::default(), Some("早报"), &Silent).unwrap();
}

/// A house with an edition on each day from 20 January to 10 March.
pub fn fifty() -> House {
    let house = House::new();
    let days = jiff::civil::date(2026, 1, 20).series(jiff::Span::new().days(1)).take(50);
    for day in days {
        edition(&house.path(&format!("output/{day}")), &day.to_string(), b"sound");
    }
    renew(&house);
    house
}

fn editions(page: &str) -> usize {
    page.matches("<article").count()
}

#[test]
fn each_month_has_its_page_and_leads_to_its_neighbours() {
    let house = fifty();
    let page = |name: &str| house.text(&format!("output/{name}"));
    let index = page("index.html");
    assert_eq!(editions(&index), 10, "those of March");
    assert!(index.contains("rel=\"next\" href=\"2026-02.html\"") && index.contains("href=\"2026-01.html\""));
    assert!(!index.contains("name=\"robots\"") && !house.path("output/2026-03.html").exists());
    let february = page("2026-02.html");
    assert_eq!((editions(&february), editions(&page("2026-01.html"))), (28, 12));
    for link in ["rel=\"prev\" href=\"index.html\"", "rel=\"next\" href=\"2026-01.html\"", "content=\"none\""]
    {
        assert!(february.contains(link), "{link}: {february}");
    }
    assert!(!page("2026-01.html").contains("rel=\"next\""));
    // The feed has all of them, and the station serves the pages as its own.
    assert_eq!(page("feed.xml").matches("<item>").count(), 50);
    assert!(page("B3SUMS").contains("2026-02.html"));
    let station = Serving::of(&house);
    let served = station.get("/2026-02.html");
    assert_eq!((served.status, served.header("content-type")), (200, Some("text/html; charset=utf-8")));
    assert_eq!(station.get("/2026-03.html").status, 404);
    house.put("output/2025-12.html", "<title>my own</title>");
    assert_eq!(station.get("/2025-12.html").status, 404);
}

#[test]
fn a_month_that_is_over_is_written_again_only_where_it_changed() {
    let house = fifty();
    let long_ago = SystemTime::UNIX_EPOCH;
    let february = house.path("output/2026-02.html");
    let written = || fs::metadata(&february).unwrap().modified().unwrap() != long_ago;
    let age = || fs::File::options().write(true).open(&february).unwrap().set_modified(long_ago).unwrap();
    age();
    renew(&house);
    assert!(!written(), "nothing has changed in it");
    let report = house.path("output/2026-02-14/report.json");
    let corrected = fs::read_to_string(&report).unwrap().replace("头条", "更正");
    fs::write(&report, corrected).unwrap();
    renew(&house);
    assert!(written() && fs::read_to_string(&february).unwrap().contains("更正"));
    // Its last edition goes, and with it the page; one that somebody put there stays.
    for day in 1..=28 {
        fs::remove_dir_all(house.path(&format!("output/2026-02-{day:02}"))).unwrap();
    }
    house.put("output/2025-12.html", "<title>my own</title>");
    renew(&house);
    assert!(!february.exists() && house.path("output/2025-12.html").exists());
    // There are few enough again for one page.
    assert!(!house.path("output/2026-01.html").exists());
    assert_eq!(editions(&house.text("output/index.html")), 22);
}

#[test]
fn the_pages_of_months_hold_in_a_browser() {
    let Some(modules) = browser::modules() else { return };
    let house = fifty();
    let mut node = Command::new("node");
    node.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/browser/audit.mjs"));
    node.args(["index.html", "2026-02.html"].map(|name| house.path(&format!("output/{name}"))));
    let told = node.env("NEWSCASTER_NODE_MODULES", &modules).output().expect("node runs");
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stdout));
}

//! A disk that fills while the station serves, and editions of which only a half is there.

use std::fs;
use std::io::Write;

use newscaster::progress::Silent;
use newscaster::publish::{Options, podcast};

use super::desk::{PAGE, SCRIPT, SHEET, Seat, configuration, stories};
use super::{MP3, Serving, edition, house, sound};
use crate::house::{Disk, House};

#[test]
fn a_full_disk_stops_no_listener_and_loses_no_script() {
    let house = House::new();
    let Some(_disk) = Disk::at(&house.path("")) else { return };
    edition(&house.path("output/2026-03-05"), "2026-03-05", &sound(300_000));
    podcast(&house.path("output"), &Options::default(), None, &Silent).unwrap();
    let house = house.file("newscaster.toml", configuration()).file("page.md", PAGE);
    fs::create_dir_all(house.path("desk/2026-03-05")).unwrap();
    house.run("script page.md -o desk/2026-03-05/script.toml").succeeds();
    let station = Serving::with_desk(&house, "");
    let seat = Seat::of(&station);
    let script = house.text(SCRIPT);
    let [_, b, _] = &stories(&script)[..] else { panic!("{script}") };

    let mut filling = fs::File::create(house.path("filling")).unwrap();
    while filling.write_all(&[7; 1 << 16]).is_ok() {}
    while filling.write_all(&[7]).is_ok() {}
    let part = station.ask("GET", MP3, &[("Range", "bytes=100000-100999")]);
    assert_eq!((part.status, part.body.as_slice()), (206, &sound(300_000)[100_000..101_000]));
    let gzip = [("Accept-Encoding", "gzip")];
    for path in ["/feed.xml", "/2026-03-05/index.html", "/"] {
        assert_eq!(station.ask("GET", path, &gzip).status, 200, "{path}");
    }
    let failed = seat.edit(&format!("do=drop&story={b}"));
    assert!(failed.status == 500 && failed.text().contains("space"), "{}", failed.text());
    assert_eq!(house.text(SCRIPT), script);

    drop(filling);
    fs::remove_file(house.path("filling")).unwrap();
    assert_eq!(seat.edit(&format!("do=drop&story={b}")).status, 303);
    assert_eq!(stories(&house.text(SCRIPT)).len(), 2);
    assert_eq!(seat.get(SHEET).status, 200);
}

#[test]
fn of_an_edition_that_is_half_there_nothing_is_served_or_what_is_there() {
    let house = house(100);
    let output = house.path("output");
    for day in ["2026-03-06", "2026-03-07", "2026-03-08", "2026-03-09", ".2026-03-10.new"] {
        edition(&output.join(day), day.trim_start_matches('.'), &sound(50));
    }
    let station = Serving::of(&house);
    let status = |path: &str| station.get(path).status;
    assert_eq!(status("/2026-03-06/edition.mp3"), 200);
    // A file that is listed and gone; the others are there.
    fs::remove_file(output.join("2026-03-06/edition.mp3")).unwrap();
    assert_eq!((status("/2026-03-06/edition.mp3"), status("/2026-03-06/index.html")), (404, 200));
    // A list that is missing, that breaks off, and a report that does.
    fs::remove_file(output.join("2026-03-07/B3SUMS")).unwrap();
    let sums = fs::read_to_string(output.join("2026-03-08/B3SUMS")).unwrap();
    fs::write(output.join("2026-03-08/B3SUMS"), &sums[..sums.len() - 90]).unwrap();
    fs::write(output.join("2026-03-09/report.json"), "{\"title\": ").unwrap();
    for day in ["2026-03-07", "2026-03-08", "2026-03-09", ".2026-03-10.new"] {
        for file in ["edition.mp3", "index.html", "report.json", "B3SUMS", ""] {
            assert_eq!(status(&format!("/{day}/{file}")), 404, "{day}/{file}");
        }
    }
    assert_eq!(status(MP3), 200);
}

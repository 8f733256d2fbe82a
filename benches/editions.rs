//! How long the feed and the pages over thousands of editions take, and how much memory.
//!
//! `cargo bench --bench editions -- EDITION [COUNT [FOLDER]]`: the report and the script of a real edition are copied to
//! COUNT days (10,000 where nothing is said), its other files as a byte each, into a new FOLDER that stays, or one that
//! goes. Then the podcast is made: for the first time, again, with one more edition, and with one made anew.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench talks and may stop")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use newscaster::files::Shelf;
use newscaster::progress::Silent;
use newscaster::publish::{Options, podcast_with, seal};

/// The day of the first copy.
const FIRST: Date = date(1999, 1, 1);

fn main() {
    let mut named = std::env::args().skip(1).filter(|word| !word.starts_with('-'));
    let Some(original) = named.next().map(PathBuf::from) else {
        println!("name the folder of an edition; its report and its script are copied");
        return;
    };
    let count = named.next().map_or(10_000, |count| count.parse::<i32>().unwrap());
    let temporary = tempfile::tempdir().unwrap();
    let output = named.next().map_or_else(|| temporary.path().join("output"), PathBuf::from);
    if !output.exists() {
        (0..count).for_each(|day| copy(&original, &output, day));
        // What was changed a moment ago may change again unseen.
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    println!("{count} editions");
    measure("the first time", &output);
    measure("again", &output);
    measure("again", &output);
    copy(&original, &output, count);
    measure("one more", &output);
    copy(&original, &output, count / 2);
    measure("one made anew", &output);
    measure("again", &output);
}

/// A day's edition, as a run makes it: the report and the script are the original's with another date.
fn copy(original: &Path, output: &Path, day: i32) {
    let day = FIRST.checked_add(day.days()).unwrap().to_string();
    let folder = output.join(&day);
    fs::create_dir_all(&folder).unwrap();
    for entry in fs::read_dir(original).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        match name.as_str() {
            "report.json" | "script.toml" => {
                let text = fs::read_to_string(entry.path()).unwrap();
                let date = text.split("date").nth(1).unwrap().split('"').find(|part| part.starts_with("20"));
                fs::write(folder.join(&name), text.replace(date.unwrap(), &day)).unwrap();
            }
            "B3SUMS" => {}
            _ if entry.path().is_dir() => {}
            _ => fs::write(folder.join(&name), [0]).unwrap(),
        }
    }
    seal(&folder).unwrap();
}

fn measure(what: &str, output: &Path) {
    let (clock, before) = (Instant::now(), processor());
    let shelf = Shelf::at(output.with_file_name("kept"));
    podcast_with(None, output, &Options::default(), Some("Courier"), Some(&shelf), &[], &Silent).unwrap();
    let feed = fs::metadata(output.join("feed.xml")).unwrap().len() >> 20;
    let (seconds, most) = (clock.elapsed().as_secs_f64(), most_memory());
    println!(
        "{what}: processor {:.2} s, clock {seconds:.2} s, {most} MiB, a feed of {feed} MiB",
        processor() - before
    );
}

/// How long this program has had a processor, in seconds; 0 where the system does not tell.
fn processor() -> f64 {
    let told = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks = told.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    ticks.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// The most memory that it has held.
fn most_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kib.unwrap_or_default() >> 10
}

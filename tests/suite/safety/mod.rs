//! What an attack found, each finding a test named after its number; docs/reliability.md tells what is promised.
//! Finding 3, a service that is busy for ever, is told on a clock that stands still, in the studio's own tests.

mod files;
mod kills;
mod readers;
mod strangers;
mod swap;
mod words;

use std::fs;
use std::path::Path;
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

use crate::house::{House, Run, TONES};

/// A page of one short story.
pub const PAGE: &str = "# 河湾县新建图书馆\n\n**本报讯**河湾县三座图书馆开馆。\n";

/// A house with that page and voices of pure tones.
pub fn house() -> House {
    House::new().file("newscaster.toml", TONES).file("2026-03-05.md", PAGE)
}

/// The same with more settings at the beginning of the configuration.
pub fn house_with(settings: &str) -> House {
    House::new().file("newscaster.toml", format!("{settings}\n{TONES}")).file("2026-03-05.md", PAGE)
}

pub const MAKE: &str = "make 2026-03-05.md --voice main";

/// Runs to the end, or fails where that does not come: whoever waits for a pipe waits for ever.
#[track_caller]
pub fn ends(house: &House, arguments: &str) -> Run {
    let child = house.command(arguments).spawn().unwrap();
    ends_in_time(child, arguments)
}

#[track_caller]
pub fn ends_in_time(mut child: Child, arguments: &str) -> Run {
    let begin = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if begin.elapsed() > Duration::from_mins(15) {
            child.kill().unwrap();
            panic!("newscaster {arguments} does not end");
        }
        thread::sleep(Duration::from_millis(20));
    }
    Run::of(arguments, child.wait_with_output().unwrap())
}

/// Sends a signal to a program.
pub fn signal(number: u32, name: &str) {
    let _ = Command::new("kill").args([&format!("-{name}"), &number.to_string()]).status();
}

pub fn fifo(path: &Path) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

/// The names in a folder, hidden ones too.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

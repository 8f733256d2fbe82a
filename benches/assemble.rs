//! How long it takes to assemble and encode an edition from clips, and how much memory it needs.
//!
//! `cargo bench --bench assemble -- [HOURS] [wav]`: 10 hours where none are given; `wav` stops after the master. The
//! clips are a few sentences of a synthetic voice, used again and again. Above 13 h 32 min the master is RF64; ffprobe
//! and soxi, where they are installed, tell how long they find it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a bench talks and may stop"
)]

use std::io::Read;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

#[path = "../tests/suite/editions.rs"]
#[allow(dead_code, reason = "the tests use the rest of it")]
mod editions;

use editions::Programme;
use newscaster::files::Shelf;
use newscaster::model::ArticleId;
use newscaster::progress::Silent;
use newscaster::publish::sound::{self, Encoding};
use newscaster::stitch;

fn main() {
    let hours: f64 = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(10.0);
    let folder = tempfile::tempdir().unwrap();
    let programme = programme(folder.path(), hours);
    let master = folder.path().join("edition.wav");
    let start = Instant::now();
    let options = stitch::Options::default();
    let edition =
        stitch::assemble(&programme.script, &programme.takes, &options, None, &master, &Silent).unwrap();
    let seconds = edition.length.seconds(edition.rate);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    println!("{:.2} h of sound from {} clips, {cores} cores", seconds / 3_600.0, programme.takes.len());
    report("WAV, mastered", start, seconds);
    judge(&master, seconds);
    if std::env::args().any(|word| word == "wav") {
        return;
    }

    let (options, shelf) = (sound::Options::default(), Shelf::at(folder.path().join("kept")));
    let keeping = Encoding { shelf: Some(&shelf), ..Encoding::plain(&options) };
    let mp3 = folder.path().join("edition.mp3");
    for name in ["MP3", "MP3, frames kept"] {
        let start = Instant::now();
        sound::mp3(&edition, &keeping, &mp3).unwrap();
        report(name, start, seconds);
    }
    if hours < 2.0 {
        let start = Instant::now();
        sound::flac(&edition, &Encoding::plain(&options), &folder.path().join("edition.flac")).unwrap();
        report("FLAC", start, seconds);
        let start = Instant::now();
        sound::opus(&edition, &keeping, &folder.path().join("edition.opus")).unwrap();
        report("Opus", start, seconds);
        let start = Instant::now();
        match sound::m4b(&edition, &keeping, &folder.path().join("edition.m4b")) {
            Ok(()) => report("M4B", start, seconds),
            Err(error) => println!("{error}"),
        }
    }
    println!("loudness: {:?}", edition.loudness);
}

/// Stories of ten sentences, with the pauses of a script.
fn programme(folder: &Path, hours: f64) -> Programme {
    let rate = 22_050;
    let clips: Vec<_> = (0..24_u32)
        .map(|n| {
            let samples = editions::babble(n + 1, rate, 3.0 + f64::from(n % 8), 0.1 + f64::from(n % 5) * 0.1);
            let path = folder.join(format!("clip-{n}.wav"));
            editions::write_clip(&path, rate, &samples);
            editions::clip(&path, rate, samples.len())
        })
        .collect();
    let mut programme = Programme { script: editions::script(), takes: Vec::new() };
    let mut seconds = 0.0;
    let mut index = 0;
    while seconds < hours * 3_600.0 {
        if index % 10 == 0 {
            let id = ArticleId(format!("story-{index}"));
            programme.open(format!("第{}条", index / 10 + 1), 1 + u8::from(index % 50 != 0), Some(id));
        }
        let clip = clips[index * 7 % clips.len()].clone();
        let pause = if index % 10 == 9 { 1_300 } else { 350 };
        seconds += clip.length.seconds(clip.rate) + f64::from(pause) / 1_000.0;
        programme.add(format!("第{index}句。"), pause as u64, clip);
        index += 1;
    }
    programme
}

/// What other programs say of the master's length.
fn judge(master: &Path, seconds: f64) {
    let ffprobe = ["-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0"];
    for (judge, arguments) in [("ffprobe", &ffprobe[..]), ("soxi", &["-D"])] {
        if let Ok(output) = Command::new(judge).args(arguments).arg(master).output() {
            let said = String::from_utf8_lossy(&output.stdout);
            println!("{judge} finds {} s of {seconds:.3}", said.trim());
        }
    }
    let bytes = std::fs::metadata(master).unwrap().len();
    let mut magic = [0; 4];
    std::fs::File::open(master).unwrap().read_exact(&mut magic).unwrap();
    println!("{}, {:.2} GiB", String::from_utf8_lossy(&magic), bytes as f64 / f64::from(1_u32 << 30));
}

fn report(what: &str, start: Instant, seconds: f64) {
    let taken = start.elapsed().as_secs_f64();
    println!("{what}: {taken:.2} s, {:.0} times real time; peak memory {}", seconds / taken, peak_memory());
}

/// The most memory that this process had so far, as Linux tells it.
fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or("unknown".to_owned(), |size| size.trim().to_owned())
}

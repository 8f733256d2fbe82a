//! The farm: real brokers, real object stores, masters and workers as real processes.

mod chaos;
mod editions;
mod messages;
mod python;
mod security;
mod stores;
mod tools;

use std::fs;
use std::path::{Path, PathBuf};

use self::tools::{Broker, Worker};
use crate::house::{House, TONES, contents};
use crate::speech_server::SpeechServer;

/// A page of one story.
pub const PAGE: &str = "# 河湾县新建图书馆\n\n**本报讯**河湾县三座图书馆开馆。第三座最大。\n";

/// What a master does with the page.
pub const MAKE: &str = "make 2026-03-05.md -o edition --voice main";

/// So many sentences, all of their own, said into a file: the least that a master can be asked for.
pub fn say(sentences: usize) -> String {
    let text: String = (1..=sentences).map(|n| format!("第{n}馆开馆。")).collect();
    format!("say {text} --voice main -o said.wav")
}

/// The configuration of a voice that speaks through a server, one request at a time, with tones to fall back on.
pub fn through(server: &SpeechServer) -> String {
    let voice = |name: &str, engine: &str| {
        format!(
            "[voices.own.{name}]\nengine = '{engine}'\nlanguages = ['zh', 'en']\ndescription = ''\nlicence = ''\n\
             pace = 260.0\n"
        )
    };
    format!(
        "[studio]\njobs = 1\n[cast]\nfallback = ['tones']\n{}{}[voices.own.main.settings]\n{}",
        voice("tones", "tone"),
        voice("main", "openai"),
        server.openai()
    )
}

/// A master of a farm that waits for so many seconds.
pub fn master(configuration: &str, broker: &Broker, store: &str, wait: f64) -> House {
    let farm = format!(
        "[farm]\nqueue = '{}'\nstore = '{store}'\nwait = {wait:.1}\n{configuration}",
        broker.address()
    );
    House::new().file("newscaster.toml", farm).file("2026-03-05.md", PAGE)
}

/// The same of tones.
pub fn tones(broker: &Broker, store: &str, wait: f64) -> House {
    master(TONES, broker, store, wait)
}

/// A house that has no farm.
pub fn alone(configuration: &str) -> House {
    House::new().file("newscaster.toml", configuration).file("2026-03-05.md", PAGE)
}

/// What a house has said.
pub fn said(house: &House) -> Vec<u8> {
    fs::read(house.path("said.wav")).unwrap()
}

/// Fails unless a house has said what one without a farm says.
#[track_caller]
pub fn as_alone(house: &House, configuration: &str, sentences: usize) {
    let alone = alone(configuration);
    alone.run(&say(sentences)).succeeds();
    assert!(said(house) == said(&alone), "another sound");
}

/// An edition's files and bytes. Its page's worker names the moment at which it was made, and so does the list of hashes.
pub fn edition(house: &House) -> Vec<(PathBuf, Vec<u8>)> {
    let names_a_moment = |path: &Path| path.file_stem().is_some_and(|stem| stem == "B3SUMS" || stem == "sw");
    contents(&house.path("edition")).into_iter().filter(|(path, _)| !names_a_moment(path)).collect()
}

/// Fails unless two houses have the same edition.
#[track_caller]
pub fn same_edition(ours: &House, theirs: &House) {
    let (ours, theirs) = (edition(ours), edition(theirs));
    let names = |files: &[(PathBuf, Vec<u8>)]| files.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&ours), names(&theirs));
    for ((name, ours), (_, theirs)) in ours.iter().zip(&theirs) {
        let show = |bytes: &[u8]| String::from_utf8_lossy(bytes).chars().take(2_000).collect::<String>();
        assert!(ours == theirs, "{}:\n{}\n{}", name.display(), show(ours), show(theirs));
    }
}

/// Where a folder of a test stands as a clip store.
pub fn store_in(folder: &Path) -> String {
    format!("file://{}", folder.display())
}

/// The clips in a store of files.
pub fn clips_in(folder: &Path) -> Vec<PathBuf> {
    let shelves = fs::read_dir(folder.join("clips")).into_iter().flatten().filter_map(Result::ok);
    let clips = shelves.filter_map(|shelf| fs::read_dir(shelf.path()).ok()).flatten();
    clips.map(|clip| clip.unwrap().path()).collect()
}

/// What workers counted together.
pub fn sum(workers: &[Worker], name: &str) -> usize {
    workers.iter().map(|worker| worker.counted(name)).sum::<f64>() as usize
}

/// How many requests to speak a server got.
pub fn calls(server: &SpeechServer) -> usize {
    server.asked().iter().filter(|asked| !asked.body.is_empty()).count()
}

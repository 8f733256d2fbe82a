//! How fast the studio is around a service, and how much memory it needs.
//!
//! `cargo bench --bench studio -- [service|failing|busy|hours|store]` (all where none is named). A service that takes
//! 300 ms and allows 8 at once cannot give 400 sentences in less than 15 s.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench talks and may stop")]

#[path = "../tests/suite/speech_server.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    clippy::format_push_string,
    reason = "the tests use the rest of it"
)]
mod speech_server;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use newscaster::model::{Language, Script};
use newscaster::progress::Silent;
use newscaster::reading;
use newscaster::script::of_text;
use newscaster::speech::{Options, Studio};
use speech_server::{Act, SPEAK, SpeechServer, status};

fn main() {
    let named: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let measures: [(&str, fn()); 5] =
        [("service", service), ("failing", failing), ("busy", busy), ("hours", hours), ("store", store)];
    for (name, measure) in measures {
        if named.is_empty() || named.iter().any(|wanted| wanted == name) {
            measure();
        }
    }
}

/// Settings with one voice for every part.
fn options(store: &Path, engine: &str, settings: &str) -> Options {
    let toml = format!(
        "[cast]\nfallback = []\n[clips]\nmegabytes = 100000\n[voices.own.one]\n\
         engine = \"{engine}\"\nlanguages = [\"zh\", \"en\"]\ndescription = \"\"\nlicence = \"\"\npace = 40.0\n\
         [voices.own.one.settings]\n{settings}\n"
    );
    let mut options: Options = toml::from_str(&toml).unwrap();
    options.clips.folder = Some(store.to_owned());
    options.voice = Some("one".to_owned());
    options
}

fn through(server: &SpeechServer, store: &Path) -> Options {
    options(store, "openai", &format!("{}model = \"m\"\nvoice = \"v\"\nat_once = 8\n", server.openai()))
}

/// Sentences of six syllables that differ.
fn script(sentences: usize) -> Script {
    let digits = ["一", "二", "三", "四", "五", "六", "七", "八"];
    let word = |n: usize, place: u32| digits[n / 8_usize.pow(place) % 8];
    let line = |n: usize| (0..6).map(|place| word(n, place)).collect::<String>() + "。\n";
    let text: String = (0..sentences).map(line).collect();
    of_text(&text, Language::Zh, &reading::Reader::new(&reading::Options::default()).unwrap()).unwrap()
}

/// Speaks so many different sentences and says how that went.
fn speak(what: &str, options: &Options, sentences: usize) {
    let script = script(sentences);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (start, before) = (Instant::now(), cpu());
    let studio = Studio::open(options).unwrap();
    let takes = runtime.block_on(studio.speak(&script, &Silent)).unwrap();
    let (time, busy) = (start.elapsed(), cpu() - before);
    let cached = takes.iter().filter(|take| take.cached).count();
    let seconds: f64 = takes.iter().map(|take| take.clip.length.seconds(take.clip.rate)).sum();
    println!(
        "{what}: {sentences} sentences, {cached} of them cached, {:.1} h of sound in {time:.2?} ({busy:.2} s of CPU)",
        seconds / 3600.0
    );
    assert!(takes.iter().all(|take| take.problem.is_none()), "{:?}", takes[0].problem);
}

/// Seconds of CPU time of this process, server and all.
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |index: usize| fields.get(index).and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}

fn service() {
    let store = tempfile::tempdir().unwrap();
    let server = SpeechServer::start(|_, _| Act::Speak(Duration::from_millis(300)));
    speak("300 ms, 8 at once", &through(&server, store.path()), 400);
    println!("  at most {} at once", server.most_at_once());
}

fn failing() {
    let store = tempfile::tempdir().unwrap();
    let server = SpeechServer::start(|n, _| match n % 10 {
        9 => status(503),
        _ => Act::Speak(Duration::from_millis(300)),
    });
    speak("the same, every tenth answer fails", &through(&server, store.path()), 400);
}

fn busy() {
    let store = tempfile::tempdir().unwrap();
    let busy = Arc::new(AtomicUsize::new(0));
    let server = SpeechServer::start(move |_, _| {
        let act = if busy.fetch_add(1, Ordering::SeqCst) < 4 {
            std::thread::sleep(Duration::from_millis(300));
            SPEAK
        } else {
            Act::Status(429, vec![("retry-after", "1".to_owned())], String::new())
        };
        busy.fetch_sub(1, Ordering::SeqCst);
        act
    });
    speak("300 ms, 429 above 4 at once (limit 15 s)", &through(&server, store.path()), 200);
    println!("  {} requests", server.asked().len());
}

fn hours() {
    let store = tempfile::tempdir().unwrap();
    // Six syllables of 1.5 s are 9 s; 4,000 of them ten hours.
    speak("a long programme", &options(store.path(), "tone", "beat = 1500"), 4_000);
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    println!("  {}", status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("no peak known"));
}

fn store() {
    let store = tempfile::tempdir().unwrap();
    let options = options(store.path(), "tone", "");
    speak("filling the store", &options, 400);
    speak("the store answers", &options, 400);
}

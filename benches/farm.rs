//! How fast a farm is, and how long the last of many papers waits.
//!
//! `cargo bench --bench farm -- [broker|speak|simulate] [SEGMENTS]` (all where none is named; 5,000 segments where none are).
//! A real nats-server and a folder as the store; four workers, each a process, whose engine takes 20 ms. The broker alone is
//! measured in the same run. `simulate` goes on from service times to 1,000 papers and 20 workers that fail.

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

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use futures_util::{StreamExt, stream};
use newscaster::model::{Language, Script};
use newscaster::progress::Silent;
use newscaster::reading;
use newscaster::script::of_text;
use newscaster::speech::{Options, Studio};
use speech_server::{Act, SpeechServer};

const WORKERS: usize = 4;
const PORT: u16 = 42_231;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let segments = words.iter().find_map(|word| word.parse().ok()).unwrap_or(5_000);
    let is_asked = |name: &str| {
        words.iter().all(|word| word.parse::<usize>().is_ok()) || words.iter().any(|word| word == name)
    };
    if is_asked("broker") || is_asked("speak") {
        let folder = tempfile::tempdir().unwrap();
        let Ok(broker) = Command::new("nats-server")
            .args(["-js", "-a", "127.0.0.1", "-p", &PORT.to_string(), "-sd"])
            .arg(folder.path())
            .stderr(Stdio::null())
            .spawn()
        else {
            return println!("there is no nats-server: scripts/install-test-tools brings it");
        };
        let _broker = Ended(broker);
        while std::net::TcpStream::connect(("127.0.0.1", PORT)).is_err() {
            std::thread::sleep(Duration::from_millis(20));
        }
        if is_asked("broker") {
            publish(segments);
        }
        if is_asked("speak") {
            speak(segments, folder.path());
        }
    }
    if is_asked("simulate") {
        simulate();
    }
}

struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn address() -> String {
    format!("nats://127.0.0.1:{PORT}")
}

/// What the broker does alone: acknowledged messages of two kilobytes.
fn publish(messages: usize) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let context = async_nats::jetstream::new(async_nats::connect(address()).await.unwrap());
        let config = async_nats::jetstream::stream::Config {
            name: "BENCH".to_owned(),
            subjects: vec!["bench.>".to_owned()],
            ..Default::default()
        };
        context.create_stream(config).await.unwrap();
        let begin = Instant::now();
        stream::iter(0..messages)
            .for_each_concurrent(256, |_| async {
                context.publish("bench.x", vec![b'x'; 2_000].into()).await.unwrap().await.unwrap();
            })
            .await;
        let rate = messages as f64 / begin.elapsed().as_secs_f64();
        println!("broker alone: {rate:.0} acknowledged messages of 2 kB a second");
        context.delete_stream("BENCH").await.unwrap();
    });
}

fn configuration(server: &SpeechServer, store: &Path, folder: &Path) -> String {
    format!(
        "voice = 'one'\n[farm]\nqueue = '{}'\nstore = 'file://{}'\n[clips]\nfolder = '{}'\nmegabytes = 100000\n[cast]\nfallback = []\n\
         [voices.own.one]\nengine = 'openai'\nlanguages = ['zh', 'en']\ndescription = ''\nlicence = ''\npace = 40.0\n\
         [voices.own.one.settings]\n{}model = 'm'\nvoice = 'v'\nat_once = 8\n",
        address(),
        store.display(),
        folder.display(),
        server.openai()
    )
}

/// Sentences of six syllables that differ.
fn script(sentences: usize) -> Script {
    let digits = ["一", "二", "三", "四", "五", "六", "七", "八"];
    let word = |n: usize, place: u32| digits[n / 8_usize.pow(place) % 8];
    let line = |n: usize| (0..6).map(|place| word(n, place)).collect::<String>() + "。\n";
    let text: String = (0..sentences).map(line).collect();
    of_text(&text, Language::Zh, &reading::Reader::new(&reading::Options::default()).unwrap()).unwrap()
}

fn speak(segments: usize, folder: &Path) {
    let server = SpeechServer::start(|_, _| Act::Speak(Duration::from_millis(20)));
    let store = folder.join("store");
    let workers: Vec<Ended> = (0..WORKERS)
        .map(|number| {
            let own = folder.join(format!("worker-{number}"));
            fs::create_dir_all(&own).unwrap();
            let file = own.join("newscaster.toml");
            fs::write(&file, configuration(&server, &store, &own.join("clips"))).unwrap();
            let said = own.join("said");
            let child = Command::new(env!("CARGO_BIN_EXE_newscaster"))
                .args(["work", "--voices", "one", "--config"])
                .arg(&file)
                .stderr(File::create(&said).unwrap())
                .spawn();
            let worker = Ended(child.unwrap());
            while !fs::read_to_string(&said).unwrap().contains("Speaking") {
                std::thread::sleep(Duration::from_millis(20));
            }
            worker
        })
        .collect();
    let script = script(segments);
    for turn in ["first", "second"] {
        // The second machine has the store and nothing else.
        let toml = configuration(&server, &store, &folder.join(turn));
        let mut options: Options = toml::from_str(toml.strip_prefix("voice = 'one'\n").unwrap()).unwrap();
        options.voice = Some("one".to_owned());
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let asked = server.asked().iter().filter(|asked| !asked.body.is_empty()).count();
        let begin = Instant::now();
        let takes = runtime.block_on(Studio::open(&options).unwrap().speak(&script, &Silent)).unwrap();
        let seconds = begin.elapsed().as_secs_f64();
        let calls = server.asked().iter().filter(|asked| !asked.body.is_empty()).count() - asked;
        let keys: std::collections::BTreeSet<_> = takes.iter().map(|take| &take.clip.key).collect();
        println!(
            "{turn} master, {WORKERS} workers: {} sentences in {seconds:.1} s, {:.0} a second; {:.3} calls a key; memory {} MB",
            takes.len(),
            takes.len() as f64 / seconds,
            calls as f64 / keys.len() as f64,
            peak_megabytes()
        );
    }
    drop(workers);
}

/// The most memory that this process ever had; 0 where the system does not tell.
fn peak_megabytes() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or(0) / 1_000
}

/// 1,000 papers of 150 sentences that come in one night, 20 workers of so many hands each, of which one dies every few
/// minutes and comes back after five.
fn simulate() {
    println!(
        "1,000 papers of 150 sentences, half of them waiting at the beginning, the others over two hours:"
    );
    for (voice, seconds, hands) in
        [("espeak-ng, 2 cores", 0.045, 2), ("neural voice, 2 cores", 0.7, 2), ("service on a GPU", 0.35, 8)]
    {
        for workers in [5, 10, 20] {
            let (last, slowest) = night(seconds, workers, hands);
            println!(
                "  {voice}, {workers} workers: last paper after {:.0} min, slowest paper {:.0} min",
                last / 60.0,
                slowest / 60.0
            );
        }
    }
}

/// When the last paper is done, and the longest that any took, in seconds.
fn night(service: f64, workers: usize, hands: usize) -> (f64, f64) {
    const PAPERS: usize = 1_000;
    const SENTENCES: usize = 150;
    const LEASE: f64 = 60.0;
    let mut state = 7_u64;
    let mut chance = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as f64 / u64::MAX as f64
    };
    let arrival = |paper: usize| (paper.saturating_sub(PAPERS / 2)) as f64 * 7_200.0 / (PAPERS / 2) as f64;
    // Hands by the time at which they are free, in milliseconds.
    let mut free: BinaryHeap<Reverse<u64>> = (0..workers * hands).map(|_| Reverse(0)).collect();
    let mut returned: BinaryHeap<Reverse<(u64, usize)>> = BinaryHeap::new();
    let mut open = [SENTENCES; PAPERS];
    let (mut next, mut last, mut slowest) = (0, 0.0_f64, 0.0_f64);
    while next < PAPERS * SENTENCES || !returned.is_empty() {
        let Reverse(at) = free.pop().unwrap();
        let mut now = at as f64 / 1e3;
        let back =
            returned.peek().is_some_and(|Reverse((time, _))| *time <= at || next == PAPERS * SENTENCES);
        let paper = if back {
            let Reverse((time, paper)) = returned.pop().unwrap();
            now = now.max(time as f64 / 1e3);
            paper
        } else {
            next += 1;
            (next - 1) / SENTENCES
        };
        now = now.max(arrival(paper));
        let done = now + service * (0.5 + chance());
        // A hand is lost for five minutes once in ten hours of work; its sentence comes back when the lease ends.
        if chance() < service / 36_000.0 {
            returned.push(Reverse(((now * 1e3 + LEASE * 1e3) as u64, paper)));
            free.push(Reverse(((now + 300.0) * 1e3) as u64));
            continue;
        }
        free.push(Reverse((done * 1e3) as u64));
        open[paper] -= 1;
        if open[paper] == 0 {
            last = last.max(done);
            slowest = slowest.max(done - arrival(paper));
        }
    }
    (last, slowest)
}

//! How fast a farm is, what it costs, and how long the last of many papers waits.
//!
//! `cargo bench --bench farm -- [broker|speak|espeak|simulate] [SEGMENTS]` (all where none is named; 5,000 segments where none
//! are). A real nats-server and a folder as the store; masters and workers are processes. `speak`: four workers whose engine
//! takes 20 ms, with the broker alone measured in the same run. `espeak`: the processor time of a page by one master and two
//! workers, and by one machine. `simulate` goes on from service times to 1,000 papers and 20 workers that fail.

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
use std::collections::{BTreeSet, BinaryHeap};
use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use async_nats::jetstream;
use futures_util::{StreamExt, stream};
use newscaster::model::{Language, Script};
use newscaster::progress::Silent;
use newscaster::reading;
use newscaster::script::of_text;
use newscaster::speech::{Options, Studio};
use speech_server::{Act, SpeechServer};

const WORKERS: usize = 4;
const PORT: u16 = 42_231;
const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chinese-page.md");

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let segments = words.iter().find_map(|word| word.parse().ok()).unwrap_or(5_000);
    if let [master, file, ..] = &words[..]
        && master == "master"
    {
        return be_master(Path::new(file), segments);
    }
    let is_asked = |name: &str| {
        words.iter().all(|word| word.parse::<usize>().is_ok()) || words.iter().any(|word| word == name)
    };
    if ["broker", "speak", "espeak"].into_iter().any(is_asked) {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let Ok(broker) = Command::new("nats-server")
            .args(["-js", "-a", "127.0.0.1", "-p", &PORT.to_string(), "-sd"])
            .arg(folder.path())
            .stderr(Stdio::null())
            .spawn()
        else {
            return println!("there is no nats-server: scripts/install-test-tools brings it");
        };
        let broker = Ended(broker);
        while std::net::TcpStream::connect(("127.0.0.1", PORT)).is_err() {
            std::thread::sleep(Duration::from_millis(20));
        }
        if is_asked("broker") || is_asked("speak") {
            publish(segments);
        }
        if is_asked("speak") {
            speak(segments, folder.path(), &broker);
        }
        if is_asked("espeak") {
            espeak(folder.path());
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

impl Ended {
    /// Asks it to end and waits for that: its processor time counts among that of the children.
    fn end(mut self) {
        let term = Command::new("kill").args(["-TERM", &self.0.id().to_string()]).status();
        assert!(term.unwrap().success() && self.0.wait().unwrap().success());
    }
}

/// Processor seconds of a process, and of its children that have ended.
fn processor(process: &str) -> (f64, f64) {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    let fields: Vec<f64> =
        text.rsplit_once(") ").unwrap().1.split(' ').map(|field| field.parse().unwrap_or(0.0)).collect();
    ((fields[11] + fields[12]) / 100.0, (fields[13] + fields[14]) / 100.0)
}

fn address() -> String {
    format!("nats://127.0.0.1:{PORT}")
}

/// How many orders were ever given out.
fn published() -> u64 {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let context = jetstream::new(async_nats::connect(address()).await.unwrap());
        context.get_stream("NC_V1_SPEAK").await.unwrap().cached_info().state.last_sequence
    })
}

/// What the broker does alone: acknowledged messages of two kilobytes.
fn publish(messages: usize) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let context = jetstream::new(async_nats::connect(address()).await.unwrap());
        let config = jetstream::stream::Config {
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

/// A configuration of this folder's own clips, with the farm that all share.
fn farm(store: &Path, own: &Path) -> String {
    format!("[farm]\nqueue = '{}'\nstore = 'file://{}'\n{}", address(), store.display(), clips(own))
}

fn clips(own: &Path) -> String {
    format!("[clips]\nfolder = '{}'\nmegabytes = 100000\n", own.join("clips").display())
}

/// A voice that speaks through a server.
fn one(server: &SpeechServer) -> String {
    format!(
        "[cast]\nfallback = []\n[voices.own.one]\nengine = 'openai'\nlanguages = ['zh', 'en']\ndescription = ''\nlicence = ''\n\
         pace = 900.0\n[voices.own.one.settings]\n{}model = 'm'\nvoice = 'v'\nat_once = 8\n",
        server.openai()
    )
}

/// Writes a configuration into a folder of its own; the file.
fn configured(folder: &Path, text: &str) -> std::path::PathBuf {
    fs::create_dir_all(folder).unwrap();
    let file = folder.join("newscaster.toml");
    fs::write(&file, text).unwrap();
    file
}

fn worker(folder: &Path, configuration: &str, voices: &[&str]) -> Ended {
    let (file, said) = (configured(folder, configuration), folder.join("said"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_newscaster"));
    command.args(["work", "--config"]).arg(&file).args(voices).stderr(File::create(&said).unwrap());
    let worker = Ended(command.spawn().unwrap());
    while !fs::read_to_string(&said).unwrap().contains("Speaking") {
        std::thread::sleep(Duration::from_millis(20));
    }
    worker
}

/// Sentences of six syllables that differ.
fn script(sentences: usize) -> Script {
    let digits = ["一", "二", "三", "四", "五", "六", "七", "八"];
    let word = |n: usize, place: u32| digits[n / 8_usize.pow(place) % 8];
    let line = |n: usize| (0..6).map(|place| word(n, place)).collect::<String>() + "。\n";
    let text: String = (0..sentences).map(line).collect();
    of_text(&text, Language::Zh, &reading::Reader::new(&reading::Options::default()).unwrap()).unwrap()
}

/// What the process of a master does: so many sentences, and how much memory they took.
fn be_master(file: &Path, segments: usize) {
    let mut options: Options = toml::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    options.voice = Some("one".to_owned());
    let script = script(segments);
    let before = peak_megabytes();
    let begin = Instant::now();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let takes = runtime.block_on(Studio::open(&options).unwrap().speak(&script, &Silent)).unwrap();
    let seconds = begin.elapsed().as_secs_f64();
    let keys: BTreeSet<_> = takes.iter().map(|take| &take.clip.key).collect();
    assert!(takes.len() >= segments && takes.iter().all(|take| take.problem.is_none()));
    print!(
        "{} sentences of {} keys in {seconds:.1} s, {:.0} a second; {} MB, {before} MB before anything was asked",
        takes.len(),
        keys.len(),
        takes.len() as f64 / seconds,
        peak_megabytes()
    );
}

fn speak(segments: usize, folder: &Path, broker: &Ended) {
    // A short hum, so that a great many fit on a disk.
    let hum: Vec<u8> = (0..1_600_i16).flat_map(|n| (n % 20 * 400).to_le_bytes()).collect();
    let hum = speech_server::wav_of(1, 1, 8_000, 16, &hum);
    let server = SpeechServer::start(move |_, _| {
        std::thread::sleep(Duration::from_millis(20));
        Act::Bytes(hum.clone())
    });
    let requests = || server.asked().iter().filter(|asked| !asked.body.is_empty()).count();
    let configuration = |own: &Path| format!("{}{}", farm(&folder.join("store"), own), one(&server));
    let workers: Vec<Ended> = (0..WORKERS)
        .map(|number| {
            let own = folder.join(format!("worker-{number}"));
            worker(&own, &configuration(&own), &["--voices", "one"])
        })
        .collect();
    for turn in ["first", "second"] {
        // The second machine has the store and nothing else.
        let own = folder.join(turn);
        let file = configured(&own, &configuration(&own));
        let (calls, orders, time) =
            (requests(), if turn == "first" { 0 } else { published() }, processor("self"));
        let broker_time = processor(&broker.0.id().to_string()).0;
        let mut master = Command::new(std::env::current_exe().unwrap());
        let output = master.arg("master").arg(&file).arg(segments.to_string()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        println!(
            "{turn} master, {WORKERS} workers: {}; {:.4} calls a sentence, {} orders; processor seconds: master {:.0}, engine {:.0}, \
             broker {:.0}",
            String::from_utf8_lossy(&output.stdout),
            (requests() - calls) as f64 / segments as f64,
            published() - orders,
            processor("self").1 - time.1,
            processor("self").0 - time.0,
            processor(&broker.0.id().to_string()).0 - broker_time
        );
    }
    let before = processor("self").1;
    workers.into_iter().for_each(Ended::end);
    println!("  the workers' processor seconds in all: {:.0}", processor("self").1 - before);
}

/// A page by one machine, and by a master and two workers: what it costs, all processes from their start to their end.
fn espeak(folder: &Path) {
    let make = |configuration: String, own: &Path| {
        let file = configured(own, &configuration);
        let begin = Instant::now();
        let mut command = Command::new(env!("CARGO_BIN_EXE_newscaster"));
        command.args(["make", PAGE, "--quiet", "--config"]).arg(&file).arg("-o").arg(own.join("edition"));
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        begin.elapsed().as_secs_f64()
    };
    let spent = || processor("self").1;
    let (store, mut ratios) = (folder.join("espeak"), Vec::new());
    for turn in 0..3 {
        let own = |name: &str| folder.join(format!("{name}-{turn}"));
        let begin = spent();
        let wall = make(clips(&own("alone")), &own("alone"));
        let alone = spent() - begin;
        let store = store.join(turn.to_string());
        let workers = ["a", "b"].map(|name| worker(&own(name), &farm(&store, &own(name)), &[]));
        let begin = spent();
        let together = make(farm(&store, &own("master")), &own("master"));
        workers.into_iter().for_each(Ended::end);
        let farmed = spent() - begin;
        let orders = published();
        let (begin, again) = (spent(), make(farm(&store, &own("again")), &own("again")));
        println!(
            "espeak: alone {alone:.2} processor seconds in {wall:.1} s; a master and two workers {farmed:.2} in {together:.1} s; \
             again with the full store {:.2} in {again:.1} s, {} orders",
            spent() - begin,
            published() - orders
        );
        ratios.push(farmed / alone);
    }
    ratios.sort_by(f64::total_cmp);
    println!("espeak: the farm costs {:.2} times as much ({ratios:.2?})", ratios[1]);
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

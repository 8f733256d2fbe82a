//! Measures of the studio, printed and not judged:
//! `cargo test --release --test suite speech_speed -- --ignored --nocapture --test-threads 1`

use std::path::Path;
use std::time::{Duration, Instant};

use newscaster::articles;
use newscaster::progress::Silent;
use newscaster::script::spoken;
use newscaster::speech::Studio;

use super::speech::{humming, script_of_many, voice, with};
use super::speech_server::{Act, SPEAK, SpeechServer, status};

/// Speaks so many different sentences; gives the time, and how many came from the store.
fn run(options: &newscaster::speech::Options, sentences: usize) -> (Duration, usize) {
    let script = script_of_many(sentences);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let start = Instant::now();
    let studio = Studio::open(options).unwrap();
    let takes = runtime.block_on(studio.speak(&script, &Silent)).unwrap();
    assert!(
        takes.iter().all(|take| take.problem.is_none()),
        "{:?}",
        takes.iter().find_map(|t| t.problem.clone())
    );
    (start.elapsed(), takes.iter().filter(|take| take.cached).count())
}

fn through(server: &SpeechServer, store: &Path) -> newscaster::speech::Options {
    let cast = "[cast]\nfallback = []\n[cast.zh]\nanchor = \"served\"\n";
    let settings = format!("{}model = \"m\"\nvoice = \"v\"\nat_once = 8\n", server.openai());
    with(store, &(cast.to_owned() + &voice("served", "openai", "\"zh\"", &settings)))
}

#[test]
#[ignore = "a measure"]
fn a_service_that_takes_300_ms_and_allows_8_at_once() {
    for fails in [false, true] {
        let store = tempfile::tempdir().unwrap();
        let server = SpeechServer::start(move |n, _| match (fails, n % 10) {
            (true, 9) => status(503),
            _ => Act::Speak(Duration::from_millis(300)),
        });
        let options = through(&server, store.path());
        let (time, _) = run(&options, 400);
        println!(
            "400 sentences, every tenth answer fails: {fails}; {time:.2?}; {} at once",
            server.most_at_once()
        );
        let (time, cached) = run(&options, 400);
        println!("again, {cached} from the store: {time:.2?}");
    }
}

#[test]
#[ignore = "a measure"]
fn a_service_that_refuses_more_than_4_at_once() {
    let store = tempfile::tempdir().unwrap();
    let busy = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let server = SpeechServer::start(move |_, _| {
        use std::sync::atomic::Ordering::SeqCst;
        let act = if busy.fetch_add(1, SeqCst) < 4 {
            std::thread::sleep(Duration::from_millis(300));
            SPEAK
        } else {
            Act::Status(429, vec![("retry-after", "1".to_owned())], String::new())
        };
        busy.fetch_sub(1, SeqCst);
        act
    });
    let (time, _) = run(&through(&server, store.path()), 200);
    println!(
        "200 sentences, 4 at once and 429 above, limit 15 s: {time:.2?}, {} requests",
        server.asked().len()
    );
}

#[test]
#[ignore = "a measure"]
fn ten_hours_of_tones() {
    let store = tempfile::tempdir().unwrap();
    // Six syllables of 1.5 s are 9 s; 4,000 of them ten hours.
    let cast = "[cast]\nfallback = []\n[cast.zh]\nanchor = \"slow\"\n[clips]\nmegabytes = 100000\n";
    let slow = voice("slow", "tone", "\"zh\"", "beat = 1500").replace("pace = 260.0", "pace = 40.0");
    let (time, _) = run(&with(store.path(), &(cast.to_owned() + &slow)), 4_000);
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("no peak known");
    println!("ten hours, 4,000 sentences: {time:.2?}, {peak}");
}

#[test]
#[ignore = "a measure"]
fn the_store_answers() {
    let store = tempfile::tempdir().unwrap();
    run(&humming(store.path()), 400);
    let (time, cached) = run(&humming(store.path()), 400);
    println!("{cached} clips from the store: {time:.2?}");
}

/// Speaks a whole real page with eSpeak NG, and prints every clip's pace so that odd ones are seen.
#[test]
#[ignore = "a measure"]
fn a_real_page() {
    let page = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/pages/neimenggu-2024-11-28.md"));
    if !page.exists() {
        println!("skipped: {} is not there", page.display());
        return;
    }
    let store = tempfile::tempdir().unwrap();
    let paper = articles::read(&[page.to_owned()], &articles::Options::default(), &Silent).unwrap();
    let reader = spoken::Reader::new(&spoken::Options::default()).unwrap();
    let day = "2024-11-28".parse().unwrap();
    let script =
        newscaster::script::write(&paper, day, &newscaster::script::Options::default(), &reader).unwrap();
    let mut options = newscaster::speech::Options::default();
    options.clips.folder = Some(store.path().to_owned());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let studio = Studio::open(&options).unwrap();
    for round in ["cold", "cached"] {
        let start = Instant::now();
        let takes = runtime.block_on(studio.speak(&script, &Silent)).unwrap();
        println!("{round}: {} segments in {:.2?}", takes.len(), start.elapsed());
        let mut sums = std::collections::BTreeMap::<&str, (usize, f64, f64, usize)>::new();
        for (segment, take) in script.segments.iter().zip(&takes) {
            let seconds = take.clip.length.seconds(take.clip.rate);
            let beats = segment.spoken.beats();
            let sum = sums.entry(&take.voice).or_default();
            sum.0 += beats;
            sum.1 += seconds;
            sum.2 += segment.pause_after.seconds();
            sum.3 += 1;
            let pace = beats as f64 / seconds * 60.0;
            if round == "cold" && (take.problem.is_some() || !(200.0..340.0).contains(&pace)) {
                println!("{:4.0}/min {seconds:5.2} s {} {:?}", pace, segment.spoken.text(), take.problem);
            }
        }
        for (voice, (beats, seconds, pauses, count)) in sums {
            let (alone, whole) = (beats as f64 / seconds * 60.0, beats as f64 / (seconds + pauses) * 60.0);
            println!(
                "{voice}: {count} segments, {beats} beats, {seconds:.0} s: {alone:.0}/min, {whole:.0} with pauses"
            );
        }
    }
}

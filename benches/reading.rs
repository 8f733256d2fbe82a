//! How far the readings agree with outside collections, where they stand beside the repository, and how fast
//! they come. `cargo bench --bench reading -- --list` prints every disagreement.

#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs, reason = "a tool for developers")]

#[path = "../tests/reading/mod.rs"]
mod reading;

use std::time::Instant;

use newscaster::model::Language;
use reading::Score;

fn main() {
    let list = std::env::args().any(|argument| argument == "--list");
    let reader = reading::reader();
    let sets = [
        ("cn-news-dev", reading::news(reader)),
        ("wetext", reading::wetext(reader)),
        ("paddle-tn", reading::paddle(reader)),
    ];
    for (name, score) in sets {
        match score {
            Some(score) => print(name, &score, list),
            None => println!("{name}: not beside the repository"),
        }
    }
    speed();
}

fn print(name: &str, score: &Score, list: bool) {
    println!("{name}: {} of {} ({:.2} %)", score.right, score.right + score.wrong.len(), score.percent());
    for [print, expected, said] in score.wrong.iter().filter(|_| list) {
        println!("  {print}\n    expected {expected}\n    said     {said}");
    }
}

fn speed() {
    let sentence = "11月26日，全区17类耗材降价，平均降幅达36.34%，最高1505元；G7高速160km/h，比分3-1，“十四五”以来共2000多万元。";
    let reader = reading::reader();
    reader.read(sentence, Language::Zh);
    let count = 2_000_000 / sentence.len();
    let start = Instant::now();
    for _ in 0..count {
        std::hint::black_box(reader.read(sentence, Language::Zh));
    }
    let seconds = start.elapsed().as_secs_f64();
    println!("speed: {:.2} MB of text a second", (count * sentence.len()) as f64 / seconds / 1e6);
}

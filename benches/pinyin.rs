//! How right and how fast pronunciations are: `cargo bench --bench pinyin`.
//!
//! Accuracy wants the public set of characters with several readings in ../shared/bench; speed is measured on its
//! sentences, or else on the project's own.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a bench talks and may stop"
)]

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use newscaster::reading::Options;
use newscaster::reading::pinyin::Pronouncer;

const OWN: &str =
    "市长在银行行长的陪同下，到四子王旗调研乡村振兴和重大项目建设，强调要因地制宜发展特色产业。\n";

#[allow(clippy::print_stdout, reason = "a bench prints its figures")]
fn main() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/bench"));
    let sentences = fs::read_to_string(folder.join("cpp-dev.sent")).unwrap_or_else(|_| OWN.repeat(10_000));
    let labels = fs::read_to_string(folder.join("cpp-dev.lb")).unwrap_or_default();
    let Ok(pronouncer) = Pronouncer::new(&Options::default()) else { return };

    let start = Instant::now();
    black_box(pronouncer.pronounce("重要", &[]));
    println!("load     {:.0} ms", start.elapsed().as_secs_f64() * 1e3);

    let (mut right, mut all) = (0_u32, 0_u32);
    for (sentence, label) in sentences.lines().zip(labels.lines()) {
        let at = sentence.chars().position(|c| c == '▁').unwrap_or_default();
        let said = syllable_at(&pronouncer, &sentence.replace('▁', ""), at);
        right += u32::from(said == label.trim().replace("u:", "v"));
        all += 1;
    }
    if all > 0 {
        println!("accuracy {:.2} % of {all} target syllables", 100.0 * f64::from(right) / f64::from(all));
    }

    let text = sentences.replace('▁', "");
    let start = Instant::now();
    for line in text.lines() {
        black_box(pronouncer.pronounce(line, &[]));
    }
    let seconds = start.elapsed().as_secs_f64();
    println!("speed    {:.2} MB/s on one core", text.len() as f64 / 1e6 / seconds);

    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("unknown").trim();
    println!("memory   {peak} at most");
}

fn syllable_at(pronouncer: &Pronouncer, sentence: &str, at: usize) -> String {
    let mut start = 0;
    for word in pronouncer.pronounce(sentence, &[]) {
        if at < start + word.chars {
            return word.syllables.get(at - start).map(ToString::to_string).unwrap_or_default();
        }
        start += word.chars;
    }
    String::new()
}

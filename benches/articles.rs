//! How fast pages are read, beside a Markdown parser that walks through the same bytes in the same run.
//! `cargo bench --bench articles`.

#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs, reason = "a tool for developers")]

use std::collections::BTreeSet;
use std::hint::black_box;
use std::time::Instant;

use newscaster::articles::{Options, read_bytes};
use pulldown_cmark::Parser;

/// How often each is measured; the fastest run counts.
const RUNS: usize = 5;

fn main() {
    println!("{:>6} {:>14} {:>14} {:>6}", "MB", "articles MB/s", "pulldown MB/s", "ratio");
    for megabytes in [1, 2, 5, 10] {
        let page = page(megabytes * 1_000_000);
        let ours = speed(&page, || {
            black_box(read_bytes("page.md", page.as_bytes(), &Options::default()).unwrap());
        });
        let theirs = speed(&page, || {
            black_box(Parser::new(&page).count());
        });
        println!("{megabytes:>6} {ours:>14.1} {theirs:>14.1} {:>6.3}", ours / theirs);
    }
}

/// Megabytes a second.
fn speed(page: &str, mut run: impl FnMut()) -> f64 {
    let time = |()| {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64()
    };
    let best = [(); RUNS].map(time).into_iter().fold(f64::MAX, f64::min);
    page.len() as f64 / best / 1e6
}

/// The pages of the tests again and again, each time with other words, so that no story is another's double.
fn page(length: usize) -> String {
    let pages = pages();
    // The words that datelines, bylines and signs are known by stay.
    let kept = "本报讯记者日电通摄月年版文图社据专上下转接第要闻的了是在和一二三四五六七八九十晚网新华中";
    let is_free = |c: &char| matches!(c, '\u{4e00}'..='\u{9fff}') && !kept.contains(*c);
    let pool: Vec<char> = pages.chars().filter(is_free).collect::<BTreeSet<_>>().into_iter().collect();
    let late: Vec<char> = "bcdfghklmnprstvw".chars().collect();
    let turned =
        |c: char, set: &[char], by: usize| set.binary_search(&c).map_or(c, |i| set[(i + by) % set.len()]);
    let mut page = String::with_capacity(length + pages.len());
    for round in 0.. {
        let mut letters = 0;
        page.extend(pages.chars().map(|c| {
            letters = if c.is_ascii_alphabetic() { letters + 1 } else { 0 };
            // In English what stands late in a long word is changed.
            if letters > 4 { turned(c, &late, round) } else { turned(c, &pool, round * 7) }
        }));
        if page.len() >= length {
            break;
        }
    }
    page
}

fn pages() -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/pages");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let is_page =
        |path: &&std::path::PathBuf| path.extension().is_some_and(|end| end == "md" || end == "txt");
    files.iter().filter(is_page).map(|file| std::fs::read_to_string(file).unwrap() + "\n\n").collect()
}

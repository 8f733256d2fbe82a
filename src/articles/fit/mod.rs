//! The fit of the weights of continuations: `scripts/fit-continuations` runs it. It walks from weight to weight and keeps
//! what reads broken pages better; pages made from seeds, and pages with golds that a folder holds.

#[path = "../../../tests/suite/scramble/mod.rs"]
#[allow(dead_code, clippy::doc_markdown, reason = "the suite uses more of it, and its words are no items")]
mod scramble;

mod confidence;
mod golds;
mod headings;
mod logistic;
mod worth;

use std::collections::BTreeMap;
use std::path::Path;

use self::golds::{Gold, Shares, golds, shares};
use self::scramble::{Habits, Score, Story};
use super::weights::{rows, try_weights};
use super::{Options, read_bytes};
use crate::model::Language;

/// The weights that are fitted: those of a seam, of a beginning, and of the costs of going from story to story.
const FITTED: std::ops::RangeInclusive<&str> = "bracket_closes"..="full_length";

/// Weights by their names.
type Values = BTreeMap<&'static str, f32>;

/// What the weights are measured on.
struct Measure {
    pool: Vec<Story>,
    seeds: Vec<u64>,
    golds: Vec<Gold>,
}

impl Measure {
    fn scrambled(&self, values: &Values, seeds: &[u64]) -> Score {
        let pages = seeds.iter().flat_map(|&seed| [(seed, Language::Zh), (seed, Language::En)]);
        let scores = in_threads(values, &pages.collect::<Vec<_>>(), |&(seed, language)| {
            let page = scramble::page(&self.pool, seed, Habits { language, whole_halves: false });
            let paper = read_bytes("page.md", page.text.as_bytes(), &Options::default()).unwrap();
            if std::env::var_os("NEWSCASTER_FIT_MISSES").is_some() {
                for miss in scramble::misses(&page, &paper) {
                    println!("seed {seed}: {miss}");
                }
            }
            scramble::score(&page, &paper)
        });
        let mut sum = Score::default();
        for score in &scores {
            sum.add(score);
        }
        sum
    }

    /// The shares of each page with a gold.
    fn of_golds(&self, values: &Values) -> Vec<Shares> {
        in_threads(values, &self.golds, |gold| {
            shares(gold, &read_bytes(&gold.name, &gold.page, &Options::default()).unwrap())
        })
    }

    /// Both kinds of pages count alike, and paragraphs half of characters.
    fn score(&self, values: &Values) -> f64 {
        let broken = self.scrambled(values, &self.seeds);
        let Shares { characters, paragraphs, .. } = Shares::mean(&self.of_golds(values));
        broken.share_of_characters() + broken.share_of_paragraphs() / 2.0 + characters + paragraphs / 2.0
    }

    fn tell(&self, values: &Values) {
        let golds = self.of_golds(values);
        for (gold, Shares { characters, paragraphs, .. }) in self.golds.iter().zip(&golds) {
            println!("{:36} {:6.2} {:6.2}", gold.name, characters * 100.0, paragraphs * 100.0);
        }
        println!("{}; pages with golds {:?}", self.scrambled(values, &self.seeds), Shares::mean(&golds));
    }
}

/// Does the same with every item, in several threads that all try these weights.
fn in_threads<T: Sync, R: Send>(values: &Values, items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    const THREADS: usize = 4;
    let share = items.len().div_ceil(THREADS).max(1);
    std::thread::scope(|scope| {
        let threads: Vec<_> = items
            .chunks(share)
            .map(|items| {
                scope.spawn(|| {
                    try_weights(|name| values[name]);
                    items.iter().map(&work).collect::<Vec<R>>()
                })
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    })
}

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|number| number.parse().ok()).unwrap_or(otherwise)
}

#[test]
#[ignore = "an hour or more; scripts/fit-continuations runs it"]
fn fit_continuations() {
    let (seeds, rounds) = (number("NEWSCASTER_FIT_SEEDS", 200), number("NEWSCASTER_FIT_ROUNDS", 2));
    let folders = std::env::var("NEWSCASTER_FIT_PAGES").unwrap_or_default();
    let from = std::env::var("NEWSCASTER_FIT_FROM").unwrap_or_else(|_| FITTED.start().to_string());
    let measure = Measure {
        pool: scramble::pool(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pages")),
        seeds: (0..seeds).map(|n| 1 + n * 9_999 / seeds.max(1)).collect(),
        golds: folders
            .split(':')
            .filter(|folder| !folder.is_empty())
            .flat_map(|f| golds(f.as_ref()))
            .collect(),
    };
    let mut values: Values = rows().map(|row| (row[0], row[1].parse().unwrap())).collect();
    // NEWSCASTER_FIT_SET=topic=2,loss=1: where to begin.
    for set in
        std::env::var("NEWSCASTER_FIT_SET").unwrap_or_default().split(',').filter(|set| !set.is_empty())
    {
        let (name, value) = set.split_once('=').unwrap();
        let row = rows().find(|row| row[0] == name).unwrap();
        values.insert(row[0], value.parse().unwrap());
    }
    let place = |name: &str| rows().position(|row| row[0] == name).unwrap();
    let fitted = || rows().take(place(FITTED.end()) + 1).skip(place(&from)).map(|row| row[0]);
    measure.tell(&values);
    let mut best = measure.score(&values);
    for round in 0..rounds {
        let step = 0.4 / (round + 1) as f32;
        for name in fitted() {
            let own = values[name];
            for tried in [own * (1.0 + step), own * (1.0 - step)] {
                values.insert(name, tried);
                let score = measure.score(&values);
                if score > best + 0.0002 {
                    best = score;
                    println!("{name}\t{tried:.3}\t{best:.5}");
                    break;
                }
                values.insert(name, own);
            }
        }
    }
    for name in fitted() {
        println!("WEIGHT\t{name}\t{}", (values[name] * 1000.0).round() / 1000.0);
    }
    measure.tell(&values);
    println!("on seeds from 0: {}", measure.scrambled(&values, &(0..seeds).collect::<Vec<_>>()));
    let unseen: Vec<u64> = (50_000..50_000 + seeds).collect();
    println!("on seeds from 50,000: {}", measure.scrambled(&values, &unseen));
}

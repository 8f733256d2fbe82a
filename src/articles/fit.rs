//! The fit of the weights of continuations: `scripts/fit-continuations` runs it. It walks from weight to weight and keeps
//! what reads broken pages better; pages made from seeds, and pages with golds that a folder holds.

#[path = "../../tests/suite/scramble/mod.rs"]
#[allow(dead_code, reason = "the suite uses more of it")]
mod scramble;

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use self::scramble::{Habits, Score, Story};
use super::weights::{rows, try_weights};
use super::{Options, read_bytes};
use crate::model::{Language, Paper};

/// The weights that are fitted: those of a seam, of a beginning, and of the costs of going from story to story.
const FITTED: std::ops::RangeInclusive<&str> = "bracket_closes"..="full_length";

/// A page with its gold.
struct Gold {
    name: String,
    page: Vec<u8>,
    stories: Vec<Vec<String>>,
}

#[derive(Deserialize)]
struct Told {
    articles: Vec<Article>,
}

#[derive(Deserialize)]
struct Article {
    paragraphs: Vec<String>,
}

fn golds(folder: &Path) -> Vec<Gold> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let pages = files.iter().filter(|file| file.extension().is_some_and(|end| end == "md"));
    pages
        .filter_map(|file| {
            let told = std::fs::read(file.with_extension("gold.json")).ok()?;
            let told: Told = serde_json::from_slice(&told).unwrap();
            let stories = told.articles.into_iter().map(|article| article.paragraphs).collect();
            let name = file.file_name()?.to_string_lossy().into_owned();
            Some(Gold { name, page: std::fs::read(file).unwrap(), stories })
        })
        .collect()
}

/// Letters and figures alone.
fn plain(text: &str) -> Vec<char> {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The share of a page's characters that are in the right story, each story being that which holds most of it, and of
/// paragraphs that are exact.
fn share(gold: &Gold, paper: &Paper) -> (f64, f64) {
    const GRAM: usize = 6;
    let found: Vec<(HashSet<Vec<char>>, HashSet<Vec<char>>)> = paper
        .articles
        .iter()
        .map(|article| {
            let texts: Vec<Vec<char>> = article.paragraphs.iter().map(|p| plain(&p.text)).collect();
            let grams = texts.concat().windows(GRAM).map(<[char]>::to_vec).collect();
            (grams, texts.into_iter().collect())
        })
        .collect();
    let mut pairs = Vec::new();
    let (mut all, mut paragraphs) = (0, 0);
    for (story, texts) in gold.stories.iter().enumerate() {
        let texts: Vec<Vec<char>> = texts.iter().map(|text| plain(text)).collect();
        let print = texts.concat();
        all += print.len();
        paragraphs += texts.len();
        for (article, (grams, exact)) in found.iter().enumerate() {
            let held = print.windows(GRAM).filter(|gram| grams.contains(*gram)).count();
            pairs.push((held, texts.iter().filter(|text| exact.contains(*text)).count(), story, article));
        }
    }
    pairs.sort_by(|a, b| b.cmp(a));
    let (mut stories, mut articles) = (HashSet::new(), HashSet::new());
    let (mut right, mut whole) = (0, 0);
    for (held, exact, story, article) in pairs {
        if !stories.contains(&story) && !articles.contains(&article) {
            stories.insert(story);
            articles.insert(article);
            right += held;
            whole += exact;
        }
    }
    (right as f64 / all as f64, f64::from(whole as u32) / f64::from(paragraphs as u32))
}

/// What the weights are measured on.
struct Measure {
    pool: Vec<Story>,
    seeds: Vec<u64>,
    golds: Vec<Gold>,
}

impl Measure {
    fn scrambled(&self, seeds: &[u64]) -> Score {
        let mut sum = Score::default();
        for &seed in seeds {
            for language in [Language::Zh, Language::En] {
                let habits = Habits { language, whole_halves: false };
                let page = scramble::page(&self.pool, seed, habits);
                let paper = read_bytes("page.md", page.text.as_bytes(), &Options::default()).unwrap();
                sum.add(&scramble::score(&page, &paper));
            }
        }
        sum
    }

    fn of_golds(&self, told: bool) -> (f64, f64) {
        let mut sum = (0.0, 0.0);
        for gold in &self.golds {
            let paper = read_bytes(&gold.name, &gold.page, &Options::default()).unwrap();
            let (characters, paragraphs) = share(gold, &paper);
            if told {
                println!("{:36} {:6.2} {:6.2}", gold.name, characters * 100.0, paragraphs * 100.0);
            }
            sum = (sum.0 + characters, sum.1 + paragraphs);
        }
        let all = self.golds.len().max(1) as f64;
        (sum.0 / all, sum.1 / all)
    }

    /// Both kinds of pages count alike, and paragraphs half of characters.
    fn score(&self) -> f64 {
        let broken = self.scrambled(&self.seeds);
        let (characters, paragraphs) = self.of_golds(false);
        broken.share_of_characters() + broken.share_of_paragraphs() / 2.0 + characters + paragraphs / 2.0
    }
}

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|number| number.parse().ok()).unwrap_or(otherwise)
}

#[test]
#[ignore = "hours; scripts/fit-continuations runs it"]
fn fit_continuations() {
    let (seeds, rounds) = (number("NEWSCASTER_FIT_SEEDS", 60), number("NEWSCASTER_FIT_ROUNDS", 2));
    let folders = std::env::var("NEWSCASTER_FIT_PAGES").unwrap_or_default();
    let measure = Measure {
        pool: scramble::pool(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pages")),
        seeds: (0..seeds).map(|n| 1 + n * 9_999 / seeds.max(1)).collect(),
        golds: folders
            .split(':')
            .filter(|folder| !folder.is_empty())
            .flat_map(|f| golds(f.as_ref()))
            .collect(),
    };
    let mut values: BTreeMap<&str, f32> = rows().map(|row| (row[0], row[1].parse().unwrap())).collect();
    let last = rows().position(|row| row[0] == *FITTED.end()).unwrap();
    let fitted: Vec<&str> = rows().take(last + 1).map(|row| row[0]).collect();
    let apply = |values: &BTreeMap<&'static str, f32>| {
        let values = values.clone();
        try_weights(move |name| values[name]);
    };
    apply(&values);
    let mut best = measure.score();
    println!("before: {best:.5}, {}, {:?}", measure.scrambled(&measure.seeds), measure.of_golds(true));
    for round in 0..rounds {
        let step = 0.4 / (round + 1) as f32;
        for name in &fitted {
            let own = values[name];
            for tried in [own * (1.0 + step), own * (1.0 - step)] {
                values.insert(name, tried);
                apply(&values);
                let score = measure.score();
                if score > best + 0.0002 {
                    best = score;
                    println!("{name}\t{tried:.3}\t{best:.5}");
                    break;
                }
                values.insert(name, own);
            }
        }
    }
    apply(&values);
    for name in &fitted {
        println!("WEIGHT\t{name}\t{}", (values[name] * 1000.0).round() / 1000.0);
    }
    let unseen: Vec<u64> = (50_000..50_000 + seeds).collect();
    println!("after: {best:.5}, {}, {:?}", measure.scrambled(&measure.seeds), measure.of_golds(true));
    println!("on seeds from 50,000: {}", measure.scrambled(&unseen));
}

//! Pages with golds beside them: PAGE.md or PAGE.txt, and PAGE.gold.json.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::files::regular::read;
use crate::model::Paper;

/// The longest file of a page.
const MOST: u64 = 1 << 20;

/// A page with its gold.
pub struct Gold {
    /// The page's file.
    pub name: String,
    /// Its print.
    pub page: Vec<u8>,
    /// The paragraphs of each story.
    pub stories: Vec<Vec<String>>,
}

#[derive(Deserialize)]
struct Told {
    articles: Vec<Article>,
}

#[derive(Deserialize)]
struct Article {
    paragraphs: Vec<Printed>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Printed {
    Alone(String),
    WithMore { text: String },
}

impl Printed {
    fn text(self) -> String {
        match self {
            Self::Alone(text) | Self::WithMore { text } => text,
        }
    }
}

/// The pages of a folder that have a gold beside them.
pub fn golds(folder: &Path) -> Vec<Gold> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let pages = files.iter().filter(|file| file.extension().is_some_and(|end| end == "md" || end == "txt"));
    pages
        .filter_map(|file| {
            let told = read(&file.with_extension("gold.json"), MOST).ok()?;
            let told: Told = serde_json::from_slice(&told).unwrap();
            let stories = told
                .articles
                .into_iter()
                .map(|article| article.paragraphs.into_iter().map(Printed::text).collect())
                .collect();
            let name = file.file_name()?.to_string_lossy().into_owned();
            Some(Gold { name, page: read(file, MOST).unwrap(), stories })
        })
        .collect()
}

/// Letters and figures alone.
pub fn plain(text: &str) -> Vec<char> {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// How well a page was read, each share 0 to 1.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shares {
    /// Its characters that are in the right story.
    pub characters: f64,
    /// Its paragraphs that are exact.
    pub paragraphs: f64,
    /// Of what is in stories, what belongs there.
    pub purity: f64,
}

impl Shares {
    /// The mean of pages.
    pub fn mean(of: &[Self]) -> Self {
        let all = of.len().max(1) as f64;
        let sum = |share: fn(&Self) -> f64| of.iter().map(share).sum::<f64>() / all;
        Self {
            characters: sum(|it| it.characters),
            paragraphs: sum(|it| it.paragraphs),
            purity: sum(|it| it.purity),
        }
    }
}

/// How well a page was read, each story being the article that holds most of it.
pub fn shares(gold: &Gold, paper: &Paper) -> Shares {
    const GRAM: usize = 6;
    type Prints = HashSet<Vec<char>>;
    let found: Vec<(Prints, Prints)> = paper
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
    let told: usize = found.iter().map(|(grams, _)| grams.len()).sum();
    let mut own = 0;
    for (held, exact, story, article) in pairs {
        if !stories.contains(&story) && !articles.contains(&article) {
            stories.insert(story);
            articles.insert(article);
            right += held;
            own += held.min(found[article].0.len());
            whole += exact;
        }
    }
    Shares {
        characters: right as f64 / all as f64,
        paragraphs: f64::from(whole as u32) / f64::from(paragraphs as u32),
        purity: own as f64 / told.max(1) as f64,
    }
}

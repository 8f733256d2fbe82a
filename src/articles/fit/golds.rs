//! Pages with golds beside them: PAGE.md or PAGE.txt, and PAGE.gold.json.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::articles::blocks::Block;
use crate::files::regular::read;
use crate::model::Paper;

/// So many characters in a row are counted as one piece.
const GRAM: usize = 6;
/// The longest file of a page.
const MOST: u64 = 1 << 20;

/// A page with its gold.
pub struct Gold {
    /// The page's file.
    pub name: String,
    /// Its print.
    pub page: Vec<u8>,
    /// The lines above each story, as letters and figures alone.
    pub headlines: Vec<Vec<char>>,
    /// The paragraphs of each story.
    pub stories: Vec<Vec<String>>,
    /// What stands around them, as letters and figures alone.
    pub furniture: Vec<Vec<char>>,
}

#[derive(Deserialize)]
struct GoldFile {
    articles: Vec<Article>,
    #[serde(default)]
    furniture: Vec<Around>,
}

#[derive(Deserialize)]
struct Around {
    text: String,
    /// It names a column, which tells where briefs begin.
    #[serde(default)]
    label: bool,
}

#[derive(Deserialize)]
struct Article {
    #[serde(default)]
    headline: Option<String>,
    #[serde(default)]
    kicker: Option<String>,
    #[serde(default)]
    subtitle: Option<String>,
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
            let told: GoldFile = serde_json::from_slice(&told).unwrap();
            let titles = told
                .articles
                .iter()
                .flat_map(|article| [&article.headline, &article.kicker, &article.subtitle]);
            let headlines =
                titles.flatten().map(|title| plain(title)).filter(|title| !title.is_empty()).collect();
            let stories = told
                .articles
                .into_iter()
                .map(|article| article.paragraphs.into_iter().map(Printed::text).collect())
                .collect();
            let name = file.file_name()?.to_string_lossy().into_owned();
            let furniture = told
                .furniture
                .iter()
                .filter(|around| !around.label)
                .map(|around| plain(&around.text))
                .collect();
            Some(Gold { furniture, name, page: read(file, MOST).unwrap(), headlines, stories })
        })
        .collect()
}

/// Letters and figures alone.
pub fn plain(text: &str) -> Vec<char> {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// What is found on the pages of the folders that a variable names.
pub fn of_folders<T>(variable: &str, find: impl Fn(&Gold) -> Vec<T>) -> Vec<T> {
    let folders = std::env::var(variable).unwrap_or_default();
    let pages =
        folders.split(':').filter(|folder| !folder.is_empty()).flat_map(|folder| golds(folder.as_ref()));
    pages.flat_map(|gold| find(&gold)).collect()
}

/// Which story of a gold has how much of a text.
pub struct Owners(HashMap<Vec<char>, HashSet<usize>>);

impl Owners {
    /// Those of a gold.
    pub fn of(gold: &Gold) -> Self {
        let mut owners: HashMap<Vec<char>, HashSet<usize>> = HashMap::new();
        for (story, texts) in gold.stories.iter().enumerate() {
            let print: Vec<char> = texts.iter().flat_map(|text| plain(text)).collect();
            for gram in print.windows(GRAM) {
                owners.entry(gram.to_vec()).or_default().insert(story);
            }
        }
        Self(owners)
    }

    /// The story that has most of a text, where that is half of it or more.
    pub fn owner(&self, block: &Block) -> Option<usize> {
        let print = plain(&block.text.string());
        let mut found: HashMap<usize, usize> = HashMap::new();
        let grams = print.windows(GRAM).filter_map(|gram| self.0.get(gram)).flatten();
        grams.for_each(|&story| *found.entry(story).or_default() += 1);
        let (story, count) = found.into_iter().max_by_key(|&(story, count)| (count, story))?;
        (count * 2 > print.len().saturating_sub(GRAM)).then_some(story)
    }
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

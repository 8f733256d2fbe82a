//! Pages with golds beside them: PAGE.md or PAGE.txt, and PAGE.gold.json.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::files::regular::read;

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

//! Room 1 as a whole: pages in, articles out.

use std::path::{Path, PathBuf};

use newscaster::articles::{self, Options};
use newscaster::model::Paper;
use newscaster::progress::Silent;
use serde_json::{Value, json};

fn read(path: &Path, options: &Options) -> Paper {
    articles::read(&[path.to_owned()], options, &Silent).unwrap_or_else(|error| panic!("{error}"))
}

/// The fields of an article that a gold file states.
fn fields(article: &Value) -> Value {
    let keys = ["kind", "headline", "kicker", "label", "reporters", "dateline", "complete", "paragraphs"];
    keys.iter().map(|&key| (key.to_owned(), article[key].clone())).collect::<serde_json::Map<_, _>>().into()
}

#[test]
fn the_real_page_is_read_as_its_gold_says() {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/pages"));
    let page = folder.join("neimenggu-2024-11-28.md");
    if !page.exists() {
        println!("skipped: {} is not there", page.display());
        return;
    }
    let gold = std::fs::read_to_string(page.with_extension("gold.json")).unwrap();
    let gold: Value = serde_json::from_str(&gold).unwrap();
    let paper = read(&page, &Options::default());
    assert_eq!(paper.coverage.characters, paper.coverage.in_articles + paper.coverage.skipped);
    assert_eq!(paper.articles.len(), gold["articles"].as_array().unwrap().len());
    for (article, gold) in paper.articles.iter().zip(gold["articles"].as_array().unwrap()) {
        let mut wanted = fields(gold);
        let got = fields(&serde_json::to_value(article).unwrap());
        // The gold leaves open whose label stands between two stories.
        if wanted["label"].is_null() {
            wanted["label"] = got["label"].clone();
        }
        assert_eq!(got, wanted);
        let accepted = gold["title_accept"].as_array().unwrap();
        let opening = &article.paragraphs[0].text;
        assert!(
            accepted.contains(&json!(article.title)) || opening.contains(&article.title),
            "{}",
            article.title
        );
    }
    let skipped: Vec<&str> = paper.skipped.iter().map(|skipped| skipped.text.as_str()).collect();
    println!("{skipped:?} {:?} {:?}", paper.name, paper.date);
    assert_eq!(paper.articles[2].continued_on.as_deref(), Some("4"));
}

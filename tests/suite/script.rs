use std::path::Path;

use jiff::civil::date;
use newscaster::model::{Article, ArticleId, Coverage, Dateline, Paper, Paragraph};
use newscaster::script::spoken::Reader;
use newscaster::script::{self, Options};

use crate::golden;

fn article(id: &str, title: &str, paragraphs: &[&str]) -> Article {
    let paragraph = |text: &&str| Paragraph { text: (*text).to_owned(), ..Paragraph::default() };
    Article {
        id: ArticleId(id.into()),
        headline: Some(title.into()),
        title: title.into(),
        reporters: vec!["王小明".into()],
        dateline: Dateline { place: None, date: Some(date(2026, 3, 1)) },
        complete: true,
        paragraphs: paragraphs.iter().map(paragraph).collect(),
        ..Article::default()
    }
}

fn paper(articles: Vec<Article>) -> Paper {
    let text = |article: &Article| article.paragraphs.iter().map(|p| p.text.chars().count()).sum::<usize>();
    let characters = articles.iter().map(text).sum();
    Paper {
        name: Some("河湾日报".into()),
        articles,
        coverage: Coverage { characters, in_articles: characters, skipped: 0 },
        ..Paper::default()
    }
}

#[test]
fn a_script_reads_from_greeting_to_sign_off() {
    let paper = paper(vec![
        article(
            "a1",
            "河湾大桥通车 两岸往来只需五分钟",
            &["河湾大桥3月1日通车。两岸居民走上桥头。", "大桥全长1200米。"],
        ),
        article("a2", "市图书馆延长开放时间", &["市图书馆今起开放到21时。"]),
    ]);
    let reader = Reader::new(&script::spoken::Options::default()).unwrap();
    let script = script::write(&paper, date(2026, 3, 2), &Options::default(), &reader).unwrap();
    let text = script::file::to_toml(&script);
    golden::check("script/two-stories.toml", &text);
    let parsed = script::file::parse(&text, Path::new("script.toml"), &reader).unwrap();
    assert_eq!(script::file::to_toml(&parsed), text);
}

//! The running order of a real page, as a radio editor would judge it.

use std::path::Path;

use jiff::civil::date;
use newscaster::articles;
use newscaster::model::{Article, Kind, Paper, Script};
use newscaster::progress::Silent;
use newscaster::script::{self, Options};

use super::{order, reader, said};

/// The page and its script; `None` where the page is not on this machine.
fn real_page() -> Option<(Paper, Script)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/pages/neimenggu-2024-11-28.md");
    if !path.exists() {
        crate::needs::beside_the_repository(&path);
        return None;
    }
    let paper = articles::read(&[path], &articles::Options::default(), &Silent).unwrap();
    let script = script::write(
        &paper,
        date(2024, 11, 28),
        &Options::default(),
        script::Speakers::default(),
        &reader(),
    )
    .unwrap();
    Some((paper, script))
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn an_editor_accepts_the_running_order() {
    let Some((paper, script)) = real_page() else { return };
    let order = order(&script);
    assert_eq!(order.len(), paper.articles.len(), "no story lost");
    let place = |wanted: &dyn Fn(&Article) -> bool| {
        let article = paper.articles.iter().find(|article| wanted(article)).unwrap();
        order.iter().position(|id| *id == article.id.0).unwrap()
    };
    let about = |word: &'static str| place(&move |article| article.title.contains(word));
    assert!(about("人大常委会") == 0 || about("医用耗材") == 0, "the lead");
    assert!(
        place(&|article| article.kind == Kind::Interview) >= 2,
        "the interview is not among the first two"
    );
    let last_four = order.len() - 4;
    assert!(
        place(&|article| article.kind == Kind::Photo) >= last_four && about("话剧") >= last_four,
        "a light end"
    );
    assert_eq!(about("非遗").abs_diff(about("文旅")), 1, "culture stands together");
}

#[test]
fn the_headlines_are_six_or_seven_and_short_and_no_cut_story() {
    let Some((paper, script)) = real_page() else { return };
    let headlines = said(&script, "headline-");
    assert!((6..=7).contains(&headlines.len()), "{headlines:?}");
    assert!(headlines.iter().all(|line| line.chars().count() <= 30), "{headlines:?}");
    let cut = paper.articles.iter().find(|article| !article.complete).unwrap();
    assert!(!headlines.iter().any(|line| line.contains(&cut.title[..12])), "{headlines:?}");
}

#[test]
fn the_cut_feature_ends_with_its_last_full_sentence_and_the_page() {
    let Some((paper, script)) = real_page() else { return };
    let cut = paper.articles.iter().find(|article| !article.complete).unwrap();
    let lines: Vec<_> =
        script.segments.iter().filter(|segment| segment.article.as_ref() == Some(&cut.id)).collect();
    let [.., last, notice] = &lines[..] else { panic!("too short") };
    assert!(last.written.ends_with('。'), "{}", last.written);
    assert!(notice.written.contains("第4版"), "{}", notice.written);
    assert!(script.left_out.iter().any(|item| item.article == cut.id && item.characters > 0));
}

#[test]
fn every_sentence_of_the_page_is_spoken_once() {
    let Some((paper, script)) = real_page() else { return };
    for article in paper.articles.iter().filter(|article| article.complete) {
        let spoken = script.segments.iter().filter(|segment| segment.article.as_ref() == Some(&article.id));
        let spoken = squeezed(&spoken.map(|segment| segment.written.as_str()).collect::<String>());
        for paragraph in &article.paragraphs {
            assert_eq!(spoken.matches(&squeezed(&paragraph.text)).count(), 1, "{}", paragraph.text);
        }
    }
    let coverage = script.coverage;
    assert_eq!(coverage.spoken + coverage.skipped, coverage.characters);
    assert_eq!(coverage.characters, paper.coverage.characters);
}

#[test]
fn its_script_comes_back_from_the_file() {
    let Some((_, script)) = real_page() else { return };
    let text = script::file::to_toml(&script);
    let parsed = script::file::parse(&text, Path::new("script.toml"), &reader(), &|_| Ok(())).unwrap();
    assert_eq!(serde_json::to_value(&parsed).unwrap(), serde_json::to_value(&script).unwrap());
    assert_eq!(script::file::to_toml(&parsed), text);
}

//! Whole scripts of the project's own pages, to be read by people. How their sentences are said has tests of its own.

use std::path::Path;

use newscaster::articles;
use newscaster::progress::Silent;
use newscaster::script::{self, Options};

use super::{DAY, reader};
use crate::golden;

/// Who says what, chapter by chapter, with the silence after it in milliseconds.
fn check(page: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
    let paper = articles::read(&[path], &articles::Options::default(), &Silent).unwrap();
    let script =
        script::write(&paper, DAY, &Options::default(), script::Speakers::default(), &reader()).unwrap();
    let mut text = String::new();
    for segment in &script.segments {
        let title = &script.chapters[segment.chapter].title;
        let (role, pause) = (format!("{:?}", segment.role), segment.pause_after.0);
        text.push_str(&format!("{title} | {role} | {pause} | {}\n", segment.written));
    }
    for item in &script.left_out {
        text.push_str(&format!("left out | {}\n", item.reason));
    }
    let name = Path::new(page).file_stem().unwrap().to_str().unwrap();
    golden::check(&format!("script/{name}.txt"), &text);
}

#[test]
fn the_examples_read_well() {
    check("examples/chinese-page.md");
    check("examples/english-page.md");
}

/// Each page of a paper's habits is a programme, too. Read the goldens as a listener would.
#[test]
fn papers_of_many_habits_become_programmes() {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pages");
    let shelves = ["plain", "town", "daily"].map(|shelf| pages.join(shelf));
    let mut found = 0;
    for entry in std::iter::once(&pages).chain(&shelves).flat_map(|folder| folder.read_dir().unwrap()) {
        let path = entry.unwrap().path();
        let is_page = path.extension().is_none_or(|end| end != "json") && !shelves.contains(&path);
        if is_page {
            check(path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().to_str().unwrap());
            found += 1;
        }
    }
    assert!(found > 15, "{found} pages");
}

/// A last paragraph that is one sentence without its end is not spoken, and the listener's account says so.
#[test]
fn a_cut_paragraph_of_one_sentence_is_left_out_by_name() {
    for (page, end) in [
        (
            "# 老厂房里长出新产业\n\n本报讯（记者 林远）老厂房改造昨日完工。\n\n据厂长介绍，新车间将在\n\n（下转第4版）\n",
            "据厂长介绍，新车间将在",
        ),
        (
            "# Bill would pay for hearing aids\n\nBy Nora Quill\n\nA bill cleared its first committee on Friday.\n\nSupporters say one in five adults goes without\n\nSee HEARING, Page A7\n",
            "Supporters say one in five adults goes without",
        ),
    ] {
        let paper = articles::read_bytes("page.md", page.as_bytes(), &articles::Options::default()).unwrap();
        assert!(!paper.articles[0].complete, "{page}");
        let script =
            script::write(&paper, DAY, &Options::default(), script::Speakers::default(), &reader()).unwrap();
        let left = script.left_out.iter().find(|item| item.article == paper.articles[0].id);
        assert!(left.is_some_and(|item| item.reason.contains(end)), "{:?}", script.left_out);
        assert!(!script.segments.iter().any(|segment| segment.written.contains(end)), "{page}");
    }
}

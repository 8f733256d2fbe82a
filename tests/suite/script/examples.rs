//! The project's own example pages, as whole scripts to be read by people. How their sentences are said has
//! tests of its own.

use std::path::Path;

use newscaster::articles;
use newscaster::progress::Silent;
use newscaster::script::{self, Options};

use super::{DAY, reader};
use crate::golden;

fn check(page: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(page).with_extension("md");
    let paper = articles::read(&[path], &articles::Options::default(), &Silent).unwrap();
    let script = script::write(&paper, DAY, &Options::default(), &reader()).unwrap();
    let mut text = String::new();
    for segment in &script.segments {
        let title = &script.chapters[segment.chapter].title;
        let (role, pause) = (format!("{:?}", segment.role), segment.pause_after.0);
        text.push_str(&format!("{title} | {role} | {pause} | {}\n", segment.written));
    }
    for item in &script.left_out {
        text.push_str(&format!("left out | {}\n", item.reason));
    }
    golden::check(&format!("script/{page}.txt"), &text);
}

#[test]
fn the_chinese_example_reads_well() {
    check("chinese-page");
}

#[test]
fn the_english_example_reads_well() {
    check("english-page");
}

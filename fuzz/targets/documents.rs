//! Any bytes as a text made for screens: Markdown, MDX, HTML, reStructuredText or plain text, whole and without a panic.

#![no_main]

use libfuzzer_sys::fuzz_target;
use newscaster::articles::{Options, read_bytes};
use newscaster::model::Nature;

const NAMES: [&str; 5] = ["2026-03-05.md", "post.mdx", "page.html", "list.txt", "post.rst"];

fuzz_target!(|bytes: &[u8]| {
    let Some((first, text)) = bytes.split_first() else { return };
    let mut options = Options::default();
    options.nature = Some(Nature::Written);
    let Ok(paper) = read_bytes(NAMES[usize::from(*first) % NAMES.len()], text, &options) else { return };
    let coverage = paper.coverage;
    assert_eq!(coverage.characters, coverage.in_articles + coverage.skipped, "{coverage:?}");
    for article in &paper.articles {
        assert!(!article.title.trim().is_empty() && article.complete, "{article:?}");
        assert!(article.paragraphs.iter().all(|paragraph| !paragraph.text.trim().is_empty()), "{article:?}");
    }
});

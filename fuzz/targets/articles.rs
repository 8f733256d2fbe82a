//! Any bytes as a newspaper page: taken apart without a panic, and nothing lost.

#![no_main]

use libfuzzer_sys::fuzz_target;
use newscaster::articles::{Options, read_bytes};
use newscaster::model::Paper;

const NAME: &str = "page-2024-11-28.md";

fuzz_target!(|bytes: &[u8]| {
    let Ok(paper) = read_bytes(NAME, bytes, &Options::default()) else { return };
    adds_up(&paper);
    for article in &paper.articles {
        assert!(!article.id.0.is_empty() && !article.title.trim().is_empty(), "{article:?}");
        assert!((0.0..=1.0).contains(&article.confidence), "{article:?}");
        for paragraph in &article.paragraphs {
            assert!(!paragraph.text.trim().is_empty(), "{article:?}");
            let length = paragraph.text.chars().count();
            assert!(paragraph.repairs.iter().all(|repair| repair.start < repair.end && repair.end <= length));
        }
    }
});

/// The account of the contract: every character is in an article or skipped with its reason.
fn adds_up(paper: &Paper) {
    let coverage = paper.coverage;
    assert_eq!(coverage.characters, coverage.in_articles + coverage.skipped, "{coverage:?}");
    assert!(paper.skipped.iter().all(|skipped| skipped.start <= skipped.end));
}

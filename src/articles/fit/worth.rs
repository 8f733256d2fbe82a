//! What each pass is worth: how much worse pages with golds are read without it. `scripts/worth-of-passes` runs it.

use super::golds::{Gold, Shares, golds, shares};
use crate::articles::blocks::{leave_out, passes};
use crate::articles::{Options, read_bytes};

/// How well all pages are read, without a pass.
fn without(pass: Option<&'static str>, pages: &[Gold]) -> Shares {
    leave_out(pass);
    let of = |gold: &Gold| shares(gold, &read_bytes(&gold.name, &gold.page, &Options::default()).unwrap());
    let all: Vec<Shares> = pages.iter().map(of).collect();
    Shares::mean(&all)
}

#[test]
#[ignore = "it needs folders of pages with golds; scripts/worth-of-passes runs it"]
fn worth_of_passes() {
    let folders = std::env::var("NEWSCASTER_FIT_PAGES").unwrap_or_default();
    let pages: Vec<Gold> = folders
        .split(':')
        .filter(|folder| !folder.is_empty())
        .flat_map(|folder| golds(folder.as_ref()))
        .collect();
    let all = without(None, &pages);
    println!("{} pages: {all:?}", pages.len());
    println!("worth of        characters  paragraphs  purity");
    let names: Vec<&str> = passes().collect();
    std::thread::scope(|scope| {
        for share in names.chunks(names.len().div_ceil(2)) {
            let pages = &pages;
            scope.spawn(move || {
                for &pass in share {
                    let left = without(Some(pass), pages);
                    let [characters, paragraphs, purity] = [
                        all.characters - left.characters,
                        all.paragraphs - left.paragraphs,
                        all.purity - left.purity,
                    ]
                    .map(|worth| worth * 100.0);
                    println!("{pass:26} {characters:6.2} {paragraphs:6.2} {purity:6.2}");
                }
            });
        }
    });
}

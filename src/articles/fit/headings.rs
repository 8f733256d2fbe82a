//! The fit of blocks/lines.tsv and groups/chapters.tsv: `scripts/fit-headings` runs it. Every line or heading that was weighed
//! on a page with a gold is a case.

use std::collections::HashMap;

use super::golds::{Gold, Owners, of_folders, plain};
use super::logistic::{Case, fit};
use crate::articles::blocks::{Block, classify};
use crate::articles::features::evidence::{Seen, take_seen};
use crate::articles::groups;
use crate::articles::markdown::scan;
use crate::articles::pages;

/// The story of a gold that holds most of these texts.
fn owner(owners: &Owners, blocks: &[Block], texts: &[usize]) -> Option<usize> {
    let mut held: HashMap<usize, usize> = HashMap::new();
    for &text in texts {
        if let Some(story) = owners.owner(&blocks[text]) {
            *held.entry(story).or_default() += blocks[text].text.len();
        }
    }
    held.into_iter().max_by_key(|&(story, length)| (length, story)).map(|(story, _)| story)
}

/// All headings of a page that were weighed, each with its language; a yes where the text below is of the story that holds
/// most of the text above. Those of texts that the gold does not have are left out.
fn headings(gold: &Gold) -> Vec<(bool, Case)> {
    let page: Vec<char> = String::from_utf8_lossy(&gold.page).chars().collect();
    let owners = Owners::of(gold);
    let mut found = Vec::new();
    for read in pages::split(classify(scan(&page, 0).0), "page.md") {
        take_seen("");
        groups::parts(&read.blocks);
        found.extend(take_seen("chapters").into_iter().filter_map(|seen| {
            let above = owner(&owners, &read.blocks, &seen.about[0])?;
            let below = owner(&owners, &read.blocks, &seen.about[1])?;
            Some((seen.is_chinese, (seen.signs, above == below)))
        }));
    }
    found
}

/// All plain lines of a page that were weighed; a yes is the headline or kicker of a story, or a line of one over several.
fn plain_lines(gold: &Gold) -> Vec<(bool, Case)> {
    const SHORTEST: usize = 5;
    let page: Vec<char> = String::from_utf8_lossy(&gold.page).chars().collect();
    take_seen("");
    let blocks = classify(scan(&page, 0).0);
    let is_headline = |print: &str| {
        let print = plain(print);
        let part = |title: &Vec<char>| {
            print.len() >= SHORTEST && (title.starts_with(&print) || title.ends_with(&print))
        };
        gold.headlines.iter().any(|title| *title == print || part(title))
    };
    let print = |seen: &Seen| blocks[seen.about[0][0]].text.string();
    let case = |seen: Seen| {
        let is_headline = is_headline(&print(&seen));
        (seen.is_chinese, (seen.signs, is_headline))
    };
    take_seen("lines").into_iter().map(case).collect()
}

/// How many cases are decided as they are by weights, and how many yeses are there, are found, and are found where none is.
fn tell(set: &str, cases: &[Case], weights: &[f64]) {
    let said = |case: &Case| {
        case.0.iter().zip(weights).map(|(sign, weight)| f64::from(*sign) * weight).sum::<f64>() > 0.0
    };
    let count = |test: &dyn Fn(&Case) -> bool| cases.iter().filter(|case| test(case)).count();
    println!(
        "{set}: {} lines, {} headings, {} of these found, {} more taken for one",
        cases.len(),
        count(&|case| case.1),
        count(&|case| case.1 && said(case)),
        count(&|case| !case.1 && said(case))
    );
}

/// Fits the weights of either language, and prints them.
fn fit_both(table: &str, find: fn(&Gold) -> Vec<(bool, Case)>) {
    let [seen, reported] =
        ["NEWSCASTER_FIT_PAGES", "NEWSCASTER_REPORT_PAGES"].map(|pages| of_folders(pages, find));
    let of = |cases: &[(bool, Case)], language: bool| -> Vec<Case> {
        cases.iter().filter(|(is_chinese, _)| *is_chinese == language).map(|(_, case)| case.clone()).collect()
    };
    let [chinese, english] = [true, false].map(|language| {
        let weights = fit(&of(&seen, language), 1.0);
        tell("fitted on", &of(&seen, language), &weights);
        tell("reported on", &of(&reported, language), &weights);
        weights
    });
    let names =
        table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split('\t').next());
    for ((name, zh), en) in names.zip(chinese).zip(english) {
        println!("WEIGHT\t{name}\t{zh:.2}\t{en:.2}");
    }
}

#[test]
#[ignore = "it needs folders of pages with golds; scripts/fit-headings runs it"]
fn fit_chapters() {
    fit_both(include_str!("../groups/chapters.tsv"), headings);
}

#[test]
#[ignore = "it needs folders of pages with golds; scripts/fit-headings runs it"]
fn fit_lines() {
    fit_both(include_str!("../blocks/lines.tsv"), plain_lines);
}

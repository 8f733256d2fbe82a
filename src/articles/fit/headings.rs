//! The fit of blocks/lines.tsv and groups/chapters.tsv: `scripts/fit-headings` runs it. Every line or heading that was weighed
//! on a page with a gold is a case.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::golds::{Gold, Owners, of_folders, plain};
use super::logistic::{Case, fit};
use super::number;
use super::scramble::{self, Habits};
use crate::articles::blocks::{Block, classify};
use crate::articles::features::evidence::{Seen, take_seen};
use crate::articles::groups;
use crate::articles::markdown::scan;
use crate::articles::pages;
use crate::articles::stories::headlines::{Line, sort};
use crate::model::Language;

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
    classify(scan(&page, 0).0);
    let is_headline = |print: &str| {
        let print = plain(print);
        let part = |title: &Vec<char>| {
            print.len() >= SHORTEST && (title.starts_with(&print) || title.ends_with(&print))
        };
        gold.headlines.iter().any(|title| *title == print || part(title))
    };
    let seen = take_seen("lines");
    let yes: HashSet<usize> =
        seen.iter().filter(|seen| is_headline(&seen.print)).map(|seen| seen.about[0][0]).collect();
    seen.into_iter().map(|seen| beside(seen, &yes)).collect()
}

/// All short texts of a page that were weighed; a yes stands in what is around the stories. Of pages whose golds do not tell
/// that, those of stories alone.
fn around(gold: &Gold) -> Vec<(bool, Case)> {
    let told: Vec<char> = gold.stories.iter().flatten().flat_map(|text| plain(text)).collect();
    let part = |print: &[char], of: &[char]| of.windows(print.len()).any(|part| part == print);
    let page: Vec<char> = String::from_utf8_lossy(&gold.page).chars().collect();
    take_seen("");
    classify(scan(&page, 0).0);
    let is_around = |seen: &&Seen| {
        let print = plain(&seen.print);
        !print.is_empty() && gold.furniture.iter().any(|around| part(&print, around))
    };
    let is_known = |seen: &Seen| {
        let print = plain(&seen.print);
        !gold.furniture.is_empty()
            || !print.is_empty()
                && (part(&print, &told) || gold.headlines.iter().any(|title| part(&print, title)))
    };
    let mut seen = take_seen("around");
    seen.retain(is_known);
    let yes: HashSet<usize> = seen.iter().filter(is_around).map(|seen| seen.about[0][0]).collect();
    seen.into_iter().map(|seen| beside(seen, &yes)).collect()
}

/// A case whose first two signs tell whether its neighbours are a yes.
fn beside(mut seen: Seen, yes: &HashSet<usize>) -> (bool, Case) {
    let i = seen.about[0][0];
    let of = |i: usize| f32::from(u8::from(yes.contains(&i)));
    (seen.signs[0], seen.signs[1]) = (i.checked_sub(1).map_or(0.0, of), of(i + 1));
    (seen.is_chinese, (seen.signs, yes.contains(&i)))
}

/// All pairs of headings of a page that were weighed; a yes is a headline over two lines.
fn two_lines(gold: &Gold) -> Vec<(bool, Case)> {
    let page: Vec<char> = String::from_utf8_lossy(&gold.page).chars().collect();
    let mut found = Vec::new();
    for read in pages::split(classify(scan(&page, 0).0), "page.md") {
        take_seen("");
        for part in groups::parts(&read.blocks) {
            let lines = part.headings.iter().map(|&i| Line::of(&read.blocks, i));
            sort(lines.collect());
        }
        found.extend(take_seen("two lines").into_iter().filter_map(|seen| {
            let print = |side: usize| plain(&read.blocks[seen.about[side][0]].text.string());
            let (above, below) = (print(0), print(1));
            let both = [above.clone(), below.clone()].concat();
            let has =
                |title: &Vec<char>, print: &[char]| title.windows(print.len().max(1)).any(|w| w == print);
            let known = gold.headlines.iter().any(|title| has(title, &above) || has(title, &below));
            let is_one = gold.headlines.iter().any(|title| has(title, &both));
            known.then_some((seen.is_chinese, (seen.signs, is_one)))
        }));
    }
    found
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

/// Pages broken at random: `NEWSCASTER_FIT_SCRAMBLED` of them in either language, from seed 1,000 on.
fn scrambled() -> Vec<Gold> {
    const FIRST: u64 = 1_000;
    let pool = scramble::pool(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pages"));
    let seeds = FIRST..FIRST + number("NEWSCASTER_FIT_SCRAMBLED", 0);
    let both = seeds.flat_map(|seed| [(seed, Language::Zh), (seed, Language::En)]);
    let page = |(seed, language)| {
        let page = scramble::page(&pool, seed, Habits { language, whole_halves: false });
        Gold {
            name: format!("{seed}"),
            page: page.text.into_bytes(),
            headlines: page.stories.iter().map(|story| plain(&story.headline)).collect(),
            stories: page.stories.into_iter().map(|story| story.paragraphs).collect(),
            furniture: Vec::new(),
        }
    };
    both.map(page).collect()
}

/// Fits the weights of either language, and prints them.
fn fit_both(table: &str, find: fn(&Gold) -> Vec<(bool, Case)>) {
    let [mut seen, reported] =
        ["NEWSCASTER_FIT_PAGES", "NEWSCASTER_REPORT_PAGES"].map(|pages| of_folders(pages, find));
    seen.extend(scrambled().iter().flat_map(find));
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
fn fit_around() {
    fit_both(include_str!("../blocks/around.tsv"), around);
}

#[test]
#[ignore = "it needs folders of pages with golds; scripts/fit-headings runs it"]
fn fit_heads() {
    fit_both(include_str!("../stories/two_lines.tsv"), two_lines);
}

#[test]
#[ignore = "it needs folders of pages with golds; scripts/fit-headings runs it"]
fn fit_lines() {
    fit_both(include_str!("../blocks/lines.tsv"), plain_lines);
}

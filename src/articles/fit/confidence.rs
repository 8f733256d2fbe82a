//! The fit of joins/grounds.tsv: `scripts/fit-confidence` runs it. Every text that was put into a story of a page with a gold
//! is a case, and a yes where the gold has it in the story that holds most of the rest.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::golds::{Gold, Owners, of_folders};
use super::logistic::{Case, fit};
use crate::articles::blocks::{Role, classify};
use crate::articles::groups;
use crate::articles::joins::{Grounds, Placed, continuations};
use crate::articles::markdown::scan;
use crate::articles::pages;

/// A text that was put into a story, and whether that was right.
struct Decision {
    grounds: Grounds,
    is_right: bool,
}

/// All decisions on a page. Texts that the gold has in no story were put where they do not belong.
fn decisions(gold: &Gold) -> Vec<Decision> {
    let page: Vec<char> = String::from_utf8_lossy(&gold.page).chars().collect();
    let owners = Owners::of(gold);
    let mut found = Vec::new();
    for read in pages::split(classify(scan(&page, 0).0), "page.md") {
        let parts = groups::parts(&read.blocks);
        for thread in continuations(&read.blocks, &parts).threads {
            let owner = |placed: &Placed| owners.owner(&read.blocks[placed.block]);
            let mut held: HashMap<usize, usize> = HashMap::new();
            for placed in &thread.texts {
                if let Some(story) = owner(placed) {
                    *held.entry(story).or_default() += read.blocks[placed.block].text.len();
                }
            }
            let most =
                held.into_iter().max_by_key(|&(story, length)| (length, story)).map(|(story, _)| story);
            let told =
                |placed: &&Placed| !matches!(read.blocks[placed.block].role(), Role::Caption | Role::Note);
            found.extend(thread.texts.iter().filter(told).map(|placed| {
                let own = owner(placed);
                Decision { grounds: placed.grounds, is_right: own.is_some() && own == most }
            }));
        }
    }
    found
}

fn cases(decisions: &[Decision], is_chinese: bool) -> Vec<Case> {
    let own = decisions.iter().filter(|decision| decision.grounds.is_chinese == is_chinese);
    own.map(|decision| (decision.grounds.signs().collect(), decision.is_right)).collect()
}

/// How many are right of those read with which confidence, by bands of ten percent; and the mean of what was said.
fn bands(decisions: &[Decision]) -> Vec<(usize, usize, f64)> {
    let mut bands = vec![(0, 0, 0.0); 11];
    for decision in decisions {
        let percent = decision.grounds.confidence().percent();
        let band: &mut (usize, usize, f64) = &mut bands[usize::from(percent / 10)];
        *band = (band.0 + 1, band.1 + usize::from(decision.is_right), band.2 + f64::from(percent));
    }
    bands
}

/// A drawing of what was said and what was right: a dot for each band, as large as it has texts.
fn plot(bands: &[(usize, usize, f64)]) -> String {
    const SIDE: f64 = 300.0;
    const EDGE: f64 = 40.0;
    let all: usize = bands.iter().map(|band| band.0).sum();
    let mut drawn = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 360 360\" font-family=\"sans-serif\" font-size=\"11\">\n\
         <title>How many texts are right of those said to be so sure</title>\n\
         <rect width=\"360\" height=\"360\" fill=\"#fff\"/>\n\
         <path d=\"M{EDGE} 20V{bottom}H340\" fill=\"none\" stroke=\"#555\"/>\n\
         <path d=\"M{EDGE} {bottom}L340 20\" stroke=\"#aaa\" stroke-dasharray=\"4\"/>\n",
        bottom = 20.0 + SIDE
    );
    for percent in [0.0, 25.0, 50.0, 75.0, 100.0] {
        let along = percent / 100.0 * SIDE;
        let (x, y) = (EDGE + along, 20.0 + SIDE - along);
        write!(drawn, "<text x=\"{x}\" y=\"335\" text-anchor=\"middle\">{percent}</text>").unwrap();
        writeln!(drawn, "<text x=\"34\" y=\"{}\" text-anchor=\"end\">{percent}</text>", y + 4.0).unwrap();
    }
    for (read, right, said) in bands.iter().filter(|band| band.0 >= 10) {
        let (read, right) = (*read as f64, *right as f64);
        let (x, y) = (EDGE + said / read / 100.0 * SIDE, 20.0 + SIDE - right / read * SIDE);
        let radius = 2.0 + 24.0 * (read / all as f64).sqrt();
        writeln!(
            drawn,
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\" fill=\"#36c\" fill-opacity=\".55\"/>"
        )
        .unwrap();
    }
    drawn
        + "<text x=\"190\" y=\"352\" text-anchor=\"middle\">said to be sure, percent</text>\n\
           <text transform=\"translate(10 170) rotate(-90)\" text-anchor=\"middle\">right, percent</text>\n</svg>\n"
}

#[test]
#[ignore = "it needs folders of pages with golds; scripts/fit-confidence runs it"]
fn fit_confidence() {
    let seen = of_folders("NEWSCASTER_FIT_PAGES", decisions);
    let [chinese, english] = [true, false].map(|is_chinese| fit(&cases(&seen, is_chinese), 1.0));
    for ((name, zh), en) in Grounds::names().into_iter().zip(chinese).zip(english) {
        println!("WEIGHT\t{name}\t{zh:.2}\t{en:.2}");
    }
    let reported = of_folders("NEWSCASTER_REPORT_PAGES", decisions);
    if let Some(file) = std::env::var_os("NEWSCASTER_FIT_PLOT") {
        std::fs::write(file, plot(&bands(&reported))).unwrap();
    }
    for (set, decisions) in [("fitted on", seen), ("reported on", reported)] {
        for (band, (read, right, said)) in
            bands(&decisions).into_iter().enumerate().filter(|(_, band)| band.0 > 0)
        {
            let (said, share) = (said / read as f64, 100.0 * right as f64 / read as f64);
            println!("{set}: said {:3} %: {read:5} texts, said {said:5.1} %, right {share:5.1} %", band * 10);
        }
    }
}

//! What the checks of the talking books share.

use std::collections::HashSet;

use super::findings::Findings;
use super::xml::Element;
use crate::model::{ChapterReport, Report};

/// Every chapter's title is in the contents, in order, each leading somewhere.
pub fn titles(contents: &[Element], link: &str, report: &Report, findings: &mut Findings<'_>) {
    let mut links = contents.iter().filter(|element| element.name == link && !element.get("href").is_empty());
    for chapter in &report.chapters {
        if !links.any(|link| link.text == chapter.title) {
            return findings.fault(format!("“{}” is not in its place in the contents", chapter.title));
        }
    }
}

/// The printed pages and where each is first told: number of the chapter, and label.
pub fn pages(findings: &Findings<'_>) -> Vec<(usize, String)> {
    let mut known = HashSet::new();
    let told = (1..).zip(findings.pages).filter_map(|(number, page)| Some((number, page.clone()?)));
    told.filter(|(_, page)| known.insert(page.clone())).collect()
}

/// The list of printed pages leads where they begin.
pub fn same_pages(found: &[(String, String)], expected: &[(String, String)], findings: &mut Findings<'_>) {
    if found != expected {
        let labels = |pages: &[(String, String)]| {
            pages.iter().map(|(_, label)| label.as_str()).collect::<Vec<_>>().join(", ")
        };
        findings.fault(format!(
            "its list of printed pages has “{}”, but script.toml has “{}”, or they lead elsewhere",
            labels(found),
            labels(expected)
        ));
    }
}

/// The chapter that a file of a book is about, `part-003`.
pub fn chapter<'a>(name: &str, report: &'a Report, findings: &mut Findings<'_>) -> Option<&'a ChapterReport> {
    let digits =
        name.trim_end_matches(".smil").rsplit('-').next().and_then(|number| number.parse::<usize>().ok());
    let chapter = digits.and_then(|number| report.chapters.get(number.checked_sub(1)?));
    if chapter.is_none() {
        findings.fault(format!("{name} belongs to no chapter"));
    }
    chapter
}

//! What the checks of the talking books share.

use super::super::report::{ChapterReport, Report};
use super::Findings;
use super::xml::Element;

/// Every chapter's title is in the contents, in order, each leading somewhere.
pub fn titles(contents: &[Element], link: &str, report: &Report, findings: &mut Findings<'_>) {
    let mut links = contents.iter().filter(|element| element.name == link && !element.get("href").is_empty());
    for chapter in &report.chapters {
        if !links.any(|link| link.text == chapter.title) {
            return findings.fault(format!("“{}” is not in its place in the contents", chapter.title));
        }
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

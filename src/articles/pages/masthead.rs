//! The paper's name and day of issue, from its masthead, its pages' file names or its bylines.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::articles::blocks::{Block, Role};
use crate::articles::features::dates::{date, date_of_file};
use crate::articles::features::header::{self, is_english_name};
use crate::articles::input::Input;
use crate::articles::rule::rule;
use crate::articles::text::{chars_before, is_blank, is_han};
use crate::articles::words::lists;
use crate::model::{Paper, SkipReason};

/// What a paper says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Masthead {
    /// Its name.
    pub name: Option<String>,
    /// The day of issue.
    pub date: Option<Date>,
}

/// Looks through the mastheads of all pages, then through the files' names.
pub fn find<'a>(
    mut inputs: impl Iterator<Item = &'a Input>,
    blocks: impl Iterator<Item = &'a Block>,
) -> Masthead {
    let mut found = Masthead::default();
    for block in blocks.filter(|block| block.role() == Role::Skip(SkipReason::Masthead)) {
        let text = block.text.folded_head(160);
        found.date = found.date.or_else(|| date(&text));
        let headed = header::read(&block.text).and_then(|header| header.name);
        let headed = headed.map(|name| block.text.slice(name.start, name.end).string());
        found.name = found.name.or(headed).or_else(|| name(&text, &block.text.string()));
    }
    found.date = found.date.or_else(|| inputs.find_map(|input| date_of_file(&input.file)));
    found
}

/// The paper that asks the questions of an interview (**青原日报：**).
pub fn asking_paper(paper: &Paper) -> Option<String> {
    let speakers =
        paper.articles.iter().flat_map(|article| &article.paragraphs).filter_map(|p| p.speaker.as_ref());
    speakers
        .filter(|who| lists().paper_endings.iter().any(|end| who.ends_with(end)))
        .map(ToOwned::to_owned)
        .next()
}

fn name(folded: &str, printed: &str) -> Option<String> {
    static ENGLISH: LazyLock<Regex> = LazyLock::new(|| rule(r"^\s*(?i:the) [A-Za-z ]+$"));
    let close = folded.replace(' ', "");
    let is_name = |text: &str| {
        lists().paper_endings.iter().any(|end| text.ends_with(end))
            && text.chars().count() <= 10
            && text.chars().all(is_han)
    };
    if is_name(&close) {
        return Some(printed.chars().filter(|&c| !is_blank(c)).collect());
    }
    if let Some(word) = folded.split(' ').find(|word| is_name(word)) {
        let start = chars_before(folded, folded.find(word)?);
        return Some(printed.chars().skip(start).take(word.chars().count()).collect());
    }
    (ENGLISH.is_match(folded) || is_english_name(printed)).then(|| printed.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_issue_are_read_from_mastheads_and_file_names() {
        let day = Date::new(2025, 3, 4).ok();
        assert_eq!(date("2025年3月4日 星期二"), day);
        assert_eq!(date("青原晚报 2025-03-04 A10 城乡"), day);
        assert_eq!(date("Tuesday, March 4, 2025"), day);
        assert_eq!(date_of_file("qingyuan-2025-03-04.md"), day);
        assert_eq!(date_of_file("20250304_A01.md"), day);
        assert_eq!(date_of_file("page-4.md"), None);
    }

    #[test]
    fn names_are_read_from_mastheads() {
        assert_eq!(name("青原日报", "青原日报").as_deref(), Some("青原日报"));
        assert_eq!(name("第2版 要闻 青原日报", "第2版 要闻 青原日报").as_deref(), Some("青原日报"));
        assert_eq!(name("Saltmarsh Gazette", "Saltmarsh Gazette").as_deref(), Some("Saltmarsh Gazette"));
        assert_eq!(name("第4版 要闻", "第4版 要闻"), None);
    }
}

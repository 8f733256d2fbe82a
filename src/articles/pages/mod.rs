//! Pages: their numbers and names, in one file or over several.

pub mod masthead;

use std::sync::LazyLock;

use regex::Regex;

use crate::articles::blocks::{Block, Role};
use crate::articles::features::header as head;
use crate::articles::features::sections::is_section;
use crate::articles::rule::rule;
use crate::model::SkipReason;

/// A page of the paper.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Its number as printed.
    pub number: Option<String>,
    /// Its name (要闻), which is its stories' section.
    pub section: Option<String>,
    /// What stands on it.
    pub blocks: Vec<Block>,
}

/// Splits an input where a header names another page; the file's name numbers a page that does not say.
pub fn split(blocks: Vec<Block>, file: &str) -> Vec<Page> {
    let last_text = blocks.iter().rposition(Block::is_text).unwrap_or(0);
    let mut pages = vec![Page::default()];
    let mut has_text = false;
    for (i, block) in blocks.into_iter().enumerate() {
        let header =
            (block.role() == Role::Skip(SkipReason::Masthead)).then(|| match head::read(&block.text) {
                Some(found) => (found.number, found.section),
                None => header(&block.text.folded_head(160)),
            });
        if let Some((number, section)) = header {
            let page = &pages[pages.len() - 1];
            if number.is_some() && number != page.number && has_text && i < last_text {
                pages.push(Page::default());
                has_text = false;
            }
            if let Some(page) = pages.last_mut() {
                page.number = page.number.take().or(number);
                page.section = page.section.take().or(section);
            }
        }
        has_text |= block.is_text();
        if let Some(page) = pages.last_mut() {
            page.blocks.push(block);
        }
    }
    if let [only] = pages.as_mut_slice()
        && only.number.is_none()
    {
        only.number = number_in_name(file);
    }
    pages
}

/// The number and the name that a header line gives: 第4版 要闻, A04 国际, 要闻 3版, Page A4 | Local.
fn header(line: &str) -> (Option<String>, Option<String>) {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            r"(?i)第? *([A-Z]?\d{1,3}|[一二三四五六七八九十]{1,3}) *版|^ *(?:page +)?([A-Z]\d{1,2})(?: |$|[|·/])|^ *page +(\d{1,3})|^ *(\d{1,2}) *[|·/ ]? *\p{Han}{2,8}$|^ *\p{Han}{2,8} *[|·/ ] *([A-Z]?\d{1,2}) *$|^ *[-—·]? *(?:第 *)?(\d{1,3})(?: *页)? *[-—·]? *$",
        )
    });
    let dated = line.contains("今日") || line.contains("共");
    let number = NUMBER.captures(line).filter(|_| !dated || line.contains('第'));
    let number = number
        .and_then(|found| found.iter().skip(1).flatten().next().map(|number| number.as_str().to_owned()));
    let words =
        line.split(|c: char| c.is_whitespace() || "|·/:-—•".contains(c) || c.is_ascii_digit() || c == '版');
    let section = words
        .map(|word| word.trim_start_matches('第').trim())
        .find(|word| is_section(word))
        .map(str::to_owned);
    (number, section)
}

/// page-04.md, A04.md, 第4版.txt → 4, A04, 4.
fn number_in_name(file: &str) -> Option<String> {
    static RULE: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            r"(?i)(?:^|[-_ .])(?:page|p|版面?)[-_ ]?0*(\d{1,3})(?:[-_ .]|$)|第0*(\d{1,3})版|(?:^|[-_ .])([A-D]0?\d{1,2})(?:[-_ .]|$)|^0*(\d{1,2})(?:版)?\.",
        )
    });
    let found = RULE.captures(file)?;
    found.iter().skip(1).flatten().next().map(|number| number.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_and_file_names_number_their_pages() {
        let read = |line: &str| {
            let (number, section) = header(line);
            (number.unwrap_or_default(), section.unwrap_or_default())
        };
        assert_eq!(read("第4版 要闻"), ("4".into(), "要闻".into()));
        assert_eq!(read("A04 | 国际"), ("A04".into(), "国际".into()));
        assert_eq!(read("2025年3月4日 星期二 第3版 要闻"), ("3".into(), "要闻".into()));
        assert_eq!(read("要闻·2"), ("2".into(), "要闻".into()));
        assert_eq!(read("Page A4"), ("A4".into(), String::new()));
        assert_eq!(number_in_name("page-04.md").as_deref(), Some("4"));
        assert_eq!(number_in_name("qingyuan-2025-03-04.md"), None);
    }
}

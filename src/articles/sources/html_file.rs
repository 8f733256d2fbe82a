//! A file of HTML whose outline is believed.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::builder::Builder;
use super::markdown::Places;
use super::{html, marks};
use crate::articles::document::{Block, Line, Loose};
use crate::articles::features::languages;
use crate::articles::rule::rule;
use crate::articles::text::Text;
use crate::model::Language;

/// Reads a page of HTML whose first character stands at `base`.
pub fn read(text: &str, front: usize, base: u32) -> (Vec<Block>, Vec<Loose>) {
    let mut builder = Builder::new();
    let mut place = Places::new(text, front, base);
    html::read(&marks::without_tags(&text[front..]), &mut builder, &mut |byte| place.of(front + byte));
    let (mut blocks, loose) = builder.finish();
    if !blocks.iter().any(|block| matches!(block, Block::Heading(..))) {
        // A page without a heading has its title in its head.
        let title = title_of(text).and_then(|title| {
            let mut builder = Builder::new();
            html::read(&text[title.clone()], &mut builder, &mut |byte| place.of(title.start + byte));
            builder.finish().0.into_iter().next()
        });
        if let Some(Block::Paragraph(line)) = title
            && !tells(&blocks, &line.text)
        {
            let (title, rest) = without_site(&line);
            blocks.insert(0, Block::Heading(1, title));
            blocks.extend(rest.into_iter().map(Block::Furniture));
        }
    }
    (blocks, loose)
}

/// 夜市开放 - 河谷新闻网, Pool opens | Valley Post: the longest part of a page's title is its story's, the others are the
/// site's.
fn without_site(line: &Line) -> (Line, Vec<Text>) {
    let chars = line.text.chars();
    let parts_at = |at: usize| {
        let blank = |at: usize| chars.get(at).is_some_and(|c| c.is_whitespace());
        matches!(chars[at], '_' | '|' | '｜' | '»')
            || matches!(chars[at], '-' | '–' | '—') && blank(at + 1) && at > 0 && blank(at - 1)
    };
    let mut ends: Vec<usize> =
        (0..chars.len()).filter(|&at| parts_at(at)).flat_map(|at| [at, at + 1]).collect();
    ends.push(chars.len());
    let starts = || [0].into_iter().chain(ends.iter().copied());
    let ranges = || starts().zip(ends.iter().copied()).filter(|(start, end)| start < end);
    let longest = ranges().max_by_key(|(start, end)| (end - start, usize::MAX - start)).unwrap_or_default();
    let rest = ranges().filter(|range| *range != longest).map(|(start, end)| line.text.slice(start, end));
    (line.part(longest.0, longest.1).trimmed(), rest.collect())
}

/// True where blocks tell a character that another text has.
fn tells(blocks: &[Block], other: &Text) -> bool {
    let own: Vec<Range<u32>> = other.stretches().collect();
    let mut found = false;
    for block in blocks {
        block.each_text(&mut |text| {
            found |= text
                .stretches()
                .any(|here| own.iter().any(|own| own.start < here.end && here.start < own.end));
        });
    }
    found
}

/// The language that a page says it is in.
pub fn language(page: &str) -> Option<Language> {
    const HEAD: usize = 2_000;
    static TAG: LazyLock<Regex> =
        LazyLock::new(|| rule(r#"(?i)<html\b[^>]*?\slang\s*=\s*["']?([A-Za-z_-]{2,20})"#));
    let tag = TAG.captures(&page[..page.floor_char_boundary(HEAD)])?;
    languages::of_tag(tag.get(1)?.as_str())
}

/// Where the title stands in a page's head.
fn title_of(page: &str) -> Option<Range<usize>> {
    const HEAD: usize = 20_000;
    let head = page[..page.floor_char_boundary(HEAD)].to_ascii_lowercase();
    let open = head.find("<title")?;
    let start = open + head[open..].find('>')? + 1;
    let end = start + head[start..].find("</title")?;
    Some(start..end)
}

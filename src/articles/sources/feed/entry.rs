//! An entry of a feed, whatever its dialect: which of its texts is the article, and whether that is all of it.

use std::sync::LazyLock;

use crate::articles::contents::{Contents, Item, SourceArticle};
use crate::articles::document::{Block, Line, List};
use crate::articles::rule::Rules;
use crate::articles::sources::bodies::{self, Body};
use crate::articles::sources::mapped::Mapped;
use crate::articles::text::{Text, is_letter};
use crate::model::SkipReason;

/// What an entry holds besides its fields.
#[derive(Default)]
pub struct Entry {
    /// Its fields.
    pub told: SourceArticle,
    /// Its text.
    pub content: Option<Body>,
    /// What the feed calls its summary or description.
    pub summary: Option<Mapped>,
    /// True where a summary is never the whole text, as the form defines it.
    pub summaries_are_parts: bool,
}

/// The longest summary that can stand below a headline, in characters.
const LONGEST_SUBTITLE: usize = 120;

impl Entry {
    /// Settles what its text is.
    ///
    /// # Errors
    /// The entry, where it has nothing but a title.
    pub fn settle(self, contents: &mut Contents) -> Result<Box<SourceArticle>, Box<SourceArticle>> {
        let Self { mut told, content, summary, summaries_are_parts } = self;
        let content = content.filter(|(blocks, _)| says_something(blocks));
        match (content, summary.filter(|summary| !summary.is_blank())) {
            (Some((blocks, loose)), summary) => {
                contents.loose.extend(loose);
                told.blocks = blocks;
                if let Some(summary) = summary {
                    beside(&mut told, &summary);
                }
                told.is_teaser |= ends_as_teaser(&told.blocks);
            }
            (None, Some(summary)) => {
                let (blocks, loose) = bodies::html_or_lines(&summary);
                contents.loose.extend(loose);
                told.blocks = blocks;
                told.is_teaser |= summaries_are_parts || ends_as_teaser(&told.blocks);
            }
            (None, None) => {}
        }
        let told = Box::new(told);
        if says_something(&told.blocks) { Ok(told) } else { Err(told) }
    }
}

/// Keeps a summary that stands beside a whole text: as the line below the headline where it says something else.
fn beside(told: &mut SourceArticle, summary: &Mapped) {
    let line = bodies::line(summary);
    let mut body = Vec::new();
    told.blocks.iter().for_each(|block| block.each_text(&mut |text| body.extend(letters(text))));
    let said = letters(&line);
    let head = &said[..said.len().min(60) * 9 / 10];
    let repeats = head.is_empty() || body.windows(head.len()).take(20_000).any(|window| window == head);
    if !repeats && line.len() <= LONGEST_SUBTITLE && told.subtitle.is_none() {
        told.subtitle = Some(line);
    } else {
        told.skip(if repeats { SkipReason::Duplicate } else { SkipReason::Boilerplate }, line);
    }
}

fn letters(text: &Text) -> Vec<char> {
    text.chars().iter().copied().filter(|&c| is_letter(c)).collect()
}

fn says_something(blocks: &[Block]) -> bool {
    let mut says = false;
    for block in blocks.iter().filter(|block| !matches!(block, Block::Furniture(_) | Block::Picture(_))) {
        block.each_text(&mut |text| says |= text.chars().iter().any(|&c| is_letter(c)));
    }
    says
}

/// True where a text ends in the words by which feeds say that it goes on elsewhere.
fn ends_as_teaser(blocks: &[Block]) -> bool {
    static SIGNS: LazyLock<Rules> = LazyLock::new(|| Rules::of_lines(include_str!("teasers.txt")));
    const WINDOW: usize = 100;
    let mut tails: Vec<String> = Vec::new();
    for block in blocks.iter().rev().take(3) {
        let mut last = None;
        block.each_text(&mut |text| {
            if !text.is_blank() {
                last = Some(text.folded_tail(WINDOW));
            }
        });
        tails.extend(last);
    }
    // What a site signs its items with stands behind it.
    tails.iter().take(2).any(|tail| SIGNS.is_match(tail.trim()))
}

/// Entries with nothing but a title are a column of briefs, under the feed's name.
pub fn titles_alone(titles: Vec<SourceArticle>, name: Option<&str>, contents: &mut Contents) {
    let mut list = List::default();
    let mut told = SourceArticle { title: name.map(Text::unprinted), ..SourceArticle::default() };
    for mut entry in titles {
        match entry.title.take() {
            Some(text) if !text.is_blank() => {
                list.items.push(vec![Block::Paragraph(Line { text, ..Line::default() })]);
                told.published = told.published.take().max(entry.published.take());
                told.lifted.append(&mut entry.lifted);
                told.skipped.extend(entry.into_skipped(SkipReason::Boilerplate));
            }
            _ => contents.skipped.extend(entry.into_skipped(SkipReason::Boilerplate)),
        }
    }
    if !list.items.is_empty() {
        told.blocks = vec![Block::List(list)];
        contents.items.push(Item::Article(Box::new(told)));
    }
}

/// The names of an author's line: `jane@example.com (Jane Doe)` says one, an address alone none.
pub fn author(told: &mut SourceArticle, mapped: &Mapped) {
    let print = &mapped.text;
    let trimmed = |start: usize, end: usize| mapped.part(start..end);
    if !print.contains('@') {
        let line = bodies::line(mapped);
        if !line.is_blank() && !told.authors.iter().any(|known| known.string() == line.string()) {
            told.authors.push(line);
        } else {
            told.skip(SkipReason::Duplicate, line);
        }
        return;
    }
    let name = print.find('(').and_then(|open| Some((open + 1, open + print[open..].find(')')?)));
    let before = print.find('<').filter(|&open| !print[..open].trim().is_empty()).map(|open| (0, open));
    match name.or(before) {
        Some((start, end)) => {
            told.authors.push(trimmed(start, end));
            told.skip(SkipReason::Boilerplate, trimmed(0, start));
            told.skip(SkipReason::Boilerplate, trimmed(end, print.len()));
        }
        None => told.skip(SkipReason::Boilerplate, mapped.line()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_by_which_feeds_break_off_are_known() {
        let blocks = |print: &str| [Block::Paragraph(Line { text: Text::of(print, 0), ..Line::default() })];
        for print in [
            "The lock opens […]",
            "The lock opens [...]",
            "The lock opens. Read more",
            "The lock opens. Continue reading The lock →",
            "渡口复航……阅读全文",
            "渡口复航。[详情]",
            "The lock opens… [+1204 chars]",
        ] {
            assert!(ends_as_teaser(&blocks(print)), "{print}");
        }
        for print in ["The lock opens.", "渡口今天复航。", "They said he could read.", "全文发表在报上。"]
        {
            assert!(!ends_as_teaser(&blocks(print)), "{print}");
        }
    }

    #[test]
    fn names_are_taken_out_of_addresses() {
        let names = |print: &str| {
            let mut told = SourceArticle::default();
            author(&mut told, &Mapped::plain(print, 0));
            told.authors.iter().map(Text::string).collect::<Vec<_>>()
        };
        assert_eq!(names("ann@a.example (Ann Lee)"), ["Ann Lee"]);
        assert_eq!(names("Ann Lee <ann@a.example>"), ["Ann Lee"]);
        assert_eq!(names("林远"), ["林远"]);
        assert!(names("ann@a.example").is_empty());
    }
}

//! What forms tell of their own accord: articles, documents and pages of print.

use jiff::civil::Date;

use super::{Assembler, gather};
use crate::articles::blocks::Block;
use crate::articles::contents::{self, Contents, Item, SourceArticle};
use crate::articles::document::{self, Document, Line, List};
use crate::articles::stories::Story;
use crate::articles::text::{Text, is_letter};
use crate::articles::weights::weights;
use crate::articles::{groups, pages, written};
use crate::model::Confidence;

/// Headlines of entries whose text comes to nothing, as a column of briefs under the feed's name.
fn briefs(titles: Vec<Text>, name: Option<&str>) -> Option<SourceArticle> {
    let item = |text: Text| vec![document::Block::Paragraph(Line { text, ..Line::default() })];
    let items: Vec<_> = titles.into_iter().map(item).collect();
    (!items.is_empty()).then(|| SourceArticle {
        title: name.map(Text::unprinted),
        blocks: vec![document::Block::List(List { items, ..List::default() })],
        ..SourceArticle::default()
    })
}

fn says(text: &Text) -> bool {
    text.chars().iter().any(|&c| is_letter(c))
}

impl Assembler {
    /// Reads what a form tells of its own accord, with the name of the paper; `pages` are the blocks of its pages of print.
    pub(super) fn contents(
        &mut self,
        input: usize,
        contents: Contents,
        pages: Vec<Vec<Block>>,
        edition: Option<Date>,
    ) -> (Vec<Story>, Option<String>) {
        let mut pages = pages.into_iter();
        let name = &self.sources[input];
        self.problems.extend(contents.problems.iter().map(|problem| format!("{name}: {problem}")));
        self.doubts.extend(contents.doubts.iter().map(|doubt| format!("{name}: {doubt}")));
        self.enter_loose(contents.loose);
        contents.skipped.iter().for_each(|(_, text)| self.ledger.enter(text));
        self.skipped.extend(contents.skipped);
        let (mut stories, mut paper) = (Vec::new(), contents.name);
        let mut titles = Vec::new();
        // What agencies send without a text is no news.
        let is_entry = matches!(contents.form, "rss" | "atom" | "jsonfeed");
        for item in contents.items {
            match item {
                Item::Article(told) => {
                    told.each_text(&mut |text| self.ledger.enter(text));
                    let title = told.title.clone().filter(|title| is_entry && says(title));
                    let mut reading = written::source_article::read(*told, edition, self.settings);
                    if let Some(title) = title.filter(|_| reading.stories.is_empty()) {
                        reading.skipped.retain(|(_, text)| text.start() != title.start());
                        titles.push(title);
                    }
                    self.skipped.extend(reading.skipped);
                    stories.extend(reading.stories.into_iter().map(|story| Story { page: input, ..story }));
                }
                Item::Document(document) => {
                    let Document { front, blocks, published, url } = *document;
                    let (mut read, called) = self.document(input, front, blocks, Vec::new(), edition);
                    for article in read.iter_mut().map(|story| &mut story.article) {
                        article.published = published.clone().or(article.published.take());
                        article.url.clone_from(&url);
                    }
                    paper = paper.or(called);
                    stories.extend(read);
                }
                Item::Page(page) => {
                    let blocks = pages.next().unwrap_or_default();
                    gather(&mut stories, self.told_page(input, &page, blocks, edition));
                }
            }
        }
        if let Some(told) = briefs(titles, paper.as_deref()) {
            let reading = written::source_article::read(told, edition, self.settings);
            self.skipped.extend(reading.skipped);
            stories.extend(reading.stories.into_iter().map(|story| Story { page: input, ..story }));
        }
        (stories, paper)
    }

    /// Puts a page together whose blocks a form gives in their order. A number that is printed counts before the form's.
    fn told_page(
        &mut self,
        input: usize,
        page: &contents::Page,
        blocks: Vec<Block>,
        edition: Option<Date>,
    ) -> Vec<Story> {
        let mut stories = Vec::new();
        for read in pages::split(blocks, &self.files[input]) {
            let parts = groups::parts(&read.blocks);
            let mut here = self.page(input, read.blocks, &parts, edition);
            for story in &mut here {
                story.number = read.number.clone().or_else(|| page.number.clone());
                story.article.section = read.section.clone().or_else(|| page.section.clone());
                if page.is_unsure {
                    let most = Confidence::of(weights().sure_against_columns);
                    story.article.confidence = story.article.confidence.min(most);
                }
            }
            gather(&mut stories, here);
        }
        stories
    }
}

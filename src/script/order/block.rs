//! The running order's blocks and what stands in them.

use crate::model::{Article, Kind, Language};
use crate::script::story::Text;

/// How much of a story is spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Treatment {
    /// Nothing.
    Out,
    /// Its headline.
    Headline,
    /// So many leading paragraphs.
    Leading(usize),
    /// All of it.
    Full,
}

/// A story in the running order.
#[derive(Clone, Debug)]
pub struct Item<'a> {
    /// The story.
    pub article: &'a Article,
    /// Its text in sentences.
    pub text: Text,
    /// Its place in the running order, from 0.
    pub number: usize,
    /// The section that its words look like, said aloud or not.
    pub topic: String,
    /// The column that is named before it; `None` where that says no more than the section does.
    pub column: Option<&'a str>,
    /// Whether it may be in the headlines, and lead.
    pub announced: bool,
    /// Whether it stands beside the story before it (新闻链接) and goes where that goes.
    pub beside: bool,
    /// How much of it is spoken.
    pub treatment: Treatment,
}

impl Item<'_> {
    /// Whether it is as whole as its paper prints it: English front pages let their stories jump to another page as a
    /// rule, and a lead is a lead all the same.
    pub fn is_whole(&self) -> bool {
        is_whole(self.article)
    }

    /// Whether some of its text is spoken.
    pub fn is_told(&self) -> bool {
        self.treatment > Treatment::Headline && !self.text.passages.is_empty()
    }

    /// How many of its paragraphs are spoken.
    pub fn passages(&self) -> usize {
        match self.treatment {
            Treatment::Out | Treatment::Headline => 0,
            Treatment::Leading(count) => count.min(self.text.passages.len()),
            Treatment::Full => self.text.passages.len(),
        }
    }
}

/// How a block is announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bridge {
    /// As a section of the programme.
    Section,
    /// As a page of the paper.
    Page,
    /// As the news in full, where nothing has a name.
    Details,
}

/// Stories that stand together, with a bridge before them.
#[derive(Clone, Debug)]
pub struct Block<'a> {
    /// What bridges know the section by; a printed page's name where the paper's order is kept.
    pub id: String,
    /// Its name as announced.
    pub name: String,
    /// How it is announced.
    pub bridge: Bridge,
    /// The form of its articles, where it is a block of one form.
    pub form: Option<Kind>,
    /// Whether it is of news and not of letters or the like.
    pub announced: bool,
    /// Its stories.
    pub items: Vec<Item<'a>>,
}

/// See [`Item::is_whole`].
pub fn is_whole(article: &Article) -> bool {
    article.complete || article.language == Language::En && article.continued_on.is_some()
}

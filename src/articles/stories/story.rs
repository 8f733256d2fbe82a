//! A story whose print is still movable.

use crate::articles::features::jump_lines::Sign;
use crate::articles::input::front::Front;
use crate::articles::text::Text;
use crate::model::{Article, Confidence, SkipReason};

/// A story whose print is still movable: pages may be merged, doubles dropped.
#[derive(Clone, Debug, Default)]
pub struct Story {
    /// All but text, furniture and id.
    pub article: Article,
    /// The paragraphs' print.
    pub paragraphs: Vec<Para>,
    /// Print that went into fields.
    pub furniture: Vec<Text>,
    /// Print that goes to `skipped` with it.
    pub skipped: Vec<(SkipReason, Text)>,
    /// The page it says its rest is on.
    pub onward: Option<Box<Sign>>,
    /// The page it says its beginning is on.
    pub from: Option<Box<Sign>>,
    /// True for an item of a column of briefs.
    pub is_brief: bool,
    /// True where the sign onward stands in its own text.
    pub own_sign: bool,
    /// The input it stands in.
    pub page: usize,
    /// The number of its page, as printed.
    pub number: Option<String>,
    /// Who took its pictures.
    pub photographers: Vec<String>,
}

impl Story {
    /// Gives a one-file article what its front matter says; a heading that says the same is its double.
    pub fn take_front(&mut self, front: Front) {
        for name in front.authors() {
            if !self.article.reporters.contains(&name) {
                self.article.reporters.push(name);
            }
        }
        if let Some(title) = front.title.as_ref().map(Text::string) {
            let printed = self.article.headline.replace(title.clone());
            if let Some(printed) = printed.filter(|printed| *printed != title) {
                self.article.subtitle.get_or_insert(printed);
            }
            self.article.title = title;
        }
        for (field, said) in [
            (&mut self.article.subtitle, &front.subtitle),
            (&mut self.article.kicker, &front.kicker),
            (&mut self.article.section, &front.section),
        ] {
            if let Some(said) = said {
                *field = Some(said.string());
            }
        }
        self.number = front.page;
        let lifted = [front.title, front.subtitle, front.kicker, front.author, front.section];
        self.furniture.extend(lifted.into_iter().flatten());
    }
}

/// A paragraph's print and its speaker.
#[derive(Clone, Debug, Default)]
pub struct Para {
    /// The print.
    pub text: Text,
    /// Who speaks.
    pub speaker: Option<String>,
    /// It is the heading of a part of the story.
    pub is_subhead: bool,
    /// It is a link as a whole.
    pub is_link: bool,
    /// How sure it is that it belongs to the story.
    pub confidence: Confidence,
}

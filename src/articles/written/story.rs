//! What every story of a document gets: its title, and what is the same for all.

use super::turns;
use crate::articles::stories::{self, Story, titles_from_opening};
use crate::articles::text::Text;
use crate::model::{Confidence, Kind, Nature};

/// Gives a story the title that is printed above it.
pub fn entitle(story: &mut Story, title: Text) {
    let print = title.string().trim().to_owned();
    story.article.headline = Some(print.clone());
    story.article.title = print;
    story.furniture.push(title);
}

/// What is the same for every story of a document.
pub fn complete(mut story: Story) -> Story {
    let article = &mut story.article;
    article.nature = Nature::Written;
    article.complete = true;
    article.confidence = Confidence::FULL;
    article.language =
        stories::language_below(article.headline.as_deref().unwrap_or_default(), &story.paragraphs);
    if article.title.is_empty() {
        let opening = story.paragraphs.first().map(|para| para.text.string()).unwrap_or_default();
        article.title = titles_from_opening(&opening);
    }
    let is_brief = article.kind == Kind::Brief;
    let is_interview = !is_brief && turns::mark(&mut story);
    let article = &mut story.article;
    article.kind = if is_brief {
        Kind::Brief
    } else if is_interview {
        Kind::Interview
    } else if article.dateline.place.is_some() || article.dateline.date.is_some() || article.agency.is_some()
    {
        Kind::News
    } else {
        Kind::Feature
    };
    story
}

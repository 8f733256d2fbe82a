//! What a document as a whole is called, and what its stories are.

use super::story::entitle;
use super::titles;
use crate::articles::stories::Story;
use crate::articles::text::{Text, is_letter};
use crate::model::SkipReason;

/// What names are compared by.
pub fn letters(text: &Text) -> Vec<char> {
    text.chars().iter().copied().filter(|&c| is_letter(c)).collect()
}

/// A page of headings without text, of pictures for example, is one story; it is called as the page is. `bare` says how many
/// stories are such headings.
pub fn call_only_story(bare: usize, stories: &mut [Story], skipped: &mut Vec<(SkipReason, Text)>) {
    let [story] = stories else { return };
    let titles: Vec<usize> = (0..skipped.len()).filter(|&at| skipped[at].0 == SkipReason::Masthead).collect();
    if let ([at], 1, None) = (titles.as_slice(), bare, &story.article.headline) {
        entitle(story, skipped.remove(*at).1);
    }
}

/// True where the paper's name is only what one of its stories is called: (2026-04-02) The lock opens.
pub fn is_of_a_story(name: Option<&str>, stories: &[Story], skipped: &[(SkipReason, Text)]) -> bool {
    let Some(name) = name else { return false };
    let called = letters(&Text::unprinted(name));
    let is_so = |story: &Story| {
        story.article.headline.as_deref().is_some_and(|text| letters(&Text::unprinted(text)) == called)
    };
    let taken = |(reason, text): &(SkipReason, Text)| {
        *reason == SkipReason::Masthead
            && titles::paper_name(text).as_deref() == Some(name)
            && letters(text) != called
    };
    stories.len() > 1 && stories.iter().any(is_so) && skipped.iter().any(taken)
}

/// True for a writer's name. One with figures or signs is that of an account.
pub fn is_person(name: &str) -> bool {
    !name.contains(|c: char| c.is_ascii_digit() || matches!(c, '_' | '@'))
}

//! What a document's head says of its stories: who wrote them, subtitle, section, page.

use super::names;
use crate::articles::input::front::Front;
use crate::articles::stories::Story;
use crate::articles::text::{Text, is_han};
use crate::model::SkipReason;

/// Gives the stories what the head says; what none of them takes is skipped.
pub fn fill(front: Front, stories: &mut [Story], skipped: &mut Vec<(SkipReason, Text)>) {
    for story in stories.iter_mut() {
        story.number.clone_from(&front.page);
    }
    let authors = front.authors();
    if let [story] = stories {
        for name in authors.iter().map(|name| names::without_handle(name).to_owned()) {
            if names::is_person(&name) && !story.article.reporters.contains(&name) {
                story.article.has_authors |= story.article.reporters.is_empty();
                story.article.reporters.push(name);
            }
        }
        for (field, said) in
            [(&mut story.article.subtitle, &front.subtitle), (&mut story.article.kicker, &front.kicker)]
        {
            *field = said.as_ref().map(Text::string).or(field.take());
        }
    }
    let is_chinese = stories
        .iter()
        .flat_map(|story| &story.paragraphs)
        .any(|para| para.text.chars().iter().any(|&c| is_han(c)));
    let section = front.section.as_ref().map(Text::string).filter(|name| names::is_section(name));
    if let Some(section) = section.and_then(|name| section_name(&name, is_chinese)) {
        for story in stories.iter_mut().filter(|story| story.article.section.is_none()) {
            story.article.section = Some(section.clone());
        }
    }
    let said = [front.subtitle, front.kicker, front.author, front.section].into_iter().flatten();
    match stories.first_mut() {
        Some(story) => story.furniture.extend(said),
        None => skipped.extend(said.map(|text| (SkipReason::Boilerplate, text))),
    }
    skipped.extend(front.others.into_iter().map(|text| (SkipReason::Boilerplate, text)));
}

/// A section as a reader would print it: news-from-the-chair is one that a program named. In a Chinese text a word for
/// machines is none.
fn section_name(name: &str, is_chinese: bool) -> Option<String> {
    /// No longer names are initials: iot.
    const INITIALS: usize = 3;
    let is_key = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    if !name.chars().all(is_key) {
        return Some(name.to_owned());
    }
    let words = name.replace(['-', '_'], " ");
    let (first, rest) = words.split_at_checked(1).filter(|_| !is_chinese)?;
    // IoT and its like are no words.
    if name.len() <= INITIALS {
        return Some(name.to_uppercase());
    }
    Some(first.to_uppercase() + rest)
}

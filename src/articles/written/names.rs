//! What a document as a whole is called, and what its stories are.

use std::sync::LazyLock;

use regex::Regex;

use super::story::entitle;
use super::titles;
use crate::articles::rule::{ascii_words, rule};
use crate::articles::stories::Story;
use crate::articles::text::{Text, is_han, is_letter};
use crate::articles::words::lists;
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

/// 首页, Home: what sites call a page that holds everything.
pub fn is_of_a_site(title: &Text) -> bool {
    lists().no_titles.contains(&title.string().trim().to_lowercase().as_str())
}

/// True for the name of a section that a source tells; a path of a site is none: posts.
pub fn names_section(name: &str) -> bool {
    is_section(name) || name.chars().any(|c| c.is_uppercase() || is_han(c))
}

/// True for the name of a section in front matter; every post of a site is one of its posts.
pub fn is_section(name: &str) -> bool {
    !lists().no_sections.contains(&name.trim().to_lowercase().as_str())
}

/// Ann Lee (@annlee): a name without that of an account behind it.
pub fn without_handle(name: &str) -> &str {
    let plain =
        name.split_once('(').filter(|(_, handle)| handle.starts_with('@')).map(|(name, _)| name.trim());
    plain.filter(|name| !name.is_empty()).unwrap_or(name)
}

/// True for a writer's name. One with figures or signs is that of an account.
pub fn is_person(name: &str) -> bool {
    !name.contains(|c: char| c.is_ascii_digit() || matches!(c, '_' | '@')) && !is_column(name)
}

/// True for the name of a page or of an account that posts for many: Letters To The Editor, Contributors, 读者来信.
pub fn is_column(name: &str) -> bool {
    static COLUMN: LazyLock<Regex> = LazyLock::new(|| {
        rule(&ascii_words(
            r"(?i)^letters?\b|\bto the editor\b|^(?:admin(?:istrator)?|webmaster|editors?|editorial (?:board|team)|contributors?|staff|newsroom|press release)s?$|\b(?:blogger|blog) contributors?$|^(?:读者来信|讀者來信|小编|小編|管理员|管理員)$",
        ))
    });
    COLUMN.is_match(name.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_accounts_write_nothing() {
        for name in ["Letters To The Editor", "Mill Blogger contributors", "admin", "读者来信", "ann_77"]
        {
            assert!(!is_person(name), "{name}");
        }
        assert_eq!(without_handle("Ann Lee (@annlee)"), "Ann Lee");
        assert_eq!(without_handle("Ann (Annie) Lee"), "Ann (Annie) Lee");
        for name in ["Ann Lee", "林远", "Edith Staff", "Les Letters"] {
            assert!(is_person(name), "{name}");
        }
    }
}

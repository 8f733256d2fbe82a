//! What an editor left out, in the words of the report.

use crate::model::{ArticleId, Language, LeftOut};

/// Why a part of a story is not spoken any more.
pub enum Why<'a> {
    /// All of it; its title.
    Dropped(&'a str),
    /// So many sentences of it.
    Shortened(usize),
}

const DROPPED: [&str; 2] = ["编辑撤下", "taken out by the editor"];
const SHORTENED: [&str; 2] = ["编辑删短", "shortened by the editor"];

/// Tells the listener's report of it.
pub fn note(story: &ArticleId, language: Language, why: &Why<'_>) -> LeftOut {
    let pick = |words: [&'static str; 2]| words[usize::from(language == Language::En)];
    let reason = match (why, language) {
        (Why::Dropped(title), Language::Zh) => format!("{}：{}", pick(DROPPED), title),
        (Why::Dropped(title), Language::En) => format!("{}: {}", pick(DROPPED), title),
        (Why::Shortened(gone), Language::Zh) => format!("{}：略去{gone}句", pick(SHORTENED)),
        (Why::Shortened(gone), Language::En) => format!("{}: {gone} sentences not spoken", pick(SHORTENED)),
    };
    LeftOut { article: story.clone(), reason, characters: 0 }
}

/// Whether it was an editor who left something out.
pub fn is_by_editor(reason: &str) -> bool {
    DROPPED.iter().chain(&SHORTENED).any(|words| reason.starts_with(words))
}

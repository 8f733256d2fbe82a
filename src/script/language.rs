//! Which language a line is spoken in, told by its script.

use std::collections::BTreeMap;

use crate::model::{ArticleId, Language};
use crate::text::is_han;

/// The language of each article, by the letters of all its lines.
pub(super) fn of_articles<'a>(
    lines: impl IntoIterator<Item = (&'a ArticleId, &'a str)>,
) -> BTreeMap<ArticleId, Language> {
    let mut letters: BTreeMap<&ArticleId, (usize, usize)> = BTreeMap::new();
    for (article, text) in lines {
        let (han, latin) = letters.entry(article).or_default();
        *han += text.chars().filter(|&c| is_han(c)).count();
        *latin += text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty()).count();
    }
    let judged = letters.into_iter().filter(|(_, (han, latin))| han + latin > 0);
    judged
        .map(|(article, (han, latin))| {
            (article.clone(), if han >= latin { Language::Zh } else { Language::En })
        })
        .collect()
}

/// The language of a line of the presenter's in a programme of another or the same language.
pub(super) fn of_link(text: &str, programme: Language) -> Language {
    if text.chars().any(is_han) {
        Language::Zh
    } else if text.chars().any(|c| c.is_ascii_alphabetic()) {
        Language::En
    } else {
        programme
    }
}

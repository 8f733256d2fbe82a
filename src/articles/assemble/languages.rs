//! The language of each story and of the paper: what a source says of itself is believed where its letters do not say otherwise.

use crate::articles::stories::{self, Story};
use crate::articles::text::is_han;
use crate::model::{Language, Paper};

/// A text of fewer letters does not say which language its story is in.
const FEW_LETTERS: usize = 40;

/// One part in so many of a paper's text is at least of the language that it says it is in.
const LEAST: usize = 3;

/// Gives stories the language that their source says it is in. What it calls Chinese has one Chinese letter in fifty; sites of
/// Chinese are called English by what they are made with, so that what it calls English has three times as many letters of English.
pub fn believe(declared: Option<Language>, stories: &mut [Story]) {
    const FEWEST_HAN: usize = 50;
    const FEWEST_LATIN: usize = 3;
    let Some(declared) = declared else { return };
    for story in stories {
        let title = story.article.headline.as_deref().unwrap_or_default();
        let (han, latin) = stories::letters(title, &story.paragraphs);
        let may_be = match declared {
            Language::Zh => han * FEWEST_HAN >= latin,
            Language::En => latin > han * FEWEST_LATIN,
        };
        if may_be {
            story.article.language = declared;
        }
    }
}

/// The language that all inputs say they are in, where some story is; else that of most of the text.
pub fn main(paper: &Paper, declared: &[Option<Language>]) -> Language {
    let first = declared.first().copied().flatten();
    let said = first.filter(|_| declared.iter().all(|language| *language == first));
    // Many generators call every feed English.
    let all = paper.length_in(Language::Zh) + paper.length_in(Language::En);
    said.filter(|&said| paper.length_in(said) * LEAST > all).unwrap_or_else(|| paper.main_language())
}

/// A few foreign words that make no sentence are no story in another language than the paper's.
pub fn settle(paper: &mut Paper) {
    for article in &mut paper.articles {
        let texts = || article.paragraphs.iter().map(|paragraph| paragraph.text.trim_end());
        let tells =
            texts().any(|text| text.ends_with(['.', '!', '?', '。', '！', '？']) || text.contains(is_han));
        let letters = texts().flat_map(str::chars).filter(|c| c.is_alphabetic());
        if !tells && letters.take(FEW_LETTERS).count() < FEW_LETTERS {
            article.language = paper.language;
        }
    }
}

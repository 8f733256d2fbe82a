//! Words compared by their letters alone: marks and blanks differ from one reading to the next.

use crate::model::Article;

/// A place in a story's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The paragraph.
    pub paragraph: usize,
    /// The character in it.
    pub character: usize,
}

/// The letters and figures of a text.
pub fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric())
}

/// Those of a story's text.
pub fn of(article: &Article) -> impl Iterator<Item = char> {
    article.paragraphs.iter().flat_map(|paragraph| letters(&paragraph.text))
}

/// Whether a story begins with these words.
pub fn opens(article: &Article, words: &str) -> bool {
    let mut own = of(article);
    letters(words).all(|wanted| own.next() == Some(wanted))
}

/// Where words stand in a story, behind its beginning.
pub fn place_of(article: &Article, words: &str) -> Option<Place> {
    let wanted: String = letters(words).collect();
    let text: String = of(article).collect();
    let at = text.find(&wanted).filter(|at| *at > 0)?;
    let before = text[..at].chars().count();
    let places = article.paragraphs.iter().enumerate().flat_map(|(paragraph, own)| {
        let characters = own.text.chars().enumerate().filter(|(_, c)| c.is_alphanumeric());
        characters.map(move |(character, _)| Place { paragraph, character })
    });
    let first = places.clone().nth(before)?;
    // An opening mark before the first letter goes with it.
    let text: Vec<char> = article.paragraphs[first.paragraph].text.chars().take(first.character).collect();
    let marks = text.iter().rev().take_while(|c| "“‘「『《〈（(\"'".contains(**c)).count();
    Some(Place { character: first.character - marks, ..first })
}

//! English at a break: whether the words on both sides can stand beside one another.

use crate::articles::text::Text;
use crate::articles::weights::weights;
use crate::articles::words::lists;

/// What a word that says little does in a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    /// the, his: a noun follows.
    Article,
    /// of, during: what it is about follows.
    Preposition,
    /// and, who: a clause or its second half follows.
    Connective,
    /// was, will: a predicate follows.
    Auxiliary,
    /// he, they: a verb follows.
    Pronoun,
    /// All others.
    Content,
}

/// The words of each kind.
fn kinds() -> [(Word, &'static [&'static str]); 5] {
    let words = lists();
    [
        (Word::Article, &words.articles),
        (Word::Preposition, &words.prepositions),
        (Word::Connective, &words.connectives),
        (Word::Auxiliary, &words.auxiliaries),
        (Word::Pronoun, &words.pronouns),
    ]
}

fn word_of(print: &str) -> Word {
    let print = print.to_lowercase();
    let found = kinds().into_iter().find(|(_, words)| words.contains(&print.as_str()));
    found.map_or(Word::Content, |(word, _)| word)
}

/// How well the word before a break and the word behind it stand together; 0 where nothing tells, as in Chinese.
pub fn fit(left: &Text, right: &Text) -> f32 {
    use Word::{Article, Auxiliary, Connective, Content, Preposition, Pronoun};

    let weights = weights();
    let is_letter = |c: &&char| c.is_ascii_alphabetic() || matches!(c, '\'' | '’');
    let mut last: Vec<char> = left.chars().iter().rev().take(24).take_while(is_letter).copied().collect();
    last.reverse();
    let first: String = right.chars().iter().take(24).take_while(is_letter).collect();
    let last: String = last.into_iter().collect();
    if last.is_empty() || first.is_empty() {
        return 0.0;
    }
    let capital = first.starts_with(|c: char| c.is_ascii_uppercase());
    if capital && opens_sentence(right) {
        return weights.sentence_after_break;
    }
    match (word_of(&last), word_of(&first)) {
        (Article, Content) if capital => 0.0,
        (Article, Content) => weights.article_then_noun,
        (Article, _) => weights.article_then_other,
        (Preposition, Auxiliary) if matches!(first.as_str(), "be" | "have" | "do") => 0.0,
        (Preposition, Auxiliary | Connective) => weights.preposition_then_verb,
        (Preposition, Preposition) | (Connective, Connective) => weights.same_kind_twice,
        (Pronoun, Article | Preposition | Pronoun) => weights.pronoun_then_other,
        (Auxiliary, Connective | Auxiliary) if first != "been" && first != "be" && first != "have" => {
            weights.auxiliary_twice
        }
        (Content, Article | Preposition | Connective | Auxiliary) => weights.noun_then_small_word,
        _ if capital => weights.capital_after_break,
        _ => 0.0,
    }
}

/// Words, in small letters, that tell nothing of what a text is about.
pub fn small_words() -> impl Iterator<Item = &'static str> {
    kinds().into_iter().flat_map(|(_, words)| words).chain(&lists().small_words).copied()
}

/// True for a text that begins as sentences do: a word that is no name with a capital, or a quotation.
pub fn opens_sentence(text: &Text) -> bool {
    let chars = text.chars();
    let Some(&first) = chars.first() else { return false };
    if matches!(first, '“' | '"') {
        return chars.get(1).is_some_and(|c| c.is_uppercase());
    }
    let length = chars.iter().take(24).take_while(|c| c.is_ascii_alphabetic()).count();
    let is = |opener: &&str| opener.len() == length && opener.chars().eq(chars[..length].iter().copied());
    first.is_ascii_uppercase() && lists().sentence_openers.iter().any(is)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(left: &str, right: &str) -> f32 {
        fit(&Text::of(left, 0), &Text::of(right, 100))
    }

    #[test]
    fn words_that_cannot_stand_together_are_told() {
        assert!(judge("hung up his", "helmet on Tuesday.") > judge("hung up his", "during the day."));
        assert!(judge("costs the same as", "during the day.") > judge("one of the", "during the day."));
        assert!(
            judge("said yard director", "Lena Ortiz.") > judge("begins in February", "The gym is closed.")
        );
        assert!(judge("a link to", "the bus") > judge("a link to", "was closed"));
        assert!(judge("自治区人", "大常委会").abs() < f32::EPSILON);
    }
}

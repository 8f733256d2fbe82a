//! A text in what a model says in one go: sentences, and parts of those that are long.

use crate::model::{Mark, Say, Spoken, Token};
use crate::speech::split::split;

/// The sentences of a text, long ones parted where the house parts them.
pub(super) fn stretches(spoken: &Spoken, characters: usize) -> Vec<Spoken> {
    sentences(&spoken.tokens).iter().flat_map(|sentence| split(sentence, characters)).collect()
}

/// A stretch in two, at the best joint near its middle; `None` where it is one word.
pub(super) fn halves(spoken: &Spoken) -> Option<(Spoken, Spoken)> {
    let characters: usize = spoken.tokens.iter().map(|token| token.words.chars().count() + 1).sum();
    let mut parts = split(spoken, characters.div_ceil(2)).into_iter();
    let (first, second) = (parts.next()?, parts.next()?);
    let tokens = std::iter::once(second).chain(parts).flat_map(|part| part.tokens);
    Some((first, Spoken { tokens: tokens.collect(), problem: None }))
}

/// A sentence ends where a word follows on the mark that ends it.
fn sentences(tokens: &[Token]) -> Vec<Spoken> {
    let mut sentences: Vec<Spoken> = Vec::new();
    let mut ended = true;
    for token in tokens {
        let is_word = !matches!(token.say, Say::Mark(_) | Say::Silent);
        if sentences.is_empty() || (ended && is_word && sentences.last().is_some_and(|last| last.beats() > 0))
        {
            sentences.push(Spoken::default());
        }
        if let Say::Mark(mark) = token.say {
            ended = matches!(mark, Mark::Stop | Mark::Question | Mark::Exclamation);
        } else if is_word {
            ended = false;
        }
        if let Some(sentence) = sentences.last_mut() {
            sentence.tokens.push(token.clone());
        }
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Syllable;

    fn spoken(text: &str) -> Spoken {
        let token = |sign: char| {
            let say = match sign {
                '，' => Say::Mark(Mark::Comma),
                '。' => Say::Mark(Mark::Stop),
                '”' => Say::Silent,
                _ => Say::Mandarin(vec![Syllable::parse("ma1").unwrap()]),
            };
            Token { printed: sign.to_string(), words: sign.to_string(), say, rule: None }
        };
        Spoken { tokens: text.chars().map(token).collect(), problem: None }
    }

    fn texts(text: &str, characters: usize) -> Vec<String> {
        stretches(&spoken(text), characters).iter().map(Spoken::text).collect()
    }

    #[test]
    fn sentences_are_said_one_by_one_and_keep_what_closes_them() {
        assert_eq!(texts("。天气好。”人多，车少。", 200), ["。天气好。”", "人多，车少。"]);
        assert_eq!(texts("人多，车少。", 6), ["人多，", "车少。"]);
    }

    #[test]
    fn halves_are_the_whole() {
        let (first, second) = halves(&spoken("人很多，车很少。")).unwrap();
        assert_eq!((first.text(), second.text()), ("人很多，".to_owned(), "车很少。".to_owned()));
        assert!(halves(&spoken("人")).is_none());
    }
}

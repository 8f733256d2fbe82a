//! The short notice that stands for a sentence no voice could speak.

use crate::model::{Language, Mark, Say, Spoken, Syllable, Token};

/// 此处有一句未能朗读, or its English sister.
pub(super) fn notice(language: Language) -> Spoken {
    let tokens = match language {
        Language::Zh => vec![
            mandarin("此处", "ci3 chu4"),
            mandarin("有", "you3"),
            mandarin("一句", "yi2 ju4"),
            mandarin("未能", "wei4 neng2"),
            mandarin("朗读", "lang3 du2"),
            token("。", Say::Mark(Mark::Stop)),
        ],
        Language::En => "One sentence could not be read here"
            .split(' ')
            .map(|word| token(word, Say::English))
            .chain([token(".", Say::Mark(Mark::Stop))])
            .collect(),
    };
    Spoken { tokens, problem: None }
}

fn mandarin(words: &str, pinyin: &str) -> Token {
    token(words, Say::Mandarin(pinyin.split(' ').filter_map(Syllable::parse).collect()))
}

fn token(words: &str, say: Say) -> Token {
    Token { printed: words.to_owned(), words: words.to_owned(), say, rule: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_of_the_notice_has_its_syllable() {
        for token in notice(Language::Zh).tokens {
            if let Say::Mandarin(syllables) = &token.say {
                assert_eq!(syllables.len(), token.words.chars().count(), "{}", token.words);
            }
        }
        assert_eq!(notice(Language::En).text(), "One sentence could not be read here.");
    }
}

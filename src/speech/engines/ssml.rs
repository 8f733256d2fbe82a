//! A sentence as SSML, with pinyin where a service could misread it.
//!
//! A phoneme tag costs a service its feeling for the sentence's melody, so a word gets one only where its
//! reading is in doubt: it holds a character of several readings (polyphones.tsv), or the lexicon or a rule of
//! names has spoken. All other words go as they are.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::LazyLock;

use crate::model::{Say, Spoken, Syllable, Token};
use crate::text::escape_xml;

/// How a service writes pinyin in a `<phoneme>`.
#[derive(Clone, Copy, Debug)]
pub(super) enum Alphabet {
    /// Azure's: `yin 2 - hang 2`.
    Sapi,
    /// Google's: `yin2 hang2`.
    Pinyin,
}

impl Alphabet {
    fn name(self) -> &'static str {
        match self {
            Self::Sapi => "sapi",
            Self::Pinyin => "pinyin",
        }
    }

    /// Tones are given as they are said, since a service does no sandhi on what it is told to say.
    fn write(self, syllables: &[Syllable]) -> String {
        let write = |s: &Syllable| match self {
            Self::Sapi => format!("{} {}", s.letters, s.said.digit()),
            Self::Pinyin => format!("{}{}", s.letters, s.said.digit()),
        };
        let parts: Vec<String> = syllables.iter().map(write).collect();
        parts.join(match self {
            Self::Sapi => " - ",
            Self::Pinyin => " ",
        })
    }
}

/// The characters of several readings; with the one that needs no saying, where there is one.
static POLYPHONES: LazyLock<HashMap<char, Option<&'static str>>> = LazyLock::new(|| {
    let lines = include_str!("polyphones.tsv").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let mut fields = line.split('\t');
            Some((fields.next()?.chars().next()?, fields.next()))
        })
        .collect()
});

/// The inside of `<speak>`: words, marks and spelled letters, with phonemes in `alphabet` where one is given.
pub(super) fn body(spoken: &Spoken, alphabet: Option<Alphabet>) -> String {
    let mut ssml = String::new();
    let mut last = None;
    for token in spoken.tokens.iter().filter(|token| !token.words.is_empty()) {
        let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if is_latin(last) && is_latin(token.words.chars().next()) {
            ssml.push(' ');
        }
        last = token.words.chars().next_back();
        // Writing to a String cannot fail.
        let _ = write_token(&mut ssml, token, alphabet);
    }
    ssml
}

fn write_token(ssml: &mut String, token: &Token, alphabet: Option<Alphabet>) -> std::fmt::Result {
    let words = escape_xml(&token.words);
    match (&token.say, alphabet) {
        (Say::Mandarin(syllables), Some(alphabet)) if is_doubtful(token, syllables) => write!(
            ssml,
            "<phoneme alphabet=\"{}\" ph=\"{}\">{words}</phoneme>",
            alphabet.name(),
            alphabet.write(syllables)
        ),
        (Say::Letters, _) => write!(ssml, "<say-as interpret-as=\"characters\">{words}</say-as>"),
        _ => write!(ssml, "{words}"),
    }
}

/// Whether a service could read a word otherwise than we do.
fn is_doubtful(token: &Token, syllables: &[Syllable]) -> bool {
    // Erhua has no agreed spelling in phoneme tags, and services read 儿 well.
    if syllables.iter().any(|s| s.letters == "r") || token.words.chars().count() != syllables.len() {
        return false;
    }
    let told = token.rule.is_some_and(|rule| rule.contains("lexicon") || rule.contains("name"));
    let in_doubt = |(c, s): (char, &Syllable)| match POLYPHONES.get(&c) {
        Some(Some(plain)) => s.to_string() != *plain,
        Some(None) => true,
        None => false,
    };
    told || token.words.chars().zip(syllables).any(in_doubt)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Mark;

    fn word(words: &str, pinyin: &str) -> Token {
        let syllables = pinyin.split(' ').map(|s| Syllable::parse(s).unwrap()).collect();
        token(words, Say::Mandarin(syllables))
    }

    fn token(words: &str, say: Say) -> Token {
        Token { printed: words.to_owned(), words: words.to_owned(), say, rule: None }
    }

    fn ssml(tokens: &[Token], alphabet: Alphabet) -> String {
        body(&Spoken { tokens: tokens.to_vec(), problem: None }, Some(alphabet))
    }

    #[test]
    fn only_doubtful_words_are_told_how_to_sound() {
        let tokens = [
            word("我", "wo3"),
            word("的", "de5"),
            word("银行", "yin2 hang2"),
            token("。", Say::Mark(Mark::Stop)),
        ];
        assert_eq!(
            ssml(&tokens, Alphabet::Sapi),
            "我的<phoneme alphabet=\"sapi\" ph=\"yin 2 - hang 2\">银行</phoneme>。"
        );
        let tokens = [word("目的", "mu4 di4")];
        assert_eq!(
            ssml(&tokens, Alphabet::Pinyin),
            "<phoneme alphabet=\"pinyin\" ph=\"mu4 di4\">目的</phoneme>"
        );
    }

    #[test]
    fn what_the_lexicon_says_is_always_said() {
        let named = Token { rule: Some("lexicon"), ..word("台安", "tai2 an1") };
        assert!(ssml(&[named], Alphabet::Sapi).contains("tai 2 - an 1"));
    }

    #[test]
    fn letters_are_spelled_and_latin_words_stand_apart() {
        let tokens = [token("GDP", Say::Letters), token("growth", Say::English), token("&", Say::Silent)];
        assert_eq!(
            ssml(&tokens, Alphabet::Sapi),
            "<say-as interpret-as=\"characters\">GDP</say-as> growth&amp;"
        );
    }

    #[test]
    fn nothing_breaks_out_of_the_markup() {
        assert_eq!(escape_xml("<a b=\"c\">\u{0}\u{8}&'\u{ffff}"), "&lt;a b=&quot;c&quot;&gt;&amp;&apos;");
    }
}

//! The spoken form of a sentence: a row of tokens, each with what was printed and what is said.
//!
//! A pronunciation is decided once, here; an engine's adaptor turns the row into what that engine eats.

use std::borrow::Cow;
use std::fmt;

/// A tone of Mandarin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tone {
    /// High level (ā).
    First = 1,
    /// Rising (á).
    Second,
    /// Dipping (ǎ).
    Third,
    /// Falling (à).
    Fourth,
    /// None (轻声), written 5.
    Neutral,
}

impl Tone {
    /// The tone that a digit from 1 to 5 (or 0 for neutral) stands for.
    pub fn from_digit(digit: char) -> Option<Self> {
        Some(match digit {
            '1' => Self::First,
            '2' => Self::Second,
            '3' => Self::Third,
            '4' => Self::Fourth,
            '0' | '5' => Self::Neutral,
            _ => return None,
        })
    }

    /// Its digit, 1 to 5.
    pub fn digit(self) -> char {
        match self {
            Self::First => '1',
            Self::Second => '2',
            Self::Third => '3',
            Self::Fourth => '4',
            Self::Neutral => '5',
        }
    }
}

/// A syllable of Mandarin: `hang2`, `lv4`, `r5`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Syllable {
    /// Letters without tone, ü written `v`.
    pub letters: Cow<'static, str>,
    /// The tone of the dictionary.
    pub tone: Tone,
    /// The tone after 一/不 sandhi, for engines that lack it. Third-tone sandhi is left to the engine.
    pub said: Tone,
}

impl Syllable {
    /// Reads `hang2`; `None` where letters or tone are missing.
    pub fn parse(text: &str) -> Option<Self> {
        let digit = text.chars().next_back()?;
        let tone = Tone::from_digit(digit)?;
        let letters = &text[..text.len() - digit.len_utf8()];
        let proper = !letters.is_empty() && letters.bytes().all(|b| b.is_ascii_lowercase());
        proper.then(|| Self { letters: Cow::Owned(letters.to_owned()), tone, said: tone })
    }
}

impl fmt::Display for Syllable {
    /// The dictionary form, `hang2`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.letters, self.tone.digit())
    }
}

/// A punctuation mark that is heard, as a pause or as a turn of the voice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// ， 、 and the like.
    Comma,
    /// ； and ：.
    Semicolon,
    /// —— and ….
    Dash,
    /// 。
    Stop,
    /// ？
    Question,
    /// ！
    Exclamation,
}

/// How a token is said.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Say {
    /// A Chinese word, syllable by syllable.
    Mandarin(Vec<Syllable>),
    /// A Latin word, said as English.
    English,
    /// Latin letters, said one by one.
    Letters,
    /// A pause.
    Mark(Mark),
    /// Printed but not heard: brackets, quotes, dropped signs.
    Silent,
}

/// A word or a mark of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Token {
    /// What the paper printed; empty for a word that only speech needs (the 分 of 百分之).
    pub printed: String,
    /// The words to say, in hanzi or Latin letters; a mark for a pause; empty where nothing is heard.
    pub words: String,
    /// How.
    pub say: Say,
    /// Which rule changed it from the print, for the reading report; `None` where it is said as printed.
    pub rule: Option<&'static str>,
}

/// The spoken form of one sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Spoken {
    /// Its words and marks in order. Their `printed` parts joined are the printed sentence.
    pub tokens: Vec<Token>,
    /// What the final check found wrong: where the safe fallback reading had to stand in, and characters of which
    /// no reading is known.
    pub problem: Option<String>,
}

impl Spoken {
    /// The words to say as one line of text: hanzi close up, Latin words parted by a space, and a space where
    /// the print has one between signs that are not Chinese.
    pub fn text(&self) -> String {
        let mut line = String::new();
        let mut blank = false;
        for token in &self.tokens {
            let (Some(last), Some(first)) = (line.chars().next_back(), token.words.chars().next()) else {
                blank |= token.printed.contains(' ');
                line.push_str(&token.words);
                continue;
            };
            let is_latin = matches!(token.say, Say::English | Say::Letters);
            // A pause stands close up to the word before it: a bracket's comma, too.
            if matches!(token.say, Say::Mark(_)) && ",.;:!?".contains(first) {
                blank |= token.printed.contains(' ') && !token.printed.starts_with(' ');
                line.push_str(&token.words);
                continue;
            }
            let words_meet = is_latin && last.is_alphabetic() && !is_chinese(last) && first.is_alphabetic();
            let after_mark = is_latin && matches!(last, ',' | '.' | ';' | ':' | '!' | '?');
            if words_meet || after_mark || (blank && !is_chinese(last) && !is_chinese(first)) {
                line.push(' ');
            }
            line.push_str(&token.words);
            blank = false;
        }
        line
    }

    /// Tone-numbered syllables parted by one space, before sandhi; Latin as it is, marks dropped.
    pub fn pinyin(&self) -> String {
        let mut line = String::new();
        for token in &self.tokens {
            match &token.say {
                Say::Mandarin(syllables) => {
                    for syllable in syllables {
                        push_word(&mut line, &syllable.letters);
                        line.push(syllable.tone.digit());
                    }
                }
                Say::English | Say::Letters => push_word(&mut line, &token.words),
                Say::Mark(_) | Say::Silent => {}
            }
        }
        line
    }

    /// What was printed.
    pub fn printed(&self) -> String {
        self.tokens.iter().map(|token| token.printed.as_str()).collect()
    }

    /// How many syllables, letters and Latin words are heard; what a plausible length is judged by.
    pub fn beats(&self) -> usize {
        self.tokens
            .iter()
            .map(|token| match &token.say {
                Say::Mandarin(syllables) => syllables.len(),
                Say::Letters => token.words.chars().filter(|c| c.is_alphanumeric()).count(),
                Say::English => token.words.len().div_ceil(3).max(1),
                Say::Mark(_) | Say::Silent => 0,
            })
            .sum()
    }
}

/// Adds a word to a line, parted by a space.
fn push_word(line: &mut String, word: &str) {
    if !line.is_empty() {
        line.push(' ');
    }
    line.push_str(word);
}

/// Whether a character is written close up, as hanzi and Chinese marks are.
fn is_chinese(c: char) -> bool {
    c > '\u{2E7F}'
}

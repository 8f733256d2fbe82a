//! What is written to the program and what it answers: docs/engines.md.

use serde::{Deserialize, Serialize};

use crate::model::{Say, Spoken, Token};

/// A request, one line of JSON.
#[derive(Serialize)]
pub struct Request<'a> {
    pub id: u64,
    pub text: String,
    pub language: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voice: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speed: Option<f64>,
    #[serde(skip_serializing_if = "toml::Table::is_empty")]
    pub options: &'a toml::Table,
    pub words: Vec<Word<'a>>,
}

/// A word or a mark of a request.
#[derive(Serialize)]
pub struct Word<'a> {
    pub text: &'a str,
    /// Tone-numbered syllables of a Chinese word, after 一/不 sandhi.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pinyin: Option<String>,
    /// Latin letters that are said one by one.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub letters: bool,
}

/// The line before the sound.
#[derive(Deserialize)]
pub struct Header {
    pub id: u64,
    #[serde(default)]
    pub bytes: usize,
    #[serde(default)]
    pub format: Option<String>,
    #[serde(default)]
    pub rate: Option<u32>,
    #[serde(default)]
    pub error: Option<String>,
    /// Whether the same request may succeed when asked again.
    #[serde(default)]
    pub again: bool,
    /// Seconds at which each of the request's words begins.
    #[serde(default)]
    pub starts: Vec<f64>,
}

/// The tokens that have words, with their places.
pub fn heard(spoken: &Spoken) -> impl Iterator<Item = (usize, &Token)> {
    spoken.tokens.iter().enumerate().filter(|(_, token)| !token.words.is_empty())
}

pub fn words(spoken: &Spoken) -> Vec<Word<'_>> {
    heard(spoken)
        .map(|(_, token)| Word {
            text: &token.words,
            pinyin: match &token.say {
                Say::Mandarin(syllables) => {
                    let said = syllables.iter().map(|s| format!("{}{}", s.letters, s.said.digit()));
                    Some(said.collect::<Vec<_>>().join(" "))
                }
                _ => None,
            },
            letters: token.say == Say::Letters,
        })
        .collect()
}

/// The language that a sentence is in, judged by whether it has Chinese words.
pub fn language(spoken: &Spoken) -> &'static str {
    let is_mandarin = spoken.tokens.iter().any(|token| matches!(token.say, Say::Mandarin(_)));
    if is_mandarin { "zh" } else { "en" }
}

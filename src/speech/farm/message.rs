//! The messages between masters and workers, version 1: docs/farm.md.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::model::{ClipKey, Language, Mark, Say, Spoken, Syllable, Token};
use crate::speech::Voice;

/// The version of the messages. What a worker does not know, it does not guess.
pub(super) const VERSION: u32 = 1;

/// A sentence to be spoken: whole in itself, without paths and secrets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::speech) struct Order {
    pub version: u32,
    /// Under which its clip is put.
    pub key: ClipKey,
    /// Where the result is told: `nc.v1.done.<edition>`.
    pub edition: String,
    /// Who speaks.
    #[serde(flatten)]
    pub by: By,
    /// Who says the words that the voice cannot say, where there are some.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner: Option<By>,
    pub language: Language,
    /// Syllables a minute, by which the length is judged.
    pub pace: f64,
    /// The words in one line, for engines that read text.
    pub text: String,
    /// The words and marks in order.
    tokens: Vec<Word>,
    /// Counted from 1: how often the master has asked.
    pub attempt: u32,
    /// When nobody wants it any more.
    pub deadline: Timestamp,
}

/// A voice as its clips' key knows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::speech) struct By {
    pub voice: String,
    pub engine: String,
    /// The engine's name and version.
    pub fingerprint: String,
    /// Its settings, without paths, addresses and keys.
    #[serde(default)]
    pub settings: toml::Table,
}

/// A token.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Word {
    printed: String,
    words: String,
    say: Manner,
    /// Tone-numbered syllables as they are said, after 一/不 sandhi.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pinyin: Vec<String>,
    /// The same as a dictionary has them, where they differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    dictionary: Vec<String>,
}

/// How a token is said.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Manner {
    Mandarin,
    English,
    Letters,
    Comma,
    Semicolon,
    Dash,
    Stop,
    Question,
    Exclamation,
    Silent,
}

/// What came, or is coming, of an order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Report {
    pub version: u32,
    pub key: ClipKey,
    /// Whose sentences are worked at.
    #[serde(default)]
    pub voice: String,
    pub status: Status,
    /// How many tries it took.
    #[serde(default)]
    pub attempts: u32,
    /// Why there is no clip.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// Who tells it.
    #[serde(default)]
    pub worker: String,
}

/// How far an order is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Status {
    /// It is being worked at.
    Working,
    /// The clip is in the store now.
    Spoken,
    /// The clip was in the store.
    There,
    /// The voice cannot speak this text, and never will: another voice may.
    Refused,
    /// It was tried as often as makes sense.
    Failed,
    /// This worker cannot do it: whoever asked may.
    Unable,
}

/// Why a message is no order.
#[derive(Debug, PartialEq)]
pub(super) enum Unread {
    /// It is of a version that is not known here.
    Version(u64),
    /// It is no message of this kind.
    Malformed(String),
}

/// The version alone, which every message has.
#[derive(Deserialize)]
struct Versioned {
    version: u64,
}

impl Order {
    /// The order of these words.
    pub fn new(
        key: ClipKey,
        edition: &str,
        (by, partner): (By, Option<By>),
        (spoken, language): (&Spoken, Language),
        pace: f64,
        deadline: Timestamp,
    ) -> Self {
        Self {
            version: VERSION,
            key,
            edition: edition.to_owned(),
            by,
            partner,
            language,
            pace,
            text: spoken.text(),
            tokens: spoken.tokens.iter().map(Word::of).collect(),
            attempt: 1,
            deadline,
        }
    }

    /// The same, asked for so often.
    pub fn asked_for(self, attempt: u32) -> Self {
        Self { attempt, ..self }
    }

    /// Reads a message.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Unread> {
        let malformed = |error: serde_json::Error| Unread::Malformed(error.to_string());
        let Versioned { version } = serde_json::from_slice(bytes).map_err(malformed)?;
        if version != u64::from(VERSION) {
            return Err(Unread::Version(version));
        }
        let order: Self = serde_json::from_slice(bytes).map_err(malformed)?;
        let is_hex = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if order.key.0.len() != 2 * blake3::OUT_LEN || !is_hex(&order.key.0) {
            return Err(Unread::Malformed("its key is no hash".to_owned()));
        }
        Ok(order)
    }

    /// The spoken form.
    ///
    /// # Errors
    /// A token that cannot be right.
    pub fn spoken(&self) -> Result<Spoken, String> {
        let tokens = self.tokens.iter().map(Word::token).collect::<Option<Vec<_>>>();
        tokens
            .map(|tokens| Spoken { tokens, problem: None })
            .ok_or_else(|| "a token's pinyin is none".to_owned())
    }
}

impl By {
    /// A voice with its engine's fingerprint.
    pub fn of(voice: &Voice, fingerprint: &str) -> Self {
        Self {
            voice: voice.name.clone(),
            engine: voice.engine.clone(),
            fingerprint: fingerprint.to_owned(),
            settings: public(&voice.settings),
        }
    }
}

/// Settings that tell nothing of the machine: no paths, addresses, programs and names of keys.
fn public(settings: &toml::Table) -> toml::Table {
    const PRIVATE: [&str; 6] = ["key", "program", "args", "env", "url", "install"];
    let is_public = |(name, value): &(&String, &toml::Value)| {
        let is_place = |text: &str| text.contains(['/', '\\']);
        let plain = match value {
            toml::Value::String(text) => !is_place(text),
            toml::Value::Table(_) | toml::Value::Array(_) => false,
            _ => true,
        };
        plain && !PRIVATE.iter().any(|private| name.contains(private))
    };
    settings.iter().filter(is_public).map(|(name, value)| (name.clone(), value.clone())).collect()
}

impl Word {
    fn of(token: &Token) -> Self {
        let (say, syllables): (_, &[Syllable]) = match &token.say {
            Say::Mandarin(syllables) => (Manner::Mandarin, syllables),
            Say::English => (Manner::English, &[]),
            Say::Letters => (Manner::Letters, &[]),
            Say::Mark(mark) => (manner(*mark), &[]),
            Say::Silent => (Manner::Silent, &[]),
        };
        let pinyin: Vec<String> =
            syllables.iter().map(|s| format!("{}{}", s.letters, s.said.digit())).collect();
        let dictionary: Vec<String> = syllables.iter().map(ToString::to_string).collect();
        let dictionary = if dictionary == pinyin { Vec::new() } else { dictionary };
        Self { printed: token.printed.clone(), words: token.words.clone(), say, pinyin, dictionary }
    }

    fn token(&self) -> Option<Token> {
        let say = match self.say {
            Manner::Mandarin => Say::Mandarin(self.syllables()?),
            Manner::English => Say::English,
            Manner::Letters => Say::Letters,
            Manner::Comma => Say::Mark(Mark::Comma),
            Manner::Semicolon => Say::Mark(Mark::Semicolon),
            Manner::Dash => Say::Mark(Mark::Dash),
            Manner::Stop => Say::Mark(Mark::Stop),
            Manner::Question => Say::Mark(Mark::Question),
            Manner::Exclamation => Say::Mark(Mark::Exclamation),
            Manner::Silent => Say::Silent,
        };
        Some(Token { printed: self.printed.clone(), words: self.words.clone(), say, rule: None })
    }

    fn syllables(&self) -> Option<Vec<Syllable>> {
        let dictionary = if self.dictionary.is_empty() { &self.pinyin } else { &self.dictionary };
        if dictionary.len() != self.pinyin.len() {
            return None;
        }
        let both = dictionary.iter().zip(&self.pinyin);
        both.map(|(word, said)| {
            Some(Syllable { said: Syllable::parse(said)?.tone, ..Syllable::parse(word)? })
        })
        .collect()
    }
}

fn manner(mark: Mark) -> Manner {
    match mark {
        Mark::Comma => Manner::Comma,
        Mark::Semicolon => Manner::Semicolon,
        Mark::Dash => Manner::Dash,
        Mark::Stop => Manner::Stop,
        Mark::Question => Manner::Question,
        Mark::Exclamation => Manner::Exclamation,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Tone;

    fn order(settings: &str) -> (Order, Spoken) {
        let syllable = |text: &str, said| Syllable { said, ..Syllable::parse(text).unwrap() };
        let token = |printed: &str, words: &str, say| Token {
            printed: printed.to_owned(),
            words: words.to_owned(),
            say,
            rule: None,
        };
        let one = vec![syllable("yi1", Tone::Second), syllable("ge4", Tone::Fourth)];
        let tokens = vec![
            token("“", "", Say::Silent),
            token("1个", "一个", Say::Mandarin(one)),
            token("GDP ", "GDP", Say::Letters),
            token("news", "news", Say::English),
            token("。", "。", Say::Mark(Mark::Stop)),
        ];
        let spoken = Spoken { tokens, problem: None };
        let by = By {
            voice: "v".to_owned(),
            engine: "e".to_owned(),
            fingerprint: "e 1".to_owned(),
            settings: public(&toml::from_str(settings).unwrap()),
        };
        let key = ClipKey("0f".repeat(32));
        (
            Order::new(key, "2026-03-05", (by, None), (&spoken, Language::Zh), 260.0, Timestamp::UNIX_EPOCH),
            spoken,
        )
    }

    #[test]
    fn an_order_comes_through_whole() {
        let (order, spoken) = order("speed = 190\nvariant = 'f2'");
        let read = Order::read(&serde_json::to_vec(&order).unwrap()).unwrap();
        assert_eq!(read, order);
        assert_eq!(read.spoken().unwrap(), spoken);
        assert_eq!(read.by.settings.len(), 2);
    }

    #[test]
    fn paths_and_keys_stay_at_home() {
        let text = "speed = 1\nprogram = 'x'\nkey_file = 'x'\nkey_env = 'X'\nbase_url = 'x'\nmodel = '/home/x'\nextra = { a = 1 }";
        assert_eq!(order(text).0.by.settings.keys().collect::<Vec<_>>(), ["speed"]);
    }

    #[test]
    fn what_is_not_known_is_not_guessed() {
        assert_eq!(Order::read(br#"{"version":2,"what":"ever"}"#), Err(Unread::Version(2)));
        assert!(matches!(Order::read(b"RIFF"), Err(Unread::Malformed(_))));
        let (mut order, _) = order("");
        order.key.0 = "../../etc".to_owned();
        assert!(matches!(Order::read(&serde_json::to_vec(&order).unwrap()), Err(Unread::Malformed(_))));
    }
}

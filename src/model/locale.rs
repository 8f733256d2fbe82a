//! How an edition's text is written: its language, and for Chinese its characters and, where somebody says so, its region.

use serde::{Deserialize, Serialize};

use super::Language;

/// A language with its script, as BCP 47 names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Locale {
    /// Chinese in simplified characters.
    #[serde(rename = "zh-Hans")]
    ZhHans,
    /// Chinese in traditional characters, of no known region.
    #[serde(rename = "zh-Hant")]
    ZhHant,
    /// Chinese as in mainland China.
    #[serde(rename = "zh-CN")]
    ZhCn,
    /// Chinese as in Taiwan.
    #[serde(rename = "zh-TW")]
    ZhTw,
    /// Chinese as in Hong Kong.
    #[serde(rename = "zh-HK")]
    ZhHk,
    /// English.
    #[serde(rename = "en")]
    En,
}

impl Locale {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::ZhHans, Self::ZhHant, Self::ZhCn, Self::ZhTw, Self::ZhHk, Self::En];

    /// The language tag of BCP 47, as HTML, EPUB and RSS want it.
    pub fn tag(self) -> &'static str {
        match self {
            Self::ZhHans => "zh-Hans",
            Self::ZhHant => "zh-Hant",
            Self::ZhCn => "zh-CN",
            Self::ZhTw => "zh-TW",
            Self::ZhHk => "zh-HK",
            Self::En => "en",
        }
    }

    /// The tag that podcast directories know: what RSS lists for simplified Chinese names a region.
    pub fn feed_tag(self) -> &'static str {
        match self {
            Self::ZhHans | Self::ZhCn => "zh-cn",
            Self::ZhHant => "zh-hant",
            Self::ZhTw => "zh-tw",
            Self::ZhHk => "zh-hk",
            Self::En => "en",
        }
    }

    /// The locale of a tag, whatever its capitals.
    pub fn of_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|locale| locale.tag().eq_ignore_ascii_case(tag))
    }

    /// Its language.
    pub fn language(self) -> Language {
        if self == Self::En { Language::En } else { Language::Zh }
    }

    /// The code of ISO 639-2/T, as the tags of sound files want it.
    pub fn three_letters(self) -> &'static str {
        match self.language() {
            Language::Zh => "zho",
            Language::En => "eng",
        }
    }

    /// Whether it is written in traditional characters.
    pub fn is_traditional(self) -> bool {
        matches!(self, Self::ZhHant | Self::ZhTw | Self::ZhHk)
    }
}

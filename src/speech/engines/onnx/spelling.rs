//! A stretch of a sentence as the symbols that a model was taught: IPA from eSpeak NG, initials and finals of our own pinyin,
//! or the letters themselves.

mod clause;
mod ipa;
mod syllables;

use clause::clauses;
pub(super) use ipa::{Alphabet, Ipa};

use crate::model::{Language, Spoken, Syllable};
use crate::speech::EngineError;
use crate::speech::engines::mandarin;

/// How a voice writes what it says.
#[derive(Clone, Debug)]
pub(super) enum Spelling {
    /// Phonemes of the program eSpeak NG.
    Ipa(Ipa),
    /// Initial, final and tone of each syllable, as Piper's Chinese voices of 2025 have them.
    Pinyin,
    /// Signs of 注音 and of Kokoro v1.1-zh's own.
    Zhuyin,
    /// The letters of the text.
    Letters,
}

impl Spelling {
    /// The languages that can be written so.
    pub fn languages(&self) -> Vec<Language> {
        match self {
            Self::Ipa(ipa) => vec![ipa.language()],
            Self::Pinyin | Self::Zhuyin => vec![Language::Zh],
            Self::Letters => vec![Language::Zh, Language::En],
        }
    }

    /// Whether it writes Latin letters with the syllables of Mandarin.
    pub fn has_mandarin_letters(&self) -> bool {
        matches!(self, Self::Pinyin | Self::Zhuyin)
    }

    /// What it writes for a syllable that it has no signs for.
    pub fn instead(&self, syllable: &Syllable) -> Option<String> {
        if self.has_mandarin_letters() { mandarin::instead(syllable) } else { None }
    }

    /// Symbols of a short sound that every such voice has, for a trial.
    pub fn trial(&self) -> Vec<String> {
        let symbols: &[&str] = match self {
            Self::Ipa(_) => &["m", "a", "m", "a"],
            Self::Pinyin => &["m", "a", "1", "m", "a", "1"],
            Self::Zhuyin => &["ㄇ", "ㄚ", "1", "ㄇ", "ㄚ", "1"],
            Self::Letters => &["a", "n", "a", "n"],
        };
        symbols.iter().map(|symbol| (*symbol).to_owned()).collect()
    }

    /// The symbols of a stretch.
    ///
    /// # Errors
    /// The program's, where it needs one.
    pub async fn spell(&self, spoken: &Spoken) -> Result<Vec<String>, EngineError> {
        match self {
            Self::Ipa(ipa) => ipa.spell(&clauses(spoken)).await,
            Self::Pinyin => Ok(syllables::pinyin(spoken)),
            Self::Zhuyin => syllables::zhuyin(spoken),
            Self::Letters => Ok(spoken.text().chars().map(String::from).collect()),
        }
    }
}

//! What the acoustic model eats: the numbers of its symbols, and how a syllable is written with them.

use std::collections::HashMap;

use serde::Deserialize;

use super::error::ModelError;
use crate::model::{Syllable, Tone};
use crate::speech::engines::mandarin::{Break, is_erhua, nearest};

/// The symbols of a model, as the file beside it lists them.
pub(super) struct Symbols {
    ids: HashMap<String, usize>,
    /// Initial and final of each syllable.
    syllables: HashMap<String, (String, String)>,
    pub silence: usize,
    pub end: usize,
    pauses: [usize; 4],
}

#[derive(Deserialize)]
struct Listed {
    symbol_to_id: HashMap<String, usize>,
    pinyin_dict: HashMap<String, (String, String)>,
}

impl Symbols {
    /// Reads the list.
    ///
    /// # Errors
    /// It is none, or lacks what every sentence needs.
    pub fn read(json: &[u8]) -> Result<Self, ModelError> {
        let listed: Listed =
            serde_json::from_slice(json).map_err(|error| ModelError::Symbols(error.to_string()))?;
        let ids = listed.symbol_to_id;
        let count = ids.len();
        if let Some((symbol, id)) = ids.iter().find(|&(_, &id)| id >= count) {
            return Err(ModelError::Symbols(format!("`{symbol}` has the number {id} of {count}")));
        }
        let id = |symbol: &str| {
            ids.get(symbol).copied().ok_or_else(|| ModelError::Symbols(format!("it lacks `{symbol}`")))
        };
        Ok(Self {
            silence: id("sil")?,
            end: id("eos")?,
            pauses: [id("#0")?, id("#1")?, id("#2")?, id("#3")?],
            syllables: listed.pinyin_dict,
            ids,
        })
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.ids.len()
    }

    /// The symbol of a break.
    pub fn pause(&self, strength: Break) -> usize {
        self.pauses[strength as usize]
    }

    /// The symbols of a syllable with the tone that is said: initial and final; the final alone for 儿化, which belongs
    /// to the syllable before it. `None` where nothing near it is known.
    pub fn syllable(&self, syllable: &Syllable) -> Option<Vec<usize>> {
        if is_erhua(syllable) {
            return Some(vec![self.with_tone("er", Tone::Neutral)?]);
        }
        let letters = &*syllable.letters;
        let spelled = self.syllables.get(letters);
        let (initial, rhyme) = spelled.or_else(|| self.syllables.get(nearest(letters)?))?;
        Some(vec![*self.ids.get(initial)?, self.with_tone(rhyme, syllable.said)?])
    }

    fn with_tone(&self, rhyme: &str, tone: Tone) -> Option<usize> {
        self.ids.get(&format!("{rhyme}{}", tone.digit())).copied()
    }
}

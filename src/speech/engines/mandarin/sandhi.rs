//! Third-tone sandhi: of two dipping tones in a row the first one rises. (一 and 不 were settled with the reading.)
//!
//! It works within a phrase (Duanmu, *The Phonology of Standard Chinese*, 2007, chapter 11): first inside each word,
//! then between words from the end to the beginning, by the tones that came of it: 我也很好 is said 2-3-2-3.

use super::word::{Break, Word};
use crate::model::{Syllable, Tone};

/// Applies it to the words of a clause.
pub(super) fn third_tones(words: &mut [Word]) {
    for word in words.iter_mut() {
        // 展览馆 is said 2-2-3.
        let dips: Vec<bool> = word.syllables.iter().map(dips).collect();
        for (at, pair) in dips.windows(2).enumerate() {
            if pair[0] && pair[1] {
                word.syllables[at].said = Tone::Second;
            }
        }
    }
    for at in (1..words.len()).rev() {
        let (before, after) = words.split_at_mut(at);
        let (Some(last), Some(word)) = (before.last_mut(), after.first()) else { continue };
        let meets = word.before < Break::Phrase && word.syllables.first().is_some_and(dips);
        if let Some(end) = last.syllables.last_mut().filter(|end| meets && dips(end)) {
            end.said = Tone::Second;
        }
    }
}

fn dips(syllable: &Syllable) -> bool {
    syllable.said == Tone::Third
}

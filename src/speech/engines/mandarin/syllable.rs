//! Syllables that are no plain ones: 儿化, and those that the corpora of models lack.

use super::table::rows;
use crate::model::Syllable;

/// The r that colours the syllable before it.
pub(in super::super) fn is_erhua(syllable: &Syllable) -> bool {
    syllable.letters == "r"
}

/// The nearest syllable to one that no model of the Baker corpus has.
pub(in super::super) fn nearest(letters: &str) -> Option<&'static str> {
    rows(include_str!("nearest.tsv")).find_map(|(rare, near)| (rare == letters).then_some(near))
}

/// What is said for a syllable that is lacking, with its tone; `None` where none is known to be near.
pub(in super::super) fn instead(syllable: &Syllable) -> Option<String> {
    nearest(&syllable.letters).map(|near| format!("{near}{}", syllable.tone.digit()))
}

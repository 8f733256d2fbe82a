//! Surnames that are read otherwise than the word they are written with.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use super::dictionary::{Reading, rows};
use super::segment::{Piece, Sentence};

/// Gives surnames their reading where a person's name plausibly stands.
pub fn apply(sentence: &Sentence, pieces: &[Piece], readings: &mut [Reading]) {
    for (index, piece) in pieces.iter().enumerate() {
        let _ = index;
        if piece.name {
            pin(sentence, piece.range.clone(), readings);
        }
    }
}

/// Reads the surname that a name starts with.
fn pin(sentence: &Sentence, name: Range<usize>, readings: &mut [Reading]) {
    for length in [2, 1] {
        let end = name.start + length;
        if end > name.end {
            continue;
        }
        if let Some(surname) = surnames().get(sentence.slice(name.start..end)) {
            for (reading, syllable) in readings[name.start..end].iter_mut().zip(surname.split(' ')) {
                *reading = Reading::Fixed(syllable);
            }
            return;
        }
    }
}

fn surnames() -> &'static HashMap<&'static str, &'static str> {
    static SURNAMES: OnceLock<HashMap<&'static str, &'static str>> = OnceLock::new();
    SURNAMES.get_or_init(|| rows(include_str!("data/surnames.tsv")).collect())
}

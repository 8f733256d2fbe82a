//! A word of a sentence on its way to the model.

use crate::model::{Millis, Syllable};

/// How strongly two syllables are parted (the marks of the Baker corpus).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum Break {
    /// Within a word.
    Syllable,
    /// Between words.
    Word,
    /// Between phrases: about 60 ms of quiet.
    Phrase,
    /// At a comma: about 165 ms.
    Clause,
}

/// A word as it is said.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) struct Word {
    /// Its place among the tokens.
    pub token: usize,
    pub syllables: Vec<Syllable>,
    /// What parts it from the word before it.
    pub before: Break,
    /// The silence before it, where a mark asks for one.
    pub pause: Millis,
    /// How it leans on its neighbours.
    pub lean: Lean,
    /// How far each syllable is lifted by the tune of the sentence, in the deviations of the model's pitch.
    pub lifts: Vec<f32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Lean {
    /// Not at all.
    None,
    /// On the word before it, as 的.
    Back,
    /// On what follows, as 在: a good place to begin a phrase.
    On,
}

//! What texts are about, by the rarer letter pairs (Chinese) and words (English) that they share.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use super::blocks::Block;
use super::clauses::is_small;
use super::groups::Part;
use super::text::{Text, is_han};

/// A set of terms.
pub type Terms = HashSet<u64, BuildHasherDefault<Mixer>>;

/// Spreads a term over all bits with one multiplication: terms are many, and nobody chooses them to collide.
#[derive(Default)]
pub struct Mixer(u64);

impl Hasher for Mixer {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(u64::from(byte));
        }
    }

    fn write_u64(&mut self, n: u64) {
        let mixed = (self.0 ^ n).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ mixed >> 32;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// How rare each term is among a page's parts.
pub struct Topics {
    rarity: HashMap<u64, f32, BuildHasherDefault<Mixer>>,
    parts: f32,
}

/// The most characters of a text that are looked at: a topic shows early.
const DEPTH: usize = 1_500;

impl Topics {
    /// Counts in how many parts each term stands.
    pub fn new(blocks: &[Block], parts: &[Part]) -> Self {
        let mut counts: HashMap<u64, f32, BuildHasherDefault<Mixer>> = HashMap::default();
        for part in parts {
            let seen = gist(blocks, part.headings.iter().chain(&part.texts));
            for term in seen {
                *counts.entry(term).or_default() += 1.0;
            }
        }
        let parts = parts.len().max(2) as f32;
        for count in counts.values_mut() {
            *count = (parts / *count).ln().max(0.0) + 0.05;
        }
        Self { rarity: counts, parts }
    }

    fn weight(&self, term: u64) -> f32 {
        self.rarity.get(&term).copied().unwrap_or_else(|| self.parts.ln())
    }

    /// The share of a text's terms, by rarity, that a story has too; 0 to 1.
    pub fn likeness(&self, text: &Terms, story: &Terms) -> f32 {
        let all: f32 = text.iter().map(|&term| self.weight(term)).sum();
        let shared: f32 = text.intersection(story).map(|&term| self.weight(term)).sum();
        if all > 0.0 { shared / all } else { 0.0 }
    }

    /// The likeness between two lists of blocks.
    pub fn likeness_of(&self, blocks: &[Block], texts: &[usize], story: &[usize]) -> f32 {
        self.likeness(&gist(blocks, texts), &gist(blocks, story))
    }
}

/// The terms of several blocks.
pub fn gist<'a>(blocks: &[Block], list: impl IntoIterator<Item = &'a usize>) -> Terms {
    list.into_iter().flat_map(|&i| terms(&blocks[i].text)).collect()
}

/// The share of a text's terms that a story has too, all counted alike; 0 to 1.
pub fn share(text: &Terms, story: &Terms) -> f32 {
    if text.is_empty() { 0.0 } else { text.intersection(story).count() as f32 / text.len() as f32 }
}

/// The terms of a text: pairs of Chinese characters, English words of four letters or more, numbers.
pub fn terms(text: &Text) -> Terms {
    let chars = &text.chars()[..text.len().min(DEPTH)];
    let mut terms = Terms::default();
    for pair in chars.windows(2) {
        if is_han(pair[0]) && is_han(pair[1]) {
            terms.insert(u64::from(pair[0] as u32) << 32 | u64::from(pair[1] as u32));
        }
    }
    for word in chars.split(|c| !c.is_ascii_alphanumeric()).filter(|word| word.len() >= 4) {
        let word: String = word.iter().map(char::to_ascii_lowercase).collect();
        if is_small(&word) {
            continue;
        }
        // FNV-1a; the top bit keeps words apart from pairs.
        let stem = word.strip_suffix('s').unwrap_or(&word);
        let hash = stem.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        terms.insert(hash | 1 << 63);
    }
    terms
}

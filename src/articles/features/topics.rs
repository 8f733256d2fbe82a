//! What texts are about, by the rarer letter pairs (Chinese) and words (English) that they share.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use super::clauses::small_words;
use crate::articles::text::{Text, is_han};
use crate::articles::weights::weights;
use crate::articles::words::lists;

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
    rarity: HashMap<u64, Rarity, BuildHasherDefault<Mixer>>,
    parts: f32,
}

/// In how many parts a term stands, the last one being `part`; when all are counted, what it weighs.
struct Rarity {
    weight: f32,
    part: u32,
}

/// The most characters of a text that are looked at: a topic shows early.
const DEPTH: usize = 1_500;

impl Topics {
    /// Counts in how many parts each term stands; a part is given as its texts.
    pub fn new<'a, T: Iterator<Item = &'a Text>>(parts: impl ExactSizeIterator<Item = T>) -> Self {
        let mut rarity: HashMap<u64, Rarity, BuildHasherDefault<Mixer>> = HashMap::default();
        let count = parts.len().max(2) as f32;
        for (part, index) in parts.zip(1..) {
            for text in part {
                for_each(text, |term| {
                    let count = rarity.entry(term).or_insert(Rarity { weight: 0.0, part: 0 });
                    count.weight += if count.part == index { 0.0 } else { 1.0 };
                    count.part = index;
                });
            }
        }
        let commonest = weights().commonest_term;
        for term in rarity.values_mut() {
            term.weight = (count / term.weight).ln().max(0.0) + commonest;
        }
        Self { rarity, parts: count }
    }

    fn weight(&self, term: u64) -> f32 {
        self.rarity.get(&term).map_or_else(|| self.parts.ln(), |rarity| rarity.weight)
    }

    /// A text's terms with what each weighs.
    pub fn weigh(&self, text: &Terms) -> Weighed {
        let terms: Vec<(u64, f32)> = text.iter().map(|&term| (term, self.weight(term))).collect();
        let all = terms.iter().map(|(_, weight)| weight).sum();
        Weighed { terms, all }
    }
}

/// A text's terms, each with what it weighs among a page's.
pub struct Weighed {
    terms: Vec<(u64, f32)>,
    all: f32,
}

impl Weighed {
    /// How many terms there are.
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// The share of the terms, by weight, that a story has too; 0 to 1.
    pub fn likeness(&self, story: &Terms) -> f32 {
        let shared: f32 =
            self.terms.iter().filter(|(term, _)| story.contains(term)).map(|(_, weight)| weight).sum();
        if self.all > 0.0 { shared / self.all } else { 0.0 }
    }
}

/// The terms of several texts.
pub fn gist<'a>(texts: impl IntoIterator<Item = &'a Text>) -> Terms {
    let mut terms = Terms::default();
    texts.into_iter().for_each(|text| add(&mut terms, text));
    terms
}

/// The share of a text's terms that a story has too, all counted alike; 0 to 1.
pub fn share(text: &Terms, story: &Terms) -> f32 {
    if text.is_empty() { 0.0 } else { text.intersection(story).count() as f32 / text.len() as f32 }
}

/// The terms of a text.
pub fn terms(text: &Text) -> Terms {
    let mut terms = Terms::default();
    add(&mut terms, text);
    terms
}

/// Adds a text's terms to those of others.
pub fn add(terms: &mut Terms, text: &Text) {
    terms.reserve(text.len().min(DEPTH) / 2);
    for_each(text, |term| {
        terms.insert(term);
    });
}

/// Terms that tell no topic.
struct Commonplace {
    terms: Terms,
    /// One bit for all terms that share a slot: most terms are told from these by it.
    slots: [u64; 256],
}

impl Commonplace {
    fn has(&self, term: u64) -> bool {
        let slot = Self::slot(term);
        self.slots[slot / 64] >> (slot % 64) & 1 == 1 && self.terms.contains(&term)
    }

    fn slot(term: u64) -> usize {
        (term ^ ((term >> 32) * 31)) as usize % (256 * 64)
    }
}

/// Pairs and words that stand in any story, and pairs of numerals.
static COMMONPLACE: LazyLock<Commonplace> = LazyLock::new(|| {
    let lines = include_str!("commonplace.txt").lines().filter(|line| !line.starts_with('#'));
    let pairs = lines.flat_map(str::split_whitespace).filter_map(|word| {
        let mut chars = word.chars();
        Some(pair(chars.next()?, chars.next()?))
    });
    // Numbers in words tell no topic.
    let numerals = || lists().numerals.iter().flat_map(|run| run.chars());
    let numbers = numerals().flat_map(|a| numerals().map(move |b| pair(a, b)));
    let small = small_words().map(|print| {
        let mut word = Word::default();
        for letter in print.chars() {
            word.add(letter);
        }
        word.term()
    });
    let terms: Terms = pairs.chain(numbers).chain(small).collect();
    let mut slots = [0; 256];
    for slot in terms.iter().map(|&term| Commonplace::slot(term)) {
        slots[slot / 64] |= 1 << (slot % 64);
    }
    Commonplace { terms, slots }
});

fn pair(first: char, second: char) -> u64 {
    u64::from(first as u32) << 32 | u64::from(second as u32)
}

/// Pairs of Chinese characters, English words of four letters or more, numbers.
fn for_each(text: &Text, mut take: impl FnMut(u64)) {
    let chars = &text.chars()[..text.len().min(DEPTH)];
    let commonplace = &*COMMONPLACE;
    let mut last = None;
    for &c in chars {
        let before = std::mem::replace(&mut last, is_han(c).then_some(c));
        if let Some((before, c)) = before.zip(last) {
            let term = pair(before, c);
            if !commonplace.has(term) {
                take(term);
            }
        }
    }
    for letters in chars.split(|c| !c.is_ascii_alphanumeric()).filter(|word| word.len() >= 4) {
        let mut word = Word::default();
        for letter in letters {
            word.add(letter.to_ascii_lowercase());
        }
        if !commonplace.has(word.term()) {
            take(word.stem());
        }
    }
}

/// An English word as a term: FNV-1a of its small letters. The top bit keeps words apart from pairs.
struct Word {
    hash: u64,
    before: u64,
    last: char,
}

impl Default for Word {
    fn default() -> Self {
        let hash = 0xcbf2_9ce4_8422_2325;
        Self { hash, before: hash, last: ' ' }
    }
}

impl Word {
    fn add(&mut self, letter: char) {
        self.before = self.hash;
        self.hash = (self.hash ^ u64::from(letter as u32)).wrapping_mul(0x0100_0000_01b3);
        self.last = letter;
    }

    fn term(&self) -> u64 {
        self.hash | 1 << 63
    }

    /// The term without the s of a plural.
    fn stem(&self) -> u64 {
        if self.last == 's' { self.before | 1 << 63 } else { self.term() }
    }
}

//! Words with weights, looked for in a text.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use aho_corasick::AhoCorasick;

/// The words of all sections, found in one pass over a text.
#[derive(Debug)]
pub(super) struct Words {
    finder: Option<AhoCorasick>,
    /// What each word of the finder says.
    senses: Vec<Sense>,
}

#[derive(Debug, Default)]
struct Sense {
    /// Whether any ending may follow it.
    stem: bool,
    /// The places of the sections that it speaks for, and with what weight.
    weights: Vec<(usize, f32)>,
}

impl Words {
    /// The words of each section in turn, with their weights.
    pub fn of<'s>(sections: impl Iterator<Item = impl Iterator<Item = (&'s str, f32)>>) -> Self {
        let mut table: BTreeMap<&str, Sense> = BTreeMap::new();
        for (place, words) in sections.enumerate() {
            for (word, weight) in words.filter(|(word, _)| !word.is_empty()) {
                let sense = table.entry(word).or_default();
                sense.stem = is_latin(word) && word.ends_with('*');
                sense.weights.push((place, weight));
            }
        }
        let stems =
            table.iter().map(|(word, sense)| if sense.stem { word.trim_end_matches('*') } else { word });
        // Only words of more than the memory holds could not be built; then pages and columns alone decide.
        let finder = AhoCorasick::new(stems).ok();
        Self { finder, senses: table.into_values().collect() }
    }

    /// Adds to each section's score what the words of a text in small letters say for it, `worth` each.
    pub fn weigh(&self, text: &str, worth: f32, scores: &mut [f32]) {
        let mut times: BTreeMap<usize, usize> = BTreeMap::new();
        for word in self.found_in(text) {
            *times.entry(word).or_default() += 1;
        }
        for (word, times) in times {
            for &(place, weight) in &self.senses[word].weights {
                // A word that comes up again and again says little more than one that comes up twice.
                scores[place] += worth * weight * times.min(2) as f32;
            }
        }
    }

    /// The words of a text, each once.
    pub fn distinct(&self, text: &str) -> BTreeSet<usize> {
        self.found_in(text).into_iter().collect()
    }

    /// The places of the sections that a word speaks for.
    pub fn sections(&self, word: usize) -> impl Iterator<Item = usize> {
        self.senses[word].weights.iter().map(|(place, _)| *place)
    }

    /// The words of a text, without those that stand within a longer one.
    fn found_in(&self, text: &str) -> Vec<usize> {
        let Some(finder) = &self.finder else { return Vec::new() };
        let found =
            finder.find_overlapping_iter(text).map(|found| (found.range(), found.pattern().as_usize()));
        let mut found: Vec<_> =
            found.filter(|(range, word)| stands_alone(text, range, self.senses[*word].stem)).collect();
        found.sort_by_key(|(range, _)| (range.start, Reverse(range.end)));
        let mut longest = 0..0;
        let outside = |(range, word): (Range<usize>, usize)| {
            if range != longest && range.end <= longest.end {
                return None;
            }
            longest = range;
            Some(word)
        };
        found.into_iter().filter_map(outside).collect()
    }
}

fn is_latin(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// Whether a word at that place of a text is a word of its own; a Chinese one always is.
fn stands_alone(text: &str, range: &Range<usize>, any_ending: bool) -> bool {
    let is_letter = |c: char| c.is_ascii_alphanumeric();
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    !is_latin(&text[range.clone()])
        || !before.is_some_and(is_letter) && (any_ending || !after.is_some_and(is_letter))
}

/// Whether a text in small letters has a word.
pub(super) fn stands_in(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| stands_alone(text, &(at..at + word.len()), false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_alone_and_a_star_ends_a_stem() {
        let words = |clear: &[&str]| Words::of(std::iter::once(clear.iter().map(|&word| (word, 1.0))));
        let count = |text, clear: &[&str]| words(clear).found_in(text).len();
        assert_eq!(count("the party parties partly", &["party"]), 1);
        assert_eq!(count("tourists and a tourist", &["tourist*"]), 2);
        assert_eq!(count("detour", &["tour"]), 0);
        assert_eq!(count("人大常委会和人大", &["人大"]), 2);
        assert_eq!(count("征兵体检和体检", &["征兵体检", "体检"]), 2, "a word within a longer one is none");
        assert!(stands_in("local news", "local") && !stands_in("locals", "local"));
    }
}

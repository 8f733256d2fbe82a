//! Patterns of print that the rules look for, one at a time or many at once.

mod needles;

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use regex::Regex;
use smallvec::SmallVec;

/// Builds a pattern that the program itself brings. `\w` is a letter of English and its neighbours or a figure, `\d` a
/// figure of ASCII, and a Chinese character one that is in use: those of all scripts make automata many times as large,
/// and they are built anew each time the program starts.
pub fn rule(pattern: &str) -> Regex {
    Regex::new(&plain_classes(pattern))
        .unwrap_or_else(|error| unreachable!("a rule of the program's own: {error}"))
}

/// Words end where ASCII letters and figures do: a boundary of Unicode's would cost a pattern its fast automaton.
pub fn ascii_words(pattern: &str) -> String {
    pattern.replace(r"\b", r"(?-u:\b)")
}

/// A pattern with its classes of characters made narrow, as [`rule`] makes them.
pub fn plain_classes(pattern: &str) -> String {
    const CLASSES: [(&str, &str); 4] = [
        (r"\w", r"[0-9A-Za-z_\u{c0}-\u{24f}]"),
        (r"\d", "[0-9]"),
        (r"\D", "[^0-9]"),
        (r"\p{Han}", r"[々〇\u{3400}-\u{9fff}\u{f900}-\u{faff}\u{20000}-\u{323af}]"),
    ];
    CLASSES.iter().fold(pattern.to_owned(), |pattern, (class, narrow)| pattern.replace(class, narrow))
}

/// Many patterns of which most lines match none. One walk through a line finds the words that matches hold
/// ([`needles`]); only patterns whose word is there are tried, and built when they are tried first.
pub struct Rules {
    needles: AhoCorasick,
    /// For each needle, the patterns that ask for it.
    asking: Vec<SmallVec<[u16; 4]>>,
    /// The patterns that ask for nothing.
    always: Vec<u16>,
    built: Vec<(String, OnceLock<Regex>)>,
}

/// Numbers of patterns, in their order.
pub type Numbers = SmallVec<[u16; 16]>;

impl Rules {
    /// Patterns, numbered in their order.
    pub fn new(patterns: impl IntoIterator<Item = String>) -> Self {
        let (mut words, mut always): (Vec<(String, u16)>, _) = (Vec::new(), Vec::new());
        let mut built = Vec::new();
        for (pattern, number) in patterns.into_iter().zip(0..) {
            match needles::of(&plain_classes(&pattern)) {
                Some(needles) => words.extend(needles.into_iter().map(|word| (word, number))),
                None => always.push(number),
            }
            built.push((pattern, OnceLock::new()));
        }
        words.sort_unstable();
        let groups: Vec<&[(String, u16)]> = words.chunk_by(|a, b| a.0 == b.0).collect();
        let needles = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            // Room for speed: every line of every page is walked through.
            .kind(Some(AhoCorasickKind::DFA))
            .build(groups.iter().map(|group| &group[0].0))
            .unwrap_or_else(|error| unreachable!("words of the program's own patterns: {error}"));
        let asking = groups.iter().map(|group| group.iter().map(|(_, number)| *number).collect()).collect();
        Self { needles, asking, always, built }
    }

    /// The patterns of a data file, one a line, of ASCII words; lines that begin with # tell of them.
    pub fn of_lines(table: &str) -> Self {
        let lines = table.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        Self::new(lines.map(ascii_words))
    }

    /// The first pattern that matches in a line.
    pub fn first(&self, line: &str) -> Option<u16> {
        self.candidates(line).into_iter().find(|&number| self.rule(number).is_match(line))
    }

    /// True where a pattern matches in a line.
    pub fn is_match(&self, line: &str) -> bool {
        self.first(line).is_some()
    }

    /// The patterns that may match in a line.
    pub fn candidates(&self, line: &str) -> Numbers {
        let mut found: Numbers = self.always.iter().copied().collect();
        for needle in self.needles.find_overlapping_iter(line) {
            found.extend_from_slice(&self.asking[needle.pattern().as_usize()]);
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// A pattern by its number.
    pub fn rule(&self, number: u16) -> &Regex {
        let (pattern, built) = &self.built[usize::from(number)];
        built.get_or_init(|| rule(pattern))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_pattern_that_matches_is_found_whatever_the_others_ask_for() {
        let rules = Rules::new(["^ab+c$", "(?i)^page [0-9]+$", "^.{1,3}$", r"\d{4}年"].map(str::to_owned));
        for (line, number) in [
            ("abbc", Some(0)),
            ("PAGE 12", Some(1)),
            ("xyz", Some(2)),
            ("在2024年", Some(3)),
            ("page one", None),
        ] {
            assert_eq!(rules.first(line), number, "{line}");
        }
    }
}

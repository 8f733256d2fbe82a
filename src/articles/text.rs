//! Print with its whereabouts: every character knows where in the inputs it stands.

mod chars;
mod fold;

use std::ops::Range;

use smallvec::SmallVec;

use self::fold::folded;
use crate::articles::words::lists;
use crate::model::Span;

pub use self::chars::{is_blank, is_letter, is_pictograph};
pub use self::fold::fold;
pub use crate::text::is_han;

/// A stretch of print. Offsets count through all inputs, one after the other (see [`Places`]).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    chars: Vec<char>,
    /// Most print is of one stretch.
    runs: SmallVec<[Run; 2]>,
}

/// Where a character stands that nobody printed: the blank between two lines that were closed up.
const NOWHERE: u32 = u32::MAX - 1;

/// Characters that are neighbours in the inputs too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    at: u32,
    length: u32,
}

impl Text {
    /// The characters of a string, the first one standing at `from`.
    #[cfg(test)]
    pub fn of(print: &str, from: u32) -> Self {
        let mut text = Self::default();
        print.chars().zip(from..).for_each(|(c, at)| text.push(c, at));
        text
    }

    /// Words that nobody printed.
    pub fn unprinted(words: &str) -> Self {
        let mut text = Self::default();
        words.chars().for_each(|c| text.push_unprinted(c));
        text
    }

    /// An empty text with room for so many characters.
    pub fn with_capacity(length: usize) -> Self {
        Self { chars: Vec::with_capacity(length), runs: SmallVec::new() }
    }

    /// Adds neighbours, the first one standing at `at`; `None` where nobody printed them.
    pub fn extend(&mut self, chars: &[char], at: Option<u32>) {
        self.chars.extend_from_slice(chars);
        match at {
            Some(at) => self.push_run(Run { at, length: chars.len() as u32 }),
            None => self.runs.extend(chars.iter().map(|_| Run { at: NOWHERE, length: 1 })),
        }
    }

    /// Adds a character and where it stands.
    #[inline]
    pub fn push(&mut self, c: char, at: u32) {
        self.chars.push(c);
        self.push_run(Run { at, length: 1 });
    }

    /// Adds a character that is not printed anywhere, such as the blank between two joined lines.
    pub fn push_unprinted(&mut self, c: char) {
        self.chars.push(c);
        self.runs.push(Run { at: NOWHERE, length: 1 });
    }

    #[inline]
    fn push_run(&mut self, run: Run) {
        match self.runs.last_mut() {
            Some(last) if last.at != NOWHERE && last.at + last.length == run.at => last.length += run.length,
            _ => self.runs.push(run),
        }
    }

    /// The number of characters.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// True where nothing is printed.
    pub fn is_blank(&self) -> bool {
        self.chars.iter().all(|&c| is_blank(c))
    }

    /// The characters.
    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    /// Where the printed characters stand, in stretches of neighbours.
    pub fn stretches(&self) -> impl Iterator<Item = Range<u32>> {
        self.runs.iter().filter(|run| run.at != NOWHERE).map(|run| run.at..run.at + run.length)
    }

    /// The characters in stretches of neighbours, each with where it begins; `None` for what nobody printed.
    pub fn pieces(&self) -> impl Iterator<Item = (Option<u32>, &[char])> {
        let mut rest = self.chars.as_slice();
        self.runs.iter().map(move |run| {
            let (here, behind) = rest.split_at(run.length as usize);
            rest = behind;
            ((run.at != NOWHERE).then_some(run.at), here)
        })
    }

    /// Where the first character stands.
    pub fn start(&self) -> Option<u32> {
        self.stretches().next().map(|stretch| stretch.start)
    }

    /// The first `n` characters, taken off the front.
    pub fn take_front(&mut self, n: usize) -> Self {
        let rest = self.take_back(n);
        std::mem::replace(self, rest)
    }

    /// All from character `n` on, taken off the end.
    pub fn take_back(&mut self, n: usize) -> Self {
        let mut back = Self { chars: self.chars.split_off(n.min(self.len())), runs: SmallVec::new() };
        let mut over = back.len() as u32;
        while over > 0
            && let Some(last) = self.runs.last_mut()
        {
            let cut = over.min(last.length);
            over -= cut;
            last.length -= cut;
            back.runs.push(Run { at: last.at + last.length, length: cut });
            if last.length == 0 {
                self.runs.pop();
            }
        }
        back.runs.reverse();
        back
    }

    /// A copy of the characters from `start` up to `end`.
    pub fn slice(&self, start: usize, end: usize) -> Self {
        let end = end.min(self.len());
        let start = start.min(end);
        let mut slice = Self { chars: self.chars[start..end].to_vec(), runs: SmallVec::new() };
        let mut before = 0;
        for run in &self.runs {
            let from = start.max(before);
            let skipped = (from - before) as u32;
            before += run.length as usize;
            if before > from && from < end {
                slice.runs.push(Run { at: run.at + skipped, length: (before.min(end) - from) as u32 });
            }
            if before >= end {
                break;
            }
        }
        slice
    }

    /// The text in parts that end before the given characters, in order; one walk, however many they are.
    pub fn parts(&self, ends: &[usize]) -> Vec<Self> {
        let mut parts = Vec::with_capacity(ends.len());
        let mut runs = self.runs.iter().copied();
        let mut run = runs.next();
        let mut start = 0;
        for &end in ends {
            let end = end.clamp(start, self.len());
            let mut part = Self { chars: self.chars[start..end].to_vec(), runs: SmallVec::new() };
            let mut left = (end - start) as u32;
            while let Some(here) = run.filter(|_| left > 0) {
                let length = left.min(here.length);
                part.runs.push(Run { at: here.at, length });
                left -= length;
                run = if length == here.length {
                    runs.next()
                } else {
                    Some(Run { at: here.at + length, length: here.length - length })
                };
            }
            parts.push(part);
            start = end;
        }
        parts
    }

    /// Removes blanks at both ends.
    pub fn trim(&mut self) {
        let end = self.chars.iter().rposition(|&c| !is_blank(c)).map_or(0, |i| i + 1);
        if end < self.len() {
            self.take_back(end);
        }
        let start = self.chars.iter().position(|&c| !is_blank(c)).unwrap_or(0);
        if start > 0 {
            *self = self.take_back(start);
        }
    }

    /// Appends print as it is.
    pub fn append(&mut self, mut other: Self) {
        self.chars.append(&mut other.chars);
        other.runs.into_iter().for_each(|run| self.push_run(run));
    }

    /// Puts one character in another's places.
    pub fn replace(&mut self, old: char, new: char) {
        self.chars.iter_mut().filter(|c| **c == old).for_each(|c| *c = new);
    }

    /// Continues a broken sentence. Han characters close up; Latin words keep a blank between them; a hyphen
    /// that only divides a word at the line's end is taken out and returned.
    pub fn join(&mut self, mut next: Self) -> Option<Self> {
        self.trim();
        next.trim();
        let (Some(&last), Some(&first)) = (self.chars.last(), next.chars.first()) else {
            self.append(next);
            return None;
        };
        let mut hyphen = None;
        if is_hyphen(last) && first.is_lowercase() && self.ends_in_divided_word() {
            hyphen = Some(self.take_back(self.len() - 1));
        } else if needs_blank(&self.chars, first) {
            self.push_unprinted(' ');
        }
        self.append(next);
        hyphen
    }

    /// True for "com-" at the end, false for "well-" or "mid-2024-": prefixes that keep their hyphen.
    fn ends_in_divided_word(&self) -> bool {
        let word: String = self.chars[..self.len() - 1]
            .iter()
            .rev()
            .take(24)
            .take_while(|c| c.is_alphabetic())
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect();
        !word.is_empty() && !keeps_hyphen(&word)
    }

    /// The characters as a string.
    pub fn string(&self) -> String {
        let mut print = String::with_capacity(self.chars.iter().map(|c| c.len_utf8()).sum());
        print.extend(&self.chars);
        print
    }

    /// The first `n` characters, folded for the rules: see [`fold`].
    pub fn folded_head(&self, n: usize) -> String {
        folded(&self.chars[..self.len().min(n)])
    }

    /// The last `n` characters, folded.
    pub fn folded_tail(&self, n: usize) -> String {
        folded(&self.chars[self.len().saturating_sub(n)..])
    }
}

/// True for "well" and "mid": a hyphen behind them belongs to the word.
pub fn keeps_hyphen(word: &str) -> bool {
    lists().compounds.contains(&word.to_lowercase().as_str())
}

/// True where one of the characters is Chinese.
pub fn has_han(text: &Text) -> bool {
    text.chars.iter().any(|&c| is_han(c))
}

/// True for a hyphen at a line's end.
fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{ad}' | '‐')
}

/// True where a broken line needs a blank when closed up: between Latin words, not beside Chinese, and not inside
/// a number of a Chinese text.
fn needs_blank(left: &[char], first: char) -> bool {
    let Some(&last) = left.last() else { return false };
    let is_wide = |c: char| is_han(c) || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}' | '…');
    let closes = matches!(first, '”' | '’' | ',' | '.' | ';' | ':' | '!' | '?' | ')' | ']' | '%');
    let opens = matches!(last, '“' | '‘' | '(' | '[');
    if is_wide(last) || is_wide(first) || is_hyphen(last) || closes || opens {
        return false;
    }
    let in_chinese = left.iter().rev().take(12).any(|&c| is_han(c));
    let number = first.is_ascii_digit() || last.is_ascii_digit();
    !(in_chinese && number) && (last.is_ascii() || first.is_ascii())
}

/// Where each input begins when all are counted through.
#[derive(Clone, Debug, Default)]
pub struct Places {
    bases: Vec<u32>,
    end: u32,
}

impl Places {
    /// Adds an input of `length` characters; returns where it begins.
    pub fn add(&mut self, length: usize) -> u32 {
        let base = self.end;
        self.bases.push(base);
        self.end = base.saturating_add(u32::try_from(length).unwrap_or(u32::MAX)).saturating_add(1);
        base
    }

    /// The input an offset belongs to.
    pub fn source(&self, at: u32) -> usize {
        self.bases.partition_point(|&base| base <= at).saturating_sub(1)
    }

    /// The stretches of the inputs that a text covers, neighbours run together.
    pub fn spans(&self, text: &Text) -> Vec<Span> {
        text.stretches().map(|stretch| self.span(stretch)).collect()
    }

    /// A stretch of one input.
    pub fn span(&self, stretch: Range<u32>) -> Span {
        let source = self.source(stretch.start);
        let base = self.bases.get(source).copied().unwrap_or(0);
        Span { source, start: (stretch.start - base) as usize, end: (stretch.end - base) as usize }
    }
}

/// How many characters of `text` stand before byte `byte`.
pub fn chars_before(text: &str, byte: usize) -> usize {
    text.get(..byte).map_or(0, |before| before.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(a: &str, b: &str) -> String {
        let mut left = Text::of(a, 0);
        left.join(Text::of(b, 100));
        left.string()
    }

    #[test]
    fn letters_are_those_of_unicode() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_letter(c), is_han(c) || c.is_alphanumeric(), "{c:?}");
        }
    }

    #[test]
    fn broken_lines_close_up_as_their_script_wants_it() {
        assert_eq!(joined("自治区人", "大常委会"), "自治区人大常委会");
        assert_eq!(joined("the town", "council"), "the town council");
        assert_eq!(joined("the com-", "munity"), "the community");
        assert_eq!(joined("a well-", "known man"), "a well-known man");
        assert_eq!(joined("said. ", "“We"), "said. “We");
        assert_eq!(joined("总投资达2.", "5亿元"), "总投资达2.5亿元");
        assert_eq!(joined("in 2024", "300 people"), "in 2024 300 people");
    }

    #[test]
    fn the_blank_of_a_join_stands_nowhere() {
        let mut print = Text::of("the town", 0);
        print.join(Text::of("council", 20));
        assert_eq!(print.string(), "the town council");
        assert_eq!(print.stretches().collect::<Vec<_>>(), [0..8, 20..27]);
        let back = print.take_back(8);
        assert_eq!((back.string().as_str(), back.start()), (" council", Some(20)));
    }

    #[test]
    fn parts_are_slices() {
        let mut print = Text::of("the town", 0);
        print.join(Text::of("council", 20));
        let parts = print.parts(&[3, 3, 10, 16]);
        let slices = [(0, 3), (3, 3), (3, 10), (10, 16)].map(|(start, end)| print.slice(start, end));
        assert_eq!(parts, slices);
    }

    #[test]
    fn spans_run_together_and_know_their_input() {
        let mut places = Places::default();
        let first = places.add(10);
        let second = places.add(10);
        let mut print = Text::of("abc", first + 7);
        print.append(Text::of("de", second));
        let spans = places.spans(&print);
        assert_eq!(spans, [Span { source: 0, start: 7, end: 10 }, Span { source: 1, start: 0, end: 2 }]);
    }
}

//! Words without which a pattern cannot match.

use regex_syntax::hir::{Class, Hir, HirKind, Repetition};

/// The most strings that a part of a pattern is spelled out in.
const SPELLED: usize = 64;
/// The most words that are looked for.
const WORDS: usize = 256;

/// Words of which every match of a pattern holds one, ASCII letters in small ones; `None` where none can be told.
pub fn of(pattern: &str) -> Option<Vec<String>> {
    regex_syntax::parse(pattern).ok().and_then(|hir| needs(&hir).words())
}

/// What is known about the matches of a part of a pattern.
#[derive(Default)]
struct Needs {
    /// All its matches, where they are few.
    exact: Option<Vec<String>>,
    /// Words of which each match holds one.
    words: Option<Vec<String>>,
}

impl Needs {
    fn exactly(strings: impl IntoIterator<Item = String>) -> Self {
        let mut strings: Vec<String> = strings.into_iter().collect();
        strings.sort_unstable();
        strings.dedup();
        Self { exact: (strings.len() <= SPELLED).then_some(strings), words: None }
    }

    fn words(self) -> Option<Vec<String>> {
        rarer(self.words, self.exact.and_then(useful))
    }
}

/// Strings that tell something: an empty one is in every line.
fn useful(strings: Vec<String>) -> Option<Vec<String>> {
    (!strings.is_empty() && strings.iter().all(|string| !string.is_empty())).then_some(strings)
}

/// Of two lists that would do, the one whose words are longer, or fewer.
fn rarer(one: Option<Vec<String>>, other: Option<Vec<String>>) -> Option<Vec<String>> {
    let (Some(a), Some(b)) = (&one, &other) else { return one.or(other) };
    let rank = |words: &Vec<String>| {
        (words.iter().map(String::len).min().map(|length| length.min(6)), std::cmp::Reverse(words.len()))
    };
    if rank(a) >= rank(b) { one } else { other }
}

fn needs(hir: &Hir) -> Needs {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Needs::exactly([String::new()]),
        HirKind::Literal(literal) => {
            let print = String::from_utf8_lossy(&literal.0);
            Needs::exactly([print.to_ascii_lowercase()])
        }
        HirKind::Class(class) => characters(class).map(Needs::exactly).unwrap_or_default(),
        HirKind::Capture(capture) => needs(&capture.sub),
        HirKind::Repetition(repetition) => row(&[], Some(repetition)),
        HirKind::Concat(parts) => row(parts, None),
        HirKind::Alternation(ways) => alternation(ways),
    }
}

/// The members of a small class, in small letters.
fn characters(class: &Class) -> Option<Vec<String>> {
    let Class::Unicode(class) = class else { return None };
    let size: usize = class.iter().map(regex_syntax::hir::ClassUnicodeRange::len).sum();
    let members = class.iter().flat_map(|range| range.start()..=range.end());
    // ſ and the sign for Kelvin are another case of s and k; no newspaper prints them for those.
    let printed = members.filter(|c| !matches!(c, 'ſ' | '\u{212a}'));
    (size <= SPELLED).then(|| printed.map(|c| c.to_ascii_lowercase().to_string()).collect())
}

fn alternation(ways: &[Hir]) -> Needs {
    let ways: Vec<Needs> = ways.iter().map(needs).collect();
    let exact = ways.iter().map(|way| way.exact.clone()).collect::<Option<Vec<_>>>().map(|all| all.concat());
    if let Some(exact) = exact.filter(|exact| exact.len() <= SPELLED) {
        return Needs::exactly(exact);
    }
    let words = ways.into_iter().map(Needs::words).collect::<Option<Vec<_>>>().map(|all| all.concat());
    Needs { exact: None, words: words.filter(|words| words.len() <= WORDS) }
}

/// Parts one after the other, or one part again and again.
fn row(parts: &[Hir], again: Option<&Repetition>) -> Needs {
    let mut row = Row { open: vec![String::new()], words: None, whole: true };
    for part in parts {
        row.add(part);
    }
    if let Some(repetition) = again {
        row.repeat(repetition);
    }
    row.close()
}

/// A row of parts, read from left to right.
struct Row {
    /// All matches of the parts since the last one that could not be spelled out.
    open: Vec<String>,
    words: Option<Vec<String>>,
    /// True where all parts so far could be spelled out.
    whole: bool,
}

impl Row {
    fn add(&mut self, part: &Hir) {
        match part.kind() {
            HirKind::Repetition(repetition) => self.repeat(repetition),
            _ => self.take(needs(part)),
        }
    }

    /// `x{2,}` is x, x and what nobody knows.
    fn repeat(&mut self, repetition: &Repetition) {
        const SPELLED_OUT: u32 = 3;
        if (repetition.min, repetition.max) == (0, Some(1)) {
            let mut part = needs(&repetition.sub);
            part.words = None;
            part.exact.iter_mut().for_each(|exact| exact.push(String::new()));
            return self.take(part);
        }
        for _ in 0..repetition.min.min(SPELLED_OUT) {
            self.add(&repetition.sub);
        }
        if repetition.max != Some(repetition.min) || repetition.min > SPELLED_OUT {
            self.take(Needs::default());
        }
    }

    fn take(&mut self, part: Needs) {
        match part.exact {
            Some(exact) if exact.len() * self.open.len() <= SPELLED => {
                let longer =
                    self.open.iter().flat_map(|start| exact.iter().map(move |end| format!("{start}{end}")));
                self.open = longer.collect();
            }
            exact => {
                self.whole = false;
                self.offer(part.words);
                let before = std::mem::replace(&mut self.open, exact.unwrap_or_else(|| vec![String::new()]));
                self.offer(useful(before));
            }
        }
    }

    fn offer(&mut self, words: Option<Vec<String>>) {
        self.words = rarer(self.words.take(), words);
    }

    fn close(mut self) -> Needs {
        if self.whole {
            return Needs::exactly(self.open);
        }
        let open = std::mem::take(&mut self.open);
        self.offer(useful(open));
        Needs { exact: None, words: self.words }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_match_holds_one_of_its_patterns_words() {
        for (pattern, wanted) in [
            ("责任编辑[:/ ].{0,9}$", "责任编辑 |责任编辑/|责任编辑:"),
            ("^ *(?:零售|每份)价.{0,30}$|第 *[0-9]+ *期", "第|每份价|零售价"),
            ("(?i)^ *skip to (?:content|main)", "skip to content|skip to main"),
            ("^[0-9]{4} *年", "年"),
            ("a(?:b|c)?d", "abd|acd|ad"),
            ("(?:ab){2,}", "abab"),
            ("[0-9]x", "0x|1x|2x|3x|4x|5x|6x|7x|8x|9x"),
        ] {
            let mut words = of(pattern).unwrap();
            words.sort();
            let mut wanted: Vec<&str> = wanted.split('|').collect();
            wanted.sort_unstable();
            assert_eq!(words, wanted, "{pattern}");
        }
        for pattern in ["^.{1,9}$", "(?:页)*", "页|.", "[^,]+"] {
            assert_eq!(of(pattern), None, "{pattern}");
        }
    }
}

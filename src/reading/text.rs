//! A printed text as the rules see it: one folded character for each printed one, so that places agree.

use std::sync::LazyLock;

use crate::text::{half_width, is_han, simplified};

/// A sentence, its width variants folded away; positions are characters of the print.
pub(super) struct Text<'a> {
    printed: &'a str,
    folded: Vec<char>,
    bytes: Vec<usize>,
}

/// Stands before the first and after the last character.
pub(super) const EDGE: char = '\0';

impl<'a> Text<'a> {
    /// Folds `printed`.
    pub fn new(printed: &'a str) -> Self {
        let count = printed.chars().count();
        let (mut folded, mut bytes) = (Vec::with_capacity(count), Vec::with_capacity(count + 1));
        for (at, c) in printed.char_indices() {
            folded.push(fold(c));
            bytes.push(at);
        }
        bytes.push(printed.len());
        Self { printed, folded, bytes }
    }

    /// How many characters.
    pub fn len(&self) -> usize {
        self.folded.len()
    }

    /// The folded character at `place`; [`EDGE`] past the end.
    pub fn at(&self, place: usize) -> char {
        #[cfg(test)]
        looks::add(1);
        self.folded.get(place).copied().unwrap_or(EDGE)
    }

    /// The folded character before `place`; [`EDGE`] at the start.
    pub fn before(&self, place: usize) -> char {
        place.checked_sub(1).map_or(EDGE, |before| self.at(before))
    }

    /// The print between two places.
    pub fn printed(&self, start: usize, end: usize) -> &'a str {
        &self.printed[self.bytes[start]..self.bytes[end]]
    }

    /// The folded text between two places, both cut to the text's length.
    pub fn folded(&self, start: usize, end: usize) -> String {
        let slice = self.slice(start, end);
        let mut folded = String::with_capacity(slice.iter().map(|c| c.len_utf8()).sum());
        folded.extend(slice);
        folded
    }

    /// The Chinese characters between two places as they are printed, traditional ones, too; of signs of radicals the characters.
    pub fn hanzi(&self, start: usize, end: usize) -> String {
        self.printed(start, end).chars().map(whole).collect()
    }

    /// The folded characters between two places, both cut to the text's length.
    pub fn slice(&self, start: usize, end: usize) -> &[char] {
        let slice = self.stretch(start, end);
        #[cfg(test)]
        looks::add(slice.len());
        slice
    }

    fn stretch(&self, start: usize, end: usize) -> &[char] {
        let end = end.min(self.len());
        &self.folded[start.min(end)..end]
    }

    /// Whether `word` stands at `place`.
    pub fn has(&self, place: usize, word: &str) -> bool {
        let mut place = place;
        word.chars().all(|c| {
            place += 1;
            self.at(place - 1) == c
        })
    }

    /// Where a run of at most `most` wanted characters begins that ends at `place`.
    pub fn run_back(&self, place: usize, most: usize, wanted: impl Fn(char) -> bool) -> usize {
        let stretch = self.slice(place.saturating_sub(most), place);
        place - stretch.iter().rev().take_while(|&&c| wanted(c)).count()
    }

    /// Whether `word` ends right before `place`.
    pub fn follows(&self, place: usize, word: &str) -> bool {
        let mut place = place;
        word.chars().rev().all(|c| {
            let found = place > 0 && self.at(place - 1) == c;
            place = place.saturating_sub(1);
            found
        })
    }

    /// The first place from `place` on whose character is not `wanted`, at most `most` further.
    pub fn run(&self, place: usize, most: usize, wanted: impl Fn(char) -> bool) -> usize {
        let stretch = self.stretch(place, place.saturating_add(most));
        let count = stretch.iter().take_while(|&&c| wanted(c)).count();
        #[cfg(test)]
        looks::add(count + 1);
        place + count
    }

    /// The end of the digits from `place` on.
    pub fn digits(&self, place: usize) -> usize {
        self.run(place, usize::MAX, |c| c.is_ascii_digit())
    }

    /// `place`, or the one after the blanks that stand there: print puts them between number and unit.
    pub fn skip_blanks(&self, place: usize) -> usize {
        self.run(place, 2, |c| c == ' ')
    }

    /// `place`, or the one before the blanks that end there.
    pub fn skip_blanks_back(&self, place: usize) -> usize {
        let mut place = place;
        while place > 0 && self.at(place - 1) == ' ' {
            place -= 1;
        }
        place
    }
}

/// The plain form of a width variant or look-alike, the simplified one of a traditional character; sentence marks keep theirs.
fn fold(c: char) -> char {
    match c {
        ' '..='~' => c,
        EDGE => char::REPLACEMENT_CHARACTER,
        '０'..='９'
        | 'Ａ'..='Ｚ'
        | 'ａ'..='ｚ'
        | '＃'..='＇'
        | '＊'
        | '＋'
        | '－'..='／'
        | '＜'..='＞'
        | '＠'
        | '＼'
        | '＾'
        | '＿'
        | '｜'
        | '～' => half_width(c),
        // Letters of mathematics, which some set names in.
        '\u{1D400}'..='\u{1D6A3}' => {
            let letter = (c as u32 - 0x1D400) % 52;
            char::from_u32(if letter < 26 { 0x41 + letter } else { 0x47 + letter }).unwrap_or(c)
        }
        '\u{1D7CE}'..='\u{1D7FF}' => char::from_digit((c as u32 - 0x1D7CE) % 10, 10).unwrap_or(c),
        '￥' => '¥',
        '￡' => '£',
        '￠' => '¢',
        '\u{2010}' | '\u{2011}' | '\u{2043}' | '\u{2212}' | '\u{FE63}' => '-',
        '∶' | '꞉' => ':',
        '〜' | '∼' => '~',
        '∕' | '⁄' => '/',
        '・' | '•' | '‧' | '∙' | '⋅' => '·',
        '\t' | '\n' | '\r' | '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => ' ',
        '\u{B5}' => 'μ',
        '\u{212B}' => 'Å',
        '\u{2126}' => 'Ω',
        '˚' | 'º' | '∘' => '°',
        _ => simplified(whole(c)),
    }
}

/// A character, not the sign of a radical.
fn whole(c: char) -> char {
    if ('\u{2E80}'..='\u{2FDF}').contains(&c) { radical(c) } else { c }
}

/// The character that a radical's sign stands for: files made from PDF print ⼀ and ⻓ for 一 and 长.
fn radical(c: char) -> char {
    // Pairs of sign and character, in the order of the signs, from Unicode's EquivalentUnifiedIdeograph.txt.
    static PAIRS: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
        let mut chars = include_str!("data/radicals.txt").trim_end().chars();
        std::iter::from_fn(|| Some((chars.next()?, chars.next()?))).collect()
    });
    PAIRS.binary_search_by_key(&c, |pair| pair.0).map_or(c, |at| PAIRS[at].1)
}

/// Whether `c` is a Chinese character but 〇, which rules read as a figure.
pub(super) fn is_hanzi(c: char) -> bool {
    is_han(c) && c != '〇'
}

/// Whether `c` is a letter of a Latin alphabet.
pub(super) fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || (matches!(c, 'À'..='ɏ' | 'Ḁ'..='ỿ') && c.is_alphabetic()) || is_ligature(c)
}

/// Whether `c` is a sign for two letters or three, as files made from PDF have them: ﬁ.
pub(super) fn is_ligature(c: char) -> bool {
    matches!(c, 'ﬀ'..='ﬆ')
}

/// Whether `c` joins two numbers into a range, printed as any dash or wave.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―' | '─' | '~')
}

/// How many characters were looked at, so that a test can say how the work grows with the text.
#[cfg(test)]
pub(super) mod looks {
    use std::cell::Cell;

    thread_local!(static LOOKS: Cell<usize> = const { Cell::new(0) });

    pub fn add(count: usize) {
        LOOKS.set(LOOKS.get() + count);
    }

    /// What was counted since the last time.
    pub fn take() -> usize {
        LOOKS.take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_is_folded_and_places_agree() {
        let text = Text::new("增长１．５％，３㎡");
        assert_eq!(text.folded(0, text.len()), "增长1.5%，3㎡");
        assert_eq!(text.printed(2, 6), "１．５％");
        assert!(text.has(2, "1.5") && text.follows(5, "1.5") && !text.follows(1, "增增"));
    }
}

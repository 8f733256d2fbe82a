//! Text that was written with escapes: what it says, and where in the source each character of it stands.

use super::offsets::Offsets;
use crate::articles::text::{Text, is_blank};

/// Decoded text with its places.
#[derive(Clone, Debug, Default)]
pub struct Mapped {
    /// What it says.
    pub text: String,
    chars: u32,
    runs: Vec<Run>,
}

/// Characters that are neighbours in the source, too.
#[derive(Clone, Copy, Debug)]
struct Run {
    /// The first one in the decoded text, counted in characters.
    char: u32,
    /// Where it stands in the source.
    at: u32,
}

impl Mapped {
    /// A stretch of the source as it is, its first character standing at `at`.
    pub fn plain(text: &str, at: u32) -> Self {
        let mut mapped = Self::default();
        mapped.extend(text, at);
        mapped
    }

    /// Adds neighbours, the first one standing at `at`.
    pub fn extend(&mut self, text: &str, at: u32) {
        let is_noise = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}');
        // Control characters are print of nobody.
        if text.is_empty() || text.contains(is_noise) {
            let chars = (at..).zip(text.chars()).filter(|(_, c)| !is_noise(*c));
            return chars.for_each(|(at, c)| self.push(c, at));
        }
        if self.runs.last().is_none_or(|run| run.at + (self.chars - run.char) != at) {
            self.runs.push(Run { char: self.chars, at });
        }
        self.text.push_str(text);
        self.chars += text.chars().count() as u32;
    }

    /// Adds a character and where it stands.
    pub fn push(&mut self, c: char, at: u32) {
        self.extend(c.encode_utf8(&mut [0; 4]), at);
    }

    /// True where it says nothing.
    pub fn is_blank(&self) -> bool {
        self.text.chars().all(is_blank)
    }

    /// Where the character at a byte of the decoded text stands.
    pub fn place(&self, byte: usize, offsets: &Offsets<'_>) -> u32 {
        self.place_of(offsets.of(byte))
    }

    fn place_of(&self, char: u32) -> u32 {
        let found = self.runs.partition_point(|run| run.char <= char);
        self.runs.get(found.saturating_sub(1)).map_or(0, |run| run.at + (char - run.char))
    }

    /// What stands behind a byte of the decoded text.
    pub fn behind(&self, byte: usize) -> Self {
        let mut rest = Self::default();
        let Some(text) = self.text.get(byte..) else { return rest };
        let before = self.text[..byte].chars().count() as u32;
        (before..).zip(text.chars()).for_each(|(char, c)| rest.push(c, self.place_of(char)));
        rest
    }

    /// All of it as print; line ends are blanks, and several blanks are one.
    pub fn line(&self) -> Text {
        self.part(0..self.text.len())
    }

    /// A stretch of bytes as print, likewise.
    pub fn part(&self, bytes: std::ops::Range<usize>) -> Text {
        let mut text = Text::default();
        let Some(part) = self.text.get(bytes.clone()) else { return text };
        let before = self.text[..bytes.start].chars().count() as u32;
        for (char, c) in (before..).zip(part.chars()) {
            if !is_blank(c) {
                text.push(c, self.place_of(char));
            } else if text.chars().last().is_some_and(|&last| !is_blank(last)) {
                text.push_unprinted(' ');
            }
        }
        text.trim();
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_character_keeps_its_place() {
        let mut mapped = Mapped::plain("渡口", 10);
        mapped.push('&', 12);
        mapped.extend("复航\n  了", 17);
        assert_eq!(mapped.text, "渡口&复航\n  了");
        let offsets = Offsets::new(&mapped.text);
        let places: Vec<u32> =
            mapped.text.char_indices().map(|(byte, _)| mapped.place(byte, &offsets)).collect();
        assert_eq!(places, [10, 11, 12, 17, 18, 19, 20, 21, 22]);
        let line = mapped.line();
        assert_eq!(line.string(), "渡口&复航 了");
        assert_eq!(line.stretches().collect::<Vec<_>>(), [10..13, 17..19, 22..23]);
    }
}

//! What a form of files is: its name, how it is told, and who reads it.

use std::ops::Range;

use crate::articles::contents::Contents;
use crate::articles::input::Input;
use crate::articles::placed::PlacedPage;

/// A form that can be read: one line of [`FORMS`](super::FORMS).
pub struct Form {
    /// Its name on the command line and in the contract.
    pub name: &'static str,
    /// The endings of its files' names, without the dot, in small letters. Files with one of them are read in folders.
    pub extensions: &'static [&'static str],
    /// What it is, in a few words.
    pub what: &'static str,
    /// How it is told.
    pub sign: Sign,
    /// Who reads it.
    pub reader: Reader,
}

/// Who reads a text of a form, whose first character stands at the given place.
#[derive(Clone, Copy)]
pub enum Reader {
    /// The form itself.
    Form(fn(&Input, u32) -> Contents),
    /// The form itself, where the text is what it knows best.
    Perhaps(fn(&Input, u32) -> Option<Contents>),
    /// Nobody of its own: signs say whether it was made for screens or for print.
    Signs,
}

/// How a form is told from others.
#[derive(Clone, Copy)]
pub enum Sign {
    /// By its bytes; then they are unpacked into a text.
    Bytes(fn(&[u8]) -> bool, fn(&[u8]) -> Result<Unpacked, Fault>),
    /// By its text.
    Text(fn(&str) -> bool),
    /// By the ending of its name alone.
    Ending,
}

/// What a container holds, as one text: its parts one behind the other. Places count in it.
#[derive(Clone, Debug, Default)]
pub struct Unpacked {
    /// The text.
    pub text: String,
    /// Its parts in order, each with its name and its bytes in the text.
    pub parts: Vec<(String, Range<usize>)>,
    /// Its pages, where the lines of the text have places.
    pub pages: Vec<PlacedPage>,
    /// What could not be read, in words.
    pub problems: Vec<String>,
}

impl Unpacked {
    /// Adds a part; a line's end parts it from the next one.
    pub fn add(&mut self, name: &str, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        self.parts.push((name.to_owned(), start..self.text.len()));
        self.text.push('\n');
    }
}

/// Why a container cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is locked; by what, in words.
    Locked(String),
    /// It is broken, or beyond all sense; in words.
    Damaged(String),
    /// It shows print, and holds no text; why, in words.
    NoText(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stand_one_behind_the_other() {
        let mut unpacked = Unpacked::default();
        unpacked.add("a", "渡口");
        unpacked.add("b", "x");
        assert_eq!(unpacked.text, "渡口\nx\n");
        assert_eq!(unpacked.parts, [("a".to_owned(), 0..6), ("b".to_owned(), 7..8)]);
    }
}

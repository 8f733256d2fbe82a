//! Text that is struck out, by marks of Markdown or elements of HTML.

use std::sync::LazyLock;

use regex::Regex;

use crate::articles::rule::rule;
use crate::articles::text::{Text, is_blank};

/// No stretch is struck out that is longer, in bytes: its end is of another one.
const LONGEST: usize = 4_000;

/// True for the name of an element that strikes out what it holds.
pub fn strikes(name: &str) -> bool {
    matches!(name, "del" | "s" | "strike")
}

/// Where such elements end.
pub struct Strikes(Vec<usize>);

impl Strikes {
    /// Looks for the ends in a text.
    pub fn of(text: &str) -> Self {
        static END: LazyLock<Regex> = LazyLock::new(|| rule(r"(?i)</(?:del|s|strike)\s*>"));
        Self(END.find_iter(text).map(|end| end.start()).collect())
    }

    /// True where one ends behind a byte: what never ends strikes nothing out.
    pub fn end_behind(&self, byte: usize) -> bool {
        let next = self.0.partition_point(|&end| end < byte);
        self.0.get(next).is_some_and(|&end| end - byte <= LONGEST)
    }
}

/// What is struck out of the text that is being read.
#[derive(Default)]
pub struct Struck {
    /// Within how many marks the text stands.
    depth: usize,
    texts: Vec<Text>,
    open: Text,
    /// Nothing but blanks has come since a mark ended.
    is_behind: bool,
}

impl Struck {
    /// A mark begins.
    pub fn begin(&mut self) {
        self.depth += 1;
    }

    /// A mark ends.
    pub fn end(&mut self) {
        self.is_behind |= self.depth > 0;
        self.depth = self.depth.saturating_sub(1);
    }

    /// Takes a character that is struck out, or parted what is from the text `before` it; false for any other.
    pub fn takes(&mut self, c: char, at: Option<u32>, before: impl Fn() -> Option<char>) -> bool {
        const PARTING: &str = ",，、;；";
        let mut is_struck = self.depth > 0;
        if !is_struck && self.is_behind && !is_blank(c) {
            self.is_behind = false;
            let parts_nothing = |before: char| PARTING.contains(before) || "：:（(".contains(before);
            is_struck = PARTING.contains(c) && before().is_none_or(parts_nothing);
            if !is_struck {
                self.texts.push(std::mem::take(&mut self.open));
            }
        }
        if let Some(at) = at.filter(|_| is_struck) {
            self.open.push(c, at);
        }
        is_struck
    }

    /// What was struck out up to here.
    pub fn take(&mut self) -> Vec<Text> {
        self.is_behind = false;
        self.texts.push(std::mem::take(&mut self.open));
        let mut texts = std::mem::take(&mut self.texts);
        texts.retain(|text| !text.is_blank());
        texts
    }
}

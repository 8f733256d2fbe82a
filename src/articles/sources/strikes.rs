//! Text that is struck out, by marks of Markdown or elements of HTML.

use std::sync::LazyLock;

use regex::Regex;

use crate::articles::rule::rule;
use crate::articles::text::{Text, is_blank};

/// No stretch is struck out that is longer, in bytes: its end is of another one.
const LONGEST: usize = 2_000;

/// True for the name of an element that strikes out what it holds.
pub fn strikes(name: &str) -> bool {
    matches!(name, "del" | "s" | "strike")
}

/// Where such elements begin that end soon, in bytes behind their tags.
pub struct Strikes(Vec<usize>);

impl Strikes {
    /// Looks for the elements in a text: an end belongs to the tag right before it, in the same paragraph.
    pub fn of(text: &str) -> Self {
        static TAG: LazyLock<Regex> =
            LazyLock::new(|| rule(r"(?i)<(/?)(?:del|s|strike)(?:\s[^<>]{0,200})?>"));
        static PARTS: LazyLock<Regex> =
            LazyLock::new(|| rule(r"(?i)\n\s*\n|</?(?:p|li|td|script|style)\b|`"));
        let tags: Vec<(usize, usize, bool)> = TAG
            .captures_iter(text)
            .filter_map(|tag| Some((tag.get(0)?.start(), tag.get(0)?.end(), !tag.get(1)?.is_empty())))
            .collect();
        let pairs = tags.windows(2).filter_map(|pair| match *pair {
            [(_, open, false), (close, _, true)] => Some((open, close)),
            _ => None,
        });
        let is_near = |&(open, close): &(usize, usize)| {
            let held = text[open..close].trim();
            // A paragraph may be struck out as a whole.
            let held = held.strip_prefix("<p>").and_then(|held| held.strip_suffix("</p>")).unwrap_or(held);
            close - open <= LONGEST && !PARTS.is_match(held)
        };
        Self(pairs.filter(is_near).map(|(open, _)| open).collect())
    }

    /// True where one begins whose tag ends at a byte: what never ends strikes nothing out.
    pub fn begins(&self, byte: usize) -> bool {
        self.0.binary_search(&byte).is_ok()
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

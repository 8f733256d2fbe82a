//! How a number is said in Chinese.

use super::super::number::Number;
use super::super::text::Text;
use super::{tables, write};

impl Number {
    /// Its words with nothing after: 2 → 二.
    pub fn words(&self) -> String {
        if self.is_code() {
            return write::digits(&self.whole);
        }
        write::decimal(&self.whole, &self.fraction)
    }

    /// Its words before what stands at `next`: 2 → 两 before 个, 二 before 月.
    pub fn words_before(&self, text: &Text<'_>, next: usize) -> String {
        if self.is_whole() && self.whole == "2" && tables::get().pairs.starts_at(text, next).is_some() {
            return "两".to_owned();
        }
        self.words()
    }
}

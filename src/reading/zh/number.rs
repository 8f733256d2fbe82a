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
        if self.is_whole() && self.whole == "2" && is_pair(text, next) && !is_score(text, self.end - 1) {
            "两".to_owned()
        } else {
            self.words()
        }
    }
}

/// Whether a number at `place` is the second of a score, 2比2战平, or of added time, 45+2分钟.
fn is_score(text: &Text<'_>, place: usize) -> bool {
    let joined = text.before(place) == '比' || (text.before(place) == '+' && text.has(place + 1, "分钟"));
    joined && place > 1 && text.before(place - 1).is_ascii_digit()
}

/// Whether what stands at `place` is counted with 两, and is no name, 2年级, nor part of an address, 2栋2单元.
fn is_pair(text: &Text<'_>, place: usize) -> bool {
    let tables = tables::get();
    let Some(end) = tables.pairs.starts_at(text, place) else { return false };
    let address =
        "栋幢座层".contains(text.at(place)) && (text.at(end).is_ascii_digit() || text.has(end, "单元"));
    !address && tables.unpaired.starts_at(text, place).is_none()
}

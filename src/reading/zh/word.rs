//! Latin letters in Chinese text: words, addresses, Roman numbers.

use super::{code, symbol, tables, write};
use crate::reading::latin;
use crate::reading::piece::Pieces;
use crate::reading::roman;
use crate::reading::text::{Text, is_hanzi, is_latin};

/// One Latin word or a group of letters.
#[allow(clippy::unnecessary_wraps, reason = "it has the shape of every rule")]
pub fn word(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let end = latin::word_end(text, place);
    let article = end == place + 1 && matches!(text.at(place), 'a' | 'I') && beside_words(text, place, end);
    let word = text.folded(place, end);
    Some((end, if article { Pieces::new().english(&word) } else { latin::say(&word) }))
}

/// Whether an English word stands before or after, a blank between.
fn beside_words(text: &Text<'_>, start: usize, end: usize) -> bool {
    let before = start >= 2 && text.before(start) == ' ' && text.at(start - 2).is_ascii_lowercase();
    before || (text.at(end) == ' ' && text.at(end + 1).is_ascii_lowercase())
}

/// Abbreviations with a reading of their own: *ST, R&D, N95.
pub fn fixed(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let (end, phrase) = latin::fixed(text, place)?;
    Some((end, Pieces::new().phrase(phrase)))
}

/// 二OO八年: the letter in place of 〇.
pub fn zero(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let end = text.run(place, 3, |c| matches!(c, 'O' | 'o'));
    let year =
        symbol::is_digit(text.before(place)) && (symbol::is_digit(text.at(end)) || text.at(end) == '年');
    // Al二O三 is a formula, o三mini a name.
    let digits =
        text.slice(place.saturating_sub(4), place).iter().rev().take_while(|c| symbol::is_digit(**c));
    let behind = text.run(end, 4, symbol::is_digit);
    let formula = is_latin(text.before(place - digits.count())) || is_latin(text.at(behind));
    (year && !formula && end > place).then(|| (end, Pieces::new().hanzi(&"零".repeat(end - place))))
}

/// III期 → 三期, 第IV卷 → 第四卷.
pub fn roman(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let end = text.run(place, 8, |c| "IVX".contains(c));
    let ends = !text.at(end).is_ascii_alphanumeric();
    let numbered =
        text.before(place) == '第' || "期型类级度世号卷部章".contains(text.at(end)) && is_hanzi(text.at(end));
    let letter = end == place + 1 && text.at(place) != 'I' && !text.has(place, "V类");
    let value = roman::value(&text.folded(place, end)).filter(|_| ends && numbered && !letter)?;
    Some((end, Pieces::new().hanzi(&write::cardinal(&value.to_string()))))
}

/// `https://www.nmg.gov.cn/a/b` → nmg点gov点cn; `news@163.com` → news艾特幺六三点com.
pub fn address(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let address = latin::address(text, place)?;
    let signs = &tables::get().address_signs;
    let sign = |sign| Pieces::new().hanzi(signs.get(&sign).or(signs.get(&'.')).map_or("", String::as_str));
    Some((address.end, address.say(sign, part_words)))
}

/// Figures digit by digit, letters as words or spelled.
fn part_words(part: &str) -> Pieces {
    let mut pieces = Pieces::new();
    let mut rest = part;
    while let Some(first) = rest.chars().next() {
        let digits = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != digits).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        pieces = if digits { pieces.and(code::spelled(piece)) } else { pieces.and(latin::say(piece)) };
        rest = after;
    }
    pieces
}

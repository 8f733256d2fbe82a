//! How much likelier than by chance two neighbours are: characters of Chinese, words of English. A text reads on in
//! another where the last of the one and the first of the other often stand side by side.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::articles::text::{Text, fold, is_han};

/// Levels of likelihood in the tables; the value behind them is that of pairs that are not there.
const LEVELS: usize = 8;
/// Values are kept in tenths.
const TENTHS: f32 = 10.0;

static CHINESE: LazyLock<Table> = LazyLock::new(|| Table::of(include_bytes!("pairs.zh.bin")));
static ENGLISH: LazyLock<Table> = LazyLock::new(|| Table::of(include_bytes!("pairs.en.bin")));

/// The logarithm of the odds that a text goes on in another, by their two words or characters at the break alone; 0 where a
/// mark stands at the break, or one of them is not known.
pub fn odds(left: &Text, right: &Text) -> f32 {
    let (Some(&last), Some(&first)) = (left.chars().last(), right.chars().first()) else { return 0.0 };
    if is_han(last) && is_han(first) {
        return CHINESE.odds(fold(last).encode_utf8(&mut [0; 4]), fold(first).encode_utf8(&mut [0; 4]));
    }
    if !last.is_ascii_alphabetic() || !first.is_ascii_alphabetic() {
        return 0.0;
    }
    let is_letter = |c: &&char| c.is_ascii_alphabetic() || **c == '\'';
    let small = |c: char| c.to_ascii_lowercase();
    let mut before: Vec<char> = left.chars().iter().rev().take_while(is_letter).copied().map(small).collect();
    before.reverse();
    let behind: String = right.chars().iter().take_while(is_letter).copied().map(small).collect();
    ENGLISH.odds(&before.into_iter().collect::<String>(), &behind)
}

/// A table of pairs, in the form that scripts/pair-data/derive.py describes.
struct Table {
    values: [f32; LEVELS + 1],
    tokens: FxHashMap<&'static str, u32>,
    /// The row of each token.
    rows: Vec<&'static [u8]>,
}

impl Table {
    fn of(bytes: &'static [u8]) -> Self {
        Self::read(bytes).unwrap_or_else(|| unreachable!("a table of pairs is broken"))
    }

    fn read(bytes: &'static [u8]) -> Option<Self> {
        let (head, rest) = bytes.split_at_checked(LEVELS + 1)?;
        let mut values = [0.0; LEVELS + 1];
        for (value, byte) in values.iter_mut().zip(head) {
            *value = f32::from(i8::from_le_bytes([*byte])) / TENTHS;
        }
        let (count, rest) = rest.split_first_chunk::<2>()?;
        let (length, rest) = rest.split_first_chunk::<4>()?;
        let count = usize::from(u16::from_le_bytes(*count));
        let (tokens, rest) = rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
        let tokens = std::str::from_utf8(tokens).ok()?.split('\n').zip(0_u32..).collect();
        let (lengths, mut rest) = rest.split_at_checked(2 * count)?;
        let mut rows = Vec::with_capacity(count);
        for length in lengths.chunks_exact(2) {
            let (row, behind) =
                rest.split_at_checked(usize::from(u16::from_le_bytes([length[0], length[1]])))?;
            rows.push(row);
            rest = behind;
        }
        Some(Self { values, tokens, rows })
    }

    fn odds(&self, left: &str, right: &str) -> f32 {
        let (Some(&left), Some(&right)) = (self.tokens.get(left), self.tokens.get(right)) else { return 0.0 };
        self.values[self.level(left, right).unwrap_or(LEVELS)]
    }

    fn level(&self, left: u32, right: u32) -> Option<usize> {
        let (mut at, mut number, mut shift) = (0, 0_u32, 0);
        for &byte in *self.rows.get(left as usize)? {
            number |= u32::from(byte & 127) << shift;
            shift += 7;
            if byte & 128 != 0 {
                continue;
            }
            at += number >> LEVELS.trailing_zeros();
            if at >= right {
                return (at == right).then_some(number as usize % LEVELS);
            }
            (number, shift) = (0, 0);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(left: &str, right: &str) -> f32 {
        odds(&Text::of(left, 0), &Text::of(right, 0))
    }

    #[test]
    fn neighbours_are_likelier_than_strangers() {
        for (left, right, stranger) in [
            ("船闸检修提前结", "束，今晨恢复通航", "年预计发送旅客"),
            ("市民代表參加了聽證", "會，提出建議", "種新稻"),
            ("The council will meet at the end of", "the month", "said that"),
            ("Residents have been", "asked to boil water", "of the mill"),
        ] {
            assert!(
                of(left, right) > of(left, stranger) + 1.0,
                "{left} {} {}",
                of(left, right),
                of(left, stranger)
            );
        }
        // A mark at the break, another script, a word that is not known.
        for (left, right) in [("他说，", "我们都去"), ("一九", "GDP"), ("the Qwxzy", "of")] {
            assert!(of(left, right).abs() < f32::EPSILON, "{left}|{right}");
        }
    }
}

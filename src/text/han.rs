//! The characters of Chinese print.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// Whether a character is of the Chinese script. 〇 is one, the figure nought among 一 and 二; ○ and O in its place
/// are none.
#[inline]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '〇' | '\u{20000}'..='\u{323af}')
}

/// The simplified form of a traditional character; itself where it has none, or where simplified print uses it too.
pub fn simplified(c: char) -> char {
    static FORMS: LazyLock<FxHashMap<char, char>> = LazyLock::new(|| {
        let rows = include_str!("data/simplified.tsv").lines().filter(|line| !line.starts_with('#'));
        let pairs = rows.filter_map(|row| row.split_once('\t'));
        pairs.filter_map(|(from, to)| Some((from.chars().next()?, to.chars().next()?))).collect()
    });
    FORMS.get(&c).copied().unwrap_or(c)
}

/// The share of a text's Chinese letters that differ in simplified form, from which on it is written in traditional ones. They
/// are a third of traditional texts, and next to none of simplified ones.
const TRADITIONAL: f64 = 0.1;

/// Whether texts are written in traditional characters.
pub fn is_traditional<'a>(texts: &(impl Iterator<Item = &'a str> + Clone)) -> bool {
    let letters = || texts.clone().flat_map(str::chars).filter(|&c| is_han(c));
    let differ = letters().filter(|&letter| simplified(letter) != letter).count();
    differ as f64 > TRADITIONAL * letters().count() as f64
}

/// The narrow form of a letter, figure or sign as wide as a Chinese character: A for Ａ.
#[inline]
pub fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figure_nought_is_chinese_and_a_circle_is_not() {
        assert!("〇一龍𠀀".chars().all(is_han));
        assert!(!"○OА々，".chars().any(is_han));
    }

    #[test]
    fn wide_signs_become_narrow_and_traditional_characters_simplified() {
        assert_eq!("Ａ１％，。".chars().map(half_width).collect::<String>(), "A1%,。");
        assert_eq!("報紙乾隆".chars().map(simplified).collect::<String>(), "报纸乾隆");
    }
}

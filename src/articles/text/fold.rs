//! Print as the rules read it: of one width, one script and one kind of brackets.

use std::sync::LazyLock;

use super::chars::is_blank;
use crate::text::{half_width, simplified};

/// Characters as a string, each of them folded.
pub fn folded(chars: &[char]) -> String {
    let simplified = &**SIMPLIFIED;
    let mut folded = String::with_capacity(chars.len() * '中'.len_utf8());
    folded.extend(chars.iter().map(|&c| fold_by(simplified, c)));
    folded
}

/// One character for one, so that offsets stay: full width to half width, blanks to a blank, brackets to two
/// pairs, strokes that part to a bar, traditional characters to their simplified form.
#[inline]
pub fn fold(c: char) -> char {
    if matches!(c, '!'..='~') { c } else { fold_by(&SIMPLIFIED, c) }
}

/// As [`fold`], where the table of simplified forms is at hand.
#[inline]
fn fold_by(simplified: &[char], c: char) -> char {
    match c {
        '!'..='~' => c,
        '\u{4e00}'..='\u{9fff}' => simplified[c as usize - 0x4e00],
        '【' | '［' | '〔' | '〖' | '「' => '[',
        '】' | '］' | '〕' | '〗' | '」' => ']',
        '\u{ff01}'..='\u{ff5e}' => half_width(c),
        '︱' => '|',
        c if is_blank(c) => ' ',
        c => c,
    }
}

/// The simplified form of every character from U+4E00 to U+9FFF; most are their own. No rule asks for one of those
/// that simplified print has in other senses, so they fold too.
static SIMPLIFIED: LazyLock<Vec<char>> = LazyLock::new(|| {
    let form = |c| match c {
        '丨' => '|',
        '剋' => '克',
        '朮' => '术',
        '讎' => '雠',
        '閤' => '合',
        '餘' => '余',
        '麼' => '么',
        c => simplified(c),
    };
    ('\u{4e00}'..='\u{9fff}').map(form).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traditional_print_folds_to_simplified_and_simplified_print_to_itself() {
        let folded = |print: &str| print.chars().map(fold).collect::<String>();
        assert_eq!(folded("本報訊　記者導報　陳廳長"), "本报讯 记者导报 陈厅长");
        assert_eq!(folded("著名乾隆年间后来的事"), "著名乾隆年间后来的事");
    }
}

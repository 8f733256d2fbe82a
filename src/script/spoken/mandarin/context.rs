//! What stands around a number.

use super::super::lexis::Words;
use super::super::text::{EDGE, Text, is_hanzi, is_latin};
use super::tables;

/// How far before and after a pair of numbers a word about games is looked for.
const NEAR: usize = 18;

/// Whether one of `words` stands right before `place`, with 是, 为, a colon or an opening quote between at most.
pub fn cued(text: &Text<'_>, place: usize, words: &Words) -> bool {
    let mut place = text.skip_blanks_back(place);
    for _ in 0..3 {
        if words.ends_before(text, place) {
            return true;
        }
        if !matches!(text.before(place), '是' | '为' | ':' | '：' | '“' | '"' | ' ' | '#' | '（' | '(')
        {
            return false;
        }
        place -= 1;
    }
    words.ends_before(text, place)
}

/// Whether one of `words` stands near, in the same sentence.
pub fn near(text: &Text<'_>, start: usize, end: usize, words: &Words) -> bool {
    let stops = |c: &char| matches!(c, '。' | '！' | '？' | '；' | '\n');
    let before = text.slice(start.saturating_sub(NEAR), start);
    let first = start - before.iter().rev().position(stops).unwrap_or(before.len());
    let after = text.slice(end, end + NEAR);
    let last = end + after.iter().position(stops).unwrap_or(after.len());
    words.within(text, first, start) || words.within(text, end, last)
}

/// Whether what stands at `place` counts things: a measure word or a unit.
pub fn counts(text: &Text<'_>, place: usize) -> bool {
    let place = text.skip_blanks(place);
    let tables = tables::get();
    tables.counted.starts_at(text, place).is_some()
}

/// Whether what stands at `place` goes with a range, not with a score.
pub fn measures(text: &Text<'_>, place: usize) -> bool {
    let place = text.skip_blanks(place);
    counts(text, place)
        || matches!(
            text.at(place),
            '月' | '日'
                | '号'
                | '時'
                | '时'
                | '年'
                | '级'
                | '級'
                | '期'
                | '章'
                | '条'
                | '款'
                | '折'
                | '成'
                | '楼'
                | '线'
                | '届'
                | '%'
                | '‰'
                | '℃'
                | '°'
                | '环'
                | '路'
                | '册'
        )
}

/// Whether a minus sign may stand at `place`: at a start, after an opening sign, or after a word like 为.
pub fn allows_minus(text: &Text<'_>, place: usize) -> bool {
    let before = text.before(text.skip_blanks_back(place));
    match before {
        EDGE => true,
        _ if before.is_ascii_digit() || is_latin(before) => false,
        _ if is_hanzi(before) => tables::get().minus.ends_before(text, text.skip_blanks_back(place)),
        '）' | ')' | '”' | '"' | '’' | '》' | '】' | ']' | '℃' | '%' | '°' => false,
        _ => true,
    }
}

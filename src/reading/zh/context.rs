//! What stands around a number.

use super::tables;
use crate::reading::lexis::Words;
use crate::reading::text::{EDGE, Text, is_dash, is_hanzi, is_latin};

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
    let stops = |c: &char| is_stop(*c);
    let before = text.slice(start.saturating_sub(NEAR), start);
    let first = start - before.iter().rev().position(stops).unwrap_or(before.len());
    // 1-0！国足取胜: a cry before its sentence.
    let end = end + usize::from(text.at(end) == '！');
    let after = text.slice(end, end + NEAR);
    let last = end + after.iter().position(stops).unwrap_or(after.len());
    words.within(text, first, start) || words.within(text, end, last)
}

/// Whether a sign ends a sentence or a clause of its own.
fn is_stop(sign: char) -> bool {
    matches!(sign, '。' | '！' | '？' | '；' | '\n')
}

/// How many scores of one row are looked back at: 25-22、23-25、25-19.
const ROW: usize = 6;

/// Whether a row of scores goes on at `place`: pairs of numbers before it, the first of them beside a word about
/// games or a team.
pub fn after_score(text: &Text<'_>, place: usize) -> bool {
    let tables = tables::get();
    let mut place = place;
    for _ in 0..ROW {
        let Some(first) = pair_before(text, place) else { return false };
        let before = text.skip_blanks_back(first);
        let scored = tables.teams.ends_before(text, before) || sums_up(text, first);
        if scored || near(text, first, place, &tables.scores) {
            return true;
        }
        place = first;
    }
    false
}

/// Whether a pair and a bracket stand before: the 21-18 of 1-2（21-18、17-21）.
pub fn sums_up(text: &Text<'_>, place: usize) -> bool {
    let digits = |end: usize| {
        text.slice(end.saturating_sub(3), end).iter().rev().take_while(|c| c.is_ascii_digit()).count()
    };
    let Some(open) = place.checked_sub(1).filter(|&at| matches!(text.at(at), '（' | '(')) else {
        return false;
    };
    let second = digits(open);
    let sign = open - second;
    let joined = is_dash(text.before(sign)) || text.before(sign) == ':';
    second > 0 && joined && digits(sign - 1) > 0
}

/// Whether a score stands before `place` in the same sentence, and another may follow: 日本2-0韩国、伊朗1-1卡塔尔.
pub fn shares_scores(text: &Text<'_>, place: usize) -> bool {
    let tables = tables::get();
    let start = place.saturating_sub(NEAR);
    let before = text.slice(start, place);
    let sentence = before.iter().rev().take_while(|c| !is_stop(**c)).count();
    (place - sentence..place).any(|sign| {
        let pair = is_dash(text.at(sign)) || text.at(sign) == ':';
        if !pair || !text.before(sign).is_ascii_digit() || !text.at(sign + 1).is_ascii_digit() {
            return false;
        }
        let digits = text.slice(sign.saturating_sub(3), sign);
        let first = sign - digits.iter().rev().take_while(|c| c.is_ascii_digit()).count();
        let end = text.digits(sign + 1);
        let team = tables.teams.ends_before(text, text.skip_blanks_back(first));
        let number = |start, end| text.folded(start, end).parse::<u32>().unwrap_or_default();
        let between = is_hanzi(text.before(first)) && is_hanzi(text.at(end));
        let falls = between && number(first, sign) > number(sign + 1, end);
        (team || falls || near(text, first, end, &tables.scores)) && !measures(text, end)
    })
}

/// Where a pair like 25-22 or 3:1 starts that ends right before the comma before `place`.
fn pair_before(text: &Text<'_>, place: usize) -> Option<usize> {
    let comma = text.skip_blanks_back(place).checked_sub(1)?;
    if !matches!(text.at(comma), '、' | '，' | ',' | '和' | '及' | '；') {
        return None;
    }
    let digits = |end: usize| {
        let count =
            text.slice(end.saturating_sub(3), end).iter().rev().take_while(|c| c.is_ascii_digit()).count();
        (count > 0).then(|| end - count)
    };
    let sign = digits(text.skip_blanks_back(comma))?.checked_sub(1)?;
    (is_dash(text.at(sign)) || matches!(text.at(sign), ':' | '：')).then(|| digits(sign))?
}

/// Whether what stands at `place` counts things: a measure word or a unit.
pub fn counts(text: &Text<'_>, place: usize) -> bool {
    let place = text.skip_blanks(place);
    let tables = tables::get();
    tables.counted.starts_at(text, place).is_some() && !is_named(text, place)
}

/// Whether a name stands at `place` that only begins like a measure word: 2-1日本队, 1-1天津.
fn is_named(text: &Text<'_>, place: usize) -> bool {
    tables::get().uncounted.starts_at(text, place).is_some()
}

/// Whether what stands at `place` goes with a range, not with a score.
pub fn measures(text: &Text<'_>, place: usize) -> bool {
    let place = text.skip_blanks(place);
    if is_named(text, place) {
        return false;
    }
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
                | '版'
        )
}

/// Whether `c` is a Greek letter: ω-6.
fn is_greek(c: char) -> bool {
    matches!(c, 'Α'..='ω')
}

/// Whether a minus sign may stand at `place`: at a start, after an opening sign, or after a word like 为.
pub fn allows_minus(text: &Text<'_>, place: usize) -> bool {
    let before = text.before(text.skip_blanks_back(place));
    match before {
        EDGE => true,
        _ if before.is_ascii_digit() || is_latin(before) || is_greek(before) => false,
        _ if is_hanzi(before) => tables::get().minus.ends_before(text, text.skip_blanks_back(place)),
        '）' | ')' | '”' | '"' | '’' | '》' | '】' | ']' | '℃' | '%' | '°' => false,
        _ => true,
    }
}

/// Whether a number and one measure word or unit stand before a sign: 1200亩×2, 8mm×6mm, 3万桶/日.
pub fn counted(text: &Text<'_>, place: usize) -> bool {
    let end = text.skip_blanks_back(place);
    let letters = text.slice(end.saturating_sub(3), end).iter().rev().take_while(|c| is_latin(**c)).count();
    let measure = if letters > 0 { letters } else { usize::from(is_hanzi(text.before(end))) };
    let power = |c: &&char| "百千万亿多余".contains(**c);
    let start = end - measure;
    let powers = text.slice(start.saturating_sub(3), start).iter().rev().take_while(power).count();
    measure > 0 && text.before(start - powers).is_ascii_digit()
}

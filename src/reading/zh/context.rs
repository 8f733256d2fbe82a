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
                | '时'
                | '年'
                | '级'
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

/// Whether a year and a month with a point between stand in the story of a life: 1957.3生, 1998.9—2002.7, 于1975.12.
pub fn of_life(text: &Text<'_>, place: usize, end: usize) -> bool {
    let pair = |place: usize| {
        let middle = text.digits(place);
        let end = text.digits(middle + 1);
        middle == place + 4 && text.at(middle) == '.' && (middle + 2..=middle + 3).contains(&end)
    };
    let next = text.skip_blanks(text.run(end, 2, is_dash));
    let spans = is_dash(text.at(end)) && (pair(next) || "今至现".contains(text.at(next)));
    let first = text.run(place.saturating_sub(9), 9, |c| !c.is_ascii_digit());
    let spanned = is_dash(text.before(place)) && pair(first);
    let tables = tables::get();
    spans
        || spanned
        || tables.lives.ends_before(text, text.skip_blanks_back(place))
        || tables.life_tails.starts_at(text, text.skip_blanks(end)).is_some()
}

/// Whether 公元 or 公元前 stands before a year, or before the year that its span begins with: 公元618年至907年.
pub fn of_era(text: &Text<'_>, place: usize) -> bool {
    let bracket = |c: char| matches!(c, '（' | '(' | '-' | '—' | '–' | '~' | '，' | '约');
    let era = |place: usize| {
        tables::get().eras.ends_before(text, place)
            || (text.before(place) == '前' && bracket(text.before(place - 1)))
    };
    let mut first = place.saturating_sub(1);
    if !matches!(text.at(first), '至' | '到') && !is_dash(text.at(first)) {
        return era(place);
    }
    first -= usize::from(text.before(first) == '年');
    let digits = text.slice(first.saturating_sub(4), first).iter().rev().take_while(|c| c.is_ascii_digit());
    era(place) || era(first - digits.count())
}

/// Whether a year of three digits is one of a life in brackets: （701年—762年）, （701—762）.
pub fn is_life(text: &Text<'_>, place: usize) -> bool {
    let open = |c: char| matches!(c, '（' | '(');
    let close = |c: char| matches!(c, '）' | ')');
    let length = |place: usize| text.digits(place) - place;
    let dash = |place: usize| is_dash(text.at(place)) || matches!(text.at(place), '至' | '到');
    let year = |place: usize| place + usize::from(text.at(place) == '年');
    let pair = |first: usize| {
        let middle = year(first + length(first));
        let second = text.run(middle, 2, is_dash).max(middle + usize::from(dash(middle)));
        let stop = year(second + length(second));
        let lengths = [length(first), length(second)];
        let whole = (lengths == [3, 3] || lengths == [3, 4])
            && dash(middle)
            && close(text.at(stop))
            && open(text.before(first));
        whole && (lengths[1] == 4 || text.slice(first, first + 3) < text.slice(second, second + 3))
    };
    pair(place) || (4..8).any(|back| place > back && pair(place - back))
}

/// 11.29（周六）, 12/29 (Mon), 周一（12/29）.
pub fn is_beside_weekday(text: &Text<'_>, place: usize, end: usize) -> bool {
    let tables = tables::get();
    let bracketed = matches!(text.before(place), '(' | '（') && matches!(text.at(end), ')' | '）');
    let behind = text.skip_blanks_back(place.saturating_sub(1));
    let named = tables.weekday_names.ends_before(text, behind);
    let short = matches!(text.at(end), '(' | '（')
        && matches!(text.at(end + 1), '一' | '二' | '三' | '四' | '五' | '六' | '日')
        && matches!(text.at(end + 2), ')' | '）');
    let middle = text.digits(place);
    let short = short && is_day_beside_bracket(&text.folded(place, middle), &text.folded(middle + 1, end));
    bracketed && named
        || short
        || tables.weekdays.starts_at(text, end).is_some()
        || text.at(end) == ' ' && tables.english_weekdays.starts_at(text, end + 1).is_some()
}

/// Whether a pair in figures before（六）is a day: 9/14, 9/7 and 10/10 are; 3/4（一） may be a part.
pub fn is_day_beside_bracket(month: &str, day: &str) -> bool {
    let [month, day]: [u8; 2] = [month, day].map(|digits| digits.parse().unwrap_or_default());
    day > 12 || month >= day || !matches!(day, 2..=6 | 8 | 10)
}

/// 自2024.8以来: a month beside a word of times.
pub fn is_cued_month(text: &Text<'_>, place: usize, end: usize) -> bool {
    let tables = tables::get();
    tables.month_leads.ends_before(text, text.skip_blanks_back(place))
        || tables.month_tails.starts_at(text, text.skip_blanks(end)).is_some()
}

/// Whether 4/18 is a day: nobody writes eighteenths. Up to the twelfth only 5/5日, 1/12起 and 5/9 behind 於 are.
pub fn is_likely_day(text: &Text<'_>, place: usize, end: usize, day: &str) -> bool {
    const MONTHS: u8 = 12;
    const SIXTEENTHS: u8 = 16;
    /// Halves, thirds, quarters, fifths, eighths and tenths: 大约1/4到1/3.
    const PARTS: [u8; 6] = [2, 3, 4, 5, 8, 10];
    let tables = tables::get();
    let last: u8 = day.parse().unwrap_or_default();
    let before = text.skip_blanks_back(place);
    let alone = !matches!(text.before(place), '.' | '/' | '-' | '第' | '的')
        && text.before(before) != '月'
        && !is_latin(text.before(before));
    let of_a_whole = is_of_a_whole(text, place, end)
        || tables.teams.ends_before(text, before)
        || near(text, place, end, &tables.scores)
        || near(text, place, end, &tables.ratios);
    // 1/5到1/6.
    let goes_on =
        matches!(text.before(before), '到' | '至') && text.before(before.saturating_sub(1)).is_ascii_digit();
    let opens = text.before(before) == EDGE && text.at(end) == ' ';
    let cued = opens
        || has_day_word(text, end)
        || tables.day_ends.starts_at(text, end).is_some()
        || !PARTS.contains(&last) && !goes_on && tables.day_leads.ends_before(text, before);
    alone
        && !of_a_whole
        && (last > MONTHS && last != SIXTEENTHS || cued)
        && (has_day_word(text, end) || !measures(text, end) && !counts(text, end))
}

/// Whether two pairs are days and no fractions: one of them is none like 1/3, or they rise as days and fall as fractions,
/// 1/5至1/8, and are none that people say in this order, 1/3到1/4.
pub fn are_span_of_days(first: (u16, u16), last: (u16, u16)) -> bool {
    const QUARTERS: u16 = 4;
    let is_no_part = |(month, day): (u16, u16)| day > 12 || month >= day;
    let falls = first.0 * last.1 > last.0 * first.1;
    // 1/5到1/10: what people part things into.
    let is_part = |(month, day): (u16, u16)| month == 1 && matches!(day, 2..=6 | 8 | 10);
    is_no_part(first)
        || is_no_part(last)
        || first < last && falls && last.1 > QUARTERS && !(is_part(first) && is_part(last))
}

/// Whether words around a fraction, or a span of two, say of what it is a part: 约1/5到1/10的人.
pub fn is_of_a_whole(text: &Text<'_>, place: usize, end: usize) -> bool {
    let tables = tables::get();
    cued(text, place, &tables.wholes) || tables.whole_tails.starts_at(text, text.skip_blanks(end)).is_some()
}

/// 5/5日 has its word already; 2/13号线 is none.
pub fn has_day_word(text: &Text<'_>, end: usize) -> bool {
    matches!(text.at(end), '日' | '号') && !text.has(end + 1, "线")
}

//! Numbers by themselves, with a sign, before a measure word; percentages; rows of figures with points.

use super::{context, measure, range, tables, write};
use crate::reading::models;
use crate::reading::number::Number;
use crate::reading::piece::Pieces;
use crate::reading::text::{Text, is_latin};

/// No.7, NO. 7 → 第七.
pub fn numbered(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let named = ["No.", "NO."].iter().any(|print| text.has(place, print)) && !is_latin(text.before(place));
    let number = text.skip_blanks(place + 3);
    (named && text.at(number).is_ascii_digit()).then(|| (number, Pieces::new().hanzi("第")))
}

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

/// 36.34% → 百分之三十六点三四, 3‰ → 千分之三, 20多% → 百分之二十多.
pub fn percent(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let number = Number::at(text, place)?;
    let sign = text.run(text.skip_blanks(number.end), 1, |c| matches!(c, '多' | '余' | '几'));
    let about = text.folded(number.end, sign);
    let share = measure::share(text.at(sign))?;
    let words = if number.whole == "100" && number.is_whole() { "百".to_owned() } else { number.words() };
    Some((sign + 1, Pieces::new().hanzi(share).hanzi(&words).hanzi(about.trim())))
}

/// -5℃ → 零下五摄氏度, -3.2% → 负百分之三点二, -5~3℃ → 零下五到三摄氏度, -2 → 负二.
pub fn below_zero(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let part = text.at(place) == '-' && !text.before(place).is_ascii_alphanumeric();
    if let Some((end, fraction)) = range::fraction(text, place + 1).filter(|_| part) {
        return Some((end, Pieces::new().hanzi("负").and(fraction)));
    }
    // Some print –3℃ with a longer dash.
    let minus = |number: &Number| match text.at(place) {
        '-' => true,
        '–' => measure::is_cold(text, number.end) && !matches!(text.before(place), '%' | '℃' | '°'),
        _ => false,
    };
    let measured = Number::at(text, place + 1).filter(minus)?;
    let before = text.skip_blanks_back(place);
    let sure = measured.fraction.is_empty()
        && measure::share(text.at(measured.end)).is_none()
        && !cold_range(text, &measured);
    if sure && !context::allows_minus(text, place)
        || text.before(place).is_ascii_alphanumeric() && measure::share(text.at(measured.end)).is_none()
    {
        return None;
    }
    if let Some(((second, below), _)) = range::other_side(text, &measured) {
        return Some(range::joined(text, (true, &measured), (below, &second)));
    }
    let said = tables::get().below.ends_before(text, before);
    let sign = if said || text.follows(before, "负") {
        ""
    } else if cold_range(text, &measured) {
        "零下"
    } else {
        "负"
    };
    let (end, pieces) = [percent as fn(&Text<'_>, usize) -> _, measure::measured, plain]
        .iter()
        .find_map(|rule| rule(text, place + 1))?;
    Some((end, Pieces::new().hanzi(sign).and(pieces)))
}

/// Whether a number is a temperature, by its unit or by the one that its range ends with: -10至-5℃.
fn cold_range(text: &Text<'_>, number: &Number) -> bool {
    if measure::is_cold(text, number.end) {
        return true;
    }
    let to = text.skip_blanks(number.end);
    let other = to + 1 + usize::from(matches!(text.at(to + 1), '-'));
    matches!(text.at(to), '至' | '到' | '~' | '、' | '—' | '-' | '和')
        && Number::at(text, other).is_some_and(|other| measure::is_cold(text, other.end))
}

/// 127.0.0.1 → 一二七点零点零点一, 2.0.1版.
pub fn version(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let mut end = text.digits(place);
    if text.at(end) != '.' {
        return None;
    }
    let mut groups = vec![text.folded(place, end)];
    while text.at(end) == '.' && text.at(end + 1).is_ascii_digit() {
        let next = text.digits(end + 1);
        groups.push(text.folded(end + 1, next));
        end = next;
    }
    let words: Vec<String> = groups
        .iter()
        .map(|group| {
            if group.len() < 3 {
                Number { whole: group.clone(), fraction: String::new(), end }.words()
            } else {
                write::digits(group)
            }
        })
        .collect();
    (groups.len() > 2).then(|| (end, Pieces::new().hanzi(&words.join("点"))))
}

/// A number, 2 as 两 before a measure word; 05分 → 零五分; 08月 → 八月.
pub fn plain(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let number = Number::at(text, place)?;
    let next = text.skip_blanks(number.end);
    // 3+2年.
    let added = place > 1 && text.before(place) == '+' && text.before(place - 1).is_ascii_digit();
    let ordinal = added || text.before(text.skip_blanks_back(place)) == '第';
    let calendar = number.whole.len() == 2 && matches!(text.at(next), '月' | '日' | '时' | '点' | '号');
    // 2分05秒32: hundredths.
    let hundredths = place > 1 && text.before(place) == '秒' && text.before(place - 1).is_ascii_digit();
    let parts = hundredths || is_height(text, place, &number);
    let length = number.whole.len();
    let words = if parts && (length == 3 || length == 2 && !context::counts(text, number.end)) {
        write::digits(&number.whole)
    } else if number.is_code() && calendar {
        write::cardinal(&number.whole)
    } else if ordinal {
        number.words()
    } else {
        number.words_before(text, next)
    };
    let (end, power) = exponent(text, number.end);
    let unit = measure::after(text, end).filter(|_| !power.is_empty());
    let (end, unit) = unit.map_or((end, String::new()), |unit| (unit.end, unit.zh));
    Some((end, Pieces::new().hanzi(&words).hanzi(&power).hanzi(&unit)))
}

/// Whether two figures are the rest of a length that began before 米: 1米78.
fn is_height(text: &Text<'_>, place: usize, number: &Number) -> bool {
    let metres = text.before(place) == '米' && text.before(place - 1).is_ascii_digit();
    metres && number.whole.len() == 2 && number.is_whole()
}

/// 10⁸ and 10^8 → 的八次方, 10⁻³ → 的负三次方.
fn exponent(text: &Text<'_>, place: usize) -> (usize, String) {
    let caret = usize::from(text.at(place) == '^');
    let minus = usize::from(matches!((text.at(place + caret), caret), ('⁻', 0) | ('-', 1)));
    let start = place + caret + minus;
    let raised = |c: char| if caret > 0 { c.is_ascii_digit() } else { models::is_raised(c) };
    let end = text.run(start, 3, raised);
    if end == start {
        return (place, String::new());
    }
    let digits: String = text.slice(start, end).iter().map(|&c| models::subscript(c).unwrap_or(c)).collect();
    (end, format!("的{}{}次方", if minus > 0 { "负" } else { "" }, write::cardinal(&digits)))
}

/// .22口径 → 零点二二: a decimal without its zero.
pub fn point(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let starts = text.at(place) == '.' && !text.before(place).is_ascii_alphanumeric();
    if starts {
        percent(text, place).or_else(|| measure::measured(text, place)).or_else(|| plain(text, place))
    } else {
        None
    }
}

//! Numbers by themselves, with a sign, before a measure word; percentages; rows of figures with points.

use super::super::models;
use super::super::number::Number;
use super::super::piece::Pieces;
use super::super::text::{Text, is_latin};
use super::{context, pairs, tables, units, write};

/// 36.34% → 百分之三十六点三四, 3‰ → 千分之三, 20多% → 百分之二十多.
pub fn percent(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let number = Number::at(text, place)?;
    let sign = text.run(text.skip_blanks(number.end), 1, |c| matches!(c, '多' | '余' | '几'));
    let about = text.folded(number.end, sign);
    let share = units::share(text.at(sign))?;
    let words = if number.whole == "100" && number.is_whole() { "百".to_owned() } else { number.words() };
    Some((sign + 1, Pieces::new().hanzi(share).hanzi(&words).hanzi(about.trim())))
}

/// -5℃ → 零下五摄氏度, -3.2% → 负百分之三点二, -5~3℃ → 零下五到三摄氏度, -2 → 负二.
pub fn below_zero(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let part = text.at(place) == '-' && !text.before(place).is_ascii_alphanumeric();
    if let Some((end, fraction)) = pairs::fraction(text, place + 1).filter(|_| part) {
        return Some((end, Pieces::new().hanzi("负").and(fraction)));
    }
    // Some print –3℃ with a longer dash.
    let minus = |number: &Number| match text.at(place) {
        '-' => true,
        '–' => units::is_cold(text, number.end) && !matches!(text.before(place), '%' | '℃' | '°'),
        _ => false,
    };
    let measured = Number::at(text, place + 1).filter(minus)?;
    let before = text.skip_blanks_back(place);
    let sure = measured.fraction.is_empty()
        && units::share(text.at(measured.end)).is_none()
        && !cold_range(text, &measured);
    if sure && !context::allows_minus(text, place)
        || text.before(place).is_ascii_alphanumeric() && units::share(text.at(measured.end)).is_none()
    {
        return None;
    }
    if let Some(((second, below), _)) = pairs::other_side(text, &measured) {
        return Some(pairs::joined(text, (true, &measured), (below, &second)));
    }
    let said = tables::get().below.ends_before(text, before);
    let sign = if said || text.follows(before, "负") {
        ""
    } else if cold_range(text, &measured) {
        "零下"
    } else {
        "负"
    };
    let (end, pieces) = [percent as fn(&Text<'_>, usize) -> _, units::measured, plain]
        .iter()
        .find_map(|rule| rule(text, place + 1))?;
    Some((end, Pieces::new().hanzi(sign).and(pieces)))
}

/// Whether a number is a temperature, by its unit or by the one that its range ends with: -10至-5℃.
fn cold_range(text: &Text<'_>, number: &Number) -> bool {
    if units::is_cold(text, number.end) {
        return true;
    }
    let to = text.skip_blanks(number.end);
    let other = to + 1 + usize::from(matches!(text.at(to + 1), '-'));
    matches!(text.at(to), '至' | '到' | '~' | '、' | '—' | '-' | '和')
        && Number::at(text, other).is_some_and(|other| units::is_cold(text, other.end))
}

/// 38°N → 北纬三十八度, 39°54′N → 北纬三十九度五十四分: the letter behind is said first.
pub fn coordinate(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let number = Number::at(text, place).filter(|number| text.at(number.end) == '°')?;
    let mut end = number.end + 1;
    let mut words = number.words() + "度";
    for (sign, name) in [('′', "分"), ('″', "秒")] {
        if let Some(part) = Number::at(text, end).filter(|part| text.at(part.end) == sign) {
            words = words + &part.words() + name;
            end = part.end + 1;
        }
    }
    let side = side(text.at(end))?;
    (!is_latin(text.at(end + 1))).then(|| (end + 1, Pieces::new().hanzi(side).hanzi(&words)))
}

/// The side of the earth that a letter stands for.
fn side(letter: char) -> Option<&'static str> {
    Some(match letter {
        'N' => "北纬",
        'S' => "南纬",
        'E' => "东经",
        'W' => "西经",
        _ => return None,
    })
}

/// N30° → 北纬 before the number.
pub fn side_first(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let side = side(text.at(place)).filter(|_| !is_latin(text.before(place)))?;
    let number = Number::at(text, place + 1).filter(|number| text.at(number.end) == '°')?;
    (!matches!(text.at(number.end + 1), 'C' | 'F')).then(|| (place + 1, Pieces::new().hanzi(side)))
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
    let calendar =
        number.whole.len() == 2 && matches!(text.at(next), '月' | '日' | '时' | '点' | '時' | '號' | '号');
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
    let unit = units::after(text, end).filter(|_| !power.is_empty());
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
        percent(text, place).or_else(|| units::measured(text, place)).or_else(|| plain(text, place))
    } else {
        None
    }
}

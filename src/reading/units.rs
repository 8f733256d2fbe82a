//! Units of measurement in letters and signs: km, kW·h, μg/m³.

use std::sync::LazyLock;

use super::lexis::Lexis;
use super::tables::rows;
use super::text::{Text, is_latin};

/// A unit as printed somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// Its Chinese name.
    pub zh: String,
    /// Its English name after one.
    pub one: String,
    /// Its English name after other numbers.
    pub many: String,
    /// One past its last character.
    pub end: usize,
}

/// The names of one symbol.
#[derive(Debug)]
struct Names {
    zh: &'static str,
    one: &'static str,
    many: &'static str,
}

static UNITS: LazyLock<Lexis<Names>> = LazyLock::new(|| {
    Lexis::new(rows(include_str!("data/units.tsv")).filter_map(|row| match row[..] {
        [symbol, zh, one, many] => Some((symbol.to_owned(), Names { zh, one, many })),
        _ => None,
    }))
});

/// Letters that are units only within a compound: 5N, 3U, 4r are something else.
const WEAK: &str = "NJUrK";

/// The unit at `place`, products and quotients included.
pub(super) fn at(text: &Text<'_>, place: usize) -> Option<Unit> {
    let mut unit = power(text, place)?;
    let first = unit.end - place;
    loop {
        let sign = text.at(unit.end);
        let next = match sign {
            '·' | '*' => per(text, unit.end + 1).map(|factor| product(&unit, &factor)),
            '/' => per(text, unit.end + 1)
                .or_else(|| bracketed(text, unit.end + 1))
                .map(|by| quotient(&unit, &by)),
            _ => None,
        };
        match next {
            Some(next) => unit = next,
            None => break,
        }
    }
    // W/(m·K) ends with a bracket, and 17万m³LNG船 with an exponent.
    let sign = !text.before(unit.end).is_ascii_alphanumeric();
    let raised = matches!(text.before(unit.end), '²' | '³');
    let ends = raised || !is_latin(text.at(unit.end)) && (sign || !text.at(unit.end).is_ascii_digit());
    let alone = unit.end - place == first;
    let weak = alone && first == 1 && WEAK.contains(text.at(place));
    (ends && !weak).then_some(unit)
}

/// What stands below the stroke: a unit, or d and a for day and year.
fn per(text: &Text<'_>, place: usize) -> Option<Unit> {
    power(text, place).or_else(|| {
        let (zh, en) = match text.at(place) {
            'd' => ("天", "day"),
            'a' => ("年", "year"),
            _ => return None,
        };
        let end = place + 1;
        (!is_latin(text.at(end))).then(|| Unit {
            zh: zh.to_owned(),
            one: en.to_owned(),
            many: en.to_owned(),
            end,
        })
    })
}

/// A product in brackets below the stroke: W/(m·K).
fn bracketed(text: &Text<'_>, place: usize) -> Option<Unit> {
    let mut unit = power(text, place + 1).filter(|_| text.at(place) == '(')?;
    while matches!(text.at(unit.end), '·' | '*') {
        unit = product(&unit, &per(text, unit.end + 1)?);
    }
    unit.end += 1;
    (text.before(unit.end) == ')').then_some(unit)
}

/// One symbol and its exponent.
fn power(text: &Text<'_>, place: usize) -> Option<Unit> {
    let (end, names) = UNITS.longest_at(text, place)?;
    let unit = Unit { zh: names.zh.to_owned(), one: names.one.to_owned(), many: names.many.to_owned(), end };
    // h⁻¹.
    if text.at(end) == '⁻' && text.at(end + 1) == '¹' {
        let (zh, one) = (format!("每{}", unit.zh), format!("per {}", unit.one));
        return Some(Unit { zh, many: one.clone(), one, end: end + 2 });
    }
    let is_length = unit.zh.ends_with('米') || unit.zh == "公里" || unit.zh.starts_with("英");
    let caret = usize::from(text.at(end) == '^');
    let after = end + caret + 1;
    let (zh, en) = match text.at(end + caret) {
        '²' => ("平方", "square"),
        '³' => ("立方", "cubic"),
        digit @ ('2' | '3')
            if (is_length || caret == 1) && !text.at(after).is_ascii_digit() && !is_latin(text.at(after)) =>
        {
            if digit == '2' {
                ("平方", "square")
            } else {
                ("立方", "cubic")
            }
        }
        _ => return Some(unit),
    };
    let zh = match (is_length, zh) {
        (true, _) => format!("{zh}{}", unit.zh),
        (false, "平方") => format!("二次方{}", unit.zh),
        (false, _) => format!("三次方{}", unit.zh),
    };
    Some(Unit { zh, one: format!("{en} {}", unit.one), many: format!("{en} {}", unit.many), end: after })
}

/// N·m: 牛米, newton meters. Hours of power are 时: 千瓦时.
fn product(unit: &Unit, factor: &Unit) -> Unit {
    let zh = if factor.zh == "小时" { "时" } else { &factor.zh };
    Unit {
        zh: format!("{}{zh}", unit.zh),
        one: format!("{} {}", unit.one, factor.one),
        many: format!("{} {}", unit.one, factor.many),
        end: factor.end,
    }
}

/// km/h: 公里每小时, kilometers per hour.
fn quotient(unit: &Unit, by: &Unit) -> Unit {
    Unit {
        zh: format!("{}每{}", unit.zh, by.zh),
        one: format!("{} per {}", unit.one, by.one),
        many: format!("{} per {}", unit.many, by.one),
        end: by.end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compounds_are_built_from_their_symbols() {
        for (print, zh) in [
            ("km/h", "公里每小时"),
            ("N·m", "牛米"),
            ("μg/m³", "微克每立方米"),
            ("kW·h", "千瓦时"),
            ("km²", "平方公里"),
            ("m2", "平方米"),
            ("m/s²", "米每二次方秒"),
            ("m³/d", "立方米每天"),
        ] {
            assert_eq!(at(&Text::new(print), 0).unwrap().zh, zh, "{print}");
        }
        for print in ["N", "kmx", "m35"] {
            assert_eq!(at(&Text::new(print), 0), None, "{print}");
        }
    }
}

//! Numbers with units: 620N·m, 5-8℃, 3㎡, 元/吨, 38°N.

use std::sync::LazyLock;

use super::{context, symbol, tables};
use crate::model::Mark;
use crate::reading::lexis::{Lexis, Words};
use crate::reading::models;
use crate::reading::number::Number;
use crate::reading::piece::Pieces;
use crate::reading::tables::rows;
use crate::reading::text::{Text, is_hanzi, is_latin};
use crate::reading::units;
use crate::reading::units::Unit;

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
    tables::get().sides.get(&letter).map(String::as_str)
}

/// N30° → 北纬 before the number.
pub fn side_first(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let side = side(text.at(place)).filter(|_| !is_latin(text.before(place)))?;
    let number = Number::at(text, place + 1).filter(|number| text.at(number.end) == '°')?;
    (!matches!(text.at(number.end + 1), 'C' | 'F')).then(|| (place + 1, Pieces::new().hanzi(side)))
}

/// 元/吨 → 元每吨, 元/kg, 产品/节庆 → a pause.
pub fn stroke(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    if text.at(place) != '/' {
        return None;
    }
    let next = text.skip_blanks(place + 1);
    let left = text.before(text.skip_blanks_back(place));
    let rate = is_latin(left)
        || models::is_raised(left)
        || "元角亿万吨斤克米升度瓦焦㎡%‰".contains(left)
        || "分次人里时件辆台架班户点立伏安方个株棵头只袋瓶箱粒盒套间位".contains(left)
            && is_amount(text, place)
        || context::counted(text, place)
        || is_second_rate(text, place);
    if rate && let Some(unit) = units::at(text, next) {
        return Some((unit.end, Pieces::new().hanzi("每").hanzi(&unit.zh)));
    }
    let right = text.at(next);
    // 4元/500g, 2500美元/TEU.
    let amount = |number: Number| context::counts(text, number.end) || has_unit(text, &number);
    let priced = (left == '元' || is_price(text, place))
        && (right.is_ascii_uppercase() || Number::at(text, next).is_some_and(amount));
    if priced || rate && tables::get().rates.starts_at(text, next).is_some() {
        return Some((place + 1, Pieces::new().hanzi("每")));
    }
    // HTTP/2: a name and its version.
    let capitals = text.slice(place.saturating_sub(3), place).iter().all(char::is_ascii_uppercase);
    if place > 2 && capitals && right.is_ascii_digit() && next == place + 1 {
        return Some((place + 1, Pieces::new()));
    }
    let words = is_latin(left) && is_latin(right) && !(left.is_uppercase() && right.is_uppercase());
    let pause = symbol::said(left) && symbol::said(right) && !words;
    pause.then(|| (place + 1, Pieces::new().mark(Mark::Comma, "、")))
}

/// Whether the measure before a stroke has its number or 每 before it: 3人/户, but not 观点/方案.
fn is_amount(text: &Text<'_>, place: usize) -> bool {
    let end = text.skip_blanks_back(place);
    // A measure has one character or two: 人, 人次.
    (1..=2).filter_map(|length| end.checked_sub(length)).any(|start| {
        let before = text.before(text.skip_blanks_back(start));
        before.is_ascii_digit() || "一二两三四五六七八九十百千万亿半几每多余".contains(before)
    })
}

/// Whether the stroke is the second behind an amount: 300元/月/位.
fn is_second_rate(text: &Text<'_>, place: usize) -> bool {
    let before = text.slice(place.saturating_sub(5), place);
    let word = before.iter().rev().take_while(|c| is_hanzi(**c)).count();
    word < 4 && place > word + 1 && text.before(place - word) == '/' && text.before(place - word - 1) == '元'
}

/// Whether a number with the sign of its money stands before: ¥59.9/2盒.
fn is_price(text: &Text<'_>, place: usize) -> bool {
    let before = text.slice(place.saturating_sub(12), place);
    let figures = before.iter().rev().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).count();
    figures > 0 && matches!(text.before(place - figures), '¥' | '$' | '€' | '£')
}

/// Whether a unit stands behind a number.
fn has_unit(text: &Text<'_>, number: &Number) -> bool {
    units::at(text, text.skip_blanks(number.end)).is_some()
}

/// ′ and ″ of angles: 39°54′ → 三十九度五十四分.
pub fn minutes(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let words = match text.at(place) {
        '′' => "分",
        '″' => "秒",
        _ => return None,
    };
    text.before(place).is_ascii_digit().then(|| (place + 1, Pieces::new().hanzi(words)))
}

/// 160km/h → 一百六十公里每小时, 80mg/100ml.
pub fn measured(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let number = Number::at(text, place)?;
    // 跑道09L: a letter of a name.
    let unit = after(text, number.end)
        .filter(|unit| !number.is_code() || unit.end > number.end + 1)
        .or_else(|| cued(text, place, number.end))?;
    let pieces = Pieces::new().hanzi(&count(&number, &unit)).hanzi(&unit.zh);
    Some(match per_amount(text, &unit) {
        Some((end, by)) => (end, pieces.hanzi("每").and(by)),
        None => (unit.end, pieces),
    })
}

/// Letters that are units only beside a word of their trade: 电流600A, 1.5P空调.
fn cued(text: &Text<'_>, start: usize, end: usize) -> Option<Unit> {
    static LETTERS: LazyLock<Lexis<(&'static str, Words)>> = LazyLock::new(|| {
        Lexis::new(rows(include_str!("../data/cued-units.tsv")).filter_map(|row| match row[..] {
            [letter, name, cues] => Some((letter.to_owned(), (name, Words::of(cues)))),
            _ => None,
        }))
    });
    let (end, (name, cues)) = LETTERS.longest_at(text, end)?;
    let beside = cues.within(text, start.saturating_sub(8), start) || cues.within(text, end, end + 4);
    let ends = !text.at(end).is_ascii_alphanumeric() && text.at(end) != '-';
    (beside && ends).then(|| Unit { zh: (*name).to_owned(), one: String::new(), many: String::new(), end })
}

/// The amount below the stroke: 156mg/100ml → 一百五十六毫克每百毫升, 6.5L/100km.
fn per_amount(text: &Text<'_>, above: &Unit) -> Option<(usize, Pieces)> {
    let place = above.end;
    let number = Number::at(text, place + 1).filter(|_| text.at(place) == '/')?;
    // 200MW/800MWh are two of a kind, and so are 5km/10km.
    let whole = |unit: &Unit| tables::get().whole_units.ends(&unit.zh);
    let unit = after(text, number.end).filter(|unit| whole(unit) && unit.zh != above.zh)?;
    let words =
        if number.whole == "100" && number.is_whole() { "百".to_owned() } else { count(&number, &unit) };
    Some((unit.end, Pieces::new().hanzi(&words).hanzi(&unit.zh)))
}

/// 300w张 → 三百万张, 10W+ → 十万加.
pub fn ten_thousands(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let number = Number::at(text, place)?;
    let next = text.at(number.end + 1);
    let counts = match text.at(number.end) {
        'w' => !next.is_ascii_alphanumeric() && next != '/',
        'W' => next == '+',
        _ => false,
    };
    let words = if number.whole == "2" && number.is_whole() { "两".to_owned() } else { number.words() };
    counts.then(|| (number.end + 1, Pieces::new().hanzi(&words).hanzi("万")))
}

/// 1000多km², 每kg: a unit after hanzi that count.
pub fn after_hanzi(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let before = text.before(text.skip_blanks_back(place));
    if !"零〇一二两三四五六七八九十百千万亿多余几每半点下度/".contains(before) {
        return None;
    }
    let unit = units::at(text, place).filter(|unit| !is_word(text, place, unit) && !text.has(place, "in"))?;
    let is_letter = unit.end - place == 1 && text.at(place).is_ascii_alphabetic();
    let large = is_letter && "万亿".contains(before) && "tmgLW".contains(text.at(place));
    (!is_letter || before == '每' || large).then(|| (unit.end, Pieces::new().hanzi(&unit.zh)))
}

/// The unit after a number, a blank between at most. Before another Latin word, it is a word itself: 10 in China.
pub fn after(text: &Text<'_>, end: usize) -> Option<Unit> {
    let place = text.skip_blanks(end);
    units::at(text, place).filter(|unit| !is_word(text, place, unit))
}

fn is_word(text: &Text<'_>, place: usize, unit: &Unit) -> bool {
    let print = text.folded(place, unit.end);
    let letter = print.len() == 1 && print.starts_with(is_latin);
    (letter || tables::get().unit_words.has(&print))
        && text.at(unit.end) == ' '
        && is_latin(text.at(unit.end + 1))
}

/// The number before a unit. 2 is 两, but 二 before 千, 兆 and 吉, which would sound like a larger number.
pub fn count(number: &Number, unit: &Unit) -> String {
    let plain = tables::get().unit_powers.begins(&unit.zh);
    if number.is_whole() && number.whole == "2" && !plain { "两".to_owned() } else { number.words() }
}

/// What a sign of shares is said as, before its number.
pub fn share(sign: char) -> Option<&'static str> {
    tables::get().parts.get(&sign).map(String::as_str)
}

/// Whether degrees of temperature stand at `end`.
pub fn is_cold(text: &Text<'_>, end: usize) -> bool {
    let place = text.skip_blanks(end);
    matches!(text.at(place), '℃' | '°' | '度' | '℉') || text.has(place, "摄氏度")
}

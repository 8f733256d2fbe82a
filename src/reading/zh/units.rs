//! Numbers with units: 620N·m, 5-8℃, 3㎡.

use std::sync::LazyLock;

use super::super::lexis::{Lexis, Words};
use super::super::number::Number;
use super::super::piece::Pieces;
use super::super::tables::{rows, words};
use super::super::text::{Text, is_latin};
use super::super::units::{self, Unit};

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
            [letter, name, cues] => Some((letter.to_owned(), (name, words(cues)))),
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
    let whole = |unit: &Unit| ["升", "克", "公里", "平方米"].iter().any(|name| unit.zh.ends_with(name));
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
    (letter || ["in", "bar", "min", "mol", "ha", "Mach"].contains(&print.as_str()))
        && text.at(unit.end) == ' '
        && is_latin(text.at(unit.end + 1))
}

/// The number before a unit. 2 is 两, but 二 before 千, 兆 and 吉, which would sound like a larger number.
pub fn count(number: &Number, unit: &Unit) -> String {
    let plain = unit.zh.starts_with(['千', '百', '兆', '吉', '太']);
    if number.is_whole() && number.whole == "2" && !plain { "两".to_owned() } else { number.words() }
}

/// What a sign of shares is said as, before its number.
pub fn share(sign: char) -> Option<&'static str> {
    Some(match sign {
        '%' => "百分之",
        '‰' => "千分之",
        '‱' => "万分之",
        _ => return None,
    })
}

/// Whether degrees of temperature stand at `end`.
pub fn is_cold(text: &Text<'_>, end: usize) -> bool {
    let place = text.skip_blanks(end);
    matches!(text.at(place), '℃' | '°' | '度' | '℉') || text.has(place, "摄氏度")
}

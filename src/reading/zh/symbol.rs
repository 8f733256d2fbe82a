//! Signs before and behind numbers and names: plus, comparison, number sign, signs by name.

use std::sync::LazyLock;

use super::{context, tables, write};
use crate::reading::lexis::Lexis;
use crate::reading::models;
use crate::reading::number::Number;
use crate::reading::piece::Pieces;
use crate::reading::tables::rows;
use crate::reading::text::{EDGE, Text, is_dash, is_hanzi, is_latin};
use crate::reading::units;

/// Whether `c` is a sign that is heard.
pub fn said(c: char) -> bool {
    is_hanzi(c) || c.is_ascii_alphanumeric()
}

/// ~50 → 约五十.
pub fn about(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let starts = !text.before(place).is_ascii_alphanumeric() && !is_hanzi(text.before(place))
        || text.before(place) == EDGE;
    (text.at(place) == '~' && text.at(place + 1).is_ascii_digit() && starts)
        .then(|| (place + 1, Pieces::new().hanzi("约")))
}

/// 1+2, T+1, 文化+旅游 → 加; +3% → 正; a plus for "and more" too: 50+.
pub fn plus(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    if text.at(place) != '+' {
        return None;
    }
    let left = text.before(text.skip_blanks_back(place));
    let right = text.at(text.skip_blanks(place + 1));
    let quoted = matches!(left, '”' | '》' | '）' | ')' | '’' | '"' | '%');
    let words = match (said(left) || quoted, right) {
        (true, _) if is_hanzi(left) && is_gain(text, place + 1) => "正",
        (true, _) => "加",
        (false, right) if right.is_ascii_digit() => "正",
        (false, right) if said(right) || matches!(right, '“' | '《') => "加",
        _ => return None,
    };
    Some((place + 1, Pieces::new().hanzi(words)))
}

/// 评级下调至BBB- → 负: a hyphen that ends a rating.
pub fn mark_down(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let rating = |place: usize| matches!(text.at(place), 'A'..='D');
    let ends = !is_dash(text.at(place + 1)) && !text.at(place + 1).is_ascii_alphanumeric();
    (text.at(place) == '-' && place > 0 && rating(place - 1) && ends)
        .then_some(place + 1)
        .filter(|_| tables::get().ratings.within(text, place.saturating_sub(20), place))
        .map(|end| (end, Pieces::new().hanzi("负")))
}

/// Whether what follows a plus is a share or a temperature: 同比+3.2%.
fn is_gain(text: &Text<'_>, place: usize) -> bool {
    Number::at(text, place).is_some_and(|number| matches!(text.at(number.end), '%' | '‰' | '℃' | '°'))
}

/// 2 = 1 + 1, 2<=4, 3×5, 10÷2, ≥100: signs of arithmetic beside figures or words.
pub fn arithmetic(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let (end, words) = tables::get().arithmetic.longest_at(text, place)?;
    let times = matches!(text.at(place), '×' | '*' | '✕' | '✖');
    let right = text.at(text.skip_blanks(end));
    let left = text.before(text.skip_blanks_back(place));
    let figure = right.is_ascii_digit() || (right == '-' && text.at(end + 1).is_ascii_digit());
    let equation = text.before(end) == '='
        && (left.is_alphanumeric() || left == '”')
        && (is_hanzi(right) || is_latin(right) || right == '“');
    let product = times
        && !left.is_ascii_digit()
        && !"米度寸尺元月天）)".contains(left)
        && !context::counted(text, place);
    let letters = times && is_latin(left) && is_latin(right);
    ((figure && !product) || equation || letters).then(|| (end, Pieces::new().hanzi(words)))
}

/// 3# → 三号; №5 → 第五.
pub fn number_sign(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let next = text.at(place + 1);
    let after = text.before(place).is_ascii_digit() && !is_latin(next) && !next.is_ascii_digit();
    (text.at(place) == '#' && after).then(|| (place + 1, Pieces::new().hanzi("号")))
}

/// 二○二四: a circle in place of 〇.
pub fn zero(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let circle = matches!(text.at(place), '○' | '◯');
    let year = is_digit(text.before(place)) || is_digit(text.at(place + 1));
    (circle && year).then(|| (place + 1, Pieces::new().hanzi("零")))
}

/// Whether `c` is a digit of a year in hanzi.
pub fn is_digit(c: char) -> bool {
    "一二三四五六七八九〇零○".contains(c)
}

/// ①, ⒈, ⑴, ㈠, Ⅲ, ½ and the unit and other signs of the table, by name.
pub fn symbol(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let sign = text.at(place);
    if let Some(value) = enclosed(sign) {
        return Some((place + 1, Pieces::new().hanzi(&write::cardinal(&value.to_string()))));
    }
    if let Some(digit) = models::subscript(sign) {
        return Some((place + 1, Pieces::new().hanzi(&write::digits(&digit.to_string()))));
    }
    let unit = units::at(text, place).filter(|unit| !unit.zh.is_empty()).map(|unit| (unit.end, unit.zh));
    let named = || named(text, place).map(|(end, name)| (end, name.to_owned()));
    // Ω-3: a letter, but 5Ω.
    let letter = sign == 'Ω' && !text.before(place).is_ascii_digit();
    let found = if letter { named() } else { unit.or_else(named) };
    found.map(|(end, name)| (end, Pieces::new().hanzi(&name)))
}

/// A sign of the tables by its name, with its end.
pub fn named(text: &Text<'_>, place: usize) -> Option<(usize, &'static str)> {
    static NAMES: LazyLock<Lexis<&'static str>> = LazyLock::new(|| {
        let tables = [include_str!("../data/symbols.tsv"), include_str!("../data/emoji.tsv")];
        let row = |row: Vec<&'static str>| Some(((*row.first()?).to_owned(), *row.get(1)?));
        Lexis::new(tables.into_iter().flat_map(rows).filter_map(row))
    });
    NAMES.longest_at(text, place).map(|(end, name)| (end, *name))
}

/// The number in a circle, in brackets, with a point, or in Roman letters of one character.
pub fn enclosed(sign: char) -> Option<u32> {
    let (first, value) = match sign {
        '①'..='⑳' => ('①', 1),
        '⑴'..='⒇' => ('⑴', 1),
        '⒈'..='⒛' => ('⒈', 1),
        '㉑'..='㉟' => ('㉑', 21),
        '㊱'..='㊿' => ('㊱', 36),
        '⓵'..='⓾' => ('⓵', 1),
        '❶'..='❿' => ('❶', 1),
        '➀'..='➉' => ('➀', 1),
        '➊'..='➓' => ('➊', 1),
        '⓫'..='⓴' => ('⓫', 11),
        '㈠'..='㈩' => ('㈠', 1),
        '㊀'..='㊉' => ('㊀', 1),
        'Ⅰ'..='Ⅻ' => ('Ⅰ', 1),
        'ⅰ'..='ⅻ' => ('ⅰ', 1),
        '⓪' | '⓿' => (sign, 0),
        _ => return None,
    };
    Some(sign as u32 - first as u32 + value)
}

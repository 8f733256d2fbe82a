//! Money with its sign before: ￥1.25, $12.5亿, US$3 million, HKD13.5.

use std::sync::LazyLock;

use super::{range, tables};
use crate::reading::lexis::Lexis;
use crate::reading::number::Number;
use crate::reading::piece::Pieces;
use crate::reading::tables::rows;
use crate::reading::text::{Text, is_latin};
use crate::text::is_traditional;

static CURRENCIES: LazyLock<Lexis<&'static str>> = LazyLock::new(|| {
    let row = |row: Vec<&'static str>| Some(((*row.first()?).to_owned(), *row.get(1)?));
    Lexis::new(rows(include_str!("../data/currencies.tsv")).filter_map(row))
});

/// The sign or the code of a currency, and its name. A bare $ in traditional print is that of the place, so 元, but where the
/// sentence speaks of America.
fn currency(text: &Text<'_>, place: usize) -> Option<(usize, &'static str)> {
    let (end, name) = CURRENCIES.longest_at(text, place)?;
    let is_bare = text.at(place) == '$' && end == place + 1;
    let own = is_bare
        && is_traditional(&std::iter::once(text.printed(0, text.len())))
        && !tables::get().american.within(text, 0, text.len());
    Some((end, if own { "元" } else { *name }))
}

/// $13.5 → 十三点五美元, $1.2亿 → 一点二亿美元, $5-10 → 五到十美元.
pub fn before_number(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let (end, name) = currency(text, place)?;
    let word = text.at(end - 1).is_ascii_alphabetic();
    let first = Number::at(text, text.skip_blanks(end))?;
    if word && is_latin(text.before(place)) {
        return None;
    }
    let (mut end, mut words) = (first.end, amount(&first));
    if let Some(((second, false), other)) = range::other_side(text, &first) {
        (end, words) = (other, words + "到" + &amount(&second));
    } else if let Some((stop, scaled)) = scaled(text, &first) {
        (end, words) = (stop, scaled);
    }
    let (stop, power) = powers(text, end);
    let named = text.has(stop, name) || (text.at(stop) == '元' && name.contains('元'));
    // RMB 500元 → 五百元人民币: the name holds the printed 元.
    let holds = usize::from(named && name.starts_with('元') && name.len() > '元'.len_utf8());
    let name = if named && holds == 0 { "" } else { name };
    Some((stop + holds, Pieces::new().hanzi(&words).hanzi(&power).hanzi(name)))
}

/// A sum: 14.60 → 十四点六, 36.00 → 三十六.
pub fn amount(number: &Number) -> String {
    let mut number = number.clone();
    if number.fraction.len() == 2 {
        number.fraction.truncate(number.fraction.trim_end_matches('0').len());
    }
    number.words()
}

/// 12.50元, 54,275.00万元: a sum in figures before the name of its money.
pub fn after_number(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let number = Number::at(text, place).filter(|number| number.fraction.len() == 2)?;
    let next = powers(text, text.skip_blanks(number.end)).0;
    let is_money = tables::get().sums.starts_at(text, next).is_some();
    (is_money && number.fraction.ends_with('0')).then(|| (number.end, Pieces::new().hanzi(&amount(&number))))
}

/// 100USD, 5$, 100万 USD: the sign or the code behind its sum.
pub fn before_sign(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let number = Number::at(text, place)?;
    let (stop, power) = powers(text, number.end);
    let (end, name) = currency(text, text.skip_blanks(stop))?;
    let ends = !text.at(end).is_ascii_alphanumeric();
    ends.then(|| (end, Pieces::new().hanzi(&amount(&number)).hanzi(&power).hanzi(name)))
}

/// 万, 亿 and 多 or 余 after a number.
fn powers(text: &Text<'_>, end: usize) -> (usize, String) {
    const MOST: usize = 4;
    let words = &tables::get().powers;
    let next = |stop: &usize| words.starts_at(text, *stop).filter(|next| next - end <= MOST);
    let stop = std::iter::successors(Some(end), next).last().unwrap_or(end);
    (stop, text.folded(end, stop))
}

/// 5 million, 1.5B: powers of ten in English, as 万 and 亿.
fn scaled(text: &Text<'_>, number: &Number) -> Option<(usize, String)> {
    let place = text.skip_blanks(number.end);
    let end = text.run(place, 9, is_latin);
    let (shift, name) = match text.folded(place, end).to_ascii_lowercase().as_str() {
        "k" | "thousand" => (0, "千"),
        "m" | "mn" | "million" => (2, "万"),
        "b" | "bn" | "billion" => (1, "亿"),
        "t" | "trillion" => (0, "万亿"),
        _ => return None,
    };
    Some((end, shifted(number, shift).words() + name))
}

/// The number with its point so many digits further right.
fn shifted(number: &Number, shift: usize) -> Number {
    let mut shifted = number.clone();
    for _ in 0..shift {
        let moved = if shifted.fraction.is_empty() { '0' } else { shifted.fraction.remove(0) };
        shifted.whole.push(moved);
    }
    shifted.whole = shifted.whole.trim_start_matches('0').to_owned();
    shifted
}

//! Names of things that mix letters, hanzi and figures: 歼-20, C919, 4S店, GPT-4o, 985, 360公司.

use super::{code, context, measure, tables, write};
use crate::reading::latin;
use crate::reading::lexis::Words;
use crate::reading::models;
use crate::reading::models::{end_of, subscript};
use crate::reading::number::Number;
use crate::reading::piece::Pieces;
use crate::reading::text::{Text, is_dash, is_hanzi, is_latin};
use crate::reading::words::lists;

/// 985, 360公司, 301医院, 93式: numbers that are names.
pub fn name(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let tables = tables::get();
    let number = Number::at(text, place).filter(Number::is_whole)?;
    let next = text.skip_blanks(number.end);
    let words = || Pieces::new().hanzi(&write::digits(&number.whole));
    if text.at(next) == '式' && number.whole.len() == 2 && !number.whole.ends_with('0') {
        return Some((number.end, words()));
    }
    if text.before(place) == '第' || number.end - place != number.whole.len() {
        return None;
    }
    let long = number.whole.len() >= 3;
    let after_road = tables.highways.ends_before(text, place);
    if long && (after_road || is_road(text, next)) {
        return Some((number.end, words()));
    }
    // 360安全卫士: the longer word knows better than 安, the unit.
    let tail = tables.name_tails.starts_at(text, next).filter(|_| long).unwrap_or(next);
    let counts = |words: &Words| words.starts_at(text, next).is_some_and(|end| end >= tail);
    let counted = counts(&tables.counted)
        || counts(&tables.pairs)
        || tables.amounts.ends_before(text, text.skip_blanks_back(place));
    let known = tables.names.starts_at(text, place).is_some_and(|end| end >= number.end)
        || (number.whole.len() == 2 && tables.year_tails.starts_at(text, next).is_some());
    let room = long && is_in_house(text, place);
    ((known || room || tail > next) && !counted).then(|| (number.end, words()))
}

/// Whether a number stands at `place` that is a name by itself, 985, or one that the public calls, 110.
pub fn is_named(text: &Text<'_>, place: usize) -> bool {
    let end = Some(text.digits(place));
    let tables = tables::get();
    tables.names.starts_at(text, place) == end || tables.hotlines.starts_at(text, place) == end
}

/// Whether a road, a line or a room stands at `place`, called by its digits: 路, but not 路段.
pub fn is_road(text: &Text<'_>, place: usize) -> bool {
    let tables = tables::get();
    let counted = tables.counted.starts_at(text, place).unwrap_or_default();
    tables.roads.starts_at(text, place).is_some_and(|end| end >= counted)
}

/// Whether a numbered part of a house stands before: 2单元301, A座1208.
fn is_in_house(text: &Text<'_>, place: usize) -> bool {
    let mut starts = tables::get().house_parts.starts_before(text, place);
    starts.any(|start| text.before(start).is_ascii_alphanumeric())
}

/// U.S., J.K.罗琳: the points of initials are not heard.
pub fn initials(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let (end, letters) = latin::initials(text, place)?;
    let named = letters.len() > 1 || is_hanzi(text.at(end)) || text.at(end) == ' ';
    let starts = !is_latin(text.before(place)) && text.before(place) != '.';
    (named && starts).then(|| (end, Pieces::new().letters(&letters)))
}

/// The longest name that is read in words; longer ones are codes, spelled.
const LONGEST: usize = 32;
/// The longest name of capitals and figures alone.
const LONGEST_CODE: usize = 14;

/// 歼-20, 东风-21D: the hyphen after the name of a known series is not heard.
pub fn series(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let known = is_dash(text.at(place)) && tables::get().models.ends_before(text, place);
    if known { after_hyphen(text, place) } else { None }
}

/// The same after other hanzi, where nothing is counted or measured: 力鸿-1.
pub fn hyphen(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let named = text.at(place) == '-' && is_hanzi(text.before(place));
    let number = Number::at(text, place + 1).filter(|number| named && number.is_whole())?;
    let counts = context::measures(text, number.end) || number.whole.len() > 4;
    if counts { None } else { after_hyphen(text, place) }
}

/// 波音737-800, 骁龙888: the figures right after a maker's or a series' name, three or more of them.
pub fn branded(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let before = text.skip_blanks_back(place);
    let brand =
        tables::get().brands.ends_before(text, before) && (before == place || is_latin(text.before(before)));
    if text.digits(place) < place + 3 || !brand {
        return None;
    }
    let end = end_of(text, place);
    let measured = measure::after(text, text.digits(place)).is_some() || context::measures(text, end);
    (!measured).then(|| (end, mixed(&text.folded(place, end))))
}

fn after_hyphen(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let end = end_of(text, place + 1);
    text.at(place + 1).is_ascii_digit().then(|| (end, mixed(&text.folded(place + 1, end))))
}

/// B2B, O2O, T2T: one capital, 2, one capital; the 2 is said "to".
pub fn to(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let [first, two, last] = *text.slice(place, place + 3) else { return None };
    let capitals = first.is_ascii_uppercase() && two == '2' && last.is_ascii_uppercase();
    let ends = !text.at(place + 3).is_ascii_alphanumeric();
    // H2O; B2F is a floor.
    let formula = last == 'O' && first != 'O' || (first, last) == ('B', 'F');
    (capitals && ends && !formula).then(|| {
        let pieces = Pieces::new().letters(&first.to_string()).english("to");
        (place + 3, pieces.letters(&last.to_string()))
    })
}

/// C919, F-35B, GPT-4o, PM2.5, CO₂: letters first, figures after.
pub fn letters_first(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let end = before_share(text, place, name_end(text, place));
    let name = text.slice(place, end);
    // x², mc².
    if let [letters @ .., raised @ ('²' | '³')] = name
        && (letters.len() == 1 || letters.iter().all(char::is_ascii_lowercase))
    {
        let power = if *raised == '²' { "平方" } else { "立方" };
        return Some((end, latin::say(&letters.iter().collect::<String>()).hanzi(power)));
    }
    if let Some(found) = row(text, place, end).or_else(|| before_amount(text, place)) {
        return Some(found);
    }
    let figures = name.iter().any(|c| c.is_ascii_digit() || subscript(*c).is_some());
    figures.then(|| (end, name_words(&text.folded(place, end))))
}

/// The end of a name; words with hyphens between them belong to the figures behind: River-Lake-7B.
fn name_end(text: &Text<'_>, place: usize) -> usize {
    let words = latin::word_end(text, place);
    let figures = text.at(words) == '-' && text.at(words + 1).is_ascii_digit();
    let hyphens = text.slice(place, words).contains(&'-') && words - place < LONGEST;
    if figures && hyphens { end_of(text, words + 1) } else { end_of(text, place) }
}

/// The end of a name, or of its letters where a share stands behind them: PPI-2.9%, PMI50.3%.
fn before_share(text: &Text<'_>, place: usize, end: usize) -> usize {
    let share = matches!(text.at(end), '%' | '‰');
    let hyphen = text.slice(place, end).iter().rposition(|c| *c == '-').filter(|_| share);
    let letters = text.run(place, LONGEST, |c| c.is_ascii_uppercase());
    let plain = letters > place + 1 && text.run(letters, LONGEST, |c| c.is_ascii_digit() || c == '.') == end;
    match hyphen {
        Some(at) => place + at,
        None if share && plain => letters,
        None => end,
    }
}

/// A2-A4版 → A二到A四: from one to another of a row, the letters the same.
fn row(text: &Text<'_>, place: usize, end: usize) -> Option<(usize, Pieces)> {
    let name = text.folded(place, end);
    let (first, second) = name.split_once('-')?;
    let parts = |name: &str| {
        let figures = name.trim_start_matches(|c: char| c.is_ascii_uppercase()).to_owned();
        let letters = name.strip_suffix(figures.as_str())?.to_owned();
        let number: u32 = figures.parse().ok()?;
        (!letters.is_empty() && letters.len() < 3).then_some((letters, number))
    };
    let ((letters, from), (same, to)) = (parts(first)?, parts(second)?);
    (letters == same && from < to).then(|| (end, mixed(first).hanzi("到").and(mixed(second))))
}

/// `DHA200mg`: the letters alone, where an amount stands behind them.
fn before_amount(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let letters = text.run(place, LONGEST, |c| c.is_ascii_uppercase());
    let figures = text.digits(letters);
    let unit = measure::after(text, figures).filter(|unit| unit.end > figures + 1)?;
    let measured = letters > place + 1
        && figures > letters
        && text.slice(figures, unit.end).iter().any(char::is_ascii_lowercase);
    measured.then(|| (letters, latin::say(&text.folded(place, letters))))
}

/// 88VIP, 4S店, 5G, 99A坦克: figures first, letters after.
pub fn figures_first(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let number = Number::at(text, place)?;
    let letter = text.at(number.end);
    if !is_latin(letter) {
        return None;
    }
    let times = matches!(letter, 'x' | 'X') && is_measured_or_ends(text, number.end + 1);
    if times {
        return Some((number.end + 1, Pieces::new().hanzi(&number.words()).hanzi("乘")));
    }
    let end = before_equal(text, &number, end_of(text, place));
    let rest = text.folded(number.end, end);
    // 25Q4, 24H1: a year without its century. Ultra 9 285K: a figure behind one.
    let quarter =
        matches!(rest.as_bytes(), [b'Q', b'1'..=b'4'] | [b'H', b'1' | b'2']) && number.whole.len() == 2;
    let second = text.before(place) == ' ' && place > 1 && text.before(place - 1).is_ascii_digit();
    let size = lists().sizes.contains(&rest.as_str());
    let words = match number.whole.as_bytes() {
        _ if !number.is_whole() => number.words(),
        [a, b] if a == b || quarter || text.at(end) == '式' => write::digits(&number.whole),
        long if long.len() >= 3 && second => write::digits(&number.whole),
        long if long.len() >= 3 && !size => figure(&number.whole),
        _ => number.words(),
    };
    Some((end, Pieces::new().hanzi(&words).and(name_words(&rest))))
}

/// The end of a name of figures and letters; of 8k-12k, that of its first half.
fn before_equal(text: &Text<'_>, number: &Number, end: usize) -> usize {
    let letters = |place| text.run(place, LONGEST, is_latin);
    let first = letters(number.end);
    let second = text.digits(first + 1);
    let same = text.at(first) == '-'
        && second > first + 1
        && letters(second) == end
        && text.slice(number.end, first) == text.slice(second, end);
    if same { first } else { end }
}

/// Whether a number at `place` is followed by no letter but those of a unit: 1920x1080p, but not 9800X3D.
fn is_measured_or_ends(text: &Text<'_>, place: usize) -> bool {
    let end = text.digits(place);
    let letter = text.at(end);
    end > place
        && (!is_latin(letter) || matches!(letter, 'p' | 'x' | 'X') || measure::after(text, end).is_some())
}

fn name_words(name: &str) -> Pieces {
    let code =
        name.len() > LONGEST_CODE && !name.contains(|c: char| !c.is_ascii_uppercase() && !c.is_ascii_digit());
    if name.len() > LONGEST || code {
        code::spelled(&name.replace(|c: char| !c.is_ascii_alphanumeric(), ""))
    } else {
        mixed(name)
    }
}

/// The parts of a name one after another, figures by [`figure`]; behind others three and more are read digit by digit, and
/// the hyphen of a flat is heard: A5-14F is not A54F, and A1-4版 are pages.
fn mixed(name: &str) -> Pieces {
    let (mut rest, mut last) = (name, 0);
    models::parts(name, |digits| {
        let (before, behind) = rest.split_once(digits).unwrap_or_default();
        rest = behind;
        let length = if digits.contains('.') { usize::MAX } else { digits.len() };
        let words = match (last, length) {
            (1.., 3..) => write::digits(digits),
            // TR310-2 is a room.
            (3..10, 1 | 2) if before == "-" && behind.is_empty() && name.starts_with(is_latin) => {
                "杠".to_owned() + &figure(digits)
            }
            (1 | 2, _) if before == "-" && behind.starts_with(|c: char| c.is_ascii_uppercase()) => {
                "杠".to_owned() + &figure(digits)
            }
            _ => figure(digits),
        };
        last = length;
        Pieces::new().hanzi(&words)
    })
}

/// Up to two digits and round hundreds are a number, others are read digit by digit: 35 → 三十五, 500 → 五百,
/// 919 → 九一九, 2.5 → 二点五, .5 → 点五.
fn figure(figure: &str) -> String {
    let mut groups = figure.split('.').map(|group| match group.len() {
        0 => String::new(),
        1 | 2 if !group.starts_with('0') => write::cardinal(group),
        3 | 4 if !group.starts_with('0') && group[1..].bytes().all(|digit| digit == b'0') => {
            write::cardinal(group)
        }
        _ => write::digits(group),
    });
    let first = groups.next().unwrap_or_default();
    figure.split('.').skip(1).fold(first, |words, group| format!("{words}点{}", write::digits(group)))
}

/// 7-11 beside a word about shops: the shop, 七十一.
pub fn shop(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let alone =
        !is_dash(text.before(place)) && !text.at(place + 4).is_ascii_digit() && !is_dash(text.at(place + 4));
    let shops = &tables::get().shops;
    let near = || {
        shops.within(text, place.saturating_sub(NEAR), place)
            || shops.within(text, place + 4, place + 4 + NEAR)
    };
    (text.has(place, "7-11") && alone && near()).then(|| (place + 4, Pieces::new().hanzi("七十一")))
}

/// How far around 7-11 a word about shops is looked for, in characters.
const NEAR: usize = 8;

/// 李××, ×××公司, 王○○ → 某某: a name that is not told.
pub fn nameless(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let sign = text.at(place);
    let end = text.run(place, 4, |c| c == sign);
    let hidden = matches!(sign, '×' | '✕' | '○' | '◯') && (place + 2..=place + 3).contains(&end);
    hidden.then(|| (end, Pieces::new().hanzi(&"某".repeat(end - place))))
}

//! Numbers by themselves, in pairs, with signs and units.

use super::super::number::Number;
use super::super::piece::Pieces;
use super::super::text::{Text, is_dash, is_latin};
use super::super::units;
use super::{dates, tables, write};

/// How far around a pair of numbers a word about games is looked for, in characters.
const NEAR: usize = 40;

/// The words of a number.
pub fn words(number: &Number) -> String {
    if number.is_code() {
        write::digits(&number.whole)
    } else {
        write::decimal(&number.whole, &number.fraction)
    }
}

/// 1,505.5 → one thousand five hundred five point five; Flight 370 → three seventy.
pub fn plain(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let number = Number::at(text, place)?;
    let called = number.is_whole() && tables::get().called.ends_before(text, text.skip_blanks_back(place));
    let words = if called { write::called(&number.whole) } else { words(&number) };
    Some((number.end, Pieces::new().english(&words)))
}

/// .5 → zero point five.
pub fn point(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let starts = text.at(place) == '.' && !text.before(place).is_ascii_alphanumeric();
    if starts { percent(text, place).or_else(|| plain(text, place)) } else { None }
}

/// 21st → twenty-first.
pub fn ordinal(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let number = Number::at(text, place).filter(Number::is_whole)?;
    let tail = ["st", "nd", "rd", "th"].iter().any(|tail| text.has(number.end, tail));
    let ends = !text.at(number.end + 2).is_alphanumeric();
    (tail && ends).then(|| (number.end + 2, Pieces::new().english(&write::ordinal(&number.whole))))
}

/// 1/2 → one half, 3/4 → three quarters, 2/3 → two thirds.
pub fn fraction(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let first = Number::at(text, place).filter(Number::is_whole)?;
    let second = Number::at(text, first.end + 1).filter(|_| text.at(first.end) == '/')?;
    let value = second.value().filter(|value| *value > 1 && second.whole.len() < 4)?;
    let one = first.whole == "1";
    let part = match value {
        2 if one => "half".to_owned(),
        2 => "halves".to_owned(),
        4 if one => "quarter".to_owned(),
        4 => "quarters".to_owned(),
        _ if one => write::ordinal(&second.whole),
        _ => format!("{}s", write::ordinal(&second.whole)),
    };
    let words = format!("{} {part}", words(&first));
    (text.at(second.end) != '/').then(|| (second.end, Pieces::new().english(&words)))
}

/// 3-1 beside a word about games → three one... said with "to".
pub fn score(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let first = Number::at(text, place).filter(Number::is_whole)?;
    let (second, end) = other_side(text, &first, None).filter(|(second, _)| second.is_whole())?;
    let short =
        first.whole.len() <= 3 && second.whole.len() <= 3 && !is_latin(text.at(text.skip_blanks(end)));
    let near = tables::get().games.within(text, place.saturating_sub(NEAR), place);
    let chained = is_dash(text.at(end)) && text.at(end + 1).is_ascii_digit();
    let nil = |number: &Number| if number.whole == "0" { "nothing".to_owned() } else { words(number) };
    (short && near && !chained)
        .then(|| (end, Pieces::new().english(&format!("{} to {}", nil(&first), nil(&second)))))
}

/// 5-10, 2014–17, 15-20%, 5-10 km: "to" between, what measures them after.
pub fn range(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let first = Number::at(text, place)?;
    let (second, end) = other_side(text, &first, None)?;
    if is_dash(text.at(end)) && text.at(end + 1).is_ascii_digit() {
        return None;
    }
    let is_year = |digits: &str| digits.len() == 4 && ("1100".."2100").contains(&digits);
    if first.is_whole() && is_year(&first.whole) && (is_year(&second.whole) || second.whole.len() == 2) {
        let later =
            if second.whole.len() == 2 { write::called(&second.whole) } else { write::year(&second.whole) };
        return Some((end, Pieces::new().english(&format!("{} to {later}", write::year(&first.whole)))));
    }
    let words = format!("{} to {}", words(&first), words(&second));
    let sign = text.skip_blanks(end);
    if text.at(sign) == '%' {
        return Some((sign + 1, Pieces::new().english(&words).english("percent")));
    }
    let unit = unit(text, end);
    let pieces = Pieces::new().english(&words);
    Some(unit.map_or((end, pieces.clone()), |unit| (unit.end, pieces.phrase(&unit.many))))
}

/// 36.3% → thirty-six point three percent.
pub fn percent(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let number = Number::at(text, place)?;
    let sign = text.skip_blanks(number.end);
    let share = match text.at(sign) {
        '%' => "percent",
        '‰' => "per mille",
        _ => return None,
    };
    Some((sign + 1, Pieces::new().english(&words(&number)).english(share)))
}

/// 160km/h → one hundred sixty kilometers per hour.
pub fn measured(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let number = Number::at(text, place)?;
    let unit = unit(text, number.end)?;
    let name = if number.whole == "1" && number.is_whole() { &unit.one } else { &unit.many };
    Some((unit.end, Pieces::new().english(&words(&number)).phrase(name)))
}

/// The unit after a number. After a blank, what is an English word too is no unit.
fn unit(text: &Text<'_>, end: usize) -> Option<units::Unit> {
    let place = text.skip_blanks(end);
    let unit = units::at(text, place)?;
    let print = text.folded(place, unit.end);
    let word = place > end
        && matches!(
            print.as_str(),
            "in" | "bar" | "t" | "m" | "s" | "h" | "g" | "l" | "L" | "V" | "W" | "r" | "hp" | "min" | "Mach"
        );
    let model = place == end && matches!(print.as_str(), "V" | "W" | "U" | "s" | "t" | "L");
    (!word && !model).then_some(unit)
}

/// -5 → minus five.
pub fn minus(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let before = text.before(place);
    let starts =
        text.at(place) == '-' && !before.is_alphanumeric() && !matches!(before, ')' | '”' | '"' | '%' | '.');
    let rules: [super::Rule; 3] = [percent, measured, plain];
    let (end, pieces) = rules.iter().find_map(|rule| rule(text, place + 1).filter(|_| starts))?;
    Some((end, Pieces::new().english("minus").and(pieces)))
}

/// A dash between two numbers that each have their measure: $5–$10, 5%-8%.
pub fn to(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let end = text.run(place, 2, is_dash);
    let before = text.before(text.skip_blanks_back(place));
    let left = before.is_ascii_digit()
        || matches!(before, '%' | '°' | '℃')
        || (text.at(place) == '–' && is_latin(text.before(place)));
    let next = text.at(text.skip_blanks(end));
    let right = next.is_ascii_digit() || matches!(next, '$' | '€' | '£' | '¥');
    (end > place && end <= place + 1 && left && right).then(|| (end, Pieces::new().english("to")))
}

/// (555) 123-4567, 555-123-4567, +1 555 123 4567 → digit by digit.
pub fn phone(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let sign = |c: char| c.is_ascii_digit() || matches!(c, '(' | ')' | '-' | ' ' | '+' | '.');
    if !matches!(text.at(place), '(' | '+') && !text.at(place).is_ascii_digit()
        || dates::numeric(text, place).is_some()
    {
        return None;
    }
    let mut end = text.run(place, 22, sign);
    while end > place && !text.at(end - 1).is_ascii_digit() {
        end -= 1;
    }
    let print = text.folded(place, end);
    let groups: Vec<&str> =
        print.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let count: usize = groups.iter().map(|group| group.len()).sum();
    let shape: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let known =
        matches!(shape[..], [3, 3, 4] | [1, 3, 3, 4] | [3, 4]) && (shape.len() > 2 || print.len() == 8);
    let foreign = print.starts_with('+') && (8..=15).contains(&count);
    (known || foreign).then(|| (end, Pieces::new().english(&write::digits(&print))))
}

/// The number after a dash behind `first`, a currency sign before it allowed, and its end.
pub fn other_side(text: &Text<'_>, first: &Number, sign: Option<char>) -> Option<(Number, usize)> {
    let end = first.end;
    if !is_dash(text.at(end)) {
        return None;
    }
    let place =
        end + 1 + usize::from(sign.is_some_and(|sign| sign == text.at(end + 1) && !sign.is_ascii_digit()));
    let second = Number::at(text, place).filter(|_| text.at(place) != '.')?;
    let end = second.end;
    (!first.is_code()).then_some((second, end))
}

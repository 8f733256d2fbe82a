//! Numbers with units.

use super::date::starts_day;
use super::number::words;
use super::{context, tables, write};
use crate::model::Mark;
use crate::reading::number::Number;
use crate::reading::piece::Pieces;
use crate::reading::text::{EDGE, Text, is_latin};
use crate::reading::units;
use crate::reading::words::lists;

/// The English names of a unit, and one past its last character.
pub struct Measure {
    /// After one, and before a noun.
    pub one: String,
    /// After numbers other than one.
    pub many: String,
    /// One past its last character.
    pub end: usize,
}

/// 160km/h → one hundred sixty kilometers per hour, a 6-ft fence, the 100m sprint → one hundred meter.
pub fn measured(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let number = Number::at(text, place)?;
    if let Some(unit) = hyphened(text, number.end) {
        return Some((unit.end, Pieces::new().english(&words(&number)).phrase(&unit.one)));
    }
    let unit = unit(text, number.end)?;
    let million = text.at(number.end) == 'm' && unit.end == number.end + 1 && text.at(unit.end) == ' ';
    if million && tables::get().millions.starts_at(text, unit.end + 1).is_some() {
        return Some((unit.end, Pieces::new().english(&words(&number)).english("million")));
    }
    // 4K and a 10K run are names, 100K is a number.
    if unit.one == "thousand" && number.value().is_none_or(|value| value <= 42) {
        return None;
    }
    // Exit 14B is a name.
    let named = tables::get().called.ends_before(text, text.skip_blanks_back(place));
    if unit.one.ends_with("ion") && named {
        return None;
    }
    let next = text.skip_blanks(unit.end);
    let race = tables::get().races.starts_at(text, next).is_some()
        || unit.one.starts_with("mill") && tables::get().bores.starts_at(text, next).is_some();
    let single =
        (number.whole == "1" && number.is_whole()) || race || context::is_attribute(text, place, unit.end);
    let name = if single { &unit.one } else { &unit.many };
    Some((unit.end, Pieces::new().english(&words(&number)).phrase(name)))
}

/// 32C, -12 C (10 F) → degrees Celsius and Fahrenheit, where weather is spoken of.
pub fn degrees(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let number = Number::at(text, place)?;
    let letter = text.skip_blanks(number.end);
    let scale = match text.at(letter) {
        'C' => "Celsius",
        'F' => "Fahrenheit",
        _ => return None,
    };
    let weather = tables::get().weather.within(text, place.saturating_sub(60), letter + 60);
    let ends = !text.at(letter + 1).is_alphanumeric() && text.at(letter + 1) != '-';
    (weather && ends)
        .then(|| (letter + 1, Pieces::new().english(&words(&number)).english("degrees").english(scale)))
}

/// The unit of a 45-mph zone, a 5-km run: letters enough to be sure of it.
pub fn hyphened(text: &Text<'_>, end: usize) -> Option<Measure> {
    let unit = unit(text, end + 1).filter(|_| text.at(end) == '-')?;
    (unit.end > end + 2 && text.at(unit.end) == ' ').then_some(unit)
}

/// The unit after a number. After a blank, what is an English word too is no unit.
pub fn unit(text: &Text<'_>, end: usize) -> Option<Measure> {
    if is_inch(text, end) {
        return Some(Measure { one: "inch".to_owned(), many: "inches".to_owned(), end: end + 1 });
    }
    let place = text.skip_blanks(end);
    if let Some(measure) = named(text, place, place == end) {
        return Some(measure);
    }
    let unit = units::at(text, place)?;
    let tables = tables::get();
    let print = text.folded(place, unit.end);
    // 8 ft 3 in high: behind feet these are inches.
    let figures =
        text.slice(end.saturating_sub(2), end).iter().rev().take_while(|c| c.is_ascii_digit()).count();
    let feet = text.skip_blanks_back(end - figures);
    let inches = print == "in" && tables.feet.ends_before(text, feet);
    let word = place > end && !inches && tables.unit_words.has(&print);
    let model = place == end && tables.unit_letters.has(&print);
    (!word && !model).then_some(Measure { one: unit.one, many: unit.many, end: unit.end })
}

/// How far back a quotation that may end at a straight quote is looked for, in characters.
const QUOTED: usize = 80;

/// Whether a sign behind a number means inches, 65", and closes no quotation.
fn is_inch(text: &Text<'_>, place: usize) -> bool {
    let opens = |at: usize| text.at(at) == '"' && !text.before(at).is_ascii_digit();
    let quoted = || (place.saturating_sub(QUOTED)..place).any(opens);
    text.before(place).is_ascii_digit() && (text.at(place) == '″' || text.at(place) == '"' && !quoted())
}

/// A measure that English alone prints: sq ft, mpg, GB. Powers of ten stand close up: 100K, 3bn.
fn named(text: &Text<'_>, place: usize, close: bool) -> Option<Measure> {
    let (end, names) = tables::get().measures.longest_at(text, place)?;
    let (one, many) = names.split_once('|').unwrap_or((names, names));
    let joined = is_latin(text.before(end)) && text.at(end).is_ascii_alphanumeric();
    let power = one == many && one.ends_with('d') | one.ends_with("ion");
    // 8B parameters, but 221B Baker Street.
    let tail = text.run(end, 1, |c| c == '+');
    let sure = text.slice(place, end).len() > 1 || tail > end;
    let counts = close && (sure || text.at(tail) == ' ' && text.at(tail + 1).is_ascii_lowercase());
    (!joined && (counts || !power)).then(|| {
        // At the end of a sentence the point is its own.
        let next = text.at(text.skip_blanks(end));
        let day = starts_day(text, text.skip_blanks(end));
        let stops = text.before(end) == '.' && (next == EDGE || next.is_uppercase() && !day);
        Measure { one: one.to_owned(), many: many.to_owned(), end: end - usize::from(stops) }
    })
}

/// ½ tsp → half a teaspoon, ¾ cup → three quarters of a cup, ⅓ mile → a third of a mile: a part of a measure.
pub fn part(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let part = match text.at(place) {
        '½' => "half",
        '¼' => "a quarter of",
        '¾' => "three quarters of",
        '⅓' => "a third of",
        '⅔' => "two thirds of",
        '⅛' => "an eighth of",
        _ => return None,
    };
    let next = text.skip_blanks(place + 1);
    let word = tables::get().portions.starts_at(text, next).filter(|end| !is_latin(text.at(*end)));
    let (end, name) = word.map(|end| (end, text.folded(next, end))).or_else(|| {
        let unit = unit(text, place + 1)?;
        Some((unit.end, unit.one))
    })?;
    let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) || name == "hour" { "an" } else { "a" };
    let alone =
        !text.before(place).is_ascii_digit() && !text.before(text.skip_blanks_back(place)).is_ascii_digit();
    alone.then(|| (end, Pieces::new().english(part).english(article).phrase(&name)))
}

/// 6'2" → six foot two.
pub fn height(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let feet = text.digits(place);
    let inches = text.digits(feet + 1);
    let foot = matches!(text.at(feet), '\'' | '’' | '′');
    let inch = matches!(text.at(inches), '"' | '”' | '″');
    let words = |start, end| write::cardinal(&text.folded(start, end));
    (foot && inch && feet == place + 1 && (feet + 2..=feet + 3).contains(&inches)).then(|| {
        let words = format!("{} foot {}", words(place, feet), words(feet + 1, inches));
        (inches + 1, Pieces::new().english(&words))
    })
}

/// $20/hour → per hour, $2.99/lb. → per pound; between two amounts a pause: $50,000/10%.
pub fn rate(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let amount = text.at(place) == '/' && matches!(text.before(place), '0'..='9' | '%');
    if amount && let Some(unit) = unit(text, place + 1).filter(|unit| unit.end > place + 2) {
        return Some((unit.end, Pieces::new().english("per").phrase(&unit.one)));
    }
    if amount && matches!(text.at(place + 1), '0'..='9' | '$' | '€' | '£') {
        return Some((place + 1, Pieces::new().mark(Mark::Comma, ",")));
    }
    if text.at(place) == '/' && pays_for(text, place) {
        return Some((place + 1, Pieces::new().english("per")));
    }
    // $3 / day.
    let is_apart = text.before(place) == ' ' && text.at(place + 1) == ' ';
    let behind = place + 1 + usize::from(is_apart);
    let end = tables::get().rates.starts_at(text, behind).filter(|_| text.at(place) == '/')?;
    let before = if is_apart { text.before(text.skip_blanks_back(place)) } else { text.before(place) };
    (before.is_ascii_digit() || text.at(end) != '/' && is_latin(before) && !is_latin(text.at(end)))
        .then(|| (place + 1, Pieces::new().english("per")))
}

/// $100/semester: a sum and the word for what it is paid.
fn pays_for(text: &Text<'_>, place: usize) -> bool {
    const LONGEST_SUM: usize = 10;
    const SHORTEST_WORD: usize = 3;
    let left = text.slice(place.saturating_sub(LONGEST_SUM), place);
    let figures = left.iter().rev().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).count();
    let word = text.run(place + 1, 24, |c| c.is_ascii_lowercase());
    figures > 0
        && matches!(text.before(place - figures), '$' | '£' | '€')
        && word >= place + 1 + SHORTEST_WORD
        && !lists().clause_words.contains(&text.folded(place + 1, word).as_str())
        && text.at(word) != '/'
        && !(text.at(word) == '.' && text.at(word + 1).is_alphanumeric())
        && !is_latin(text.at(word))
}

/// A 6-3 guard → six foot three: a player's height, in feet and inches.
pub fn player(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let first =
        Number::at(text, place).filter(|feet| matches!(feet.whole.as_str(), "4" | "5" | "6" | "7"))?;
    let (second, end) = context::other_side(text, &first, None)?;
    let inches = second.value().filter(|inches| *inches < 12)?;
    let played = tables::get()
        .players
        .starts_at(text, text.skip_blanks(end))
        .is_some_and(|end| !is_latin(text.at(end)));
    (first.is_whole() && played).then(|| {
        let words = format!("{} foot {}", words(&first), write::words(inches));
        (end, Pieces::new().english(&words))
    })
}

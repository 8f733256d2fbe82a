//! Words, abbreviations, addresses, Roman numbers.

use super::date::starts_day;
use super::{context, tables, write};
use crate::reading::latin;
use crate::reading::models;
use crate::reading::piece::Pieces;
use crate::reading::roman;
use crate::reading::text::{EDGE, Text, is_dash, is_latin};

/// One word, or letters to spell.
#[allow(clippy::unnecessary_wraps, reason = "it has the shape of every rule")]
pub fn word(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let end = latin::word_end(text, place);
    let word = text.folded(place, end);
    let article = matches!(word.as_str(), "a" | "A" | "I" | "O");
    // Year(s): one or more.
    if text.has(end, "(s)") && word.ends_with(|c: char| c.is_ascii_lowercase()) && !is_latin(text.at(end + 3))
    {
        return Some((end + 3, Pieces::new().english(&(word + "s"))));
    }
    let plain = article || is_loud(text, place, end, &word);
    Some((end, if plain { Pieces::new().english(&word) } else { latin::say(&word) }))
}

/// How far a row of capitals is followed to each side, in characters.
const ROW: usize = 60;

/// Whether a word in capitals is said as a word, since its neighbours shout too, a headline or a dateline: HARROW
/// FALLS (AP) —, FBI PROBES BANK RAID. Known acronyms and words without a vowel are spelled even there.
fn is_loud(text: &Text<'_>, place: usize, end: usize, word: &str) -> bool {
    let capitals = |word: &str| word.len() > 1 && word.bytes().all(|c| c.is_ascii_uppercase());
    let acronyms = &tables::get().acronyms;
    let is_word =
        |word: &str| capitals(word) && word.contains(['A', 'E', 'I', 'O', 'U', 'Y']) && !acronyms.has(word);
    if !is_word(word) || !latin::is_spelled(word) {
        return false;
    }
    let row = |c: &&char| !c.is_lowercase() && !matches!(c, '.' | '!' | '?' | '"' | '“' | '”');
    let start = place - text.slice(place.saturating_sub(ROW), place).iter().rev().take_while(row).count();
    let stop = end + text.slice(end, end + ROW).iter().take_while(row).count();
    let line = text.folded(start, stop);
    if start == 0 && line.contains(['—', '–']) {
        return true;
    }
    let mut words = line.split(|c: char| !c.is_alphabetic()).filter(|word| capitals(word));
    let count = words.clone().count();
    count > 1 && words.any(|other| other.len() > 3 && is_word(other) && latin::is_plain(other))
}

/// Dr., Inc., e.g.; St. is Saint before a capital and Street after a name.
pub fn abbreviation(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    if is_latin(text.before(place)) {
        return None;
    }
    for (print, before, after) in [("St.", "Saint", "Street"), ("Dr.", "Doctor", "Drive")] {
        if text.has(place, print) {
            let capital = text.at(text.skip_blanks(place + 3)).is_uppercase();
            let next = text.skip_blanks(place + 3);
            let quarter =
                tables::get().quarters.starts_at(text, next).is_some_and(|end| !is_latin(text.at(end)));
            let named = quarter || text.before(text.skip_blanks_back(place)).is_lowercase() && !capital;
            return Some((place + 3, Pieces::new().english(if named { after } else { before })));
        }
    }
    let lower = text.before(text.skip_blanks_back(place));
    if text.has(place, "St ")
        && text.at(place + 3).is_uppercase()
        && (lower == EDGE || lower.is_lowercase())
        && !follows_name(text, place)
    {
        return Some((place + 2, Pieces::new().english("Saint")));
    }
    let (end, phrase) = tables::get().abbreviations.longest_at(text, place)?;
    let next = text.at(text.skip_blanks(end));
    let number = tables::get().numbered.iter().any(|word| word == phrase)
        && !next.is_ascii_digit()
        && next != '-'
        && !is_before_day(text, end)
        && !is_dash(text.before(place));
    let same = |a: char, b: char| (is_latin(a) && is_latin(b)) || (a.is_ascii_digit() && b.is_ascii_digit());
    let joined = same(text.before(end), text.at(end)) || same(text.before(place), text.at(place));
    (!number && !joined).then(|| (end, Pieces::new().phrase(phrase)))
}

/// Sun., Nov. 1: a comma and a month.
fn is_before_day(text: &Text<'_>, end: usize) -> bool {
    text.at(end) == ',' && starts_day(text, text.skip_blanks(end + 1))
}

/// Whether a capitalised word stands before, as before the St of Main St.
fn follows_name(text: &Text<'_>, place: usize) -> bool {
    let end = text.skip_blanks_back(place);
    let length = text.slice(end.saturating_sub(20), end).iter().rev().take_while(|c| is_latin(**c)).count();
    text.at(end - length).is_uppercase()
}

/// W. 42nd St. → West, 4210 N. Main St. → North: a side of the town before a street; I-70 W, Oak St. NW behind it.
pub fn side(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let name = match text.at(place) {
        'N' => "North",
        'S' => "South",
        'E' => "East",
        'W' => "West",
        _ => return None,
    };
    let before = text.skip_blanks_back(place);
    let last = text.at(place + 1) == '.' && text.at(place + 2) == EDGE;
    let alone =
        before + 1 == place && !text.at(place + 1).is_alphanumeric() && (last || text.at(place + 1) != '.');
    let is_figure = |c: &&char| c.is_ascii_digit();
    let figures = text.slice(before.saturating_sub(3), before).iter().rev().take_while(is_figure).count();
    let number = before - figures;
    if alone
        && figures > 0
        && (text.follows(number, "I-")
            || tables::get().roads.ends_before(text, text.skip_blanks_back(number)))
    {
        return Some((place + 1, Pieces::new().english(name)));
    }
    let quarter = match text.at(place + 1) {
        'E' => "east",
        'W' => "west",
        _ => "",
    };
    let behind =
        !quarter.is_empty() && matches!(name, "North" | "South") && !text.at(place + 2).is_alphanumeric();
    if behind && tables::get().streets.ends_before(text, before) {
        return Some((place + 2, Pieces::new().english(&format!("{name}{quarter}"))));
    }
    let number = text.skip_blanks(place + 2);
    let end = text.digits(number);
    let numbered =
        end > number && tables::get().ordinals.starts_at(text, end).is_some_and(|end| text.at(end) == ' ');
    let house = place > 1 && text.at(place - 2).is_ascii_digit() && text.at(number).is_uppercase();
    let street = numbered || house;
    let alone = text.at(place + 1) == '.' && text.before(place) == ' ';
    (alone && street).then(|| (place + 2, Pieces::new().english(name)))
}

/// World War II → two, Henry VIII → the eighth.
pub fn roman(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let end = text.run(place, 8, |c| "IVXL".contains(c));
    let value = roman::value(&text.folded(place, end))
        .filter(|_| !text.at(end).is_alphanumeric() && text.before(place) == ' ')?;
    let before = text.skip_blanks_back(place);
    let words = write::words(value.into());
    let tables = tables::get();
    if tables.rulers.ends_before(text, before) {
        return Some((end, Pieces::new().english("the").english(&write::ordinal_of(&words))));
    }
    let counted = tables.counted.ends_before(text, before);
    // John D. Roe III, 61.
    let aged = text.at(end) == ',' && text.at(end + 1) == ' ' && text.at(end + 2).is_ascii_digit();
    if !counted
        && (2..=5).contains(&value)
        && (aged && text.before(before).is_lowercase() || context::is_person(text, before))
    {
        return Some((end, Pieces::new().english("the").english(&write::ordinal_of(&words))));
    }
    (counted || (end - place > 1 && text.before(before).is_lowercase() && text.folded(place, end) != "XL"))
        .then(|| (end, Pieces::new().english(&words)))
}

/// `https://www.example.com/a` → example dot com; `news@example.com` → news at example dot com.
pub fn address(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let address = latin::address(text, place)?;
    let sign = |sign| {
        Pieces::new().english(match sign {
            '@' => "at",
            '-' => "dash",
            '_' => "underscore",
            '+' => "plus",
            _ => "dot",
        })
    };
    let part = |word: &str| models::parts(word, |digits| Pieces::new().english(&write::digits(digits)));
    Some((address.end, address.say(sign, part)))
}

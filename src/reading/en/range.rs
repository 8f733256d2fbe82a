//! Two numbers or names with a sign between them: ranges, scores, proportions, fractions.

use super::date::{short_weekday, starts_day};
use super::number::words;
use super::{context, measure, tables, time, write};
use crate::model::Mark;
use crate::reading::lexis::Words;
use crate::reading::number::Number;
use crate::reading::piece::Pieces;
use crate::reading::text::{Text, is_dash, is_latin};

/// How far around a pair of numbers a word about games is looked for, in characters.
const NEAR: usize = 40;

/// 1/2 → one half, 3/4 tsp. → three quarters teaspoon, 120/80 → one hundred twenty over eighty.
pub fn fraction(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let (end, pieces) = share(text, place)?;
    let unit = measure::unit(text, end);
    Some(unit.map_or((end, pieces.clone()), |unit| (unit.end, pieces.phrase(&unit.one))))
}

/// A fraction without what it measures.
fn share(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let first = Number::at(text, place).filter(Number::is_whole)?;
    let second = Number::at(text, first.end + 1).filter(|_| text.at(first.end) == '/')?;
    if let Some(years) = years(&first, &second) {
        return Some((second.end, Pieces::new().english(&years)));
    }
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
    let over = first.whole.len() > 1 && first.value() > second.value();
    let odds = first.value() > second.value()
        && tables::get().odds.stands_within(text, place.saturating_sub(NEAR), second.end + NEAR);
    let words = if odds {
        format!("{} to {}", words(&first), words(&second))
    } else if over {
        format!("{} over {}", words(&first), words(&second))
    } else {
        format!("{} {part}", words(&first))
    };
    (text.at(second.end) != '/').then(|| (second.end, Pieces::new().english(&words)))
}

/// 2020/21, 1999/00: a year and the one after it.
fn years(first: &Number, second: &Number) -> Option<String> {
    let next = first.value()? + 1;
    let follows = first.whole.len() == 4 && second.whole.len() == 2 && Some(next % 100) == second.value();
    let said = if next % 100 == 0 { write::year(&next.to_string()) } else { write::words(next % 100) };
    follows.then(|| format!("{} to {said}", write::year(&first.whole)))
}

/// 4-17-23-41-60, a 4-3-3 formation: three small numbers or more in a row, with a pause between them.
pub fn row(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let starts = !is_dash(text.before(place)) && !is_latin(text.before(place));
    let mut number = Number::at(text, place).filter(|_| starts)?;
    let mut pieces = Pieces::new();
    let mut count = 1;
    loop {
        if !number.is_whole() || number.whole.len() > 2 {
            return None;
        }
        pieces = pieces.english(&words(&number));
        let goes_on = is_dash(text.at(number.end)) && text.at(number.end + 1).is_ascii_digit();
        if !goes_on {
            break;
        }
        pieces = pieces.mark(Mark::Comma, ",");
        number = Number::at(text, number.end + 1)?;
        count += 1;
    }
    (count > 2 && !is_latin(text.at(number.end))).then_some((number.end, pieces))
}

/// 3-1 beside a word about games → three to one, 3-0 → three to nothing; a record, 10-2, is ten and two.
pub fn score(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let first = Number::at(text, place).filter(Number::is_whole)?;
    let (second, end) = context::other_side(text, &first, None).filter(|(second, _)| second.is_whole())?;
    let small = first.whole.len() <= 3 && second.whole.len() <= 3;
    let next = text.skip_blanks(end);
    let word = text.folded(next, text.run(next, 12, is_latin));
    let short = small && (word.is_empty() || tables::get().links.has(&word));
    let near = tables::get().games.stands_within(text, place.saturating_sub(NEAR), place);
    let chained = is_dash(text.at(end)) && text.at(end + 1).is_ascii_digit();
    let before = text.skip_blanks_back(place);
    let linked = ["to", "of"].iter().any(|link| text.follows(before, link));
    let verb = if linked { text.skip_blanks_back(before - 2) } else { before };
    // The Falcons (8-2) host the Bears.
    let in_brackets = place > 2
        && text.before(place) == '('
        && is_latin(text.at(place - 3))
        && matches!(text.at(end), ')' | ',');
    // Wichita State (7-3, 1-0 AAC).
    let in_brackets = in_brackets || follows_record(text, place) && text.at(next).is_uppercase();
    // The Tigers are 7-3 in their last ten games; but the score is 7-3.
    let stands = tables::get().being.ends_before(text, before)
        && first.whole.len().max(second.whole.len()) < 3
        // It was 2-2 in the eighth.
        && first.whole != second.whole
        && tables::get().standings.has(&word)
        && !tables::get().tallies.stands_within(text, place.saturating_sub(NEAR), place);
    if small && !chained && tables::get().pitches.has(&word) {
        return Some((end, Pieces::new().english(&format!("{} {}", words(&first), words(&second)))));
    }
    let short_pair = first.whole.len().max(second.whole.len()) < 3;
    let record = in_brackets || stands || short_pair && tables::get().records.ends_before(text, verb);
    if small && record && !chained {
        return Some((end, Pieces::new().english(&format!("{} and {}", words(&first), words(&second)))));
    }
    (short && near && !chained)
        .then(|| (end, Pieces::new().english(&result(text, place, [words(&first), words(&second)]))))
}

/// A result in words: three to one; where one side has none, as its sport says it: three nil, six love.
fn result(text: &Text<'_>, place: usize, sides: [String; 2]) -> String {
    let [first, second] = sides.map(|side| if side == "zero" { None } else { Some(side) });
    let sport = |names: &Words| names.stands_within(text, place.saturating_sub(SPORT), place + SPORT);
    let tables = tables::get();
    let (link, none) = match (&first, &second) {
        (Some(_), Some(_)) => (" to ", ""),
        _ if sport(&tables.tennis) => (" ", "love"),
        _ if sport(&tables.soccer) => (" ", "nil"),
        _ => (" to ", "nothing"),
    };
    let side = |side: Option<String>| side.unwrap_or_else(|| none.to_owned());
    format!("{}{link}{}", side(first), side(second))
}

/// How far around a result a word about its sport is looked for, in characters.
const SPORT: usize = 120;

/// Whether a bracket with a pair of numbers and a comma stands before: (7-3, 1-0 AAC).
fn follows_record(text: &Text<'_>, place: usize) -> bool {
    let before = text.slice(place.saturating_sub(9), place);
    let open = before.iter().rposition(|c| *c == '(').map(|at| before[at + 1..].iter().collect::<String>());
    let pair = open.as_deref().and_then(|pair| pair.strip_suffix(", ")?.split_once(is_dash));
    let number = |digits: &str| !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    pair.is_some_and(|(first, second)| number(first) && number(second))
}

/// 5-10, 2014–17, 15-20%, 5-10 km: "to" between, what measures them after.
pub fn range(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let first = Number::at(text, place)?;
    let (second, end) = context::other_side(text, &first, None)?;
    if is_dash(text.at(end)) && text.at(end + 1).is_ascii_digit() {
        return None;
    }
    // A 6-8-ft surge.
    if let Some(unit) = measure::hyphened(text, end) {
        let words = format!("{} to {}", words(&first), words(&second));
        return Some((unit.end, Pieces::new().english(&words).phrase(&unit.one)));
    }
    let is_year = |digits: &str| digits.len() == 4 && ("1001".."2100").contains(&digits);
    if first.is_whole() && is_year(&first.whole) && (is_year(&second.whole) || second.whole.len() == 2) {
        let later =
            if second.whole.len() == 2 { write::called(&second.whole) } else { write::year(&second.whole) };
        return Some((end, Pieces::new().english(&format!("{} to {later}", write::year(&first.whole)))));
    }
    if let Some(later) = later_year(text, &first, &second) {
        return Some((end, Pieces::new().english(&format!("{} to {later}", write::year(&first.whole)))));
    }
    let words = format!("{} to {}", words(&first), words(&second));
    let sign = text.skip_blanks(end);
    if text.at(sign) == '%' {
        return Some((sign + 1, Pieces::new().english(&words).english("percent")));
    }
    let pieces = Pieces::new().english(&words);
    // 2-3pm: no picometres.
    if let Some((end, letters)) = time::half(text, end) {
        return Some((end, pieces.letters(letters)));
    }
    let unit = measure::unit(text, end);
    Some(unit.map_or((end, pieces.clone()), |unit| (unit.end, pieces.phrase(&unit.many))))
}

/// The later year of 2000-1 and 1914-8, where its last figure alone is printed.
fn later_year(text: &Text<'_>, first: &Number, second: &Number) -> Option<String> {
    let year = first.is_whole() && first.whole.len() == 4 && ("1500".."2100").contains(&first.whole.as_str());
    let (head, last) = first.whole.split_at_checked(3).filter(|_| year && second.whole.len() == 1)?;
    let odds = tables::get().odds.stands_within(text, first.end.saturating_sub(NEAR), second.end + NEAR);
    let score = tables::get().games.stands_within(text, first.end.saturating_sub(NEAR), first.end);
    (second.is_whole() && second.whole.as_str() > last && !odds && !score)
        .then(|| write::year(&format!("{head}{}", second.whole)))
}

/// 2 1/2 → two and a half, 1½, 3 3/4 → three and three quarters.
pub fn mixed(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let whole = Number::at(text, place).filter(Number::is_whole)?;
    let next = text.skip_blanks(whole.end);
    let sign = text.at(next);
    if matches!(sign, '½' | '¼' | '¾') {
        let part = match sign {
            '½' => "a half",
            '¼' => "a quarter",
            _ => "three quarters",
        };
        return Some((next + 1, Pieces::new().english(&format!("{} and {part}", words(&whole)))));
    }
    let over = Number::at(text, next).filter(|over| next > whole.end && over.is_whole())?;
    let under = Number::at(text, over.end + 1)?;
    let proper = over.value() < under.value() && under.value() <= Some(16);
    let (end, part) = share(text, next).filter(|_| proper)?;
    let half = over.whole == "1" && under.whole == "2";
    let part = if half { Pieces::new().english("a half") } else { part };
    let pieces = Pieces::new().english(&words(&whole)).english("and").and(part);
    let unit = measure::unit(text, end);
    Some(unit.map_or((end, pieces.clone()), |unit| (unit.end, pieces.phrase(&unit.many))))
}

/// 3:1 → three to one.
pub fn proportion(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let first = Number::at(text, place)?;
    let second = Number::at(text, first.end + 1).filter(|_| text.at(first.end) == ':')?;
    Some((second.end, Pieces::new().english(&format!("{} to {}", words(&first), words(&second)))))
}

/// A dash between two numbers that each have their measure: $5–$10, 5%-8%.
pub fn to(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let end = text.run(place, 2, is_dash);
    let before = text.before(text.skip_blanks_back(place));
    let half = ["a.m.", "p.m.", "am", "pm"].iter().any(|half| text.follows(place, half));
    let left = before.is_ascii_digit()
        || matches!(before, '%' | '°' | '℃' | '″')
        || (before == '"' && place > 1 && text.before(place - 1).is_ascii_digit())
        || half
        || (text.at(place) == '–' && is_latin(text.before(place)));
    let next = text.at(text.skip_blanks(end));
    let days = &tables::get().named_days;
    let named = starts_day(text, end) && (left || days.ends_before(text, place));
    if end == place + 1 && (named || is_span_of_days(text, place) || is_span_apart(text, place)) {
        return Some((end, Pieces::new().english("to")));
    }
    let noon = half && ["noon", "midnight"].iter().any(|hour| text.has(end, hour));
    let right = noon || next.is_ascii_digit() || matches!(next, '$' | '€' | '£' | '¥');
    (end > place && end <= place + 1 && left && right).then(|| (end, Pieces::new().english("to")))
}

/// Monday - Friday, May 5 - June 6, May 5 (Sat) - May 6: a dash with blanks around it between two days by name.
fn is_span_of_days(text: &Text<'_>, place: usize) -> bool {
    let days = &tables::get().named_days;
    let mut before = text.skip_blanks_back(place);
    if text.before(before) == ')' {
        let open = text.run_back(before - 1, 5, char::is_alphabetic);
        if text.before(open) == '(' && short_weekday(text, open).is_some() {
            before = text.skip_blanks_back(open - 1);
        }
    }
    let count =
        text.slice(before.saturating_sub(2), before).iter().rev().take_while(|c| c.is_ascii_digit()).count();
    let behind = text.skip_blanks(place + 1);
    behind > place + 1
        && starts_day(text, behind)
        && days.ends_before(text, text.skip_blanks_back(before - count))
}

/// 26th – 29th May, 9.30am – 4pm: a dash with blanks around it between two ordinals or two hours.
fn is_span_apart(text: &Text<'_>, place: usize) -> bool {
    const ORDINALS: [&str; 4] = ["st", "nd", "rd", "th"];
    const HALVES: [&str; 4] = ["am", "pm", "a.m.", "p.m."];
    let (left, right) = (text.skip_blanks_back(place), text.skip_blanks(place + 1));
    let tail = text.run(right, 5, |c| c.is_ascii_digit() || matches!(c, '.' | ':'));
    let hour = text.skip_blanks(tail);
    let both = |words: &[&str], stop: usize| {
        words.iter().any(|word| {
            let figure = text.skip_blanks_back(left.saturating_sub(word.len()));
            text.follows(left, word) && text.before(figure).is_ascii_digit()
        }) && words.iter().any(|word| text.has(stop, word) && !is_latin(text.at(stop + word.len())))
    };
    left < place && tail > right && (both(&ORDINALS, tail) || both(&HALVES, hour))
}

/// Rows A-F, from A-Z → A to F: two single capitals in the order of the alphabet, after what has letters for names.
pub fn letters(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let (first, last) = (text.at(place), text.at(place + 2));
    let pair = first.is_ascii_uppercase() && last.is_ascii_uppercase() && first < last;
    let alone = !text.before(place).is_alphanumeric()
        && !is_dash(text.before(place))
        && !text.at(place + 3).is_alphanumeric()
        && !is_dash(text.at(place + 3));
    let named =
        (first, last) == ('A', 'Z') || tables::get().lettered.ends_before(text, text.skip_blanks_back(place));
    (pair && is_dash(text.at(place + 1)) && alone && named).then(|| {
        let pieces = Pieces::new().letters(&first.to_string()).english("to");
        (place + 3, pieces.letters(&last.to_string()))
    })
}

/// Mon-Fri → Monday to Friday, Jan-Mar → January to March: two short names of days or months without their points.
pub fn named_span(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let pair = |name: &dyn Fn(usize) -> Option<(usize, String)>| {
        let (middle, first) = name(place)?;
        let (end, last) = name(middle + 1).filter(|_| is_dash(text.at(middle)))?;
        Some((end, first, last))
    };
    let month = |place: usize| {
        let (end, name) = tables::get().months.longest_at(text, place)?;
        (!is_latin(text.before(place)) && !is_latin(text.at(end))).then(|| (end, name.clone()))
    };
    let (end, first, last) = pair(&|place| short_weekday(text, place)).or_else(|| pair(&month))?;
    Some((end, Pieces::new().english(&first).english("to").english(&last)))
}

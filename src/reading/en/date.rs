//! Days and months.

use super::{number, tables, write};
use crate::model::Mark;
use crate::reading::piece::Pieces;
use crate::reading::text::{EDGE, Text, is_dash, is_latin};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// 2024-11-28, 11/28/2024, 28/11/2024 → November twenty-eighth, twenty twenty-four.
pub fn numeric(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let first = text.digits(place);
    let mark = text.at(first);
    let second = text.digits(first + 1);
    let end = text.digits(second + 1);
    if !matches!(mark, '-' | '/') || text.at(second) != mark || end - place > 10 || text.at(end) == mark {
        return None;
    }
    let parts =
        [(place, first), (first + 1, second), (second + 1, end)].map(|(start, end)| text.folded(start, end));
    let [year, month, day] = match &parts {
        [year, month, day] if year.len() == 4 => [year, month, day],
        [day, month, year] if year.len() == 4 && day.parse::<u8>().is_ok_and(|day| day > 12) => {
            [year, month, day]
        }
        [month, day, year] if year.len() == 4 => [year, month, day],
        // 3/14/85, and 14/3/85 in Britain.
        [first, second, year] if mark == '/' && year.len() == 2 => {
            let british = first.parse::<u8>().is_ok_and(|first| first > 12);
            if british { [year, second, first] } else { [year, first, second] }
        }
        _ => return None,
    };
    let year = match year.parse::<u16>() {
        Ok(short @ 0..=40) if year.len() == 2 => (2000 + short).to_string(),
        Ok(short) if year.len() == 2 => (1900 + short).to_string(),
        _ => year.clone(),
    };
    let (month, day) = (month.parse::<usize>().ok()?, day.parse::<u8>().ok()?);
    let month = MONTHS.get(month.checked_sub(1)?)?;
    let words = format!("{month} {} {}", write::ordinal(&day.to_string()), write::year(&year));
    (1..=31).contains(&day).then(|| (end, Pieces::new().english(&words)))
}

/// On 11/26, closed 12/25 → November twenty-sixth: a day beside a word of days. 3/4 of it is a fraction still.
pub fn short(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let middle = text.digits(place);
    let end = text.digits(middle + 1);
    let (month, day) = (text.folded(place, middle), text.folded(middle + 1, end));
    let (month, value) = (month.parse::<usize>().ok()?, day.parse::<u8>().ok()?);
    let month = MONTHS.get(month.checked_sub(1)?)?;
    let alone =
        !text.at(end).is_alphanumeric() && !matches!(text.at(end), '/' | '-' | '%') && !text.has(end, " of");
    let cued = tables::get().dated.ends_before(text, text.skip_blanks_back(place));
    // 1/7 (Wed).
    let weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        .iter()
        .any(|day| text.has(end, &format!(" ({day}")));
    let told = (5..=31).contains(&value) && cued || weekday && value <= 31 || spans_days(text, place);
    let is_day = text.at(middle) == '/' && alone && told;
    is_day.then(|| (end, Pieces::new().english(month).english(&write::ordinal(&day))))
}

/// Oct 17 (Sat), Sat 1 August, Sat Aug 1: a short weekday without its point in brackets or before a date. The sun and who sat
/// are words.
pub fn weekday(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let (end, name) = short_weekday(text, place)?;
    let bracketed = text.before(place) == '(' && text.at(end) == ')';
    let next = text.skip_blanks(end + usize::from(text.at(end) == ','));
    // Too much sun may harm; the cat sat.
    let is_word = matches!(name.as_str(), "Sunday" | "Saturday");
    let month = text.run(next, 10, |c| c.is_alphabetic() || c == '.');
    let figure = text.skip_blanks(month);
    let day = text.folded(figure, text.digits(figure));
    let counts =
        day.parse().is_ok_and(|day: u8| (1..=31).contains(&day)) && !text.has(text.digits(figure), " times");
    let dated =
        next > end && starts_day(text, next) && short_weekday(text, next).is_none() && (!is_word || counts);
    (bracketed || dated).then(|| (end, Pieces::new().english(&name)))
}

/// Whether a weekday or a month stands at a place, and no word that begins as they do: May, not Mayor.
pub(super) fn starts_day(text: &Text<'_>, place: usize) -> bool {
    tables::get().named_days.starts_at(text, place).is_some_and(|end| !is_latin(text.at(end)))
}

/// The end and the whole name of a weekday of three to five letters without its point.
pub(super) fn short_weekday(text: &Text<'_>, place: usize) -> Option<(usize, String)> {
    let end = text.run(place, 5, char::is_alphabetic);
    let short = text.folded(place, end) + ".";
    let (length, name) = tables::get().abbreviations.longest_at(&Text::new(&short), 0)?;
    let is_whole = length == short.chars().count() && !is_latin(text.before(place)) && text.at(end) != '.';
    (is_whole && name.ends_with("day")).then(|| (end, name.clone()))
}

/// Two figures with a stroke between that may be a month and a day: 11/28.
struct Pair {
    day: String,
    end: usize,
    /// No fraction looks so: 12/03, 11/8.
    is_sure: bool,
}

impl Pair {
    fn at(text: &Text<'_>, place: usize) -> Option<Self> {
        let middle = text.digits(place);
        let end = text.digits(middle + 1);
        let (month, day) = (text.folded(place, middle), text.folded(middle + 1, end));
        let within =
            |digits: &str, most: u8| digits.parse().is_ok_and(|number: u8| (1..=most).contains(&number));
        let is_sure = month.len() > 1 || day.len() > 1;
        (text.at(middle) == '/' && within(&month, 12) && within(&day, 31)).then_some(Self {
            day,
            end,
            is_sure,
        })
    }
}

/// Whether another day in figures stands behind a dash, or before one: 11/28 - 12/03. 5/16 - 9/16 are parts of the same kind.
fn spans_days(text: &Text<'_>, place: usize) -> bool {
    const LONGEST: usize = 5;
    let Some(own) = Pair::at(text, place) else { return false };
    let fits = |other: &Pair| other.day != own.day && (other.is_sure || own.is_sure);
    let dash = text.skip_blanks(own.end);
    let behind = || Pair::at(text, text.skip_blanks(dash + 1)).filter(|_| is_dash(text.at(dash)));
    let before = text.skip_blanks_back(place);
    let ahead = || {
        let end = text.skip_blanks_back(before.saturating_sub(1));
        let start = text.run_back(end, LONGEST, |c| c.is_ascii_digit() || c == '/');
        Pair::at(text, start).filter(|pair| is_dash(text.before(before)) && pair.end == end)
    };
    behind().is_some_and(|pair| fits(&pair)) || ahead().is_some_and(|pair| fits(&pair))
}

/// Nov. 27, 2024 → November twenty-seventh, the comma and the year left to their own rules.
pub fn month_first(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let (mut end, month) = tables::get().months.longest_at(text, place)?;
    if is_latin(text.before(place)) || is_latin(text.at(end)) {
        return None;
    }
    let short = text.slice(place, end).len() < month.chars().count();
    if text.at(end) == '.' {
        end += 1;
    }
    let day = text.skip_blanks(end);
    let stop = text.digits(day);
    let number = text.folded(day, stop);
    let is_day =
        (1..=2).contains(&number.len()) && number.parse().is_ok_and(|day: u8| (1..=31).contains(&day));
    // Feb 26th.
    let stop = ordinal_end(text, day).unwrap_or(stop);
    // Oct. 24: the lock opens; but Oct 7:30.
    let hour = text.at(stop) == ':' && text.at(stop + 1).is_ascii_digit();
    let alone = !is_latin(text.at(stop)) && !hour && !matches!(text.at(stop), '/' | '%');
    let follows = text.at(stop) != '.' || !text.at(stop + 1).is_ascii_digit();
    let pieces = Pieces::new().english(month);
    if day > end && is_day && alone && follows {
        let pieces = pieces.english(&write::ordinal(&number));
        return Some(match last_day(text, stop, &number) {
            Some((end, last)) => (end, pieces.english("to").english(&write::ordinal(&last))),
            None if text.has(stop, "'s ") || text.has(stop, "’s ") => {
                let whose = format!("{month} {}'s", write::ordinal(&number));
                (stop + 2, Pieces::new().english(&whose))
            }
            None => {
                let (end, more) = other_days(text, stop, &number).unwrap_or((stop, Pieces::new()));
                (end, pieces.and(more))
            }
        });
    }
    let year = day > end && number.len() == 4;
    // 7th Oct, the 7th of Mar.
    let before = text.skip_blanks_back(place);
    let of = if text.follows(before, " of") { text.skip_blanks_back(before - 3) } else { before };
    let is_dated = before < place
        && ORDINALS.iter().any(|tail| text.follows(of, tail))
        && of > 2
        && text.before(of - 2).is_ascii_digit();
    (short && (year || is_dated || text.before(end) == '.')).then_some((end, pieces))
}

/// What stands behind the figures of a day: 1st, 2nd, 3rd, 4th.
const ORDINALS: [&str; 4] = ["st", "nd", "rd", "th"];

/// Where the day ends that is printed with its ordinal.
fn ordinal_end(text: &Text<'_>, place: usize) -> Option<usize> {
    number::ordinal(text, place).map(|(end, _)| end)
}

/// The last day of March 10-12.
fn last_day(text: &Text<'_>, dash: usize, first: &str) -> Option<(usize, String)> {
    let end = text.digits(dash + 1);
    let last = text.folded(dash + 1, end);
    let later =
        last.len() <= 2 && last.parse::<u8>().ok()? > first.parse().ok()? && last.parse::<u8>().ok()? <= 31;
    let alone = !is_latin(text.at(end)) && !matches!(text.at(end), ':' | '/' | '-');
    (is_dash(text.at(dash)) && later && alone).then_some((end, last))
}

/// The other days of July 8 and 9, of May 3, 10 and 17. What follows must not be counted by the last of them.
fn other_days(text: &Text<'_>, place: usize, first: &str) -> Option<(usize, Pieces)> {
    let (mut end, mut pieces) = (place, Pieces::new());
    let mut day = first.parse::<u8>().ok()?;
    loop {
        let and = [" and ", ", and ", " & "].iter().find(|and| text.has(end, and));
        let start = end + and.map_or(2, |and| and.len());
        let stop = text.digits(start);
        let print = text.folded(start, stop);
        let next = print.parse::<u8>().ok().filter(|next| *next > day && *next <= 31)?;
        if and.is_none() && !text.has(end, ", ") || is_latin(text.at(stop)) {
            return None;
        }
        pieces = match and {
            Some(_) => pieces.english("and"),
            None => pieces.mark(Mark::Comma, ","),
        };
        pieces = pieces.english(&write::ordinal(&print));
        (end, day) = (stop, next);
        if and.is_some() {
            let word = text.folded(end + 1, text.run(end + 1, 12, is_latin));
            let closes = matches!(text.at(end), '.' | ',' | ';' | ')' | EDGE)
                || text.at(end) == ' ' && tables::get().links.has(&word);
            let figure = matches!(text.at(end), '.' | ',') && text.at(end + 1).is_ascii_digit();
            return (closes && !figure).then_some((end, pieces));
        }
    }
}

/// 27 November, 27th November → the twenty-seventh of November.
pub fn day_first(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let end = text.digits(place);
    let number = text.folded(place, end);
    let end = ordinal_end(text, place).unwrap_or(end);
    let is_day = number.len() <= 2 && number.parse().is_ok_and(|day: u8| (1..=31).contains(&day));
    let month = text.skip_blanks(end);
    let (stop, _) = tables::get().months.longest_at(text, month)?;
    let apart = month > end && !is_latin(text.at(stop));
    let article = if text.follows(place, "the ") { "" } else { "the" };
    (is_day && apart)
        .then(|| (end, Pieces::new().english(article).english(&write::ordinal(&number)).english("of")))
}

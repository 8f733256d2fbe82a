//! Times of day and results in a race.

use super::{measure, tables, write};
use crate::reading::lexis::Words;
use crate::reading::number::Number;
use crate::reading::piece::Pieces;
use crate::reading::text::{Text, is_dash, is_latin};

/// At 0730, 1430 hours → oh seven thirty, fourteen thirty: four figures of a 24-hour clock.
pub fn four_figures(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let end = text.digits(place);
    let print = text.folded(place, end);
    let (hour, minute) = print.split_at_checked(2).filter(|_| print.len() == 4)?;
    let (hours, minutes) = (hour.parse::<u64>().ok()?, minute.parse::<u64>().ok()?);
    let tables = tables::get();
    let zone =
        tables.time_zones.starts_at(text, text.skip_blanks(end)).is_some_and(|end| !is_latin(text.at(end)));
    let cued = print.starts_with('0') && tables.timed.ends_before(text, text.skip_blanks_back(place));
    let alone = !is_latin(text.at(end)) && !is_dash(text.before(place)) && !matches!(text.at(end), ':' | '/');
    let figure = matches!(text.at(end), '.' | ',') && text.at(end + 1).is_ascii_digit();
    (hours < 24 && minutes < 60 && (zone || cued) && alone && !figure).then(|| {
        let oh = if hour.starts_with('0') { "oh " } else { "" };
        let minutes = match minutes {
            0 => "hundred".to_owned(),
            1..10 => format!("oh {}", write::words(minutes)),
            _ => write::words(minutes),
        };
        (end, Pieces::new().english(&format!("{oh}{} {minutes}", write::words(hours))))
    })
}

/// 9:30 a.m., 10:00, 9:05, 10.30am; 0:04 of a game is four seconds.
pub fn clock(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let middle = text.digits(place);
    let end = text.digits(middle + 1);
    let (hour, minute) = (text.folded(place, middle), text.folded(middle + 1, end));
    let hour: u64 = hour.parse().ok().filter(|hour| *hour <= 24)?;
    let value: u64 = minute.parse().ok().filter(|minute| *minute < 60)?;
    // 1:50,000 is a scale.
    let goes_on = matches!(text.at(end), ':' | '.' | ',') && text.at(end + 1).is_ascii_digit();
    // 10.30am: British papers print a point.
    let pointed = || half(text, end).is_some() || opens_span(text, end) || is_pointed_hour(text, place, end);
    let mark = text.at(middle) == ':' || text.at(middle) == '.' && pointed();
    if !mark || minute.len() != 2 || goes_on {
        return None;
    }
    let half = half(text, end);
    let of_day =
        text.follows(text.skip_blanks_back(place), "at") || text.at(text.skip_blanks(end)).is_uppercase();
    if middle == place + 1 && hour == 0 && value > 0 && half.is_none() && !of_day {
        let seconds = if value == 1 { "second" } else { "seconds" };
        return Some((end, Pieces::new().english(&write::words(value)).english(seconds)));
    }
    let hours = write::words(hour);
    let words = match (value, half) {
        (0, Some(_)) => hours,
        (0, None) if hour <= 12 => format!("{hours} o'clock"),
        (0, None) => format!("{hours} hundred"),
        (1..10, _) => format!("{hours} oh {}", write::words(value)),
        _ => format!("{hours} {}", write::words(value)),
    };
    let pieces = Pieces::new().english(&words);
    Some(match half {
        Some((end, letters)) => (end, pieces.letters(letters)),
        None => (end, pieces),
    })
}

/// 12.30 to 1.30pm, 12.30-2pm: what ends in an hour of the day begins in one.
fn opens_span(text: &Text<'_>, end: usize) -> bool {
    let link = text.skip_blanks(end);
    let behind = tables::get().hour_links.starts_at(text, link);
    let Some(behind) = behind.or_else(|| is_dash(text.at(link)).then_some(link + 1)) else { return false };
    let hour = text.skip_blanks(behind);
    let middle = text.digits(hour);
    let minutes = text.digits(middle + 1);
    let last = if text.at(middle) == '.' && minutes == middle + 3 { minutes } else { middle };
    (1..=2).contains(&(middle - hour)) && half(text, last).is_some()
}

/// Leaves at 12.20, from 9.30 to 11.45: an hour with a point behind a word of time, beside a word for what has its hour.
fn is_pointed_hour(text: &Text<'_>, place: usize, end: usize) -> bool {
    /// How far around it such a word is looked for, in characters.
    const NEAR: usize = 60;
    const LONGEST_LINK: usize = 5;
    const LONGEST_HOUR: usize = 5;
    let tables = tables::get();
    let before = text.skip_blanks_back(place);
    let timed = |before: usize| tables.hour_leads.ends_before(text, before);
    // The second hour of two.
    let link = text.run_back(before, LONGEST_LINK, |c| c != ' ');
    let first = text.skip_blanks_back(link);
    let start = text.run_back(first, LONGEST_HOUR, |c| c.is_ascii_digit() || c == '.');
    let ends_span = tables.hour_links.starts_at(text, link) == Some(before)
        && start < first
        && text.at(text.digits(start)) == '.'
        && timed(text.skip_blanks_back(start));
    let window = (place.saturating_sub(NEAR), end + NEAR);
    let near = |words: &Words| words.stands_within(text, window.0, window.1);
    let measured = measure::unit(text, end).is_some() || text.at(text.skip_blanks(end)) == '%';
    (timed(before) || ends_span) && !measured && near(&tables.kept_hours) && !near(&tables.prices)
}

/// 2:08:15 → two hours eight minutes fifteen seconds, 3:43.13 → three minutes forty-three point one three seconds.
pub fn result(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let first = text.digits(place);
    let second = text.digits(first + 1);
    if text.at(first) != ':' || second != first + 3 || first > place + 2 {
        return None;
    }
    let whole = |start, end| text.folded(start, end).parse::<u64>().unwrap_or_default();
    let count = |value: u64, name: &str| {
        format!("{} {name}{}", write::words(value), if value == 1 { "" } else { "s" })
    };
    if text.at(second) == '.' {
        let number = Number::at(text, first + 1).filter(|number| !number.is_whole())?;
        let seconds = write::decimal(&number.whole, &number.fraction);
        let words = format!("{} {seconds} seconds", count(whole(place, first), "minute"));
        return Some((number.end, Pieces::new().english(&words)));
    }
    let end = text.digits(second + 1);
    let is_result = text.at(second) == ':' && end == second + 3;
    is_result.then(|| {
        let words = format!(
            "{} {} {}",
            count(whole(place, first), "hour"),
            count(whole(first + 1, second), "minute"),
            count(whole(second + 1, end), "second")
        );
        (end, Pieces::new().english(&words))
    })
}

/// 5 p.m. → five PM.
pub fn half_of_day(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let end = text.digits(place);
    let (stop, letters) = half(text, end).filter(|_| end - place <= 2)?;
    Some((stop, Pieces::new().english(&write::cardinal(&text.folded(place, end))).letters(letters)))
}

/// am, p.m. and the like behind an hour.
pub fn half(text: &Text<'_>, end: usize) -> Option<(usize, &'static str)> {
    let (end, letters) = tables::get().halves.longest_at(text, text.skip_blanks(end))?;
    (!is_latin(text.at(end))).then_some((end, letters.as_str()))
}

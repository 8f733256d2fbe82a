//! Days with a stroke that a word or an hour beside them tells: 11/26晚, 第二天 6/2.

use super::{is_day, is_month, month_and_day, short};
use crate::reading::piece::Pieces;
use crate::reading::text::{Text, is_dash};
use crate::reading::zh::{context, tables};

/// 在 6 / 1 开幕, 第二天 6/2 的 15:30: a day with blanks around its stroke, or behind a word that leads to days, where it
/// is no part of a whole.
pub fn cued_day(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    /// So many days of a row are looked back at.
    const ROW: usize = 4;
    day_in_row(text, place, ROW)
}

fn day_in_row(text: &Text<'_>, place: usize, row: usize) -> Option<(usize, Pieces)> {
    let middle = text.digits(place);
    let stroke = text.skip_blanks(middle);
    let start = text.skip_blanks(stroke + 1);
    let end = text.digits(start);
    let (month, day) = (text.folded(place, middle), text.folded(start, end));
    let goes_on = matches!(text.at(end), '/' | '.' | '-') && text.at(end + 1).is_ascii_digit();
    let counted = context::measures(text, end) || context::counts(text, end);
    let is_day = text.at(stroke) == '/' && is_month(&month) && is_day(&day);
    if !is_day || goes_on || counted || matches!(text.before(place), '.' | '/' | '-') {
        return None;
    }
    let tables = tables::get();
    let before = text.skip_blanks_back(place);
    let behind = text.skip_blanks(end);
    let hour = text.skip_blanks(behind + usize::from(text.at(behind) == '的'));
    let timed = text.at(text.digits(hour)) == ':' && text.digits(hour) > hour;
    let [first, second]: [u8; 2] = [&month, &day].map(|digits| digits.parse().unwrap_or_default());
    let numbered = tables.day_numbers.ends_before(text, before);
    let is_cued = numbered
        || row > 0 && follows_day(text, place, row - 1)
        || stroke == middle && context::cued(text, place, &tables.deadlines)
        || first >= second && tables.day_leads.ends_before(text, before)
        || stroke > middle && tables.day_parts.starts_at(text, behind).is_some();
    let words = month_and_day(&month, &day);
    (timed || is_cued).then(|| (end, Pieces::new().hanzi(&words)))
}

/// Whether a pair that is a day stands before a mark of rows: 5/4、5/5.
fn follows_day(text: &Text<'_>, place: usize, row: usize) -> bool {
    if !matches!(text.before(place), '、' | '和' | '及' | '與' | '与') {
        return false;
    }
    let end = place - 1;
    let pair = text.slice(end.saturating_sub(5), end);
    let length = pair.iter().rev().take_while(|c| c.is_ascii_digit() || **c == '/').count();
    length >= 3
        && (day_in_row(text, end - length, row).is_some_and(|(stop, _)| stop == end)
            || short(text, end - length).is_some_and(|(stop, _)| stop == end))
}

/// Whether 11/26 is a day and no fraction: 11/26晚, 11/26 20:00, 11/26-12/3, 截至11/26.
pub fn is_cued_day(text: &Text<'_>, place: usize, end: usize) -> bool {
    let tables = tables::get();
    // Whether a pair is a day at all, and no fraction like 1/3.
    let day = |place: usize| {
        let middle = text.digits(place);
        let (month, day) = (text.folded(place, middle), text.folded(middle + 1, text.digits(middle + 1)));
        let is_day = text.at(middle) == '/' && is_month(&month) && is_day(&day);
        let [month, day]: [u8; 2] = [month, day].map(|digits| digits.parse().unwrap_or_default());
        is_day.then_some(day > 12 || month >= day)
    };
    let span = |first, last| day(first).zip(day(last)).is_some_and(|(first, last)| first || last);
    let hour = text.digits(end + 1);
    let timed = text.at(end) == ' ' && text.at(hour) == ':' && hour > end + 1;
    let left = text.slice(place.saturating_sub(6), place);
    let figures = left.iter().rev().take_while(|c| c.is_ascii_digit() || **c == '/' || is_dash(**c)).count();
    let until = is_dash(text.before(place)) && span(place - figures, place);
    let spans = is_dash(text.at(end)) && span(place, end + 1);
    timed
        || until
        || spans
        || tables.day_parts.starts_at(text, text.skip_blanks(end)).is_some()
        || context::cued(text, place, &tables.deadlines)
}

//! Times of day and lengths of time printed with colons.

use super::{context, tables, write};
use crate::reading::number::Number;
use crate::reading::piece::Pieces;
use crate::reading::text::Text;

/// 9:30 → 九点三十分, 13:10:36, 8:00 a.m. → 上午八点; and results such as 2:08:15 → 两小时零八分十五秒.
pub fn clock(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let hour_end = text.digits(place);
    let minute = two_digits(text, colon(text, hour_end)?)?;
    let hour: u8 = text.folded(place, hour_end).parse().ok()?;
    let second = colon(text, minute.1).and_then(|at| two_digits(text, at));
    let end = second.map_or(minute.1, |second| second.1);
    let is_chain = matches!(text.at(end), ':' | '：') && text.at(end + 1).is_ascii_digit();
    let is_time = hour <= 24 && minute.0 < 60 && second.is_none_or(|second| second.0 < 60);
    if hour_end - place > 2 || is_chain || !is_time {
        return None;
    }
    let tables = tables::get();
    if let Some(second) = second.filter(|_| context::near(text, place, end, &tables.durations)) {
        return Some((end, Pieces::new().hanzi(&duration(hour, minute.0, second.0))));
    }
    if second.is_none() && is_proportion(text, place, hour_end, end) {
        return None;
    }
    let (end, half) = half_of_day(text, end, hour);
    let said = tables.day_halves.ends_before(text, place);
    let mut words = if said { String::new() } else { half.to_owned() };
    words.push_str(&two(hour));
    words.push('点');
    if minute.0 > 0 || second.is_some() {
        words.push_str(&padded(minute.0));
        words.push('分');
    }
    if let Some(second) = second {
        words.push_str(&padded(second.0));
        words.push('秒');
    }
    Some((end, Pieces::new().hanzi(&words)))
}

/// Whether H:MM is a score, a proportion, or a colon before a count after all.
fn is_proportion(text: &Text<'_>, place: usize, colon: usize, end: usize) -> bool {
    let tables = tables::get();
    let full_width = text.at(colon) == '：';
    if tables.hours.ends_before(text, place) {
        return false;
    }
    // Nobody prints a score as 20:05.
    let padded = text.at(colon + 1) == '0';
    let scored = || {
        context::near(text, place, end, &tables.scores)
            || tables.teams.ends_before(text, place)
            || context::after_score(text, place)
    };
    context::near(text, place, end, &tables.ratios)
        || !padded && !starts_something(text, end) && scored()
        || (full_width && context::counts(text, end))
}

/// Whether something begins or is shown at the time before `end`: 20:30开球, 20:30（CCTV5直播）.
fn starts_something(text: &Text<'_>, end: usize) -> bool {
    let tables = tables::get();
    let bracket = matches!(text.at(end), '（' | '(');
    tables.hour_tails.starts_at(text, end).is_some()
        || bracket && tables.broadcasts.within(text, end, text.run(end, 16, |c| !matches!(c, '）' | ')')))
}

/// 4:32.15 and 4'32"15 as a result → 四分三十二秒一五; 1h30min → 一小时三十分钟.
pub fn result(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let first = text.digits(place);
    if text.at(first) == 'h' {
        return hours_and_minutes(text, place, first);
    }
    if matches!(text.at(first), '\'' | '’' | '′') {
        return minutes_and_seconds(text, place, first);
    }
    let second = Number::at(text, colon(text, first)?)?;
    let is_result = second.whole.len() == 2 && second.fraction.len() >= 2 && first - place <= 2;
    is_result.then(|| {
        let minutes = write::cardinal(&text.folded(place, first));
        let seconds = padded(second.whole.parse().unwrap_or_default());
        (
            second.end,
            Pieces::new().hanzi(&format!("{minutes}分{seconds}秒{}", write::digits(&second.fraction))),
        )
    })
}

/// 1h30min → 一小时三十分钟.
fn hours_and_minutes(text: &Text<'_>, place: usize, hours: usize) -> Option<(usize, Pieces)> {
    let end = text.digits(hours + 1);
    let stop = text.run(end, 4, char::is_alphabetic);
    let is_time = hours - place <= 2
        && (hours + 2..=hours + 3).contains(&end)
        && matches!(text.folded(end, stop).as_str(), "m" | "min" | "mins");
    let (hour, minute) = (text.folded(place, hours), text.folded(hours + 1, end));
    is_time.then(|| {
        let words = format!("{}小时{}分钟", two(hour.parse().unwrap_or_default()), write::cardinal(&minute));
        (stop, Pieces::new().hanzi(&words))
    })
}

/// 1'32" → 一分三十二秒, 1'32"15 → 一分三十二秒一五.
fn minutes_and_seconds(text: &Text<'_>, place: usize, minutes: usize) -> Option<(usize, Pieces)> {
    let second = Number::at(text, minutes + 1).filter(|second| second.end <= minutes + 6)?;
    let marked = matches!(text.at(second.end), '"' | '”' | '″');
    let end = if marked { text.digits(second.end + 1) } else { second.end };
    let is_result = second.whole.len() == 2 && minutes - place <= 2 && (marked || !second.is_whole());
    is_result.then(|| {
        let rest = if marked {
            second.fraction.clone() + &text.folded(second.end + 1, end)
        } else {
            second.fraction
        };
        let minutes = write::cardinal(&text.folded(place, minutes));
        let seconds = padded(second.whole.parse().unwrap_or_default());
        (end, Pieces::new().hanzi(&format!("{minutes}分{seconds}秒{}", write::digits(&rest))))
    })
}

/// The place after a colon at `place`.
pub fn colon(text: &Text<'_>, place: usize) -> Option<usize> {
    (matches!(text.at(place), ':' | '：') && text.at(place + 1).is_ascii_digit()).then_some(place + 1)
}

/// The value of exactly two digits, and their end.
fn two_digits(text: &Text<'_>, place: usize) -> Option<(u8, usize)> {
    let end = text.digits(place);
    if end - place != 2 {
        return None;
    }
    text.folded(place, end).parse().ok().map(|value| (value, end))
}

fn duration(hours: u8, minutes: u8, seconds: u8) -> String {
    format!("{}小时{}分{}秒", two(hours), padded(minutes), padded(seconds))
}

/// A count of hours: 2 is 两.
fn two(hour: u8) -> String {
    if hour == 2 { "两".to_owned() } else { write::cardinal(&hour.to_string()) }
}

/// Minutes and seconds: 5 → 零五, 0 → 零.
fn padded(value: u8) -> String {
    let words = write::cardinal(&value.to_string());
    if (1..10).contains(&value) { format!("零{words}") } else { words }
}

/// The end of a following am or pm, and its Chinese.
fn half_of_day(text: &Text<'_>, end: usize, hour: u8) -> (usize, &'static str) {
    let place = text.skip_blanks(end);
    let first = text.at(place).to_ascii_lowercase();
    for (rest, length) in [(".m.", 4), ("m", 2)] {
        let tail = text.folded(place + 1, place + length).to_ascii_lowercase();
        let ends = !text.at(place + length).is_ascii_alphanumeric();
        match (first, tail == rest && ends) {
            ('a', true) => return (place + length, "上午"),
            ('p', true) if (6..12).contains(&hour) => return (place + length, "晚上"),
            ('p', true) => return (place + length, "下午"),
            _ => {}
        }
    }
    (end, "")
}

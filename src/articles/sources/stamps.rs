//! When something was published, as feeds, pages and wires write it.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use regex::{Captures, Regex};

use crate::articles::bylines::dateline::english_month;
use crate::articles::features::dates;
use crate::articles::rule::rule;

/// What a stamp says: RFC 3339 where it names its zone, else the day; `None` where it names no day.
pub fn read(print: &str) -> Option<String> {
    static ISO: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            r"^(?P<y>\d{4})-?(?P<m>\d\d)-?(?P<d>\d\d)[Tt ]+(?P<h>\d\d):?(?P<min>\d\d)(?::?(?P<s>\d\d))?(?:[.,]\d+)? ?(?P<zone>[Zz]|[A-Z]{2,4}|[+-]\d\d:?(?:\d\d)?)?$",
        )
    });
    static MAIL: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            r"(?i)^(?:[a-z]{3,9}\.?, *)?(?P<d>\d{1,2})[ -](?P<month>[a-z]{3,9})\.?[ -](?P<y>\d{4}|\d\d),? +(?P<h>\d{1,2}):(?P<min>\d\d)(?::(?P<s>\d\d))? *(?P<zone>[a-z]{1,5}|[+-]\d\d:?\d\d)?(?: *\([^)]*\))?$",
        )
    });
    let print = print.trim();
    if let Some(found) = ISO.captures(print) {
        let date = Date::new(number(&found, "y")?, number(&found, "m")?, number(&found, "d")?).ok()?;
        return moment(date, &found);
    }
    if let Some(found) = MAIL.captures(print) {
        let year = number::<i16>(&found, "y")?;
        let year = if year < 70 {
            year + 2000
        } else if year < 100 {
            year + 1900
        } else {
            year
        };
        let date =
            Date::new(year, english_month(found.name("month")?.as_str())?, number(&found, "d")?).ok()?;
        return moment(date, &found);
    }
    // Seconds or milliseconds since 1970.
    if print.bytes().all(|b| b.is_ascii_digit()) && matches!(print.len(), 10 | 13) {
        let seconds = print[..10].parse().ok()?;
        return Some(Timestamp::from_second(seconds).ok()?.to_string());
    }
    let compact = print.len() == 8 && print.bytes().all(|b| b.is_ascii_digit());
    let day = if compact { dates::date_of_file(print) } else { dates::date(print) };
    day.map(|day| day.to_string())
}

fn number<T: std::str::FromStr>(found: &Captures<'_>, name: &str) -> Option<T> {
    found.name(name)?.as_str().parse().ok()
}

fn moment(date: Date, found: &Captures<'_>) -> Option<String> {
    let second = number(found, "s").unwrap_or(0);
    let time = number(found, "h").zip(number(found, "min"));
    let time = time.and_then(|(hour, minute)| Time::new(hour, minute, i8::min(second, 59), 0).ok());
    let zone = found.name("zone").and_then(|zone| zone_of(zone.as_str()));
    Some(match (time, zone) {
        (Some(time), Some(0)) => format!("{date}T{time}Z"),
        (Some(time), Some(minutes)) => {
            // Checked: such an hour exists.
            let offset = Offset::from_seconds(minutes * 60).ok()?;
            offset.to_timestamp(date.to_datetime(time)).ok()?;
            let sign = if minutes < 0 { '-' } else { '+' };
            format!("{date}T{time}{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
        }
        _ => date.to_string(),
    })
}

/// Minutes east of Greenwich. Letters that stand for several zones (CST) tell none.
fn zone_of(zone: &str) -> Option<i32> {
    if let Some(sign) = zone.chars().next().filter(|c| matches!(c, '+' | '-')) {
        let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
        let hours: i32 = digits.get(..2)?.parse().ok()?;
        let minutes: i32 = digits.get(2..4).map_or(Ok(0), str::parse).ok()?;
        let east = hours * 60 + minutes;
        return (hours <= 14 && minutes < 60).then_some(if sign == '-' { -east } else { east });
    }
    match zone.to_ascii_uppercase().as_str() {
        "Z" | "UT" | "UTC" | "GMT" => Some(0),
        "EST" | "CDT" => Some(-300),
        "EDT" => Some(-240),
        "MST" | "PDT" => Some(-420),
        "PST" => Some(-480),
        "CET" => Some(60),
        "CEST" | "EET" => Some(120),
        "JST" | "KST" => Some(540),
        "HKT" | "SGT" => Some(480),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_of_all_makes_are_read() {
        for (print, wanted) in [
            ("2026-03-05T06:00:00+08:00", "2026-03-05T06:00:00+08:00"),
            ("2026-03-05T06:00:00.123Z", "2026-03-05T06:00:00Z"),
            ("2026-03-05 06:00:00 +0800", "2026-03-05T06:00:00+08:00"),
            ("20260305T060000Z", "2026-03-05T06:00:00Z"),
            ("20260305T060000-0500", "2026-03-05T06:00:00-05:00"),
            ("2026-03-05 06:00", "2026-03-05"),
            ("Thu, 05 Mar 2026 06:00:00 GMT", "2026-03-05T06:00:00Z"),
            ("Thu, 5 Mar 26 06:00 EST", "2026-03-05T06:00:00-05:00"),
            ("Mon, 05 Mar 2026 06:00:00 +0800 (CST)", "2026-03-05T06:00:00+08:00"),
            ("Thu, 05 Mar 2026 06:00:00 CST", "2026-03-05"),
            ("2026年3月5日 11:38", "2026-03-05"),
            ("March 5, 2026", "2026-03-05"),
            ("20260305", "2026-03-05"),
            ("1772690400", "2026-03-05T06:00:00Z"),
        ] {
            assert_eq!(read(print).as_deref(), Some(wanted), "{print}");
        }
        for print in ["", "yesterday", "2026-13-45T00:00:00Z", "99"] {
            assert_eq!(read(print), None, "{print}");
        }
    }
}

//! Days of issue, as a line or a file's name gives them.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::articles::bylines::dateline::english_month;
use crate::articles::rule::rule;

/// The days of the week in English.
pub const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// True for a day of the week in English, in whatever letters.
pub fn is_weekday(word: &str) -> bool {
    WEEKDAYS.iter().any(|day| day.eq_ignore_ascii_case(word))
}

/// A full date in Chinese or English print.
pub fn date(text: &str) -> Option<Date> {
    static CHINESE: LazyLock<Regex> =
        LazyLock::new(|| rule(r"(\d{4}) *[年./-] *(\d{1,2}) *[月./-] *(\d{1,2})"));
    static ENGLISH: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            r"(?i)\b(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? +(?P<day>\d{1,2})(?:st|nd|rd|th)?,? +(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? +)?(?P<year>\d{4})|\b(?P<d2>\d{1,2})(?:st|nd|rd|th)? +(?P<m2>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,? +(?P<y2>\d{4})",
        )
    });
    if let Some(found) = CHINESE.captures(text) {
        let first = Date::new(found[1].parse().ok()?, found[2].parse().ok()?, found[3].parse().ok()?).ok()?;
        return Some(last_day(first, &text[found.get_match().end()..]).unwrap_or(first));
    }
    let Some(found) = ENGLISH.captures(text) else { return american(text).or_else(|| in_figures(text)) };
    let get = |a: &str, b: &str| found.name(a).or_else(|| found.name(b)).map(|m| m.as_str().to_owned());
    let month = english_month(&get("month", "m2")?)?;
    Date::new(get("year", "y2")?.parse().ok()?, month, get("day", "d2")?.parse().ok()?).ok()
}

/// 16/7/24: two figures of which only one can be the month.
fn in_figures(text: &str) -> Option<Date> {
    static FIGURES: LazyLock<Regex> =
        LazyLock::new(|| rule(r"(?:^|[^\d/])(\d{1,2})/(\d{1,2})/(?:20)?(\d\d)(?:[^\d/]|$)"));
    let found = FIGURES.captures(text)?;
    let [first, second, year] = [1, 2, 3].map(|at| found[at].parse::<i8>().unwrap_or_default());
    let (month, day) = match (first > 12, second > 12) {
        (true, false) => (second, first),
        (false, true) => (first, second),
        _ => return None,
    };
    Date::new(2000 + i16::from(year), month, day).ok()
}

/// The last day of a span: 2025年8月10日-8月25日, 2025/8/10～25. An issue that tells of several days is of the last of them.
fn last_day(first: Date, behind: &str) -> Option<Date> {
    const LONGEST: i32 = 62;
    static LAST: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            r"^ *日? *(?P<sign>[-–—~～至到]) *(?:(?P<year>20\d\d) *[年./-] *)?(?:(?P<month>\d{1,2}) *[月./-] *)?(?P<day>\d{1,2})(?: *日| *[)）\]】,，|：]| *$)",
        )
    });
    let found = LAST.captures(behind)?;
    // 2025-08-10-2 is the second of a day.
    if &found["sign"] == "-" && found.name("month").is_none() && !behind.trim_start().starts_with('日') {
        return None;
    }
    let number = |name: &str| found.name(name).map(|digits| digits.as_str().parse::<i16>());
    let year = number("year").transpose().ok()?.unwrap_or(first.year());
    let month = number("month").transpose().ok()?.map_or(Ok(first.month()), i8::try_from).ok()?;
    // 12月29日-1月4日.
    let year = year + i16::from(found.name("year").is_none() && month < first.month());
    let last = Date::new(year, month, found["day"].parse().ok()?).ok()?;
    let days = (last - first).get_days();
    (0..=LONGEST).contains(&days).then_some(last)
}

/// 10/9/10 7:15 AM EDT: the month stands first where the hour is one of America.
fn american(text: &str) -> Option<Date> {
    static STAMP: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            r"(?i)(?:^|[^\d/])(\d{1,2})/(\d{1,2})/(?:20)?(\d\d),? \d{1,2}:\d\d ?[ap]\.?m\.? ?[ecmp][ds]?t(?:[^a-z]|$)",
        )
    });
    let found = STAMP.captures(text)?;
    let year = 2000 + found[3].parse::<i16>().ok()?;
    Date::new(year, found[1].parse().ok()?, found[2].parse().ok()?).ok()
}

/// 2024-11-28, `2024_11_28` or 20241128 in a file's name.
pub fn date_of_file(name: &str) -> Option<Date> {
    static RULE: LazyLock<Regex> =
        LazyLock::new(|| rule(r"(?:^|\D)((?:19|20)\d\d)[-_.年]?(\d\d?)[-_.月]?(\d\d?)(?:\D|$)"));
    static NAMED: LazyLock<Regex> = LazyLock::new(|| rule(r"[-_]+"));
    let Some(found) = RULE.captures(name) else {
        return date(&NAMED.replace_all(name, " ")).or_else(|| year_first(name));
    };
    Date::new(found[1].parse().ok()?, found[2].parse().ok()?, found[3].parse().ok()?).ok()
}

/// 2019-july-2: the year stands before a month in words.
fn year_first(name: &str) -> Option<Date> {
    static RULE: LazyLock<Regex> =
        LazyLock::new(|| rule(r"(?i)(?:^|\D)((?:19|20)\d\d)[-_ ]([a-z]{3,9})[-_ ](\d\d?)(?:\D|$)"));
    let found = RULE.captures(name)?;
    Date::new(found[1].parse().ok()?, english_month(&found[2])?, found[3].parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_of_america_tells_which_figure_is_the_month() {
        let day = |print: &str| date(print).map(|day| day.to_string());
        assert_eq!(day("By Ann Lee | 4/2/26 7:15 AM EDT").as_deref(), Some("2026-04-02"));
        assert_eq!(day("4/2/2026, 7:15 p.m. PT").as_deref(), Some("2026-04-02"));
        for print in ["4/2/26", "4/2/26 07:15", "score 4/2/26 7:15 AM"] {
            assert_eq!(day(print), None, "{print}");
        }
    }

    #[test]
    fn a_span_of_days_is_of_its_last_one_and_what_is_counted_is_none() {
        for (print, day) in [
            ("早报（2025年8月10日-8月25日）", "2025-08-25"),
            ("早报 2025/8/10～25", "2025-08-25"),
            ("早报（2025年12月29日-1月4日）", "2026-01-04"),
            ("早报 2025年8月10日 — 12条新闻", "2025-08-10"),
            ("早报 2025年8月10日-12条新闻", "2025-08-10"),
            ("早报 2025年8月10日 ~ 20 度", "2025-08-10"),
            ("早报 2025-08-10-2", "2025-08-10"),
            ("Garden committee, 16/7/24", "2024-07-16"),
        ] {
            assert_eq!(date(print).map(|day| day.to_string()).as_deref(), Some(day), "{print}");
        }
        assert_eq!(date("7/6/24"), None, "either may be the month");
    }

    #[test]
    fn names_of_files_tell_days() {
        for name in
            ["2019-07-02-letter", "letter_20190702", "048-2019-july-2", "letter-july-2-2019", "2019_jul_02"]
        {
            assert_eq!(date_of_file(name), Date::new(2019, 7, 2).ok(), "{name}");
        }
        for name in ["letter-48", "may-fair", "2019-in-10-pictures"] {
            assert_eq!(date_of_file(name), None, "{name}");
        }
    }
}

//! Values of settings that cannot be meant: each is refused with what would be.

use std::fmt::Display;
use std::ops::RangeInclusive;

use jiff::civil::Date;
use serde::de::{Deserialize, Deserializer, Error as _};

/// Checks a number; `what` is its setting and what it counts, as in `minutes`.
///
/// # Errors
/// The sensible range, in words.
pub fn within<T: PartialOrd + Display>(value: T, what: &str, range: &RangeInclusive<T>) -> Result<T, String> {
    if range.contains(&value) {
        return Ok(value);
    }
    Err(format!("{what} is a number between {} and {}, not {value}", range.start(), range.end()))
}

/// Checks a title or a name: one line, in which nothing is hidden.
///
/// # Errors
/// What is wrong with it.
pub fn line(text: String, what: &str) -> Result<String, String> {
    if text.contains(char::is_control) {
        return Err(format!("{what} is one line of words, without line breaks and control characters"));
    }
    Ok(text)
}

/// Checks a day: one of our era, which calendars and feeds can tell.
///
/// # Errors
/// The sensible range.
pub fn day(date: Date) -> Result<Date, String> {
    if (1..=9_999).contains(&date.year()) {
        return Ok(date);
    }
    Err(format!("a paper's day is between 0001-01-01 and 9999-12-31, not {date}"))
}

/// [`within`] as serde reads it: for `deserialize_with`.
///
/// # Errors
/// No number, or one beyond the range.
pub fn read_within<'de, D, T>(value: D, what: &str, range: &RangeInclusive<T>) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + PartialOrd + Display,
{
    within(T::deserialize(value)?, what, range).map_err(D::Error::custom)
}

/// [`line()`] as serde reads it, where a setting may be left out.
///
/// # Errors
/// No text, or one of several lines.
pub fn read_line<'de, D: Deserializer<'de>>(value: D, what: &str) -> Result<Option<String>, D::Error> {
    line(String::deserialize(value)?, what).map(Some).map_err(D::Error::custom)
}

/// [`day`] as serde reads it, where a setting may be left out.
///
/// # Errors
/// No day, or one before our era.
pub fn read_day<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Date>, D::Error> {
    day(Date::deserialize(value)?).map(Some).map_err(D::Error::custom)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_number_is_in_no_range() {
        for wrong in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300, -20.1] {
            let message = within(wrong, "true_peak", &(-20.0..=0.0)).unwrap_err();
            assert!(message.contains("true_peak is a number between -20 and 0"), "{message}");
        }
        assert_eq!(within(-1.5, "true_peak", &(-20.0..=0.0)), Ok(-1.5));
    }
}

//! When an edition appears on its day.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use serde::Deserialize;

use crate::model::Millis;

/// A time of day with its offset from UTC, written `06:00+08:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct AirTime {
    hour: u8,
    minute: u8,
    /// Minutes east of Greenwich.
    offset: i16,
}

impl Default for AirTime {
    /// Six in the morning in China.
    fn default() -> Self {
        Self { hour: 6, minute: 0, offset: 480 }
    }
}

impl TryFrom<String> for AirTime {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        parse(&text)
            .ok_or_else(|| format!("`{text}` is no time with an offset; write it as in `06:00+08:00`"))
    }
}

fn parse(text: &str) -> Option<AirTime> {
    let pair = |text: &str, limit: u8| {
        let (hours, minutes) = text.split_once(':')?;
        let digits = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        let (hour, minute) = (hours.parse::<u8>().ok()?, minutes.parse::<u8>().ok()?);
        (digits(hours) && digits(minutes) && hour < limit && minute < 60).then_some((hour, minute))
    };
    let (time, offset) = text.split_at_checked(5)?;
    let (hour, minute) = pair(time, 24)?;
    let offset = match offset.split_at_checked(1)? {
        ("Z", "") => 0,
        (sign @ ("+" | "-"), rest) => {
            let (hours, minutes) = pair(rest, 15)?;
            let east = i16::from(hours) * 60 + i16::from(minutes);
            if sign == "+" { east } else { -east }
        }
        _ => return None,
    };
    Some(AirTime { hour, minute, offset })
}

impl AirTime {
    /// The moment on a day.
    pub fn on(self, date: Date) -> Timestamp {
        let seconds = i32::from(self.offset) * 60;
        let offset = Offset::from_seconds(seconds).unwrap_or(Offset::UTC);
        let time = date.at(self.hour.cast_signed(), self.minute.cast_signed(), 0, 0);
        offset.to_timestamp(time).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// The same so long after an edition appears: stories of one day are told in their order.
    pub fn rfc2822_after(self, date: Date, later: Millis) -> String {
        let seconds = i64::try_from(later.0 / 1_000).unwrap_or(i64::MAX);
        let begin = i64::from(self.hour) * 3_600 + i64::from(self.minute) * 60;
        // The last second of the day, where an edition is longer than its rest.
        let at = begin.saturating_add(seconds).min(86_399);
        let text = self.rfc2822(date);
        let (day, zone) = (&text[..text.len() - 14], &text[text.len() - 5..]);
        format!("{day}{:02}:{:02}:{:02} {zone}", at / 3_600, at / 60 % 60, at % 60)
    }

    /// `Thu, 28 Nov 2024 06:00:00 +0800`
    pub fn rfc2822(self, date: Date) -> String {
        const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        const MONTHS: [&str; 12] =
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let day = DAYS[date.weekday().to_monday_zero_offset() as usize % 7];
        let month = MONTHS[(date.month() - 1) as usize % 12];
        format!("{day}, {:02} {month} {:04} {self}", date.day(), date.year())
    }
}

impl fmt::Display for AirTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.offset < 0 { '-' } else { '+' };
        let east = self.offset.unsigned_abs();
        write!(f, "{:02}:{:02}:00 {sign}{:02}{:02}", self.hour, self.minute, east / 60, east % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_rfc_2822_says() {
        let day = jiff::civil::date(2024, 11, 28);
        assert_eq!(AirTime::default().rfc2822(day), "Thu, 28 Nov 2024 06:00:00 +0800");
        assert_eq!(AirTime::default().on(day).to_string(), "2024-11-27T22:00:00Z");
        let after = |seconds: u64| AirTime::default().rfc2822_after(day, Millis(seconds * 1_000));
        assert_eq!(after(3_725), "Thu, 28 Nov 2024 07:02:05 +0800");
        assert_eq!(after(90_000), "Thu, 28 Nov 2024 23:59:59 +0800");
        let evening = AirTime::try_from("18:30-03:30".to_owned()).unwrap();
        assert_eq!(evening.rfc2822(day), "Thu, 28 Nov 2024 18:30:00 -0330");
        assert_eq!(
            AirTime::try_from("00:00Z".to_owned()).unwrap().rfc2822(day),
            "Thu, 28 Nov 2024 00:00:00 +0000"
        );
    }

    #[test]
    fn a_wrong_time_is_named_with_an_example() {
        for wrong in ["6:00", "06:00", "25:00+08:00", "06:60Z", "06:00+8", "早上六点钟啊", "06:00+08:00:00"]
        {
            let error = AirTime::try_from(wrong.to_owned()).unwrap_err();
            assert!(error.contains(wrong) && error.contains("06:00+08:00"), "{error}");
        }
    }
}

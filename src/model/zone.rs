//! The zone whose day and clock count.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};
use serde::Deserialize;

/// A time zone by its name, as `Asia/Shanghai`; without one, this machine's.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Zone(TimeZone);

impl Default for Zone {
    fn default() -> Self {
        Self(TimeZone::system())
    }
}

impl TryFrom<String> for Zone {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        TimeZone::get(&name).map(Self).map_err(|_| {
            format!("`{name}` is no time zone; write it as in `Asia/Shanghai` or `Europe/Paris`")
        })
    }
}

impl Zone {
    /// What clocks and calendars show there.
    pub fn at(&self, time: Timestamp) -> ZonedDateTime {
        time.to_zoned_datetime(self.0.clone())
    }

    /// The day that it is there.
    pub fn today(&self) -> Date {
        self.at(Timestamp::now()).date()
    }

    /// The zone itself.
    pub fn time_zone(&self) -> &TimeZone {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_the_zone_s() {
        let late: Timestamp = "2026-03-04T22:30:00Z".parse().unwrap();
        let zone = |name: &str| Zone::try_from(name.to_owned()).unwrap();
        assert_eq!(zone("Asia/Shanghai").at(late).date(), jiff::civil::date(2026, 3, 5));
        assert_eq!(zone("America/New_York").at(late).date(), jiff::civil::date(2026, 3, 4));
        assert!(Zone::try_from("Mars/Olympus".to_owned()).unwrap_err().contains("Asia/Shanghai"));
    }
}

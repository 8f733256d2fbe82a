//! A day in words.

use jiff::civil::{Date, Weekday};
use tyme4rs::tyme::Culture;
use tyme4rs::tyme::solar::SolarDay;

use crate::model::Language;

/// A day as the presenter names it.
pub(in crate::script) struct Day {
    /// 2024年11月28日; November 28, 2024.
    pub date: String,
    /// 星期四; Thursday.
    pub weekday: &'static str,
}

impl Day {
    /// Puts a day into words.
    pub fn new(date: Date, language: Language) -> Self {
        let words = match language {
            Language::Zh => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
            Language::En => date.strftime("%B %-d, %Y").to_string(),
        };
        Self { date: words, weekday: weekday(date.weekday(), language) }
    }
}

/// A day as it is named in an edition of `today`: without the year where that is the same.
pub(in crate::script) fn past(date: Date, today: Date, language: Language) -> String {
    match language {
        _ if date.year() != today.year() => Day::new(date, language).date,
        Language::Zh => format!("{}月{}日", date.month(), date.day()),
        Language::En => date.strftime("%B %-d").to_string(),
    }
}

fn weekday(day: Weekday, language: Language) -> &'static str {
    let (zh, en) = match day {
        Weekday::Monday => ("星期一", "Monday"),
        Weekday::Tuesday => ("星期二", "Tuesday"),
        Weekday::Wednesday => ("星期三", "Wednesday"),
        Weekday::Thursday => ("星期四", "Thursday"),
        Weekday::Friday => ("星期五", "Friday"),
        Weekday::Saturday => ("星期六", "Saturday"),
        Weekday::Sunday => ("星期日", "Sunday"),
    };
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
}

/// The day by the Chinese lunar calendar: 十月廿八. `None` outside the years that the tables cover.
pub(in crate::script) fn lunar(date: Date) -> Option<String> {
    let (year, month, day) = (date.year(), date.month(), date.day());
    // In the years before 1 the tables panic.
    if year < 1 {
        return None;
    }
    let solar = SolarDay::new(year.into(), usize::try_from(month).ok()?, usize::try_from(day).ok()?).ok()?;
    let lunar = solar.get_lunar_day();
    Some(format!("{}{}", lunar.get_lunar_month().get_name(), lunar.get_name()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_has_its_weekday_and_its_lunar_date() {
        let day = Day::new(date(2024, 11, 28), Language::Zh);
        assert_eq!((day.date.as_str(), day.weekday), ("2024年11月28日", "星期四"));
        let day = Day::new(date(2026, 3, 1), Language::En);
        assert_eq!((day.date.as_str(), day.weekday), ("March 1, 2026", "Sunday"));
        assert_eq!(lunar(date(2024, 11, 28)).as_deref(), Some("十月廿八"));
        assert_eq!(lunar(date(0, 1, 1)), None);
        assert_eq!(lunar(date(-1, 12, 31)), None);
        for year in [1, 2, 9_999] {
            lunar(date(year, 1, 1));
            lunar(date(year, 12, 31));
        }
        assert_eq!(lunar(date(2025, 1, 29)).as_deref(), Some("正月初一"));
        assert_eq!(lunar(date(2025, 7, 25)).as_deref(), Some("闰六月初一"), "a leap month is named");
    }
}

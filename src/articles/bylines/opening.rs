//! What a report opens with: who sent it, from where and when.

use jiff::civil::Date;

/// An opening, and how many characters of the paragraph it takes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opening {
    /// Characters to lift off the paragraph's start.
    pub length: usize,
    /// The place it was sent from.
    pub place: Option<String>,
    /// The day, with the year only where it is printed.
    pub day: Option<Day>,
    /// Who sent it.
    pub reporters: Vec<String>,
    /// The agency it was taken from.
    pub agency: Option<String>,
}

/// A day as a dateline prints it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    year: Option<i16>,
    pub(super) month: i8,
    pub(super) of_month: i8,
}

impl Day {
    /// A day with or without its year; `None` for a 13th month.
    pub fn new(year: Option<i16>, month: i8, day: i8) -> Option<Self> {
        Date::new(year.unwrap_or(2024), month, day).ok().map(|_| Self { year, month, of_month: day })
    }

    /// The date, where its year is printed.
    pub fn with_year(self) -> Option<Date> {
        self.year.and_then(|year| Date::new(year, self.month, self.of_month).ok())
    }

    /// The date. A day without a year is the last one not later than a day after the edition.
    pub fn resolve(self, edition: Option<Date>) -> Option<Date> {
        if let Some(year) = self.year {
            return Date::new(year, self.month, self.of_month).ok();
        }
        let edition = edition?;
        let latest = edition.tomorrow().unwrap_or(edition);
        let this = Date::new(edition.year(), self.month, self.of_month).ok();
        let next = Date::new(latest.year(), self.month, self.of_month).ok();
        [next, this]
            .into_iter()
            .flatten()
            .find(|&date| date <= latest)
            .or_else(|| Date::new(edition.year() - 1, self.month, self.of_month).ok())
    }
}

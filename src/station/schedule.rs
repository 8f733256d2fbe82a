//! What is to be done when: a plan of hours, and what was done already. It reads no clock and no disk.

use std::num::NonZeroU16;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use serde::Deserialize;

use crate::model::Zone;

/// The `[run]` table of `newscaster.toml`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Schedule {
    /// Minutes between two askings of the sources, at least.
    pub fetch_every: NonZeroU16,
    /// When the day's edition is made.
    pub make: Hour,
    /// When it is out; until then it takes corrections.
    pub publish: Hour,
}

const HALF_AN_HOUR: NonZeroU16 = NonZeroU16::MIN.saturating_add(29);

impl Default for Schedule {
    fn default() -> Self {
        Self {
            fetch_every: HALF_AN_HOUR,
            make: Hour { hour: 5, minute: 30 },
            publish: Hour { hour: 6, minute: 0 },
        }
    }
}

/// A time of the day on the zone's clock: `05:30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct Hour {
    hour: i8,
    minute: i8,
}

impl TryFrom<String> for Hour {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let is_number = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        let digits = |text: &str| text.parse::<i8>().ok().filter(|_| is_number(text));
        let parts = text.split_once(':').and_then(|(hour, minute)| Some((digits(hour)?, digits(minute)?)));
        parts
            .filter(|(hour, minute)| (0..24).contains(hour) && (0..60).contains(minute))
            .map(|(hour, minute)| Self { hour, minute })
            .ok_or_else(|| format!("`{text}` is no time of the day; write it as in `05:30`"))
    }
}

impl Hour {
    /// When the clock shows it on a day. An hour that the change to summer time leaves out is the one after it, and of two
    /// in autumn it is the first.
    pub fn on(self, day: Date, zone: &Zone) -> Timestamp {
        let time = Time::new(self.hour, self.minute, 0, 0).unwrap_or_default();
        let there = zone.time_zone().to_zoned_datetime(day.to_datetime(time));
        there.map_or(Timestamp::MAX, |there| there.timestamp())
    }
}

/// What was done, as the disk and the memory tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// When the sources were asked last.
    pub fetched: Option<Timestamp>,
    /// The day whose edition was settled last: made, or found to have nothing new.
    pub settled: Option<Date>,
    /// When making it failed.
    pub failed: Option<Timestamp>,
    /// The day of an edition that is made and not out yet.
    pub waits: Option<Date>,
    /// Whether corrections for that edition have come.
    pub is_corrected: bool,
}

/// What is to be done now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Ask the sources.
    Fetch,
    /// Make the day's edition.
    Make(Date),
    /// Make it again, with corrections.
    MakeAgain(Date),
    /// Put it out.
    Publish(Date),
    /// Nothing before this time.
    Wait(Timestamp),
}

/// An edition that could not be made is tried again after so long.
const SECOND_TRY: Duration = Duration::from_mins(15);
/// Before an edition is made, the sources are asked, where that is longer ago than this.
const FRESH: Duration = Duration::from_mins(15);

impl Schedule {
    /// The next thing to do. Whatever was slept through is done now; what was done is not done again, however clocks move.
    pub fn next(&self, zone: &Zone, now: Timestamp, done: &Done) -> Act {
        let today = zone.at(now).date();
        let (make, publish) =
            (self.make.on(today, zone), self.publish.on(today, zone).max(self.make.on(today, zone)));
        if let Some(day) = done.waits {
            // One of an earlier day was slept through.
            if day < today || now >= publish {
                return Act::Publish(day);
            }
            if done.is_corrected {
                return Act::MakeAgain(day);
            }
        }
        let is_older = |than: Duration| {
            // A clock that was set back makes nothing wait for the old time to come.
            done.fetched.is_none_or(|at| at > now || now.duration_since(at).unsigned_abs() >= than)
        };
        // A day that is further off than a clock's correction was settled by a clock that was wrong: the paper comes out
        // today all the same, and what the disk has is not made twice.
        let tomorrow = today.tomorrow().unwrap_or(today);
        let is_settled = done.settled.is_some_and(|settled| (today..=tomorrow).contains(&settled));
        let may_try =
            done.failed.is_none_or(|at| at > now || now.duration_since(at).unsigned_abs() >= SECOND_TRY);
        if now >= make && !is_settled && may_try {
            return if is_older(FRESH) { Act::Fetch } else { Act::Make(today) };
        }
        let distance = Duration::from_mins(u64::from(self.fetch_every.get()));
        if is_older(distance) {
            return Act::Fetch;
        }
        let next_make = if is_settled || now >= make { self.make.on(tomorrow, zone) } else { make };
        let times = [
            done.fetched.and_then(|at| at.checked_add(distance).ok()),
            done.failed.filter(|_| !is_settled).and_then(|at| at.checked_add(SECOND_TRY).ok()),
            done.waits.map(|_| publish),
            Some(next_make),
        ];
        Act::Wait(times.into_iter().flatten().filter(|time| *time > now).min().unwrap_or(next_make))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(name: &str) -> Zone {
        Zone::try_from(name.to_owned()).unwrap()
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    /// Lives through a stretch of time, awake only at some moments, and tells what was done.
    fn lived(zone: &Zone, from: &str, to: &str, awake: impl Fn(Timestamp) -> bool) -> Vec<(String, Act)> {
        let (schedule, mut done, mut acts) = (Schedule::default(), Done::default(), Vec::new());
        let (mut now, end) = (at(from), at(to));
        while now < end {
            if awake(now) {
                let act = schedule.next(zone, now, &done);
                match act {
                    Act::Fetch => done.fetched = Some(now),
                    Act::Make(day) => (done.settled, done.waits) = (Some(day), Some(day)),
                    Act::MakeAgain(_) => done.is_corrected = false,
                    Act::Publish(_) => done.waits = None,
                    Act::Wait(_) => now = now.checked_add(Duration::from_mins(1)).unwrap(),
                }
                if !matches!(act, Act::Fetch | Act::Wait(_)) {
                    acts.push((zone.at(now).strftime("%d %H:%M").to_string(), act));
                }
            } else {
                now = now.checked_add(Duration::from_mins(1)).unwrap();
            }
        }
        acts
    }

    fn times(acts: &[(String, Act)]) -> Vec<&str> {
        acts.iter().map(|(time, _)| time.as_str()).collect()
    }

    #[test]
    fn each_day_has_one_edition_at_its_hours_also_when_summer_time_begins_and_ends() {
        let paris = zone("Europe/Paris");
        let spring = lived(&paris, "2026-03-28T00:00:00Z", "2026-03-30T12:00:00Z", |_| true);
        assert_eq!(times(&spring), ["28 05:30", "28 06:00", "29 05:30", "29 06:00", "30 05:30", "30 06:00"]);
        let autumn = lived(&paris, "2026-10-24T00:00:00Z", "2026-10-26T12:00:00Z", |_| true);
        assert_eq!(times(&autumn), ["24 05:30", "24 06:00", "25 05:30", "25 06:00", "26 05:30", "26 06:00"]);
        // The day is the zone's: in Shanghai it begins at 16 h UTC.
        let shanghai =
            lived(&zone("Asia/Shanghai"), "2026-03-04T20:00:00Z", "2026-03-05T00:00:00Z", |_| true);
        assert_eq!(shanghai[0].1, Act::Make(day("2026-03-05")));
    }

    #[test]
    fn an_hour_that_a_clock_leaves_out_is_the_next_one() {
        let half_past_two = Hour::try_from("02:30".to_owned()).unwrap();
        assert_eq!(half_past_two.on(day("2026-03-29"), &zone("Europe/Paris")), at("2026-03-29T01:30:00Z"));
        assert_eq!(half_past_two.on(day("2026-10-25"), &zone("Europe/Paris")), at("2026-10-25T00:30:00Z"));
        for wrong in ["5:30", "24:00", "05:60", "", "0530", "+5:30"] {
            assert!(Hour::try_from(wrong.to_owned()).unwrap_err().contains("05:30"), "{wrong}");
        }
    }

    #[test]
    fn what_was_slept_through_is_done_at_once_and_once() {
        let zone = zone("Asia/Shanghai");
        let (asleep, woken) = (at("2026-03-04T20:00:00Z"), at("2026-03-05T01:00:00Z"));
        let acts =
            lived(&zone, "2026-03-04T19:00:00Z", "2026-03-05T03:00:00Z", |now| now < asleep || now >= woken);
        assert_eq!(times(&acts), ["05 09:00", "05 09:00"]);
        // Asleep between making and publishing, until the next day.
        let (asleep, woken) = (at("2026-03-04T21:40:00Z"), at("2026-03-06T01:00:00Z"));
        let acts =
            lived(&zone, "2026-03-04T19:00:00Z", "2026-03-06T03:00:00Z", |now| now < asleep || now >= woken);
        let days: Vec<Act> = acts.iter().map(|(_, act)| *act).collect();
        let (first, second) = (day("2026-03-05"), day("2026-03-06"));
        assert_eq!(days, [Act::Make(first), Act::Publish(first), Act::Make(second), Act::Publish(second)]);
    }

    #[test]
    fn a_clock_that_is_set_back_makes_nothing_twice_and_stops_nothing() {
        let (zone, schedule) = (zone("Asia/Shanghai"), Schedule::default());
        let now = at("2026-03-04T23:00:00Z");
        let done = Done { fetched: Some(now), settled: Some(day("2026-03-05")), ..Done::default() };
        assert!(matches!(schedule.next(&zone, now, &done), Act::Wait(_)));
        let back = at("2026-03-03T23:00:00Z");
        assert_eq!(schedule.next(&zone, back, &done), Act::Fetch);
        let done = Done { fetched: Some(back), ..done };
        assert!(matches!(schedule.next(&zone, back, &done), Act::Wait(_)));
        // A clock that stood a year ahead silences no paper for a year.
        let done =
            Done { settled: Some(day("2027-03-05")), failed: Some(at("2027-03-04T23:00:00Z")), ..done };
        assert_eq!(schedule.next(&zone, back, &done), Act::Make(day("2026-03-04")));
    }

    #[test]
    fn corrections_are_spoken_until_the_edition_is_out_and_failures_tried_again() {
        let (zone, schedule) = (zone("Asia/Shanghai"), Schedule::default());
        let today = day("2026-03-05");
        let done = |time: &str| Done { fetched: Some(at(time)), ..Done::default() };
        let early = "2026-03-04T21:45:00Z";
        let waits = Done { settled: Some(today), waits: Some(today), is_corrected: true, ..done(early) };
        assert_eq!(schedule.next(&zone, at(early), &waits), Act::MakeAgain(today));
        assert_eq!(schedule.next(&zone, at("2026-03-04T22:00:00Z"), &waits), Act::Publish(today));
        let failed = Done { failed: Some(at(early)), ..done(early) };
        assert_eq!(schedule.next(&zone, at(early), &failed), Act::Wait(at("2026-03-04T22:00:00Z")));
        assert_eq!(schedule.next(&zone, at("2026-03-04T22:00:00Z"), &failed), Act::Fetch);
    }
}

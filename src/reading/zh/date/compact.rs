//! Days in nothing but figures: [ 210510 ], 230605-230609, 114/5/6, 4/18.

use super::{is_day, is_month, month_and_day, year_words};
use crate::reading::piece::Pieces;
use crate::reading::text::{Text, is_dash};
use crate::reading::zh::{context, tables};

/// 210510 between brackets → 二零二一年五月十日, 230605-230609 → 二零二三年六月五日到六月九日.
pub fn packed(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let end = text.digits(place);
    let first = Packed::of(&text.folded(place, end))?;
    let last = text.digits(end + 1);
    let before = text.before(place);
    if is_dash(text.at(end)) && !is_dash(before) && !before.is_ascii_alphanumeric() {
        let second = Packed::of(&text.folded(end + 1, last)).filter(|second| *second > first)?;
        let ends = !is_dash(text.at(last)) && !text.at(last).is_ascii_alphanumeric();
        let words = if first.year == second.year { second.day_words() } else { second.words() };
        return ends.then(|| (last, Pieces::new().hanzi(&(first.words() + "到" + &words))));
    }
    let open = text.before(text.skip_blanks_back(place));
    let close = text.at(text.skip_blanks(end));
    (open == '[' && close == ']').then(|| (end, Pieces::new().hanzi(&first.words())))
}

/// A day in six figures of our time, two each for year, month and day.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Packed {
    year: String,
    month: String,
    day: String,
}

impl Packed {
    fn of(digits: &str) -> Option<Self> {
        const LAST_YEAR: &str = "39";
        if digits.len() != 6 {
            return None;
        }
        let [year, month, day] = [&digits[..2], &digits[2..4], &digits[4..]].map(str::to_owned);
        let is_day = year.as_str() <= LAST_YEAR && is_month(&month) && is_day(&day);
        is_day.then_some(Self { year, month, day })
    }

    fn words(&self) -> String {
        year_words(&format!("20{}", self.year)) + &self.day_words()
    }

    fn day_words(&self) -> String {
        month_and_day(&self.month, &self.day)
    }
}

/// Whether three digits are a year of the Republic's count as papers in Taiwan print it: 114/5/6.
pub fn is_of_republic(digits: &str) -> bool {
    digits.len() == 3 && ("090".."140").contains(&digits)
}

/// Whether 4/18 is a day: nobody writes eighteenths, and 5/5 is no part of a whole.
pub fn is_likely(text: &Text<'_>, place: usize, end: usize, month: &str, day: &str) -> bool {
    /// Parts of a whole that papers write with a stroke: halves, thirds, quarters, fifths, sixths, eighths, tenths and
    /// sixteenths.
    const PARTS: [u8; 8] = [2, 3, 4, 5, 6, 8, 10, 16];
    const MONTHS: u8 = 12;
    let [first, second]: [u8; 2] = [month, day].map(|digits| digits.parse().unwrap_or_default());
    let behind = text.at(text.skip_blanks(end));
    // 7/12的观众.
    let is_part =
        first == 1 || first < second && (PARTS.contains(&second) || behind == '的' && second <= MONTHS);
    let alone = !matches!(text.before(place), '.' | '/' | '-' | '第');
    let tables = tables::get();
    let counted = context::counts(text, end) && !matches!(behind, '日' | '号' | '號')
        || tables.teams.ends_before(text, text.skip_blanks_back(place))
        || context::near(text, place, end, &tables.scores)
        || context::near(text, place, end, &tables.ratios);
    is_month(month)
        && is_day(day)
        && alone
        && (!is_part || matches!(behind, '日' | '号' | '號'))
        && !text.has(end, "号线")
        && !counted
}

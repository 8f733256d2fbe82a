//! Days and months in figures.

use super::year::{is_month, is_recent, is_season, is_year, year_words};
use super::{code, context, measure, tables, write};
use crate::model::Mark;
use crate::reading::piece::Pieces;
use crate::reading::text::{Text, is_dash, is_hanzi, is_latin};

/// 2024-11-28, 2024/11/28, 2024.11.28, 2024·11·28, 28-11-2024 → 二零二四年十一月二十八日.
pub fn full(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let first = text.digits(place);
    let mark = text.at(first);
    let second = text.digits(first + 1);
    let end = text.digits(second + 1);
    let chained = text.at(end) == mark && text.at(end + 1).is_ascii_digit();
    let coded = || code::is_coded(text, place);
    // 2017 02 05 has both digits in each.
    let is_apart = mark == ' ' && first == place + 4 && second == first + 3 && end == second + 3;
    if !matches!(mark, '-' | '/' | '.' | '·') && !is_apart
        || text.at(second) != mark
        || chained
        || end - place > 10
        || coded()
    {
        return None;
    }
    let (first, second, third) =
        (text.folded(place, first), text.folded(first + 1, second), text.folded(second + 1, end));
    let before = text.before(place);
    let republic = is_of_republic(text, place, mark)
        && (!is_hanzi(before) || tables::get().republic_leads.ends_before(text, place))
        && measure::after(text, end).is_none();
    let (year, month, day) = if first.len() == 4 || republic {
        (first, second, third)
    } else if is_month(&second) {
        (third, second, first)
    } else {
        (third, first, second)
    };
    // 3-1-1502 is a room.
    let late = text.digits(place) == place + 4 || is_recent(&year) || republic;
    if !is_year(&year) && !republic || !late || !is_month(&month) || !is_day(&day) {
        return None;
    }
    let words = year_words(&year) + &month_and_day(&month, &day);
    // 2025-11-27T10:00.
    let joint = text.at(end) == 'T' && text.at(end + 1).is_ascii_digit();
    let (end, words) = with_last_day(text, end, &day, words);
    Some((end + usize::from(joint), Pieces::new().hanzi(&words)))
}

/// The last day of 2025.3.28-30 and 09/21~22, where a dash and a later day stand behind the first one.
fn with_last_day(text: &Text<'_>, end: usize, day: &str, words: String) -> (usize, String) {
    let stop = text.digits(end + 1);
    let last = text.folded(end + 1, stop);
    let number = |digits: &str| digits.parse::<u8>().unwrap_or_default();
    let spans = is_dash(text.at(end)) && is_day(&last) && number(&last) > number(day);
    let goes_on = matches!(text.at(stop), '/' | '.' | '-' | ':' | '年' | '月')
        && text.at(stop + 1).is_ascii_digit()
        || text.at(stop).is_ascii_alphanumeric()
        || context::counts(text, stop)
        || matches!(text.at(stop), '%' | '月' | '年' | '日' | '号');
    if spans && !goes_on { (stop, format!("{words}到{}日", write::cardinal(&last))) } else { (end, words) }
}

/// （11/11,12）, 08/18,19 → 八月十八日，十九日: further days of the month behind commas, each later than the one before.
pub fn days_of_month(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let middle = text.digits(place);
    let mut end = text.digits(middle + 1);
    let (month, first) = (text.folded(place, middle), text.folded(middle + 1, end));
    let bracketed = matches!(text.before(place), '(' | '（') && first.len() > 1;
    let is_day_of_month = text.at(middle) == '/' && is_month(&month) && is_day(&first);
    if !is_day_of_month || !(bracketed || month.starts_with('0')) {
        return None;
    }
    let number = |digits: &str| digits.parse::<u8>().unwrap_or_default();
    let mut last = number(&first);
    let mut pieces = Pieces::new().hanzi(&month_and_day(&month, &first));
    let start = end;
    while matches!(text.at(end), ',' | '、') {
        let stop = text.digits(end + 1);
        let day = text.folded(end + 1, stop);
        if !is_day(&day) || number(&day) <= last {
            return None;
        }
        pieces = pieces.mark(Mark::Comma, "，").hanzi(&(write::cardinal(&day) + "日"));
        (last, end) = (number(&day), stop);
    }
    let ends = !text.at(end).is_alphanumeric() && !matches!(text.at(end), '/' | ':' | '%' | '-');
    (end > start && ends).then_some((end, pieces))
}

/// 2008-08, 08/2008 → 二零零八年八月; 08-08 → 八月八日. Months and days have both digits here.
pub fn short(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let middle = text.digits(place);
    let mark = text.at(middle);
    let end = text.digits(middle + 1);
    let life = mark == '.' && context::of_life(text, place, end);
    let cued = mark == '/' && is_cued_day(text, place, end)
        || mark == '.'
            && context::cued(text, place, &tables::get().deadlines)
            && measure::after(text, end).is_none();
    let chained =
        !life && !cued && matches!(text.at(end), '-' | '/' | '.') && text.at(end + 1).is_ascii_digit();
    let (first, second) = (text.folded(place, middle), text.folded(middle + 1, end));
    let likely = mark == '/' && !chained && context::is_likely_day(text, place, end, &second);
    // 2024.3月 has its word already.
    if mark == '.' && text.at(end) == '月' && first.len() == 4 && is_recent(&first) && is_month(&second) {
        return Some((end + 1, Pieces::new().hanzi(&(year_words(&first) + &month_words(&second)))));
    }
    let measured = context::measures(text, end) && !(likely && context::has_day_word(text, end));
    if !matches!(mark, '-' | '/' | '.') || chained || measured || is_season(text, end) {
        return None;
    }
    let bracketed = text.before(place) == '[' && text.at(end) == ']' && place == 1;
    let weekday = context::is_beside_weekday(text, place, end);
    // 5/5日 has its word already.
    let end = end + usize::from(likely && context::has_day_word(text, end));
    let words = match (first.len(), second.len()) {
        (1 | 2, 1 | 2) if weekday || cued || likely => {
            (is_month(&first) && is_day(&second)).then(|| month_and_day(&first, &second))
        }
        (4, 1 | 2) if life => {
            (is_year(&first) && is_month(&second)).then(|| year_words(&first) + &month_words(&second))
        }
        (4, 1)
            if is_recent(&first)
                && (mark == '/' || mark == '.' && context::is_cued_month(text, place, end)) =>
        {
            is_month(&second).then(|| year_words(&first) + &month_words(&second))
        }
        (4, 2) if mark != '.' || second.starts_with('0') => {
            (is_year(&first) && is_month(&second)).then(|| year_words(&first) + &month_words(&second))
        }
        (2, 4) => (is_year(&second) && is_month(&first)).then(|| year_words(&second) + &month_words(&first)),
        (2, 2) if first.starts_with('0') || bracketed => {
            (is_month(&first) && is_day(&second)).then(|| month_and_day(&first, &second))
        }
        _ => None,
    }?;
    let (end, words) = if first.len() == 4 || second.len() == 4 {
        (end, words)
    } else {
        with_last_day(text, end, &second, words)
    };
    Some((end, Pieces::new().hanzi(&words)))
}

/// 在 6 / 1 开幕, 第二天 6/2 的 15:30: a day with blanks around its stroke, or behind a word that leads to days, where it
/// is no part of a whole.
pub fn cued_day(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    /// So many days of a row are looked back at.
    const ROW: usize = 4;
    day_in_row(text, place, ROW)
}

fn day_in_row(text: &Text<'_>, place: usize, row: usize) -> Option<(usize, Pieces)> {
    let middle = text.digits(place);
    let stroke = text.skip_blanks(middle);
    let start = text.skip_blanks(stroke + 1);
    let end = text.digits(start);
    let (month, day) = (text.folded(place, middle), text.folded(start, end));
    let goes_on = matches!(text.at(end), '/' | '.' | '-') && text.at(end + 1).is_ascii_digit();
    let counted = context::measures(text, end) || context::counts(text, end);
    let is_day = text.at(stroke) == '/' && is_month(&month) && is_day(&day);
    if !is_day || goes_on || counted || matches!(text.before(place), '.' | '/' | '-') {
        return None;
    }
    let tables = tables::get();
    let before = text.skip_blanks_back(place);
    let behind = text.skip_blanks(end);
    let hour = text.skip_blanks(behind + usize::from(text.at(behind) == '的'));
    let timed = text.at(text.digits(hour)) == ':' && text.digits(hour) > hour;
    let [first, second]: [u8; 2] = [&month, &day].map(|digits| digits.parse().unwrap_or_default());
    let numbered = tables.day_numbers.ends_before(text, before);
    let is_cued = numbered
        || row > 0 && follows_day(text, place, row - 1)
        || stroke == middle && context::cued(text, place, &tables.deadlines)
        || first >= second && tables.day_leads.ends_before(text, before)
        || stroke > middle && tables.day_parts.starts_at(text, behind).is_some();
    let words = month_and_day(&month, &day);
    (timed || is_cued).then(|| (end, Pieces::new().hanzi(&words)))
}

/// Whether a pair that is a day stands before a mark of rows: 5/4、5/5.
fn follows_day(text: &Text<'_>, place: usize, row: usize) -> bool {
    if !tables::get().row_marks.ends_before(text, place) {
        return false;
    }
    let end = place - 1;
    let pair = text.slice(end.saturating_sub(5), end);
    let length = pair.iter().rev().take_while(|c| c.is_ascii_digit() || **c == '/').count();
    length >= 3
        && (day_in_row(text, end - length, row).is_some_and(|(stop, _)| stop == end)
            || short(text, end - length).is_some_and(|(stop, _)| stop == end))
}

/// Whether 11/26 is a day and no fraction: 11/26晚, 11/26 20:00, 11/26-12/3, 截至11/26.
fn is_cued_day(text: &Text<'_>, place: usize, end: usize) -> bool {
    let tables = tables::get();
    let day = |place: usize| {
        let middle = text.digits(place);
        let (month, day) = (text.folded(place, middle), text.folded(middle + 1, text.digits(middle + 1)));
        let is_day = text.at(middle) == '/' && is_month(&month) && is_day(&day);
        let [month, day]: [u16; 2] = [month, day].map(|digits| digits.parse().unwrap_or_default());
        is_day.then_some((month, day))
    };
    let last_end = |last: usize| text.digits(text.digits(last) + 1);
    let span = |first, last| {
        day(first).zip(day(last)).is_some_and(|(from, to)| context::are_span_of_days(from, to))
            && !context::is_of_a_whole(text, first, last_end(last))
    };
    let joint = |c: char| is_dash(c) || matches!(c, '至' | '到');
    let hour = text.digits(end + 1);
    let timed = text.at(end) == ' ' && text.at(hour) == ':' && hour > end + 1;
    let left = text.slice(place.saturating_sub(6), place);
    let figures = left.iter().rev().take_while(|c| c.is_ascii_digit() || **c == '/' || joint(**c)).count();
    let until = joint(text.before(place)) && span(place - figures, place);
    // 11/28 - 12/03, 12/04 - 至今.
    let (dash, before) = (text.skip_blanks(end), text.skip_blanks_back(place));
    let next = text.skip_blanks(dash + 1);
    let first = text.skip_blanks_back(before.saturating_sub(1));
    let start = text.run_back(first, 5, |c| c.is_ascii_digit() || c == '/');
    let is_apart = dash > end
        && (joint(text.at(dash)) && span(place, next) || is_dash(text.at(dash)) && text.has(next, "至今"))
        || before < place && before > 0 && joint(text.before(before)) && start < first && span(start, place);
    let spans = is_apart || joint(text.at(end)) && span(place, end + 1);
    timed
        || until
        || spans
        || tables.day_parts.starts_at(text, text.skip_blanks(end)).is_some_and(|behind| {
            // 近1/3召开了家长会.
            let is_share = tables.shares.ends_before(text, text.skip_blanks_back(place));
            !is_share && !matches!(text.at(behind), '了' | '过' | '完')
        })
        || context::cued(text, place, &tables.deadlines)
}

/// [ 210510 ] at a line's beginning → 二零二一年五月十日, 230605-230609 → 二零二三年六月五日到六月九日.
pub fn packed(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let end = text.digits(place);
    let first = Packed::of(&text.folded(place, end))?;
    let before = text.skip_blanks_back(place);
    if before == 0 && is_dash(text.at(end)) {
        let last = text.digits(end + 1);
        let second = Packed::of(&text.folded(end + 1, last)).filter(|second| first.is_near(second))?;
        let ends = !is_dash(text.at(last)) && !text.at(last).is_ascii_alphanumeric();
        return ends.then(|| (last, Pieces::new().hanzi(&(first.words() + "到" + &second.day_words()))));
    }
    let bracketed = before == 1 && text.at(0) == '[' && text.at(text.skip_blanks(end)) == ']';
    bracketed.then(|| (end, Pieces::new().hanzi(&first.words())))
}

/// A day in six figures of our time, two each for year, month and day.
struct Packed {
    year: String,
    month: String,
    day: String,
}

impl Packed {
    fn of(digits: &str) -> Option<Self> {
        const YEARS: std::ops::RangeInclusive<&str> = "15"..="35";
        if digits.len() != 6 {
            return None;
        }
        let [year, month, day] = [&digits[..2], &digits[2..4], &digits[4..]].map(str::to_owned);
        let is_day = YEARS.contains(&year.as_str()) && is_month(&month) && is_day(&day);
        is_day.then_some(Self { year, month, day })
    }

    /// Whether another day follows in the same year, in this month or the next.
    fn is_near(&self, other: &Self) -> bool {
        let months = [&self.month, &other.month].map(|month| month.parse::<u8>().unwrap_or_default());
        let later = self.month < other.month || self.day < other.day;
        self.year == other.year && later && (months[0]..=months[0] + 1).contains(&months[1])
    }

    fn words(&self) -> String {
        year_words(&format!("20{}", self.year)) + &self.day_words()
    }

    fn day_words(&self) -> String {
        month_and_day(&self.month, &self.day)
    }
}

/// Whether three digits before a mark are a year of the Republic's count as papers in Taiwan print it: 114/5/6, 112.12.30.
/// Firefox 115.10.1 is a version.
fn is_of_republic(text: &Text<'_>, place: usize, mark: char) -> bool {
    let end = text.digits(place);
    let version = is_latin(text.before(text.skip_blanks_back(place)));
    end == place + 3
        && ("090".."140").contains(&text.folded(place, end).as_str())
        && (mark == '/' || mark == '.' && !version)
}

/// 9·18 → 九一八, 11·11 → 双十一, “5.12” → 五一二: days that became names.
pub fn named(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let middle = text.digits(place);
    let end = text.digits(middle + 1);
    let (month, day) = (text.folded(place, middle), text.folded(middle + 1, end));
    let is_day = is_month(&month) && !month.starts_with('0') && is_day(&day);
    let is_name = match text.at(middle) {
        '·' => text.at(end) != '·',
        '.' => {
            let quoted = matches!(text.before(place), '“' | '"' | '‘')
                && (matches!(text.at(end), '”' | '"' | '’') || text.has(end, "节"));
            let tables = tables::get();
            quoted || [&tables.name_tails, &tables.day_tails].iter().any(|t| t.starts_at(text, end).is_some())
        }
        _ => false,
    };
    if !is_day || !is_name {
        return None;
    }
    let words = match tables::get().days.longest_at(&Text::new(&format!("{month}·{day}")), 0) {
        Some((length, words)) if length == month.len() + 1 + day.len() => words.clone(),
        _ => write::digits(&month) + &write::digits(&day),
    };
    Some((end, Pieces::new().hanzi(&words)))
}

/// Whether digits name a day of a month.
pub fn is_day(digits: &str) -> bool {
    digits.len() <= 2 && digits.parse().is_ok_and(|day: u8| (1..=31).contains(&day))
}

fn month_words(digits: &str) -> String {
    write::cardinal(digits) + "月"
}

/// A day as it is said.
pub fn month_and_day(month: &str, day: &str) -> String {
    month_words(month) + &write::cardinal(day) + "日"
}

/// 6月17日（六）, 9/14（六） → a pause and 星期六: the day of the week in a bracket behind a day.
pub fn weekday(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let open = matches!(text.at(place), '(' | '（') && matches!(text.at(place + 2), ')' | '）');
    let day = text.at(place + 1);
    if !open || !"一二三四五六日天".contains(day) {
        return None;
    }
    let behind = text.skip_blanks_back(place);
    let counted = behind > 1 && text.before(text.skip_blanks_back(behind - 1)).is_ascii_digit();
    let of_month = text.slice(behind.saturating_sub(5), behind).contains(&'月');
    let dated = counted
        && match text.before(behind) {
            '日' => true,
            '号' => of_month,
            _ => false,
        }
        || stands_behind_figures(text, behind);
    let numbers = matches!(text.at(text.skip_blanks(place + 3)), '版' | '楼' | '班' | '室');
    if !dated || numbers {
        return None;
    }
    let pieces = Pieces::new().mark(Mark::Comma, "，").hanzi("星期").hanzi(&day.to_string());
    let next = text.at(text.skip_blanks(place + 3));
    let goes_on = next.is_alphanumeric() || matches!(next, '（' | '(' | '《' | '“' | '「');
    Some((place + 3, if goes_on { pieces.mark(Mark::Comma, "，") } else { pieces }))
}

/// Whether a day in figures ends here: 9/14, 2024.9.14, 2024-09-14.
fn stands_behind_figures(text: &Text<'_>, end: usize) -> bool {
    const LONGEST: usize = 10;
    let print = text.slice(end.saturating_sub(LONGEST), end);
    let length =
        print.iter().rev().take_while(|c| c.is_ascii_digit() || matches!(c, '/' | '.' | '-')).count();
    let figures: String = print[print.len() - length..].iter().collect();
    let mut parts = figures.rsplit(['/', '.', '-']);
    let (day, month) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let is_pair = is_month(month) && is_day(day);
    let is_short = figures.contains('/') && context::is_day_beside_bracket(month, day);
    is_pair && (is_short || parts.next().is_some_and(|year| year.len() == 4))
}

//! Days, months, years and decades in figures.

use super::{code, context, measure, tables, write};
use crate::reading::piece::Pieces;
use crate::reading::text::{EDGE, Text, is_dash, is_hanzi};

/// 1990s → 一九九零年代.
pub fn decade(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let end = text.digits(place);
    if text.at(end) != 's' || text.at(end + 1).is_ascii_alphanumeric() {
        return None;
    }
    let digits = text.folded(place, end);
    let is_decade = ("1500".."2100").contains(&digits.as_str()) && digits.len() == 4 && digits.ends_with('0');
    is_decade.then(|| (end + 1, Pieces::new().hanzi(&write::digits(&digits)).hanzi("年代")))
}

/// 80后, 00后, 80、90后 → 八零、九零后.
pub fn generation(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let end = text.digits(place);
    let is_year = |place: usize| text.digits(place) == place + 2 && matches!(text.at(place + 1), '0' | '5');
    let mut next = end;
    for _ in 0..4 {
        if !matches!(text.at(next), '、' | '和' | '及' | '到' | '至' | '/' | '-' | '—' | '~')
            || !is_year(next + 1)
        {
            break;
        }
        next += 3;
    }
    // 85前、85后.
    let earlier = text.at(next) == '前'
        && matches!(text.at(next + 1), '、' | '和' | '与' | '/')
        && is_year(next + 2)
        && text.at(next + 4) == '后';
    let is_generation = is_year(place)
        && (matches!(text.at(next), '后' | '後') || earlier)
        && text.before(place) != '第'
        && !matches!(text.at(next + 1), '天' | '年' | '期');
    let before = text.before(place);
    (is_generation && !matches!(before, '.' | ':' | '-'))
        .then(|| (end, Pieces::new().hanzi(&write::digits(&text.folded(place, end)))))
}

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
    let republic = mark == '/'
        && is_of_republic(&first)
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
    Some((end + usize::from(joint), Pieces::new().hanzi(&words)))
}

/// 2008-08, 08/2008 → 二零零八年八月; 08-08 → 八月八日. Months and days have both digits here.
pub fn short(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let middle = text.digits(place);
    let mark = text.at(middle);
    let end = text.digits(middle + 1);
    let life = mark == '.' && context::of_life(text, place, end);
    let cued = mark == '/' && is_cued_day(text, place, end);
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
    let spans = joint(text.at(end)) && span(place, end + 1);
    timed
        || until
        || spans
        || tables.day_parts.starts_at(text, text.skip_blanks(end)).is_some_and(|behind| {
            // 近1/3召开了家长会.
            let is_share = tables.shares.ends_before(text, text.skip_blanks_back(place));
            !is_share && !matches!(text.at(behind), '了' | '过' | '過' | '完')
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

/// Whether three digits are a year of the Republic's count as papers in Taiwan print it: 114/5/6.
fn is_of_republic(digits: &str) -> bool {
    digits.len() == 3 && ("090".."140").contains(&digits)
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

/// 2024年 → 二零二四年, but 5000年文明 counts; 86年8月; 2024亚太; 公元前221年.
pub fn year(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let end = text.digits(place);
    let digits = text.folded(place, end);
    let next = text.skip_blanks(end);
    let said = match (digits.len(), text.at(next)) {
        (4, '年') => {
            let millennium = digits.ends_with("000") && text.follows(place, "公元前");
            !millennium && !counts_years(text, place, next, &digits) && digits.as_str() < "2200"
        }
        (2, '年') => is_short_year(text, place, next),
        // ’25上海车展.
        (2, next) if is_hanzi(next) => matches!(text.before(place), '’' | '\''),
        (3, '年') => context::of_era(text, place) || context::is_life(text, place),
        // 康熙四十二年（1703）.
        (3 | 4, '）' | ')') if text.follows(place, "年（") || text.follows(place, "年(") => true,
        (3, next) if is_dash(next) || matches!(next, '）' | ')') => context::of_era(text, place),
        (4, '.' | ',') if text.at(next + 1).is_ascii_digit() => false,
        (4, _) => is_bare_year(text, place, next, &digits),
        _ => false,
    };
    said.then(|| (end, Pieces::new().hanzi(&write::digits(&digits))))
}

/// Whether a year of four digits counts years: 距今5000年, 1500年历史.
fn counts_years(text: &Text<'_>, place: usize, next: usize, digits: &str) -> bool {
    let tables = tables::get();
    let round = digits.ends_with("00") || (digits < "1900" && digits.ends_with('0'));
    round && (tables.spans.ends_before(text, place) || tables.span_tails.starts_at(text, next + 1).is_some())
}

/// Whether two digits before 年 name a year: a month follows, or an apostrophe stands before.
fn is_short_year(text: &Text<'_>, place: usize, next: usize) -> bool {
    let month = text.skip_blanks(next + 1);
    let after = text.digits(month);
    let has_month = is_month(&text.folded(month, after)) && text.at(text.skip_blanks(after)) == '月';
    let apart = !is_hanzi(text.before(place)) || !tables::get().amounts.ends_before(text, place);
    // 71年参军: but 工作20年退休.
    let lived = text.at(place) >= '5'
        && !"任在工历起".contains(text.at(next + 1))
        && tables::get().life_tails.starts_at(text, next + 1).is_some();
    matches!(text.before(place), '’' | '\'' | '‘') || ((has_month || lived) && apart)
}

/// Whether four digits without 年 name a year: 2024亚太地区, 展望2035. They do from 1900 to 2099 unless they
/// count something, and unless they are all there is.
fn is_bare_year(text: &Text<'_>, place: usize, next: usize, digits: &str) -> bool {
    let tables = tables::get();
    let recent = is_recent(digits) && digits != "2000";
    let alone = text.before(place) == EDGE && text.at(next) == EDGE;
    let amount = tables.amounts.ends_before(text, text.skip_blanks_back(place)) || text.before(place) == '¥';
    // 4880×1932×1675: sides of a thing.
    let times = |c: char| matches!(c, '×' | '*');
    let side = times(text.at(next)) || times(text.before(text.skip_blanks_back(place)));
    recent && !alone && !side && !context::counts(text, next) && (!amount || is_hanzi(text.at(next)))
}

/// Whether a season or school year follows: 2023-24赛季.
pub fn is_season(text: &Text<'_>, place: usize) -> bool {
    tables::get().seasons.starts_at(text, text.skip_blanks(place)).is_some()
}

/// Whether four digits can be a year of a date.
pub fn is_year(digits: &str) -> bool {
    digits.len() == 4 && ("1000".."2200").contains(&digits)
}

/// Whether four digits are a year of our time.
pub fn is_recent(digits: &str) -> bool {
    digits.len() == 4 && ("1900".."2100").contains(&digits)
}

/// Whether digits name a month.
pub fn is_month(digits: &str) -> bool {
    digits.len() <= 2 && digits.parse().is_ok_and(|month: u8| (1..=12).contains(&month))
}

/// Whether digits name a day of a month.
pub fn is_day(digits: &str) -> bool {
    digits.len() <= 2 && digits.parse().is_ok_and(|day: u8| (1..=31).contains(&day))
}

fn year_words(digits: &str) -> String {
    write::digits(digits) + "年"
}

fn month_words(digits: &str) -> String {
    write::cardinal(digits) + "月"
}

fn month_and_day(month: &str, day: &str) -> String {
    month_words(month) + &write::cardinal(day) + "日"
}

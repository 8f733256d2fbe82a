//! Days, months, years and decades in figures.

mod compact;
mod cued;

use super::{code, context, tables, write};
use crate::reading::piece::Pieces;
use crate::reading::text::{EDGE, Text, is_dash, is_hanzi};

pub use compact::packed;
pub use cued::cued_day;

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
    if !matches!(mark, '-' | '/' | '.' | '·')
        || text.at(second) != mark
        || chained
        || end - place > 10
        || coded()
    {
        return None;
    }
    let (first, second, third) =
        (text.folded(place, first), text.folded(first + 1, second), text.folded(second + 1, end));
    let republic = mark == '/' && compact::is_of_republic(&first);
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
    let life = mark == '.' && of_life(text, place, end);
    let cued = mark == '/' && cued::is_cued_day(text, place, end);
    let chained =
        !life && !cued && matches!(text.at(end), '-' | '/' | '.') && text.at(end + 1).is_ascii_digit();
    let (first, second) = (text.folded(place, middle), text.folded(middle + 1, end));
    let likely = mark == '/' && !chained && compact::is_likely(text, place, end, &first, &second);
    let measured = context::measures(text, end) && !likely;
    if !matches!(mark, '-' | '/' | '.') || chained || measured || is_season(text, end) {
        return None;
    }
    let bracketed = text.before(place) == '[' && text.at(end) == ']';
    let weekday = is_beside_weekday(text, place, end);
    // 5/5日 has its word already.
    let end = end + usize::from(likely && matches!(text.at(end), '日' | '号' | '號'));
    let words = match (first.len(), second.len()) {
        (1 | 2, 1 | 2) if weekday || cued || likely => {
            (is_month(&first) && is_day(&second)).then(|| month_and_day(&first, &second))
        }
        (4, 1 | 2) if life => {
            (is_year(&first) && is_month(&second)).then(|| year_words(&first) + &month_words(&second))
        }
        (4, 1) if is_recent(&first) && (mark == '/' || mark == '.' && is_cued_month(text, place, end)) => {
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

/// 11.29（周六）, 12/29 (Mon), 周一（12/29）.
fn is_beside_weekday(text: &Text<'_>, place: usize, end: usize) -> bool {
    const BEHIND: [&str; 12] = [
        "（周",
        "（星期",
        "(周",
        "(星期",
        " (Mon",
        " (Tue",
        " (Wed",
        " (Thu",
        " (Fri",
        " (Sat",
        " (Sun",
        "（週",
    ];
    let bracketed = matches!(text.before(place), '(' | '（') && matches!(text.at(end), ')' | '）');
    let behind = text.skip_blanks_back(place.saturating_sub(1));
    let left = text.slice(behind.saturating_sub(2), behind);
    let named = matches!(left, ['周' | '週' | '期', '一' | '二' | '三' | '四' | '五' | '六' | '日' | '天']);
    bracketed && named || BEHIND.iter().any(|day| text.has(end, day))
}

/// 自2024.8以来: a month beside a word of times.
fn is_cued_month(text: &Text<'_>, place: usize, end: usize) -> bool {
    let from = matches!(text.before(text.skip_blanks_back(place)), '自' | '从' | '從' | '于' | '於' | '至');
    let until = ["以来", "以來", "起", "至今"].iter().any(|word| text.has(text.skip_blanks(end), word));
    from || until
}

/// Whether a year and a month with a point between stand in the story of a life: 1957.3生, 1998.9—2002.7, 于1975.12.
fn of_life(text: &Text<'_>, place: usize, end: usize) -> bool {
    let pair = |place: usize| {
        let middle = text.digits(place);
        let end = text.digits(middle + 1);
        middle == place + 4 && text.at(middle) == '.' && (middle + 2..=middle + 3).contains(&end)
    };
    let next = text.skip_blanks(text.run(end, 2, is_dash));
    let spans = is_dash(text.at(end)) && (pair(next) || "今至现".contains(text.at(next)));
    let first = text.run(place.saturating_sub(9), 9, |c| !c.is_ascii_digit());
    let spanned = is_dash(text.before(place)) && pair(first);
    let tables = tables::get();
    spans
        || spanned
        || tables.lives.ends_before(text, text.skip_blanks_back(place))
        || tables.life_tails.starts_at(text, text.skip_blanks(end)).is_some()
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
        (3, '年') => of_era(text, place) || is_life(text, place),
        // 康熙四十二年（1703）.
        (3 | 4, '）' | ')') if text.follows(place, "年（") || text.follows(place, "年(") => true,
        (3, next) if is_dash(next) || matches!(next, '）' | ')') => of_era(text, place),
        (4, '.' | ',') if text.at(next + 1).is_ascii_digit() => false,
        (4, _) => is_bare_year(text, place, next, &digits),
        _ => false,
    };
    said.then(|| (end, Pieces::new().hanzi(&write::digits(&digits))))
}

/// Whether 公元 or 公元前 stands before a year, or before the year that its span begins with: 公元618年至907年.
pub fn of_era(text: &Text<'_>, place: usize) -> bool {
    let bracket = |c: char| matches!(c, '（' | '(' | '-' | '—' | '–' | '~' | '，' | '约');
    let era = |place: usize| {
        tables::get().eras.ends_before(text, place)
            || (text.before(place) == '前' && bracket(text.before(place - 1)))
    };
    let mut first = place.saturating_sub(1);
    if !matches!(text.at(first), '至' | '到') && !is_dash(text.at(first)) {
        return era(place);
    }
    first -= usize::from(text.before(first) == '年');
    let digits = text.slice(first.saturating_sub(4), first).iter().rev().take_while(|c| c.is_ascii_digit());
    era(place) || era(first - digits.count())
}

/// Whether a year of three digits is one of a life in brackets: （701年—762年）, （701—762）.
pub fn is_life(text: &Text<'_>, place: usize) -> bool {
    let open = |c: char| matches!(c, '（' | '(');
    let close = |c: char| matches!(c, '）' | ')');
    let length = |place: usize| text.digits(place) - place;
    let dash = |place: usize| is_dash(text.at(place)) || matches!(text.at(place), '至' | '到');
    let year = |place: usize| place + usize::from(text.at(place) == '年');
    let pair = |first: usize| {
        let middle = year(first + length(first));
        let second = text.run(middle, 2, is_dash).max(middle + usize::from(dash(middle)));
        let stop = year(second + length(second));
        let lengths = [length(first), length(second)];
        let whole = (lengths == [3, 3] || lengths == [3, 4])
            && dash(middle)
            && close(text.at(stop))
            && open(text.before(first));
        whole && (lengths[1] == 4 || text.slice(first, first + 3) < text.slice(second, second + 3))
    };
    pair(place) || (4..8).any(|back| place > back && pair(place - back))
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

//! Years, decades and generations in figures.

use super::{context, tables, write};
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
        && (text.at(next) == '后' || earlier)
        && text.before(place) != '第'
        && !matches!(text.at(next + 1), '天' | '年' | '期');
    let before = text.before(place);
    (is_generation && !matches!(before, '.' | ':' | '-'))
        .then(|| (end, Pieces::new().hanzi(&write::digits(&text.folded(place, end)))))
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

/// A year as it is said.
pub fn year_words(digits: &str) -> String {
    write::digits(digits) + "年"
}

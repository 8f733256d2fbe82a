//! Days and years.

use super::super::piece::Pieces;
use super::super::text::Text;
use super::write;

/// 2024-11-28, 2024/11/28, 2024.11.28 → 二零二四年十一月二十八日.
pub fn full(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let first = text.digits(place);
    let mark = text.at(first);
    if first - place != 4 || !matches!(mark, '-' | '/' | '.') {
        return None;
    }
    let second = text.digits(first + 1);
    let third = text.digits(second + 1);
    if text.at(second) != mark {
        return None;
    }
    let (month, day) = (text.folded(first + 1, second), text.folded(second + 1, third));
    if !is_month(&month) || !is_day(&day) {
        return None;
    }
    let year = write::digits(&text.folded(place, first));
    let (month, day) = (write::cardinal(&month), write::cardinal(&day));
    Some((third, Pieces::new().hanzi(&format!("{year}年{month}月{day}日"))))
}

/// 2024年 → 二零二四年.
pub fn year(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let end = text.digits(place);
    let is_year = end - place == 4 && text.at(text.skip_blanks(end)) == '年';
    is_year.then(|| (end, Pieces::new().hanzi(&write::digits(&text.folded(place, end)))))
}

/// Whether digits name a month.
pub fn is_month(digits: &str) -> bool {
    digits.len() <= 2 && digits.parse().is_ok_and(|month: u8| (1..=12).contains(&month))
}

/// Whether digits name a day of a month.
pub fn is_day(digits: &str) -> bool {
    digits.len() <= 2 && digits.parse().is_ok_and(|day: u8| (1..=31).contains(&day))
}

//! Years and decades in figures.

use super::write;
use crate::reading::piece::Pieces;
use crate::reading::text::{Text, is_latin};

/// 1990s → nineteen nineties, 90s → nineties.
pub fn decade(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let end = text.digits(place);
    let tail = end + usize::from(matches!(text.at(end), '\'' | '’'));
    let digits = text.folded(place, end);
    let is_decade = text.at(tail) == 's' && !is_latin(text.at(tail + 1)) && digits.ends_with('0');
    let words = match digits.len() {
        4 if digits == "2000" => "two thousands".to_owned(),
        4 => write::plural(&write::year(&digits)),
        2 => write::plural(&write::cardinal(&digits)),
        _ => return None,
    };
    is_decade.then(|| (tail + 1, Pieces::new().english(&words)))
}

/// '90s, ’24: a decade or year without its century.
pub fn short_decade(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    if !matches!(text.at(place), '\'' | '’' | '‘') || is_latin(text.before(place)) {
        return None;
    }
    // Since '09.
    let end = text.digits(place + 1);
    let digits = text.folded(place + 1, end);
    let ends = !text.at(end).is_alphanumeric() && !matches!(text.at(end), '\'' | '’' | '"' | '”');
    if digits.len() == 2 && digits.starts_with('0') && digits != "00" && ends {
        return Some((end, Pieces::new().english("oh").english(&write::cardinal(&digits))));
    }
    decade(text, place + 1)
}

/// 1984 as a year: four digits without a thousands mark from 1001 to 2099, and nothing measured after.
pub fn year(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let end = text.digits(place);
    let digits = text.folded(place, end);
    let joined = matches!(text.at(end), '.' | ',') && text.at(end + 1).is_ascii_digit();
    let is_year = digits.len() == 4 && ("1001".."2100").contains(&digits.as_str()) && !joined;
    is_year.then(|| (end, Pieces::new().english(&write::year(&digits))))
}

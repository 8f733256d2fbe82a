//! Names: initials, makers with their models, letters with figures, states.

use super::{context, tables, write};
use crate::reading::latin;
use crate::reading::models;
use crate::reading::number::Number;
use crate::reading::piece::Pieces;
use crate::reading::text::{Text, is_latin};

/// Springfield, Ill.; Springfield, IL 62704; D-Calif.: a state's short name after a town or a party.
pub fn state(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let tables = tables::get();
    if let Some((end, name)) = tables.postal.longest_at(text, place) {
        let zip = text.at(end) == ' ' && text.digits(end + 1) == end + 6;
        return (zip && text.before(place) == ' ').then(|| (end, Pieces::new().english(name)));
    }
    let party = matches!(text.at(place), 'D' | 'R' | 'I') && text.at(place + 1) == '-';
    let start = place + if party { 2 } else { 0 };
    let postal = tables.postal.longest_at(text, start).filter(|(end, _)| party && !is_latin(text.at(*end)));
    let (end, name) = tables.states.longest_at(text, start).or(postal)?;
    let pieces = if party { Pieces::new().letters(&text.folded(place, place + 1)) } else { Pieces::new() };
    ((party && !is_latin(text.before(place))) || text.follows(place, ", "))
        .then(|| (end, pieces.english(name)))
}

/// Boeing 737-800, Airbus 320-200: the number of an aircraft and that of its kind.
pub fn maker(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let first = Number::at(text, place).filter(Number::is_whole)?;
    let boeing = first.whole.len() == 3 && first.whole.starts_with('7') && first.whole.ends_with('7');
    if boeing && tables::get().airliners.starts_at(text, first.end + 1).is_some() {
        return Some((first.end, Pieces::new().english(&write::called(&first.whole))));
    }
    let second =
        Number::at(text, first.end + 1).filter(|second| text.at(first.end) == '-' && second.is_whole())?;
    let named = tables::get().makers.ends_before(text, text.skip_blanks_back(place));
    let kind = second.whole.len() == 3 && second.whole.ends_with("00");
    (named || (boeing && kind)).then(|| {
        let words = format!("{} {}", write::called(&first.whole), write::called(&second.whole));
        (second.end, Pieces::new().english(&words))
    })
}

/// U.S. → US, J.K. → JK.
pub fn initials(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let (end, letters) = latin::initials(text, place)?;
    // World War I. is the end of a sentence.
    let counted = tables::get().counted.ends_before(text, text.skip_blanks_back(place));
    let named =
        letters.len() > 1 || text.at(end) == ' ' && !(counted && matches!(letters.as_str(), "I" | "V" | "X"));
    (named && !is_latin(text.before(place))).then(|| (end, Pieces::new().letters(&letters)))
}

/// F-35, A320, COVID-19, 4K, G20: letters and figures in one name.
pub fn model(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let first = text.run(place, 3, |c| c.is_ascii_lowercase());
    if first == place + 3 && text.at(latin::word_end(text, place)) == '-' {
        return None;
    }
    let figures = text.digits(place);
    // A 220-pound man: a number and its measure.
    if figures > place + 2 && text.at(figures) == '-' && text.at(figures + 1).is_ascii_lowercase() {
        let end = latin::word_end(text, figures + 1);
        let measure = text.folded(figures + 1, end).replace('-', " ");
        let number = write::cardinal(&text.folded(place, figures));
        return Some((end, Pieces::new().english(&number).english(&measure)));
    }
    let end = models::end_of(text, place);
    let print = text.folded(place, end);
    // Two F-22s, the 737s: several of them.
    let several = print.strip_suffix('s').filter(|stem| stem.ends_with(|c: char| c.is_ascii_digit()));
    let owner = context::owner_end(text, end).filter(|_| print.ends_with(|c: char| c.is_ascii_digit()));
    let name = several.unwrap_or(&print);
    let letters = several.is_some() || name.chars().any(is_latin);
    let figures = name.chars().any(|c| c.is_ascii_digit() || models::subscript(c).is_some());
    (letters && figures).then(|| {
        (
            owner.unwrap_or(end),
            models::parts(name, |figure| {
                let groups: Vec<String> =
                    figure.split('.').filter(|group| !group.is_empty()).map(write::called).collect();
                let words = groups.join(" point ");
                let last = name.ends_with(figure);
                Pieces::new().english(&match last {
                    true if several.is_some() => write::plural(&words),
                    true if owner.is_some() => words + "'s",
                    _ => words,
                })
            }),
        )
    })
}

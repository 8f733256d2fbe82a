//! Numbers that are called rather than counted, and what stands before them: telephones, ZIP codes, aircraft.

use super::super::number::Number;
use super::super::piece::Pieces;
use super::super::text::{Text, is_latin};
use super::{dates, tables, write};
use crate::model::Mark;

/// (555) 123-4567, 555-123-4567, +1 555 123 4567 → digit by digit, with a pause between the groups.
pub fn phone(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let sign = |c: char| c.is_ascii_digit() || matches!(c, '(' | ')' | '-' | ' ' | '+' | '.');
    if !matches!(text.at(place), '(' | '+') && !text.at(place).is_ascii_digit()
        || dates::numeric(text, place).is_some()
    {
        return None;
    }
    let mut end = text.run(place, 22, sign);
    while end > place && !text.at(end - 1).is_ascii_digit() {
        end -= 1;
    }
    let print = text.folded(place, end);
    let groups: Vec<&str> =
        print.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let count: usize = groups.iter().map(|group| group.len()).sum();
    let shape: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let known =
        matches!(shape[..], [3, 3, 4] | [1, 3, 3, 4]) || (shape == [3, 4] && text.at(place + 3) == '-');
    // 020 7946 0000, 01632 960983: a dialling code that begins with 0, ten or eleven figures in two groups or three.
    let known = known
        || print.trim_start_matches('(').starts_with('0')
            && matches!(shape[..], [3..=5, 6] | [3..=5, 3..=4, 3..=4] | [2, 4, 4])
            && (10..=11).contains(&count)
            && !print.contains(['.', '+']);
    let foreign = print.starts_with('+') && (8..=15).contains(&count);
    (known || foreign).then(|| {
        let said = groups.iter().enumerate().fold(Pieces::new(), |pieces, (at, group)| {
            let pieces =
                if at > 1 || (at > 0 && shape[0] > 1) { pieces.mark(Mark::Comma, ",") } else { pieces };
            let round = group.len() == 3 && group.ends_with("00");
            pieces.english(&if round { write::cardinal(group) } else { write::digits(group) })
        });
        (end, said)
    })
}

/// Call 911, a 988 lifeline; text HOPE to 741741.
pub fn hotline(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let end = text.digits(place);
    let tables = tables::get();
    let known = tables.hotlines.starts_at(text, place) == Some(end);
    let joined = matches!(text.at(end), '.' | ',' | '-' | '/' | ':') && text.at(end + 1).is_ascii_digit();
    // The hotline is 988, the crisis line can be reached at 988.
    let before = text.skip_blanks_back(place);
    let link = [" is", " at", ":"].iter().find(|link| text.follows(before, link));
    let named = link.is_some() && tables.lines.stands_within(text, place.saturating_sub(40), place);
    let cued = named
        || tables.callers.ends_before(text, before)
        || tables.called_for.starts_at(text, text.run(end, 1, |c| c == ' ' || c == '-')).is_some();
    let other = [" or", " and"].iter().any(|and| text.follows(before, and))
        && tables.callers.stands_within(text, place.saturating_sub(40), place);
    let short_code = text.follows(before, " to")
        && (5..=6).contains(&(end - place))
        && tables.callers.stands_within(text, place.saturating_sub(30), place);
    ((known && (cued || other) || short_code) && !joined)
        .then(|| (end, Pieces::new().english(&write::digits(&text.folded(place, end)))))
}

/// IL 62704, ZIP code 90210: five digits after a state's two letters or after what they are.
pub fn zip(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let end = text.digits(place);
    let state = place > 3
        && tables::get().postal.longest_at(text, place - 3).is_some_and(|(end, _)| end == place - 1);
    let more = text.digits(end + 1);
    let end = if text.at(end) == '-' && more == end + 5 { more } else { end };
    let print = text.folded(place, end);
    let before = text.skip_blanks_back(place);
    let state = state || tables::get().state_names.ends_before(text, text.skip_blanks_back(place));
    let named = ["ZIP code", "zip code", "ZIP Code", "ZIP"].iter().any(|name| text.follows(before, name));
    ((state || named) && matches!(print.len(), 5 | 10))
        .then(|| (end, Pieces::new().english(&write::digits(&print))))
}

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
    if boeing
        && ["MAX", "Max", "Dreamliner", "jet", "aircraft", "airliner"]
            .iter()
            .any(|kind| text.has(first.end + 1, kind))
    {
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

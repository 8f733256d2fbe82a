//! Telephones and hotlines.

use super::{date, tables, write};
use crate::model::Mark;
use crate::reading::piece::Pieces;
use crate::reading::text::Text;

/// (555) 123-4567, 555-123-4567, +1 555 123 4567 → digit by digit, with a pause between the groups.
pub fn phone(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let sign = |c: char| c.is_ascii_digit() || matches!(c, '(' | ')' | '-' | ' ' | '+' | '.');
    if !matches!(text.at(place), '(' | '+') && !text.at(place).is_ascii_digit()
        || date::numeric(text, place).is_some()
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

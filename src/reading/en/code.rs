//! Numbers that are called rather than counted: ZIP codes, dockets.

use super::number::words;
use super::{context, tables, write};
use crate::reading::number::Number;
use crate::reading::piece::Pieces;
use crate::reading::text::Text;
use crate::reading::words::lists;

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
    let named = lists().zip_codes.iter().any(|name| text.follows(before, name));
    ((state || named) && matches!(print.len(), 5 | 10))
        .then(|| (end, Pieces::new().english(&write::digits(&print))))
}

/// No. 23-1045, Ordinance 25-78: a court's case or a council's paper, its year and its number called.
pub fn docket(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let first =
        Number::at(text, place).filter(|number| number.is_whole() && matches!(number.whole.len(), 2 | 4))?;
    let (second, end) =
        context::other_side(text, &first, None).filter(|(second, _)| second.whole.len() > 1)?;
    let named = tables::get().dockets.ends_before(text, text.skip_blanks_back(place));
    (named && second.is_whole()).then(|| {
        let words = format!("{} {}", words(&first), write::called(&second.whole));
        (end, Pieces::new().english(&words))
    })
}

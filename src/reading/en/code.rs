//! Numbers that are called rather than counted: ZIP codes, dockets.

use super::number::words;
use super::{context, tables, time, write};
use crate::model::Mark;
use crate::reading::number::Number;
use crate::reading::piece::Pieces;
use crate::reading::text::{Text, is_dash, is_latin};
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
    let state = state || tables::state_names().ends_before(text, text.skip_blanks_back(place));
    let named = lists().zip_codes.iter().any(|name| text.follows(before, name));
    ((state || named) && matches!(print.len(), 5 | 10))
        .then(|| (end, Pieces::new().english(&write::digits(&print))))
}

/// Password: 12345678, meeting ID 812 3456 7890: figures one by one.
pub fn secret(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    const SHORTEST: usize = 3;
    const MOST_GROUPS: usize = 4;
    let mut before = text.skip_blanks_back(place);
    if matches!(text.before(before), ':' | '：' | '=') {
        before = text.skip_blanks_back(before - 1);
    } else if text.follows(before, " is") {
        before -= 3;
    }
    let named = lists().secrets.iter().any(|name| text.follows(before, name));
    let mut end = text.digits(place);
    if !named || end < place + SHORTEST || text.at(end).is_alphanumeric() {
        return None;
    }
    let mut words = write::digits(&text.folded(place, end));
    for _ in 0..MOST_GROUPS {
        let next = text.digits(end + 1);
        if text.at(end) != ' ' || next < end + 1 + SHORTEST || text.at(next).is_alphanumeric() {
            break;
        }
        words = words + " " + &write::digits(&text.folded(end + 1, next));
        end = next;
    }
    Some((end, Pieces::new().english(&words)))
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

/// Cheque no. 100234, nos. 100234 and 100235: five figures or more behind a number's sign, one by one.
pub fn serial(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    const SHORTEST: usize = 5;
    /// So many numbers of a row are looked back at.
    const ROW: usize = 6;
    let end = text.digits(place);
    let goes_on = matches!(text.at(end), '.' | ',' | '-' | '/') && text.at(end + 1).is_ascii_digit();
    let is_round = text.folded(place, end).ends_with("000");
    let is_serial = end >= place + SHORTEST && !is_round && !goes_on && !text.at(end).is_alphanumeric();
    (is_serial && is_numbered(text, place, ROW))
        .then(|| (end, Pieces::new().english(&write::digits(&text.folded(place, end)))))
}

/// Whether no. or nos. stands before, or another number of the same row.
fn is_numbered(text: &Text<'_>, place: usize, row: usize) -> bool {
    let before = text.skip_blanks_back(place);
    if lists().serials.iter().any(|name| text.follows(before, name)) {
        return true;
    }
    let mark = [",", "and", "&"].into_iter().find(|mark| text.follows(before, mark));
    let Some(last) = mark.map(|mark| text.skip_blanks_back(before - mark.len())) else { return false };
    let figures = text.slice(last.saturating_sub(9), last).iter().rev().take_while(|c| c.is_ascii_digit());
    let first = last - figures.count();
    first < last && row > 0 && is_numbered(text, first, row - 1)
}

/// John 3:16, Psalm 23.1-6 → three sixteen, twenty-three, one to six: a chapter and its verses behind a book of the Bible.
/// Mark 7:30pm is an hour, and John 3.5 no verse.
pub fn verses(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let middle = text.digits(place);
    // John 21: 1-19.
    let verse = if text.at(middle) == ':' { text.skip_blanks(middle + 1) } else { middle + 1 };
    let end = text.digits(verse);
    let number = |from, to| text.folded(from, to).parse::<u64>().ok().filter(|number| *number < 200);
    let (chapter, first) = (number(place, middle)?, number(verse, end)?);
    let is_pair = matches!(text.at(middle), ':' | '.');
    if !is_pair || !tables::get().books.ends_before(text, text.skip_blanks_back(place)) {
        return None;
    }
    let behind = text.digits(end + 1);
    let last = number(end + 1, behind).filter(|_| is_dash(text.at(end)));
    // 5.1-6.2 goes on in another chapter.
    let goes_on = matches!(text.at(behind), ':' | '.') && text.at(behind + 1).is_ascii_digit();
    let stop = if last.is_some() { behind } else { end };
    let is_hour = time::half(text, stop).is_some()
        || text.at(verse) == '0'
        || last.is_some_and(|last| last == 0)
        || text.at(end + 1) == '0';
    // John 4.5-5 metres: a point only behind a book with a number, 2 Samuel.
    let name = text.skip_blanks_back(place);
    let word = text.slice(name.saturating_sub(16), name).iter().rev().take_while(|c| is_latin(**c)).count();
    let numbered = text.before(text.skip_blanks_back(name - word)).is_ascii_digit();
    let falls = last.is_some_and(|last| last <= first) && !goes_on;
    let pointed = text.at(middle) == '.' && (last.is_none() || !numbered && !goes_on);
    if is_latin(text.at(stop)) || is_hour || pointed || falls {
        return None;
    }
    let said = |number| Pieces::new().english(&write::words(number));
    Some(match last {
        Some(chapter_on) if goes_on => {
            let end = text.digits(behind + 1);
            let last = said(chapter_on).and(said(number(behind + 1, end)?));
            (end, said(chapter).and(said(first)).english("to").and(last))
        }
        Some(last) => {
            let span = said(first).english("to").and(said(last));
            (behind, said(chapter).mark(Mark::Comma, ",").and(span))
        }
        None => (end, said(chapter).and(said(first))),
    })
}

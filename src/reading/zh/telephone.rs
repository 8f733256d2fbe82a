//! Telephones and hotlines.

use super::{context, tables, write};
use crate::model::Mark;
use crate::reading::piece::Pieces;
use crate::reading::text::{EDGE, Text, is_dash};

/// The longest telephone number with its hyphens and blanks.
const LONGEST: usize = 24;

/// 13985608526, 0471-6965110, 400-810-1234, 拨打12306 → 幺二三零六, 尾号1702.
pub fn phone(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let tables = tables::get();
    let first = text.digits(place);
    if let Some(found) = area_in_brackets(text, place, first).or_else(|| masked(text, place, first)) {
        return Some(found);
    }
    let digits = text.folded(place, first.min(place + LONGEST));
    let cued = context::cued(text, place, &tables.phones);
    let (end, all) = groups(text, place);
    let is_mobile = |digits: &str| digits.len() == 11 && digits.starts_with('1') && digits[1..2] >= *"3";
    let called = (is_mobile(&all) && !context::counts(text, end))
        || (all.len() == 10 && first < end && (all.starts_with("400") || all.starts_with("800")))
        || (digits.starts_with('0') && (3..=4).contains(&digits.len()) && (10..=13).contains(&all.len()))
        || (cued && all.len() >= 3 && first < end)
        // 0431-12345.
        || (digits.starts_with('0') && (8..=9).contains(&all.len()) && first < end && is_service(&all[digits.len()..]));
    if called {
        return Some((end, Pieces::new().hanzi(&write::phone(&all))));
    }
    let lone = text.before(place) == EDGE && text.at(first) == EDGE;
    let counted = !cued && context::counts(text, first);
    let tail = tables.phone_tails.starts_at(text, text.skip_blanks(first)).is_some();
    let service = is_service(&digits) && !counted;
    let short = digits.len() == 3;
    // 6668888转802.
    let extension = text.before(place) == '转' && place > 1 && text.before(place - 1).is_ascii_digit()
        || (text.at(first) == '转' && text.at(first + 1).is_ascii_digit() && (5..=8).contains(&digits.len()));
    let called = (cued && digits.len() >= 3 && !counted)
        || extension
        || (service && short && beside_another(text, place, first))
        || (service && (tail || (lone && short)))
        || (service && !short && !lone && !tables.amounts.ends_before(text, place));
    let plain =
        !matches!(text.at(first), '.' | ',' | '%' | ':' | '-' | '/') || !text.at(first + 1).is_ascii_digit();
    // 预拨8000万元.
    let money = matches!(text.at(first), '万' | '亿' | '元' | '块');
    (called && plain && !money).then(|| (first, Pieces::new().hanzi(&write::phone(&digits))))
}

/// (0571)87654321: an area code in brackets and what follows.
fn area_in_brackets(text: &Text<'_>, place: usize, first: usize) -> Option<(usize, Pieces)> {
    let open = matches!(text.before(place), '(' | '（') && text.at(place) == '0';
    let next = text.skip_blanks(first + 1);
    let end = text.digits(next);
    let called = open
        && matches!(text.at(first), ')' | '）')
        && (3..=4).contains(&(first - place))
        && (7..=8).contains(&(end - next));
    called.then(|| {
        let number = text.folded(place, first) + &text.folded(next, end);
        (end, Pieces::new().hanzi(&write::phone(&number)))
    })
}

/// 138****5678: digits that are told, with a pause for those that are not.
fn masked(text: &Text<'_>, place: usize, first: usize) -> Option<(usize, Pieces)> {
    let end = text.run(first, 12, |c| matches!(c, '*' | '×' | 'X' | 'x'));
    let stop = text.digits(end);
    let tail = stop > end || (first >= place + 3 && text.at(first) == '*');
    let hidden = end >= first + 3 && tail && stop - place <= LONGEST;
    hidden.then(|| {
        let digits = |start, end| write::phone(&text.folded(start, end));
        let pieces = Pieces::new().hanzi(&digits(place, first));
        let told =
            if stop > end { pieces.mark(Mark::Comma, "，").hanzi(&digits(end, stop)) } else { pieces };
        (stop, told)
    })
}

/// +86 13912345678: a plus, the code of a country and a telephone number.
pub fn abroad(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let code = text.digits(place + 1);
    let (end, all) = groups(text, place + 1);
    let called = text.at(place) == '+' && (code - place <= 4 && end > code || all.starts_with("861"));
    (called && (10..=15).contains(&all.len()))
        .then(|| (end, Pieces::new().hanzi("加").hanzi(&write::phone(&all))))
}

/// Digits in groups parted by single hyphens or blanks, from `place` on.
fn groups(text: &Text<'_>, place: usize) -> (usize, String) {
    let mut end = text.digits(place).min(place + LONGEST);
    let mut all = text.folded(place, end);
    let area = all.starts_with('0') && (3..=4).contains(&all.len());
    let joins = |sign: char| matches!(sign, '-' | ' ') || area && is_dash(sign);
    while end - place < LONGEST && joins(text.at(end)) && text.at(end + 1).is_ascii_digit() {
        let next = text.digits(end + 1);
        // Two figures behind a blank are of what comes next: 010-12345678 30分.
        let fewest = if text.at(end) == ' ' { 3 } else { 2 };
        if !(fewest..12).contains(&(next - end - 1)) {
            break;
        }
        all.push_str(&text.folded(end + 1, next));
        end = next;
    }
    (end, all)
}

/// Whether another number that the public calls stands in the same row, and neither counts: 110、120.
fn beside_another(text: &Text<'_>, start: usize, end: usize) -> bool {
    let marks = &tables::get().call_marks;
    let known = |start: usize| {
        tables::get().hotlines.starts_at(text, start).filter(|&end| {
            end == text.digits(start) && !text.before(start).is_ascii_digit() && !context::counts(text, end)
        })
    };
    let next = marks.starts_at(text, end).is_some() && known(end + 1).is_some();
    let digits = |end: usize| {
        let before = text.slice(end.saturating_sub(LONGEST), end);
        before.iter().rev().take_while(|c| c.is_ascii_digit()).count()
    };
    let before = start > 3
        && marks.ends_before(text, start)
        && known(start - 1 - digits(start - 1)) == Some(start - 1);
    next || before
}

/// Whether digits are a number that the public calls.
fn is_service(digits: &str) -> bool {
    let known = tables::get().hotlines.starts_at(&Text::new(digits), 0) == Some(digits.len());
    let shape = digits.len() == 5 && ["123", "955", "953", "961"].iter().any(|head| digits.starts_with(head));
    known || (shape && !digits.ends_with("00"))
}

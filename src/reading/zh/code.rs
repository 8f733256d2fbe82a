//! Numbers that are called rather than counted: codes, plates, trains, standards.

use super::{context, tables, write};
use crate::model::Mark;
use crate::reading::models;
use crate::reading::piece::Pieces;
use crate::reading::text::{Text, is_dash, is_hanzi};
use crate::reading::words::lists;

/// 编号27149, “26314”号, 股票代码600519; and what has eight digits or more and nothing that it counts.
pub fn code(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let end = text.digits(place);
    let length = end - place;
    let goes_on = matches!(text.at(end), '.' | ',') && text.at(end + 1).is_ascii_digit();
    if goes_on || matches!(text.at(text.skip_blanks(end)), '×' | '*') {
        return None;
    }
    if is_coded(text, place) && text.at(end).is_ascii_uppercase() {
        let stop = text.run(end, 32, |c| c.is_ascii_uppercase() || c.is_ascii_digit());
        let parts =
            models::parts(&text.folded(place, stop), |digits| Pieces::new().hanzi(&write::digits(digits)));
        return Some((stop, parts));
    }
    let quoted = matches!(text.at(end), '”' | '"')
        && (length >= 3
            && matches!(text.before(place), '“' | '"')
            && (length > 3 || text.before(end) != '0')
            || length >= 3 && is_bred(text, place, end));
    let parted = text.at(end) == '-' && text.at(end + 1).is_ascii_digit();
    let cued = is_coded(text, place) && (length >= 2 || parted) || text.before(place) == '_';
    // 贵州茅台（600519）, 300750.SZ
    let listed = length == 6 && is_bracketed(text, place, end);
    let postal = is_postcode(text, place, end);
    let serial = text.before(place) == '第' && length >= 5 && text.at(end) == '期';
    let round = text.folded(place, end).trim_end_matches('0').len() <= 2;
    let long =
        length >= 8 && !round && !context::counts(text, end) && !is_unit(text.at(text.skip_blanks(end)));
    let digits = |start, end| write::digits(&text.folded(start, end));
    if cued && parted {
        let (mut end, mut words) = (end, digits(place, end));
        while text.at(end) == '-' && text.at(end + 1).is_ascii_digit() {
            let next = text.digits(end + 1);
            words = words + "杠" + &digits(end + 1, next);
            end = next;
        }
        return Some((end, Pieces::new().hanzi(&words)));
    }
    // 银行卡6222 0200 1234 5678.
    let end = if cued && length == 4 { in_fours(text, end) } else { end };
    (quoted || cued || listed || postal || serial || long)
        .then(|| (end, Pieces::new().hanzi(&digits(place, end))))
}

/// The end of further groups of figures behind a group of four.
fn in_fours(text: &Text<'_>, end: usize) -> usize {
    let mut end = end;
    for _ in 0..5 {
        let next = text.digits(end + 1);
        if text.at(end) != ' ' || !(2..=5).contains(&(next - end)) {
            break;
        }
        end = next;
    }
    end
}

/// Whether a word like 编号 stands before.
pub fn is_coded(text: &Text<'_>, place: usize) -> bool {
    context::cued(text, place, &tables::get().codes)
}

/// Whether a number that is not round ends a name in quotes, one of seeds or of things: “郑单958”.
fn is_bred(text: &Text<'_>, place: usize, end: usize) -> bool {
    let name = text.slice(place.saturating_sub(6), place);
    let length = name.iter().rev().take_while(|c| is_hanzi(**c)).count();
    let opened = (2..6).contains(&length) && matches!(text.before(place - length), '“' | '"');
    opened && !text.folded(place, end).ends_with('0') && !tables::get().amounts.ends_before(text, place)
}

/// Whether a number stands alone in brackets behind a name, or before the sign of its exchange, 300750.SZ.
fn is_bracketed(text: &Text<'_>, place: usize, end: usize) -> bool {
    let named = place > 1 && matches!(text.before(place), '（' | '(') && is_hanzi(text.before(place - 1));
    let exchange = tables::get().exchanges.starts_at(text, end + 1).is_some();
    (named && matches!(text.at(end), '）' | ')')) || (text.at(end) == '.' && exchange)
}

/// 106319臺北市羅斯福路: figures before a town or county of Taiwan, and not before its people, 300台北市民.
fn is_postcode(text: &Text<'_>, place: usize, end: usize) -> bool {
    let town = tables::get().postal_towns.starts_at(text, text.skip_blanks(end));
    let counts = tables::get().amounts.ends_before(text, text.skip_blanks_back(place));
    let district = |behind: usize| text.run(behind, 4, |c| c != '区') < behind + 4;
    let is_place = |behind: usize| !matches!(text.at(behind), '民' | '居' | '场' | '长' | '政' | '公');
    let parted = |behind: usize| end - place > 3 || district(behind);
    matches!(end - place, 3 | 5 | 6)
        && !counts
        && town.is_some_and(|behind| is_place(behind) && parted(behind))
}

/// Whether a sign measures the number before it.
fn is_unit(sign: char) -> bool {
    matches!(sign, '%' | '‰' | '℃' | '°' | '㎡' | '+' | '×' | '=' | '-' | '*' | '÷')
        || sign.is_ascii_alphabetic()
}

/// GB/T 19001-2016 → GBT一九零零一杠二零一六, ISO 9001: the number of a standard, and its year.
pub fn standard(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let sign = |c: char| c.is_ascii_uppercase() || c == '/';
    let mut end = text.run(place, 8, sign);
    // DB11/T 1322-2025: a town's or a province's.
    let local = text.has(place, "DB") && end == place + 2 && text.digits(end) == end + 2;
    if local {
        end = text.run(end + 2, 2, sign);
    }
    let whole = text.folded(place, end);
    let body = whole.strip_suffix("/T").or_else(|| whole.strip_suffix("/Z")).unwrap_or(&whole);
    let club = ["T/", "Q/"].iter().any(|head| body.starts_with(head)) && body.len() > 3;
    let known = local || club || tables::get().standards.starts_at(&Text::new(body), 0) == Some(body.len());
    let mut pieces = Pieces::new();
    for letters in whole.split('/').filter(|letters| !letters.is_empty()) {
        pieces = pieces.and(models::parts(letters, |digits| Pieces::new().hanzi(&write::cardinal(digits))));
    }
    let number = text.skip_blanks(end);
    end = text.digits(number);
    pieces = pieces.hanzi(&write::digits(&text.folded(number, end)));
    let mut parts = end - number;
    let joins = |c: char| is_dash(c) || matches!(c, '.' | ':');
    while parts > 0 && joins(text.at(end)) {
        let next = text.run(end, 2, joins);
        let stop = text.digits(next);
        if stop == next {
            break;
        }
        let sign = if text.at(end) == '.' { "点" } else { "杠" };
        pieces = pieces.hanzi(sign).hanzi(&write::digits(&text.folded(next, stop)));
        parts += stop - next;
        end = stop;
    }
    // GB200 is a chip.
    let chip = end == number + 3 && text.before(number).is_ascii_uppercase();
    (known && !text.before(place).is_ascii_alphanumeric() && end >= number + 3 && !chip && parts <= 16)
        .then_some((end, pieces))
}

/// 蒙A·12345, 京AD12345: a letter after a province's short name, and what follows on the plate.
pub fn plate(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    if !text.at(place).is_ascii_uppercase() || !tables::get().plates.ends_before(text, place) {
        return None;
    }
    let dot = matches!(text.at(place + 1), '·' | '-' | ' ' | '.');
    let start = place + 1 + usize::from(dot);
    let end = text.run(start, 8, |c| c.is_ascii_uppercase() || c.is_ascii_digit());
    let number = text.folded(start, end);
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let cross_border = number.len() == 4 && matches!(text.at(end), '港' | '澳' | '警' | '学' | '挂');
    ((5..=6).contains(&number.len()) && digits >= 3 || cross_border).then(|| {
        let letter = Pieces::new().letters(&text.folded(place, place + 1));
        (end, letter.and(spelled(&number)))
    })
}

/// G1234次 → G幺二三四次, CA1234航班: trains and flights, digits as on the telephone.
pub fn route(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let letters = text.run(place, 3, |c| c.is_ascii_uppercase());
    let end = text.digits(letters);
    let (head, number) = (text.folded(place, letters), text.folded(letters, end));
    let tail = tables::get().departures.starts_at(text, end).is_some();
    let train = head.len() == 1 && "GDCZTKYSL".contains(&head) && (1..=4).contains(&number.len());
    let airline = lists().airlines.contains(&head.as_str()) && (3..=4).contains(&number.len());
    let flight = head.len() == 2 && (3..=4).contains(&number.len());
    let follows = text.at(end) == '/' && text.at(end + 1).is_ascii_uppercase() || !text.has(end, "/");
    let called = airline || (tail && follows && (train || flight));
    let pieces = Pieces::new().letters(&head).hanzi(&write::phone(&number));
    // G2501/2次: the two numbers of one train.
    let second = text.digits(end + 1);
    if train && text.at(end) == '/' && second > end + 1 && text.at(second) == '次' {
        let other = write::phone(&text.folded(end + 1, second));
        return Some((second, pieces.mark(Mark::Comma, "、").hanzi(&other)));
    }
    let goes_on = text.at(end) == '.' && text.at(end + 1).is_ascii_digit();
    (called && !goes_on && !text.at(end).is_ascii_alphabetic()).then_some((end, pieces))
}

/// Letters and digits one by one, digits as on the telephone.
pub fn spelled(code: &str) -> Pieces {
    let mut pieces = Pieces::new();
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let kind = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != kind).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        pieces = if kind { pieces.hanzi(&write::phone(part)) } else { pieces.letters(part) };
        rest = after;
    }
    pieces
}

/// 约翰福音4:14, （罗8: 15-17） → 四章十四节, 八章十五到十七节: a chapter and its verses behind a book of the Bible.
pub fn verses(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    const MOST: u16 = 200;
    let number =
        |from, to| text.folded(from, to).parse::<u16>().ok().filter(|number| (1..=MOST).contains(number));
    let middle = text.digits(place);
    let verse = text.skip_blanks(middle + 1);
    let end = text.digits(verse);
    let (chapter, first) = (number(place, middle)?, number(verse, end)?);
    let stop = text.digits(end + 1);
    let last = number(end + 1, stop).filter(|last| is_dash(text.at(end)) && *last > first);
    let tables = tables::get();
    let before = text.skip_blanks_back(place);
    let signed = || {
        (1..=2).any(|length| {
            let start = before.saturating_sub(length);
            let opens = matches!(text.before(start), '(' | '（' | '；' | ';' | '，' | ',');
            opens && tables.scripture_signs.starts_at(text, start) == Some(before)
        })
    };
    let named = before - usize::from(text.before(before) == '》');
    let is_book = tables.scriptures.ends_before(text, named) || signed();
    (matches!(text.at(middle), ':' | '：') && is_book).then(|| {
        let words = |number: u16| write::cardinal(&number.to_string());
        let verses = last.map_or(words(first), |last| words(first) + "到" + &words(last));
        let end = if last.is_some() { stop } else { end };
        // The word may be printed already.
        let end = end + usize::from(text.at(end) == '节');
        (end, Pieces::new().hanzi(&(words(chapter) + "章" + &verses + "节")))
    })
}

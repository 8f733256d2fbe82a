//! Numbers that are called rather than counted: telephones, hotlines, plates, trains, named years of birth.

use super::super::lexis::Words;
use super::super::models;
use super::super::number::Number;
use super::super::piece::Pieces;
use super::super::text::{EDGE, Text, is_dash, is_hanzi};
use super::{context, tables, write};
use crate::model::Mark;
use crate::reading::words::lists;

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
    (called && plain).then(|| (first, Pieces::new().hanzi(&write::phone(&digits))))
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
        if next - end > 12 || next - end < 3 {
            break;
        }
        all.push_str(&text.folded(end + 1, next));
        end = next;
    }
    (end, all)
}

/// Whether another number that the public calls stands in the same row, and neither counts: 110、120.
fn beside_another(text: &Text<'_>, start: usize, end: usize) -> bool {
    let and = |c: char| matches!(c, '、' | '和' | '及' | '与' | '或' | '/');
    let known = |start: usize| {
        tables::get().hotlines.starts_at(text, start).filter(|&end| {
            end == text.digits(start) && !text.before(start).is_ascii_digit() && !context::counts(text, end)
        })
    };
    let next = and(text.at(end)) && known(end + 1).is_some();
    let digits = |end: usize| {
        let before = text.slice(end.saturating_sub(LONGEST), end);
        before.iter().rev().take_while(|c| c.is_ascii_digit()).count()
    };
    let before =
        start > 3 && and(text.at(start - 1)) && known(start - 1 - digits(start - 1)) == Some(start - 1);
    next || before
}

/// Whether digits are a number that the public calls.
fn is_service(digits: &str) -> bool {
    let known = tables::get().hotlines.starts_at(&Text::new(digits), 0) == Some(digits.len());
    let shape = digits.len() == 5 && ["123", "955", "953", "961"].iter().any(|head| digits.starts_with(head));
    known || (shape && !digits.ends_with("00"))
}

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
    (quoted || cued || listed || serial || long).then(|| (end, Pieces::new().hanzi(&digits(place, end))))
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
    let exchange = ["SZ", "SH", "BJ", "HK"].iter().any(|sign| text.has(end + 1, sign));
    (named && matches!(text.at(end), '）' | ')')) || (text.at(end) == '.' && exchange)
}

/// Whether a sign measures the number before it.
fn is_unit(sign: char) -> bool {
    matches!(sign, '%' | '‰' | '℃' | '°' | '㎡' | '+' | '×' | '=' | '-' | '*' | '÷')
        || sign.is_ascii_alphabetic()
}

/// 985, 360公司, 301医院, 93式: numbers that are names.
pub fn name(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let tables = tables::get();
    let number = Number::at(text, place).filter(Number::is_whole)?;
    let next = text.skip_blanks(number.end);
    let words = || Pieces::new().hanzi(&write::digits(&number.whole));
    if text.at(next) == '式' && number.whole.len() == 2 && !number.whole.ends_with('0') {
        return Some((number.end, words()));
    }
    if text.before(place) == '第' || number.end - place != number.whole.len() {
        return None;
    }
    let long = number.whole.len() >= 3;
    let after_road = ["国道", "省道", "县道", "乡道"].iter().any(|road| text.follows(place, road));
    if long && (after_road || is_road(text, next)) {
        return Some((number.end, words()));
    }
    // 360安全卫士: the longer word knows better than 安, the unit.
    let tail = tables.name_tails.starts_at(text, next).filter(|_| long).unwrap_or(next);
    let counts = |words: &Words| words.starts_at(text, next).is_some_and(|end| end >= tail);
    let counted = counts(&tables.counted)
        || counts(&tables.pairs)
        || tables.amounts.ends_before(text, text.skip_blanks_back(place));
    let known = tables.names.starts_at(text, place).is_some_and(|end| end >= number.end)
        || (number.whole.len() == 2 && tables.year_tails.starts_at(text, next).is_some());
    let room = long && is_in_house(text, place);
    ((known || room || tail > next) && !counted).then(|| (number.end, words()))
}

/// Whether a number stands at `place` that is a name by itself, 985, or one that the public calls, 110.
pub fn is_named(text: &Text<'_>, place: usize) -> bool {
    let end = Some(text.digits(place));
    let tables = tables::get();
    tables.names.starts_at(text, place) == end || tables.hotlines.starts_at(text, place) == end
}

/// Whether a road, a line or a room stands at `place`, called by its digits: 路, but not 路段.
pub fn is_road(text: &Text<'_>, place: usize) -> bool {
    let tables = tables::get();
    let counted = tables.counted.starts_at(text, place).unwrap_or_default();
    tables.roads.starts_at(text, place).is_some_and(|end| end >= counted)
}

/// Whether a numbered part of a house stands before: 2单元301, A座1208.
fn is_in_house(text: &Text<'_>, place: usize) -> bool {
    ["单元", "号楼", "栋", "幢", "座", "楼", "层"].iter().any(|part| {
        let start = place.saturating_sub(part.chars().count());
        text.follows(place, part) && text.before(start).is_ascii_alphanumeric()
    })
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
        && (matches!(text.at(next), '后' | '後') || earlier)
        && text.before(place) != '第'
        && !matches!(text.at(next + 1), '天' | '年' | '期');
    let before = text.before(place);
    (is_generation && !matches!(before, '.' | ':' | '-'))
        .then(|| (end, Pieces::new().hanzi(&write::digits(&text.folded(place, end)))))
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
    let tail = ["次", "航班", "号航班", "列车", "/"].iter().any(|tail| text.has(end, tail));
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

//! Two numbers with a sign between them: ranges, scores, proportions, fractions.

use super::{context, measure, name, symbol, tables, time, write, year};
use crate::model::Mark;
use crate::reading::number::Number;
use crate::reading::piece::Pieces;
use crate::reading::text::{Text, is_dash, is_hanzi, is_latin};

/// 3:1 → 三比一, 1:100, 3:2:1.
pub fn proportion(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let first = Number::at(text, place)?;
    time::colon(text, first.end)?;
    let full_width = text.at(first.end) == '：';
    let mut words = first.words();
    let mut end = first.end;
    while let Some(next) = time::colon(text, end) {
        let number = Number::at(text, next)?;
        words = words + "比" + &number.words();
        end = number.end;
    }
    let tables = tables::get();
    let heading = full_width
        && !context::near(text, place, end, &tables.scores)
        && !context::near(text, place, end, &tables.ratios);
    (!heading).then(|| (end, Pieces::new().hanzi(&words)))
}

/// 1/3 → 三分之一; between longer numbers, more than two, or a larger one and a smaller, a stroke is a pause:
/// 985/211, 120/80.
pub fn fraction(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let first = Number::at(text, place)?;
    // 2½ → 二又二分之一.
    if let Some((end, part)) = symbol::named(text, first.end)
        .filter(|(_, part)| part.contains("分之") && !part.ends_with('之') && first.is_whole())
    {
        return Some((end, Pieces::new().hanzi(&first.words()).hanzi("又").hanzi(part)));
    }
    let stroke = text.skip_blanks(first.end);
    let second = Number::at(text, text.skip_blanks(stroke + 1)).filter(|_| text.at(stroke) == '/')?;
    let (over, under) = (first.words(), second.words());
    let chained = text.at(second.end) == '/' && text.at(second.end + 1).is_ascii_digit();
    // 以1/4子险胜 is a fraction still.
    let share = text.before(place) == '以' && first.value() < second.value();
    if !share && tables::get().teams.ends_before(text, text.skip_blanks_back(place)) {
        return Some((second.end, Pieces::new().hanzi(&over).hanzi("比").hanzi(&under)));
    }
    let short = first.whole.len() == 2 && text.has(text.skip_blanks(second.end), "赛季");
    if (short && follows_on(&first.whole, &second.whole))
        || (year::is_season(text, second.end) && year::is_year(&first.whole))
        || (year::is_recent(&first.whole)
            && second.whole.len() == 2
            && follows_on(&first.whole, &second.whole))
    {
        return Some((second.end, years(&first, &second)));
    }
    // 1/2.3英寸.
    let inverse = first.whole == "1" && !second.is_whole() && units_follow(text, &second);
    let is_fraction = first.is_whole()
        && (second.is_whole() || inverse)
        && !chained
        && second.whole != "0"
        && (first.whole.len() < 3 || second.whole.len() < 3)
        && !first.is_code()
        && !second.is_code();
    // 120/80 and 24/7 are two numbers, 33/4 is a fraction still.
    let long = first.whole.len() > 1 && (second.whole.len() > 1 || second.whole == "7");
    let unit = measure::after(text, second.end);
    let proper = !long
        || unit.is_none() && (first.whole.len() < second.whole.len() || first.value() <= second.value());
    // 2/8号线, 4/5日, 7/9级 are two of a row.
    let numbered = matches!(text.at(second.end), '号' | '日' | '月' | '级');
    if is_fraction && proper && !numbered && text.before(place) != '/' {
        return Some((second.end, Pieces::new().hanzi(&under).hanzi("分之").hanzi(&over)));
    }
    let listed_prices = text.before(place) == '/' || chained || context::counts(text, second.end);
    let known = name::is_named(text, place) || name::is_named(text, second.end - second.whole.len());
    let names = known && second.whole.len() == 3 && unit.is_none() && !listed_prices;
    let listed = |number: &Number| {
        if names || year::is_recent(&number.whole) { write::digits(&number.whole) } else { number.words() }
    };
    let pieces = Pieces::new().hanzi(&listed(&first)).mark(Mark::Comma, "、").hanzi(&listed(&second));
    // 120/80mmHg is measured too.
    let unit = unit.filter(|_| !proper || names);
    let (end, name) = unit.map_or((second.end, String::new()), |unit| (unit.end, unit.zh));
    (first.is_whole() && second.is_whole()).then(|| (end, pieces.hanzi(&name)))
}

/// Whether a length or a time follows a number.
fn units_follow(text: &Text<'_>, number: &Number) -> bool {
    matches!(text.at(number.end), '英' | '秒' | '寸')
}

/// 3-5 → 三到五, 15-20% → 百分之十五到二十, 2014—2017 → 二零一四到二零一七, and 3-1 as a score → 三比一.
pub fn range(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let first = Number::at(text, place)?;
    let (second, end) = other_side(text, &first)?;
    if is_dash(text.at(end)) && text.at(end + 1).is_ascii_digit() && text.at(end) == '-' {
        return chain(text, place);
    }
    let below = second.1;
    let second = second.0;
    // 5-3=2.
    if text.at(text.skip_blanks(end)) == '=' && text.at(first.end) == '-' {
        let words = format!("{}减{}", first.words(), second.words());
        return Some((end, Pieces::new().hanzi(&words)));
    }
    if is_airliner(text, &first) && second.is_whole() && !context::counts(text, end) {
        return Some((end, Pieces::new().hanzi(&write::digits(&(first.whole + &second.whole)))));
    }
    if is_numbered(text, place, (&first, &second), end) {
        let words = if text.at(end) == '号' {
            first.words() + "杠" + &second.words()
        } else {
            write::digits(&first.whole) + "杠" + &write::digits(&second.whole)
        };
        return Some((end, Pieces::new().hanzi(&words)));
    }
    if !below && is_years(text, place, &first, &second) {
        return Some((end, years(&first, &second)));
    }
    if !below && is_score(text, place, &first, &second) {
        let words = format!("{}比{}", first.words(), second.words());
        return Some((end, Pieces::new().hanzi(&words)));
    }
    Some(joined(text, (false, &first), (below, &second)))
}

/// The words of a range with what measures both numbers: percent, a unit, degrees below zero.
pub fn joined(
    text: &Text<'_>,
    (below, first): (bool, &Number),
    (below_too, second): (bool, &Number),
) -> (usize, Pieces) {
    let sign = text.skip_blanks(second.end);
    if let Some(share) = measure::share(text.at(sign)) {
        let pieces = Pieces::new().hanzi(minus(below)).hanzi(share).hanzi(&first.words()).hanzi("到");
        let pieces = if below_too { pieces.hanzi("负").hanzi(share) } else { pieces };
        return (sign + 1, pieces.hanzi(&second.words()));
    }
    let pieces = Pieces::new();
    if let Some(unit) = measure::after(text, second.end) {
        let cold = unit.zh.ends_with('度');
        let pieces = pieces.hanzi(sign_words(below, cold)).hanzi(&first.words()).hanzi("到");
        // -3~5℃ rises above zero.
        let above = if below && !below_too && cold && second.whole != "0" {
            "零上"
        } else {
            sign_words(below_too, cold)
        };
        let pieces = pieces.hanzi(above).hanzi(&measure::count(second, &unit));
        return (unit.end, pieces.hanzi(&unit.zh));
    }
    // 101-109路: both are names.
    if first.whole.len() > 2 && name::is_road(text, sign) {
        let names = [first, second].map(|number| write::digits(&number.whole));
        return (second.end, pieces.hanzi(&names.join("到")));
    }
    let pieces = pieces.hanzi(minus(below)).hanzi(&first.words()).hanzi("到").hanzi(minus(below_too));
    (second.end, pieces.hanzi(&second.words_before(text, sign)))
}

fn minus(below: bool) -> &'static str {
    sign_words(below, false)
}

fn sign_words(below: bool, cold: bool) -> &'static str {
    match (below, cold) {
        (false, _) => "",
        (true, false) => "负",
        (true, true) => "零下",
    }
}

/// The number after the dash behind `first`, whether it is below zero, and its end.
pub fn other_side(text: &Text<'_>, first: &Number) -> Option<((Number, bool), usize)> {
    let blank = text.skip_blanks(first.end);
    let dash = text.run(blank, 3, is_dash);
    if dash == blank || dash > blank + 2 {
        return None;
    }
    let place = if blank > first.end { text.skip_blanks(dash) } else { dash };
    let wave = text.at(blank) != '-';
    // In 5--3℃ the second hyphen is a minus; in 3--5人 and 3——5 they are one long dash.
    let doubled = dash == blank + 2
        && text.at(dash - 1) == '-'
        && Number::at(text, dash).is_some_and(|number| measure::is_cold(text, number.end));
    let minus = doubled || (wave && text.at(place) == '-');
    let number = Number::at(text, place + usize::from(minus && !doubled))?;
    let end = number.end;
    Some(((number, minus), end))
}

/// Whether a number is an airliner's without its maker's name: 747-8.
fn is_airliner(text: &Text<'_>, number: &Number) -> bool {
    let figures = number.whole.as_bytes();
    text.at(number.end) == '-' && matches!(figures, [b'7', b'0'..=b'9', b'7'])
}

/// Whether the dash parts a number that is called by its digits: 95-1式, 31-0001, 88-2号, 表3-2.
fn is_numbered(text: &Text<'_>, place: usize, (first, second): (&Number, &Number), end: usize) -> bool {
    let whole = first.is_whole() && second.is_whole();
    let falls = first.value() > second.value() && text.at(first.end) == '-';
    let called = tables::get().numbered.ends_before(text, place);
    let figure = falls && called && !context::measures(text, end);
    let house = text.at(end) == '号' && falls;
    whole && figure
        || whole && house && !second.is_code()
        || whole && (text.at(end) == '式' || (second.is_code() && second.whole.len() > 2))
}

/// Whether both numbers are years: 2014—2017年, 1949-2024, 2023-24赛季, 公元618—907年.
fn is_years(text: &Text<'_>, place: usize, first: &Number, second: &Number) -> bool {
    if (text.at(second.end) == '年' && context::of_era(text, place)) || context::is_life(text, place) {
        return true;
    }
    if first.whole.len() == 2 && text.has(text.skip_blanks(second.end), "赛季") {
        return follows_on(&first.whole, &second.whole);
    }
    let both = year::is_year(&first.whole) && first.is_whole() && second.is_whole();
    let next = second.whole.len() == 2 && follows_on(&first.whole, &second.whole);
    let season = second.whole.len() == 2 && (next || year::is_season(text, second.end));
    let later = year::is_year(&second.whole) && first.whole < second.whole;
    let counted = context::counts(text, second.end) || measure::after(text, second.end).is_some();
    both && (season || (later && !counted))
}

/// Whether the second year, without its century, is the one after the first: 2022-23, 22/23.
fn follows_on(first: &str, second: &str) -> bool {
    let short = |digits: &str| digits.get(digits.len().saturating_sub(2)..)?.parse::<u8>().ok();
    short(first).zip(short(second)).is_some_and(|(first, second)| (first + 1) % 100 == second)
}

/// Two years, digit by digit.
fn years(first: &Number, second: &Number) -> Pieces {
    Pieces::new().hanzi(&write::digits(&first.whole)).hanzi("到").hanzi(&write::digits(&second.whole))
}

/// Whether A-B is a score: whole numbers, nothing measured after them, and a game nearby.
fn is_score(text: &Text<'_>, place: usize, first: &Number, second: &Number) -> bool {
    let whole = first.is_whole() && second.is_whole() && first.whole.len() <= 3 && second.whole.len() <= 3;
    if !whole
        || first.is_code()
        || second.is_code()
        || context::measures(text, second.end)
        || measure::after(text, second.end).is_some()
    {
        return false;
    }
    let tables = tables::get();
    let before = text.skip_blanks_back(place);
    let falls = first.value() > second.value();
    let between = is_hanzi(text.before(before)) && is_hanzi(text.at(text.skip_blanks(second.end)));
    tables.teams.ends_before(text, before)
        || context::near(text, place, second.end, &tables.scores)
        || (between && (falls || context::shares_scores(text, place)))
        || is_summed_up(text, second.end)
        || context::sums_up(text, place)
        || context::after_score(text, place)
}

/// Whether a bracket with a pair of its own follows: 1-2（21-18、17-21）.
fn is_summed_up(text: &Text<'_>, place: usize) -> bool {
    let middle = text.digits(place + 1);
    let end = text.digits(middle + 1);
    matches!(text.at(place), '(' | '（')
        && middle > place + 1
        && (is_dash(text.at(middle)) || text.at(middle) == ':')
        && end > middle + 1
        && !context::measures(text, end)
}

/// 4-3-3 → 四三三; other rows of numbers with hyphens are codes: 2024-001-15 → 二零二四杠零零一杠十五.
fn chain(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let mut groups = Vec::new();
    let mut end = place;
    loop {
        let after = text.digits(end);
        if after == end {
            return None;
        }
        groups.push(text.folded(end, after));
        if text.at(after) != '-' || !text.at(after + 1).is_ascii_digit() {
            let formation = groups.iter().all(|group| group.len() == 1);
            // 15-15-15, the parts of a fertiliser.
            if !formation && groups.iter().all(|group| group.len() < 3 && !group.starts_with('0')) {
                let list = groups.iter().enumerate().fold(Pieces::new(), |pieces, (at, group)| {
                    let pieces = if at > 0 { pieces.mark(Mark::Comma, "、") } else { pieces };
                    pieces.hanzi(&write::cardinal(group))
                });
                return Some((after, list));
            }
            let parts: Vec<String> = groups.iter().map(|group| write::digits(group)).collect();
            return Some((after, Pieces::new().hanzi(&parts.join(if formation { "" } else { "杠" }))));
        }
        end = after + 1;
    }
}

/// A dash between two quantities: 6月5日—8日, 5%-8%, 周一至周五 as 周一—周五 → 到.
pub fn to(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let sign = text.at(place);
    // In -15℃～-3℃ the hyphen is a minus.
    let end = text.run(place, 3, |c| c == sign && (is_dash(c) || c == '→'));
    if !(place + 1..=place + 2).contains(&end) {
        return None;
    }
    let left = text.before(text.skip_blanks_back(place));
    let right = text.skip_blanks(end);
    // ICP备12345678号-1.
    if sign == '-'
        && left == '号'
        && text.slice(place.saturating_sub(6), place - 1).iter().all(char::is_ascii_digit)
    {
        return text.at(end).is_ascii_digit().then(|| (end, Pieces::new().hanzi("杠")));
    }
    let unit = "年月日号时点分秒元万亿千百米里吨斤克岁级度天周个人倍成折届期章页楼层".contains(left);
    let left_end = text.skip_blanks_back(place);
    // 2024年底-2025年初.
    let part = "底初末中".contains(left) && left_end > 1 && matches!(text.at(left_end - 2), '年' | '月');
    let counted = |c: &char| c.is_ascii_digit() || "一二三四五六七八九十百千万亿零".contains(*c);
    let quantity = left.is_ascii_digit()
        || symbol::enclosed(left).is_some()
        || tables::get().periods.ends_before(text, left_end)
        || "%‰℃°㎡".contains(left)
        || is_latin(left)
        || part
        || (unit && text.slice(place.saturating_sub(6), place.saturating_sub(1)).iter().any(counted));
    let number = text.at(right).is_ascii_digit()
        || matches!(text.at(right), '¥' | '$' | '€' | '第')
        || (matches!(text.at(right), '-' | '+') && text.at(right + 1).is_ascii_digit())
        || (text.at(right) == '前' && text.at(right + 1).is_ascii_digit())
        || symbol::enclosed(text.at(right)).is_some()
        || starts_with_letters(text, right, sign)
        || text.has(right, "零下");
    // PPI-2.9% falls.
    let share = |number: Number| matches!(text.at(number.end), '%' | '‰');
    if sign == '-' && left.is_ascii_alphanumeric() && Number::at(text, end).is_some_and(share) {
        return None;
    }
    let arrow = sign == '→' && symbol::said(left) && symbol::said(text.at(right));
    let period = end == place + 1 && tables::get().periods.starts_at(text, right).is_some();
    // 5%——3年来: a long dash is one between equals alone.
    let equal = end == place + 1
        || (left.is_ascii_digit() && sign == '-')
        || Number::at(text, right).is_some_and(|number| text.at(text.skip_blanks(number.end)) == left);
    let week = "一二三四五六日".contains(left) && (text.at(right) == '周' || text.has(right, "星期"));
    ((quantity && ((number && equal) || period)) || week || arrow).then(|| (end, Pieces::new().hanzi("到")))
}

/// Whether a sum of money or the next of a row starts with capitals: HK$21.2, K48+600, G1—G40次.
fn starts_with_letters(text: &Text<'_>, place: usize, sign: char) -> bool {
    let end = text.run(place, 2, |c| c.is_ascii_uppercase());
    end > place
        && (text.at(end) == '$' || text.at(place) == 'K' || sign != '-')
        && (text.at(end) == '$' || text.at(end).is_ascii_digit())
}

/// 50.7%:48.3% → 比: a colon between two shares.
pub fn shares(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let colon = matches!(text.at(place), ':' | '：') && text.before(place) == '%';
    let share = Number::at(text, place + 1).is_some_and(|number| text.at(number.end) == '%');
    (colon && share).then(|| (place + 1, Pieces::new().hanzi("比")))
}

//! Signs between and before numbers and names: dashes, plus, stroke, comparison.

use std::sync::LazyLock;

use super::super::lexis::Lexis;
use super::super::models;
use super::super::number::Number;
use super::super::piece::Pieces;
use super::super::tables::rows;
use super::super::text::{EDGE, Text, is_dash, is_hanzi, is_latin};
use super::super::units;
use super::{context, tables, write};
use crate::model::Mark;

/// Whether `c` is a sign that is heard.
fn said(c: char) -> bool {
    is_hanzi(c) || c.is_ascii_alphanumeric()
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
        || enclosed(left).is_some()
        || tables::get().periods.ends_before(text, left_end)
        || "%‰℃°㎡".contains(left)
        || is_latin(left)
        || part
        || (unit && text.slice(place.saturating_sub(6), place.saturating_sub(1)).iter().any(counted));
    let number = text.at(right).is_ascii_digit()
        || matches!(text.at(right), '¥' | '$' | '€' | '第')
        || (matches!(text.at(right), '-' | '+') && text.at(right + 1).is_ascii_digit())
        || (text.at(right) == '前' && text.at(right + 1).is_ascii_digit())
        || enclosed(text.at(right)).is_some()
        || starts_with_letters(text, right, sign)
        || text.has(right, "零下");
    // PPI-2.9% falls.
    let share = |number: Number| matches!(text.at(number.end), '%' | '‰');
    if sign == '-' && left.is_ascii_alphanumeric() && Number::at(text, end).is_some_and(share) {
        return None;
    }
    let arrow = sign == '→' && said(left) && said(text.at(right));
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

/// ~50 → 约五十.
pub fn about(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let starts = !text.before(place).is_ascii_alphanumeric() && !is_hanzi(text.before(place))
        || text.before(place) == EDGE;
    (text.at(place) == '~' && text.at(place + 1).is_ascii_digit() && starts)
        .then(|| (place + 1, Pieces::new().hanzi("约")))
}

/// 1+2, T+1, 文化+旅游 → 加; +3% → 正; a plus for "and more" too: 50+.
pub fn plus(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    if text.at(place) != '+' {
        return None;
    }
    let left = text.before(text.skip_blanks_back(place));
    let right = text.at(text.skip_blanks(place + 1));
    let quoted = matches!(left, '”' | '》' | '）' | ')' | '’' | '"' | '%');
    let words = match (said(left) || quoted, right) {
        (true, _) if is_hanzi(left) && is_gain(text, place + 1) => "正",
        (true, _) => "加",
        (false, right) if right.is_ascii_digit() => "正",
        (false, right) if said(right) || matches!(right, '“' | '《') => "加",
        _ => return None,
    };
    Some((place + 1, Pieces::new().hanzi(words)))
}

/// 评级下调至BBB- → 负: a hyphen that ends a rating.
pub fn mark_down(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let rating = |place: usize| matches!(text.at(place), 'A'..='D');
    let ends = !is_dash(text.at(place + 1)) && !text.at(place + 1).is_ascii_alphanumeric();
    (text.at(place) == '-' && place > 0 && rating(place - 1) && ends)
        .then_some(place + 1)
        .filter(|_| tables::get().ratings.within(text, place.saturating_sub(20), place))
        .map(|end| (end, Pieces::new().hanzi("负")))
}

/// Whether what follows a plus is a share or a temperature: 同比+3.2%.
fn is_gain(text: &Text<'_>, place: usize) -> bool {
    Number::at(text, place).is_some_and(|number| matches!(text.at(number.end), '%' | '‰' | '℃' | '°'))
}

/// 2 = 1 + 1, 2<=4, 3×5, 10÷2, ≥100: signs of arithmetic beside figures or words.
pub fn arithmetic(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let (end, words) = match (text.at(place), text.at(place + 1)) {
        ('<', '=') => (place + 2, "小于等于"),
        ('>', '=') => (place + 2, "大于等于"),
        ('=', '=') => (place + 2, "等于"),
        ('!', '=') => (place + 2, "不等于"),
        ('<', _) => (place + 1, "小于"),
        ('>', _) => (place + 1, "大于"),
        ('=', _) => (place + 1, "等于"),
        ('×' | '*' | '✕' | '✖', _) => (place + 1, "乘"),
        _ => return None,
    };
    let right = text.at(text.skip_blanks(end));
    let left = text.before(text.skip_blanks_back(place));
    let figure = right.is_ascii_digit() || (right == '-' && text.at(end + 1).is_ascii_digit());
    let equation = words.ends_with("等于")
        && (left.is_alphanumeric() || left == '”')
        && (is_hanzi(right) || is_latin(right) || right == '“');
    let product = words == "乘"
        && !left.is_ascii_digit()
        && !"米度寸尺元月天）)".contains(left)
        && !counted(text, place);
    let letters = words == "乘" && is_latin(left) && is_latin(right);
    ((figure && !product) || equation || letters).then(|| (end, Pieces::new().hanzi(words)))
}

/// Whether a number and one measure word or unit stand before a sign: 1200亩×2, 8mm×6mm, 3万桶/日.
fn counted(text: &Text<'_>, place: usize) -> bool {
    let end = text.skip_blanks_back(place);
    let letters = text.slice(end.saturating_sub(3), end).iter().rev().take_while(|c| is_latin(**c)).count();
    let measure = if letters > 0 { letters } else { usize::from(is_hanzi(text.before(end))) };
    let power = |c: &&char| "百千万亿多余".contains(**c);
    let start = end - measure;
    let powers = text.slice(start.saturating_sub(3), start).iter().rev().take_while(power).count();
    measure > 0 && text.before(start - powers).is_ascii_digit()
}

/// 50.7%:48.3% → 比: a colon between two shares.
pub fn shares(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let colon = matches!(text.at(place), ':' | '：') && text.before(place) == '%';
    let share = Number::at(text, place + 1).is_some_and(|number| text.at(number.end) == '%');
    (colon && share).then(|| (place + 1, Pieces::new().hanzi("比")))
}

/// 元/吨 → 元每吨, 元/kg, 产品/节庆 → a pause.
pub fn stroke(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    if text.at(place) != '/' {
        return None;
    }
    let next = text.skip_blanks(place + 1);
    let left = text.before(text.skip_blanks_back(place));
    let rate = is_latin(left)
        || models::is_raised(left)
        || "元角亿万吨斤克米升度瓦焦㎡%‰".contains(left)
        || "分次人里时件辆台架班户点立伏安方个株棵头只袋瓶箱粒盒套间位".contains(left)
            && is_amount(text, place)
        || counted(text, place)
        || is_second_rate(text, place);
    if rate && let Some(unit) = units::at(text, next) {
        return Some((unit.end, Pieces::new().hanzi("每").hanzi(&unit.zh)));
    }
    let right = text.at(next);
    // 4元/500g, 2500美元/TEU.
    let amount = |number: Number| context::counts(text, number.end) || measured(text, &number);
    let priced = (left == '元' || is_price(text, place))
        && (right.is_ascii_uppercase() || Number::at(text, next).is_some_and(amount));
    if priced || rate && tables::get().rates.starts_at(text, next).is_some() {
        return Some((place + 1, Pieces::new().hanzi("每")));
    }
    let words = is_latin(left) && is_latin(right) && !(left.is_uppercase() && right.is_uppercase());
    let pause = said(left) && said(right) && !words;
    pause.then(|| (place + 1, Pieces::new().mark(Mark::Comma, "、")))
}

/// Whether the measure before a stroke has its number or 每 before it: 3人/户, but not 观点/方案.
fn is_amount(text: &Text<'_>, place: usize) -> bool {
    let end = text.skip_blanks_back(place);
    // A measure has one character or two: 人, 人次.
    (1..=2).filter_map(|length| end.checked_sub(length)).any(|start| {
        let before = text.before(text.skip_blanks_back(start));
        before.is_ascii_digit() || "一二两三四五六七八九十百千万亿半几每多余".contains(before)
    })
}

/// Whether the stroke is the second behind an amount: 300元/月/位.
fn is_second_rate(text: &Text<'_>, place: usize) -> bool {
    let before = text.slice(place.saturating_sub(5), place);
    let word = before.iter().rev().take_while(|c| is_hanzi(**c)).count();
    word < 4 && place > word + 1 && text.before(place - word) == '/' && text.before(place - word - 1) == '元'
}

/// Whether a number with the sign of its money stands before: ¥59.9/2盒.
fn is_price(text: &Text<'_>, place: usize) -> bool {
    let before = text.slice(place.saturating_sub(12), place);
    let figures = before.iter().rev().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).count();
    figures > 0 && matches!(text.before(place - figures), '¥' | '$' | '€' | '£')
}

/// Whether a unit stands behind a number.
fn measured(text: &Text<'_>, number: &Number) -> bool {
    units::at(text, text.skip_blanks(number.end)).is_some()
}

/// 3# → 三号; №5 → 第五.
pub fn number_sign(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let next = text.at(place + 1);
    let after = text.before(place).is_ascii_digit() && !is_latin(next) && !next.is_ascii_digit();
    (text.at(place) == '#' && after).then(|| (place + 1, Pieces::new().hanzi("号")))
}

/// 二○二四: a circle in place of 〇.
pub fn zero(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let circle = matches!(text.at(place), '○' | '◯');
    let year = is_digit(text.before(place)) || is_digit(text.at(place + 1));
    (circle && year).then(|| (place + 1, Pieces::new().hanzi("零")))
}

/// Whether `c` is a digit of a year in hanzi.
pub fn is_digit(c: char) -> bool {
    "一二三四五六七八九〇零○".contains(c)
}

/// 李××, ×××公司, 王○○ → 某某: a name that is not told.
pub fn nameless(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let sign = text.at(place);
    let end = text.run(place, 4, |c| c == sign);
    let hidden = matches!(sign, '×' | '✕' | '○' | '◯') && (place + 2..=place + 3).contains(&end);
    hidden.then(|| (end, Pieces::new().hanzi(&"某".repeat(end - place))))
}

/// ′ and ″ of angles: 39°54′ → 三十九度五十四分.
pub fn minutes(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let words = match text.at(place) {
        '′' => "分",
        '″' => "秒",
        _ => return None,
    };
    text.before(place).is_ascii_digit().then(|| (place + 1, Pieces::new().hanzi(words)))
}

/// ①, ⒈, ⑴, ㈠, Ⅲ, ½ and the unit and other signs of the table, by name.
pub fn symbol(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let sign = text.at(place);
    if let Some(value) = enclosed(sign) {
        return Some((place + 1, Pieces::new().hanzi(&write::cardinal(&value.to_string()))));
    }
    if let Some(digit) = models::subscript(sign) {
        return Some((place + 1, Pieces::new().hanzi(&write::digits(&digit.to_string()))));
    }
    let unit = units::at(text, place).filter(|unit| !unit.zh.is_empty()).map(|unit| (unit.end, unit.zh));
    let named = || named(text, place).map(|(end, name)| (end, name.to_owned()));
    // Ω-3: a letter, but 5Ω.
    let letter = sign == 'Ω' && !text.before(place).is_ascii_digit();
    let found = if letter { named() } else { unit.or_else(named) };
    found.map(|(end, name)| (end, Pieces::new().hanzi(&name)))
}

/// A sign of the tables by its name, with its end.
pub fn named(text: &Text<'_>, place: usize) -> Option<(usize, &'static str)> {
    static NAMES: LazyLock<Lexis<&'static str>> = LazyLock::new(|| {
        let tables = [include_str!("../data/symbols.tsv"), include_str!("../data/emoji.tsv")];
        let row = |row: Vec<&'static str>| Some(((*row.first()?).to_owned(), *row.get(1)?));
        Lexis::new(tables.into_iter().flat_map(rows).filter_map(row))
    });
    NAMES.longest_at(text, place).map(|(end, name)| (end, *name))
}

/// The number in a circle, in brackets, with a point, or in Roman letters of one character.
fn enclosed(sign: char) -> Option<u32> {
    let (first, value) = match sign {
        '①'..='⑳' => ('①', 1),
        '⑴'..='⒇' => ('⑴', 1),
        '⒈'..='⒛' => ('⒈', 1),
        '㉑'..='㉟' => ('㉑', 21),
        '㊱'..='㊿' => ('㊱', 36),
        '⓵'..='⓾' => ('⓵', 1),
        '❶'..='❿' => ('❶', 1),
        '➀'..='➉' => ('➀', 1),
        '➊'..='➓' => ('➊', 1),
        '⓫'..='⓴' => ('⓫', 11),
        '㈠'..='㈩' => ('㈠', 1),
        '㊀'..='㊉' => ('㊀', 1),
        'Ⅰ'..='Ⅻ' => ('Ⅰ', 1),
        'ⅰ'..='ⅻ' => ('ⅰ', 1),
        '⓪' | '⓿' => (sign, 0),
        _ => return None,
    };
    Some(sign as u32 - first as u32 + value)
}

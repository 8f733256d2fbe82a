//! Numbers by themselves.

use super::{context, tables, write};
use crate::reading::latin;
use crate::reading::number::Number;
use crate::reading::piece::Pieces;
use crate::reading::text::{Text, is_latin};

/// The words of a number.
pub fn words(number: &Number) -> String {
    if number.is_code() {
        write::digits(&number.whole)
    } else {
        write::decimal(&number.whole, &number.fraction)
    }
}

/// 1,505.5 → one thousand five hundred five point five; Flight 370 → three seventy.
pub fn plain(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let number = Number::at(text, place)?;
    let house = ["N.", "S.", "E.", "W."].iter().any(|side| text.has(number.end + 1, side))
        && text.at(text.skip_blanks(number.end + 3)).is_alphanumeric();
    let before = text.skip_blanks_back(place);
    // 350 B.C., A.D. 476.
    let era = number.whole.len() == 3
        && (["B.C.", "BC", "BCE"].iter().any(|era| text.has(text.skip_blanks(number.end), era))
            || ["A.D.", "AD"].iter().any(|era| text.follows(before, era)));
    // Flight UA 328.
    let carrier = text.slice(before.saturating_sub(3), before);
    let flight = matches!(carrier, [' ', a, b] if a.is_ascii_uppercase() && b.is_ascii_uppercase())
        && ["Flight", "flight"].iter().any(|flight| text.follows(before - 3, flight));
    let called = number.is_whole()
        && (house || flight || era || tables::get().called.ends_before(text, before) || is_jet(text, place));
    let words = if called { write::called(&number.whole) } else { words(&number) };
    Some((number.end, Pieces::new().english(&words)))
}

/// An old 747: one machine and no number of things, which would stand behind it.
fn is_jet(text: &Text<'_>, place: usize) -> bool {
    let (tables, end) = (tables::get(), text.digits(place));
    if !tables.jets.has(&text.folded(place, end)) || text.at(end) == '-' {
        return false;
    }
    let word = text.skip_blanks(end);
    let behind = text.slice(word, latin::word_end(text, word));
    let several = behind.last() == Some(&'s') || behind.iter().collect::<String>() == "people";
    let mut before = text.skip_blanks_back(place);
    let determined = |end: usize| tables.articles.ends_before(text, end);
    if !determined(before) {
        // One word may stand between: an old 747.
        let letters =
            text.slice(before.saturating_sub(12), before).iter().rev().take_while(|c| is_latin(**c));
        before = text.skip_blanks_back(before - letters.count());
    }
    !several && determined(before)
}

/// 2.0.1 → two point zero point one: three numbers or more with points between them.
pub fn version(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let mut end = text.digits(place);
    let mut groups = vec![text.folded(place, end)];
    while text.at(end) == '.' && text.at(end + 1).is_ascii_digit() {
        let next = text.digits(end + 1);
        groups.push(text.folded(end + 1, next));
        end = next;
    }
    let named = |group: &String| if group.len() < 3 { write::called(group) } else { write::digits(group) };
    let words: Vec<String> = groups.iter().map(named).collect();
    (groups.len() > 2).then(|| (end, Pieces::new().english(&words.join(" point "))))
}

/// .5 → zero point five; a .357 Magnum and an average of .312 are called.
pub fn point(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let starts = text.at(place) == '.' && !text.before(place).is_ascii_alphanumeric();
    let end = text.digits(place + 1);
    let gun = tables::get().bores.starts_at(text, text.run(end, 1, |c| c == ' ')).is_some();
    let batter =
        end == place + 4 && tables::get().averages.stands_within(text, place.saturating_sub(30), end + 20);
    if starts && end > place + 1 && (gun || batter) && text.at(end) != '%' {
        return Some((end, Pieces::new().english(&write::called(&text.folded(place + 1, end)))));
    }
    if starts { percent(text, place).or_else(|| plain(text, place)) } else { None }
}

/// 21st → twenty-first.
pub fn ordinal(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let number = Number::at(text, place).filter(Number::is_whole)?;
    // 14st is a weight.
    let last = number.whole.as_bytes().last();
    let teen = number.whole.len() > 1 && number.whole[..number.whole.len() - 1].ends_with('1');
    // 31ST MARCH.
    let has = |tail: &str| text.has(number.end, tail) || text.has(number.end, &tail.to_uppercase());
    let tail = has("th")
        || ["st", "nd", "rd"]
            .iter()
            .zip(b"123")
            .any(|(tail, digit)| has(tail) && last == Some(digit) && !teen);
    let ends = !text.at(number.end + 2).is_alphanumeric();
    (tail && ends).then(|| (number.end + 2, Pieces::new().english(&write::ordinal(&number.whole))))
}

/// Radio 4's programme → four's, 1998's winner → nineteen ninety-eight's.
pub fn possessive(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let number = Number::at(text, place).filter(Number::is_whole)?;
    let end = context::owner_end(text, number.end)?;
    Some((end, Pieces::new().english(&format!("{}'s", write::called(&number.whole)))))
}

/// 36.3% → thirty-six point three percent.
pub fn percent(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let number = Number::at(text, place)?;
    let sign = text.skip_blanks(number.end);
    let share = match text.at(sign) {
        '%' => "percent",
        '‰' => "per mille",
        '¢' => "cents",
        _ => return None,
    };
    Some((sign + 1, Pieces::new().english(&words(&number)).english(share)))
}

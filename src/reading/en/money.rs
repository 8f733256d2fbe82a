//! Money: $13.50, US$5 million, €20, £1.2bn, $5-10.

use std::sync::LazyLock;

use super::{context, number, write};
use crate::reading::lexis::Lexis;
use crate::reading::number::Number;
use crate::reading::piece::Pieces;
use crate::reading::tables::rows;
use crate::reading::text::{Text, is_latin};

/// The names of one currency.
#[derive(Debug)]
struct Names {
    one: &'static str,
    many: &'static str,
    cent: &'static str,
    cents: &'static str,
}

static CURRENCIES: LazyLock<Lexis<Names>> = LazyLock::new(|| {
    Lexis::new(rows(include_str!("../data/currencies.tsv")).filter_map(|row| match row[..] {
        [sign, _, one, many, cent, cents] => Some((sign.to_owned(), Names { one, many, cent, cents })),
        _ => None,
    }))
});

/// How far around ¥ a word about Japan is looked for, in characters.
const NEAR: usize = 120;

/// A sum after the sign of its money.
pub fn sum(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let (sign, names) = CURRENCIES.longest_at(text, place)?;
    let japan = text.at(place) == '¥'
        && super::tables::get().japan.within(text, place.saturating_sub(NEAR), place + NEAR);
    let names =
        if japan { CURRENCIES.longest_at(&Text::new("JPY"), 0).map_or(names, |(_, yen)| yen) } else { names };
    let first = Number::at(text, text.skip_blanks(sign))?;
    if is_latin(text.before(place)) {
        return None;
    }
    let scale = |end: usize| scale(text, end);
    let many = |words: &str, end: usize| {
        let joined =
            text.slice(first.end, end).first() == Some(&'-') && text.at(first.end + 1).is_alphabetic();
        let name = if joined || context::is_attribute(text, place, end) { names.one } else { names.many };
        Pieces::new().english(words).phrase(name)
    };
    if let Some((second, end)) = context::other_side(text, &first, Some(text.at(place))) {
        let (end, power) = scale(end).unwrap_or((end, ""));
        return Some((
            end,
            many(&format!("{} to {} {power}", number::words(&first), number::words(&second)), end),
        ));
    }
    if let Some((end, power)) = scale(first.end) {
        return Some((end, many(&format!("{} {power}", number::words(&first)), end)));
    }
    if first.is_whole() && context::is_attribute(text, place, first.end) {
        return Some((first.end, Pieces::new().english(&number::words(&first)).phrase(names.one)));
    }
    Some((first.end, exact(&first, names)))
}

/// 13.50 → thirteen dollars and fifty cents; more than two decimals are read as such.
fn exact(number: &Number, names: &Names) -> Pieces {
    let unit = |words: &str, one: &'static str, many: &'static str| if words == "one" { one } else { many };
    let whole = if number.whole.is_empty() { "0" } else { &number.whole };
    let words = write::cardinal(whole);
    let cents = number.fraction.trim_start_matches('0');
    match number.fraction.len() {
        2 if cents.is_empty() => Pieces::new().english(&words).phrase(unit(&words, names.one, names.many)),
        2 => {
            let less = write::cardinal(cents);
            let tail = Pieces::new().english(&less).english(unit(&less, names.cent, names.cents));
            if words == "zero" {
                return tail;
            }
            Pieces::new().english(&words).phrase(unit(&words, names.one, names.many)).english("and").and(tail)
        }
        0 => Pieces::new().english(&words).phrase(unit(&words, names.one, names.many)),
        _ => Pieces::new().english(&number::words(number)).phrase(names.many),
    }
}

/// The power of ten after a number, with its end.
fn scale(text: &Text<'_>, end: usize) -> Option<(usize, &'static str)> {
    let place = text.run(end, 1, |c| matches!(c, ' ' | '-'));
    let stop = text.run(place, 9, is_latin);
    let printed = text.folded(place, stop);
    // Headlines in capitals.
    let power = match if printed.len() > 2 { printed.to_lowercase() } else { printed }.as_str() {
        "k" | "K" | "thousand" => "thousand",
        "m" | "M" | "mn" | "million" => "million",
        "b" | "B" | "bn" | "billion" => "billion",
        "tn" | "T" | "trillion" => "trillion",
        _ => return None,
    };
    Some((stop, power))
}

//! What stands around a number or a name.

use super::tables;
use crate::reading::number::Number;
use crate::reading::text::{Text, is_dash, is_latin};

/// Whether an amount stands between an article and what it describes: a $2 million grant, the 5 km run.
pub fn is_attribute(text: &Text<'_>, place: usize, end: usize) -> bool {
    let tables = tables::get();
    let article = text.before(place) == ' ' && {
        let first = before_kinds(text, place - 1);
        tables.articles.ends_before(text, first) || is_owned(text, first)
    };
    let next = end + 1;
    let noun = text.at(end) == ' ' && text.at(next).is_ascii_lowercase();
    let word = text.folded(next, text.run(next, 20, is_latin));
    noun && (article && !tables.links.has(&word) || tables.priced.has(&word))
}

/// Whether what stands before is somebody's: China's $5 million grant, but not it's.
fn is_owned(text: &Text<'_>, place: usize) -> bool {
    let owned = ["'s", "’s"].iter().any(|tail| text.follows(place, tail));
    owned && !tables::get().contracted.ends_before(text, place - 2)
}

/// The place before the words between an article and a sum: an 8-year, $120 million deal, a nearly $2 billion plan.
fn before_kinds(text: &Text<'_>, place: usize) -> usize {
    let mut place = place;
    for _ in 0..2 {
        let end = place - usize::from(text.before(place) == ',');
        let inside = |c: &&char| c.is_ascii_alphanumeric() || **c == '-';
        let length = text.slice(end.saturating_sub(16), end).iter().rev().take_while(inside).count();
        let start = end - length;
        let compound = text.at(start).is_ascii_alphanumeric() && text.slice(start, end).contains(&'-');
        let kind = tables::get().kinds.ends_before(text, end) || compound;
        if !kind || text.before(start) != ' ' {
            break;
        }
        place = start - 1;
    }
    place
}

/// One past an apostrophe and an s that make a name its owner's.
pub fn owner_end(text: &Text<'_>, place: usize) -> Option<usize> {
    let owns = matches!(text.at(place), '\'' | '’') && text.at(place + 1) == 's';
    (owns && !text.at(place + 2).is_alphanumeric()).then_some(place + 2)
}

/// How far back the words of a name are looked for, in characters.
const NAME: usize = 40;

/// Whether two capitalised words in small letters end at `place`, Jo Field, with no article before them: a person.
pub fn is_person(text: &Text<'_>, place: usize) -> bool {
    let before = text.folded(place.saturating_sub(NAME), place);
    let mut words = before.rsplit(' ');
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.clone().count() > 0
            && letters.all(|c| {
                c.is_lowercase() || matches!(c, '-' | '\'' | '’') || c.is_uppercase() && word.len() > 4
            })
    };
    let owner = |word: &str| word.ends_with("'s") || word.ends_with("’s");
    let initial = |word: &str| word.len() == 2 && word.ends_with('.');
    let last = words.next().is_some_and(capital);
    let first =
        words.next().is_some_and(|word| word != "The" && !owner(word) && (capital(word) || initial(word)));
    last && first && !words.next().is_some_and(|word| matches!(word, "the" | "The" | "a" | "A"))
}

/// The number after a dash behind `first`, a currency sign before it allowed, and its end.
pub fn other_side(text: &Text<'_>, first: &Number, sign: Option<char>) -> Option<(Number, usize)> {
    let end = first.end;
    if !is_dash(text.at(end)) {
        return None;
    }
    let place =
        end + 1 + usize::from(sign.is_some_and(|sign| sign == text.at(end + 1) && !sign.is_ascii_digit()));
    let second = Number::at(text, place).filter(|_| text.at(place) != '.')?;
    let end = second.end;
    (!first.is_code()).then_some((second, end))
}

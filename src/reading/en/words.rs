//! Words, abbreviations, names with figures, addresses and signs.

use std::sync::LazyLock;

use super::super::latin;
use super::super::lexis::Lexis;
use super::super::models;
use super::super::piece::Pieces;
use super::super::roman;
use super::super::tables::rows;
use super::super::text::{EDGE, Text, is_dash, is_latin};
use super::{numbers, tables, write};

/// One word, or letters to spell.
#[allow(clippy::unnecessary_wraps, reason = "it has the shape of every rule")]
pub fn word(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let end = latin::word_end(text, place);
    let word = text.folded(place, end);
    let article = matches!(word.as_str(), "a" | "A" | "I" | "O");
    let plain = article || is_loud(text, place, end, &word);
    Some((end, if plain { Pieces::new().english(&word) } else { latin::say(&word) }))
}

/// How far a row of capitals is followed to each side, in characters.
const ROW: usize = 60;

/// Whether a word in capitals is said as a word, since its neighbours shout too, a headline or a dateline: HARROW
/// FALLS (AP) —, FBI PROBES BANK RAID. Known acronyms and words without a vowel are spelled even there.
fn is_loud(text: &Text<'_>, place: usize, end: usize, word: &str) -> bool {
    let capitals = |word: &str| word.len() > 1 && word.bytes().all(|c| c.is_ascii_uppercase());
    let acronyms = &tables::get().acronyms;
    let is_word = |word: &str| {
        capitals(word)
            && word.contains(['A', 'E', 'I', 'O', 'U', 'Y'])
            && !acronyms.iter().any(|known| known == word)
    };
    if !is_word(word) || !latin::is_spelled(word) {
        return false;
    }
    let row = |c: &&char| !c.is_lowercase() && !matches!(c, '.' | '!' | '?' | '"' | '“' | '”');
    let start = place - text.slice(place.saturating_sub(ROW), place).iter().rev().take_while(row).count();
    let stop = end + text.slice(end, end + ROW).iter().take_while(row).count();
    let line = text.folded(start, stop);
    if start == 0 && line.contains(['—', '–']) {
        return true;
    }
    let mut words = line.split(|c: char| !c.is_alphabetic()).filter(|word| capitals(word));
    let count = words.clone().count();
    count > 1 && words.any(|other| other.len() > 3 && is_word(other) && latin::is_plain(other))
}

/// Dr., Inc., e.g.; St. is Saint before a capital and Street after a name.
pub fn abbreviation(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    if is_latin(text.before(place)) {
        return None;
    }
    for (print, before, after) in [("St.", "Saint", "Street"), ("Dr.", "Doctor", "Drive")] {
        if text.has(place, print) {
            let capital = text.at(text.skip_blanks(place + 3)).is_uppercase();
            let next = text.skip_blanks(place + 3);
            let quarter = ["NW", "NE", "SW", "SE"]
                .iter()
                .any(|quarter| text.has(next, quarter) && !is_latin(text.at(next + 2)));
            let named = quarter || text.before(text.skip_blanks_back(place)).is_lowercase() && !capital;
            return Some((place + 3, Pieces::new().english(if named { after } else { before })));
        }
    }
    let lower = text.before(text.skip_blanks_back(place));
    if text.has(place, "St ")
        && text.at(place + 3).is_uppercase()
        && (lower == EDGE || lower.is_lowercase())
        && !follows_name(text, place)
    {
        return Some((place + 2, Pieces::new().english("Saint")));
    }
    let (end, phrase) = tables::get().abbreviations.longest_at(text, place)?;
    let next = text.at(text.skip_blanks(end));
    let number = tables::get().numbered.iter().any(|word| word == phrase)
        && !next.is_ascii_digit()
        && next != '-'
        && !is_dash(text.before(place));
    let same = |a: char, b: char| (is_latin(a) && is_latin(b)) || (a.is_ascii_digit() && b.is_ascii_digit());
    let joined = same(text.before(end), text.at(end)) || same(text.before(place), text.at(place));
    (!number && !joined).then(|| (end, Pieces::new().phrase(phrase)))
}

/// Whether a capitalised word stands before, as before the St of Main St.
fn follows_name(text: &Text<'_>, place: usize) -> bool {
    let end = text.skip_blanks_back(place);
    let length = text.slice(end.saturating_sub(20), end).iter().rev().take_while(|c| is_latin(**c)).count();
    text.at(end - length).is_uppercase()
}

/// W. 42nd St. → West, 4210 N. Main St. → North: a side of the town before a street; I-70 W, Oak St. NW behind it.
pub fn side(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let name = match text.at(place) {
        'N' => "North",
        'S' => "South",
        'E' => "East",
        'W' => "West",
        _ => return None,
    };
    let before = text.skip_blanks_back(place);
    let last = text.at(place + 1) == '.' && text.at(place + 2) == EDGE;
    let alone =
        before + 1 == place && !text.at(place + 1).is_alphanumeric() && (last || text.at(place + 1) != '.');
    let is_figure = |c: &&char| c.is_ascii_digit();
    let figures = text.slice(before.saturating_sub(3), before).iter().rev().take_while(is_figure).count();
    let number = before - figures;
    if alone
        && figures > 0
        && (text.follows(number, "I-")
            || tables::get().roads.ends_before(text, text.skip_blanks_back(number)))
    {
        return Some((place + 1, Pieces::new().english(name)));
    }
    let quarter = match text.at(place + 1) {
        'E' => "east",
        'W' => "west",
        _ => "",
    };
    let behind =
        !quarter.is_empty() && matches!(name, "North" | "South") && !text.at(place + 2).is_alphanumeric();
    if behind && tables::get().streets.ends_before(text, before) {
        return Some((place + 2, Pieces::new().english(&format!("{name}{quarter}"))));
    }
    let number = text.skip_blanks(place + 2);
    let end = text.digits(number);
    let numbered = end > number && ["st ", "nd ", "rd ", "th "].iter().any(|tail| text.has(end, tail));
    let house = place > 1 && text.at(place - 2).is_ascii_digit() && text.at(number).is_uppercase();
    let street = numbered || house;
    let alone = text.at(place + 1) == '.' && text.before(place) == ' ';
    (alone && street).then(|| (place + 2, Pieces::new().english(name)))
}

/// Rows A-F, from A-Z → A to F: two single capitals in the order of the alphabet, after what has letters for names.
pub fn letters(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let (first, last) = (text.at(place), text.at(place + 2));
    let pair = first.is_ascii_uppercase() && last.is_ascii_uppercase() && first < last;
    let alone = !text.before(place).is_alphanumeric()
        && !is_dash(text.before(place))
        && !text.at(place + 3).is_alphanumeric()
        && !is_dash(text.at(place + 3));
    let named =
        (first, last) == ('A', 'Z') || tables::get().lettered.ends_before(text, text.skip_blanks_back(place));
    (pair && is_dash(text.at(place + 1)) && alone && named).then(|| {
        let pieces = Pieces::new().letters(&first.to_string()).english("to");
        (place + 3, pieces.letters(&last.to_string()))
    })
}

/// Mon-Fri → Monday to Friday: two short names of days or months without their points.
pub fn named_span(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let name = |place: usize| {
        let end = text.run(place, 5, char::is_alphabetic);
        let short = text.folded(place, end) + ".";
        let phrase = tables::get().abbreviations.longest_at(&Text::new(&short), 0)?;
        (phrase.0 == short.chars().count() && phrase.1.ends_with("day")).then(|| (end, phrase.1.clone()))
    };
    let (middle, first) = name(place).filter(|_| !is_latin(text.before(place)))?;
    let (end, last) = name(middle + 1).filter(|_| is_dash(text.at(middle)))?;
    Some((end, Pieces::new().english(&first).english("to").english(&last)))
}

/// U.S. → US, J.K. → JK.
pub fn initials(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let mut end = place;
    let mut letters = String::new();
    while text.at(end).is_ascii_uppercase() && text.at(end + 1) == '.' && letters.len() < 8 {
        letters.push(text.at(end));
        end += 2;
    }
    // World War I. is the end of a sentence.
    let counted = tables::get().counted.ends_before(text, text.skip_blanks_back(place));
    let named =
        letters.len() > 1 || text.at(end) == ' ' && !(counted && matches!(letters.as_str(), "I" | "V" | "X"));
    (!letters.is_empty() && named && !is_latin(text.before(place)))
        .then(|| (end, Pieces::new().letters(&letters)))
}

/// World War II → two, Henry VIII → the eighth.
pub fn roman(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let end = text.run(place, 8, |c| "IVXL".contains(c));
    let value = roman::value(&text.folded(place, end))
        .filter(|_| !text.at(end).is_alphanumeric() && text.before(place) == ' ')?;
    let before = text.skip_blanks_back(place);
    let words = write::words(value.into());
    let tables = tables::get();
    if tables.rulers.ends_before(text, before) {
        return Some((end, Pieces::new().english("the").english(&write::ordinal_of(&words))));
    }
    let counted = tables.counted.ends_before(text, before);
    // John D. Roe III, 61.
    let aged = text.at(end) == ',' && text.at(end + 1) == ' ' && text.at(end + 2).is_ascii_digit();
    if !counted
        && (2..=5).contains(&value)
        && (aged && text.before(before).is_lowercase() || is_person(text, before))
    {
        return Some((end, Pieces::new().english("the").english(&write::ordinal_of(&words))));
    }
    (counted || (end - place > 1 && text.before(before).is_lowercase() && text.folded(place, end) != "XL"))
        .then(|| (end, Pieces::new().english(&words)))
}

/// How far back the words of a name are looked for, in characters.
const NAME: usize = 40;

/// Whether two capitalised words in small letters end at `place`, Jo Field, with no article before them: a person.
fn is_person(text: &Text<'_>, place: usize) -> bool {
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

/// F-35, A320, COVID-19, 4K, G20: letters and figures in one name.
pub fn model(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let first = text.run(place, 3, |c| c.is_ascii_lowercase());
    if first == place + 3 && text.at(latin::word_end(text, place)) == '-' {
        return None;
    }
    let figures = text.digits(place);
    // A 220-pound man: a number and its measure.
    if figures > place + 2 && text.at(figures) == '-' && text.at(figures + 1).is_ascii_lowercase() {
        let end = latin::word_end(text, figures + 1);
        let measure = text.folded(figures + 1, end).replace('-', " ");
        let number = write::cardinal(&text.folded(place, figures));
        return Some((end, Pieces::new().english(&number).english(&measure)));
    }
    let end = models::end_of(text, place);
    let print = text.folded(place, end);
    // Two F-22s, the 737s: several of them.
    let several = print.strip_suffix('s').filter(|stem| stem.ends_with(|c: char| c.is_ascii_digit()));
    let owner = numbers::owner_end(text, end).filter(|_| print.ends_with(|c: char| c.is_ascii_digit()));
    let name = several.unwrap_or(&print);
    let letters = several.is_some() || name.chars().any(is_latin);
    let figures = name.chars().any(|c| c.is_ascii_digit() || models::subscript(c).is_some());
    (letters && figures).then(|| {
        (
            owner.unwrap_or(end),
            models::parts(name, |figure| {
                let groups: Vec<String> =
                    figure.split('.').filter(|group| !group.is_empty()).map(write::called).collect();
                let words = groups.join(" point ");
                let last = name.ends_with(figure);
                Pieces::new().english(&match last {
                    true if several.is_some() => write::plural(&words),
                    true if owner.is_some() => words + "'s",
                    _ => words,
                })
            }),
        )
    })
}

/// `https://www.example.com/a` → example dot com; `news@example.com` → news at example dot com.
pub fn address(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let address = latin::address(text, place)?;
    let mut pieces = Pieces::new();
    if let Some(user) = &address.user {
        pieces = labels(pieces, user).english("at");
    }
    Some((address.end, labels(pieces, &address.host)))
}

fn labels(mut pieces: Pieces, labels: &str) -> Pieces {
    for (count, label) in labels.split('.').enumerate() {
        if count > 0 {
            pieces = pieces.english("dot");
        }
        for part in label.split_inclusive(['-', '_', '+']) {
            let word = part.trim_end_matches(['-', '_', '+']);
            pieces = pieces.and(models::parts(word, |digits| Pieces::new().english(&write::digits(digits))));
            pieces = match part.chars().last() {
                Some('-') => pieces.english("dash"),
                Some('_') => pieces.english("underscore"),
                Some('+') => pieces.english("plus"),
                _ => pieces,
            };
        }
    }
    pieces
}

/// BBB-, a B- → minus: a hyphen that ends a rating or a school's mark.
pub fn mark_down(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let grade = |c: &&char| matches!(c, 'A'..='D');
    let letters = text.slice(place.saturating_sub(4), place).iter().rev().take_while(grade).count();
    let next = text.at(place + 1);
    let ends = !next.is_alphanumeric()
        && !is_dash(next)
        && ![" and", " or", ","].iter().any(|and| text.has(place + 1, and));
    let starts = matches!(text.before(place - letters), ' ' | '"' | '“' | '(' | EDGE);
    (text.at(place) == '-' && (1..=3).contains(&letters) && starts && ends)
        .then(|| (place + 1, Pieces::new().english("minus")))
}

/// & → and, and the other signs of the table; #1 → number one; + and = between words.
pub fn sign(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    static NAMES: LazyLock<Lexis<&'static str>> = LazyLock::new(|| {
        let tables = [include_str!("../data/symbols.tsv"), include_str!("../data/emoji.tsv")];
        let row = |row: Vec<&'static str>| Some(((*row.first()?).to_owned(), *row.get(2)?));
        Lexis::new(tables.into_iter().flat_map(rows).filter_map(row))
    });
    let digit = text.at(text.skip_blanks(place + 1)).is_ascii_digit();
    let money = matches!(text.at(text.skip_blanks(place + 1)), '$' | '€' | '£');
    let words = match text.at(place) {
        '#' if digit => "number",
        '+' if digit
            || (text.before(place).is_ascii_alphanumeric() && !text.at(place + 1).is_alphanumeric()) =>
        {
            "plus"
        }
        '#' if is_latin(text.at(place + 1)) => "hashtag",
        '=' if digit => "equals",
        '×' if digit => "times",
        '~' if digit => "about",
        '<' if digit || money => "less than",
        '>' if digit || money => "more than",
        '°' => "degrees",
        _ => "",
    };
    if !words.is_empty() {
        return Some((place + 1, Pieces::new().english(words)));
    }
    if let Some(digit) = models::subscript(text.at(place)) {
        return Some((place + 1, Pieces::new().english(&write::digits(&digit.to_string()))));
    }
    let (end, name) = NAMES.longest_at(text, place)?;
    Some((end, Pieces::new().english(name)))
}

//! Datelines of reports in English.

use std::sync::LazyLock;

use regex::Regex;

use super::agency::{agency, agency_in};
use super::english::english_names;
use super::opening::{Day, Opening};
use crate::articles::rule::rule;
use crate::articles::text::{Text, chars_before};
use crate::articles::words::lists;

/// LONDON (Reuters) —, LONDON, March 3.—(By cable.)—, LEEDS, March 3, 2025 /Wire/ --: reads the folded head of a paragraph.
pub fn english(head: &str) -> Option<Opening> {
    // SPRINGFIELD, Ohio, Nov. 27 (Reuters) —
    static SENT: LazyLock<Regex> = LazyLock::new(|| {
        rule(concat!(
            r"^\s*(?P<place>[A-Z][A-Z.'’\-]+(?:[ /][A-Z][A-Z.'’\-]*){0,3}(?:,\s+[A-Z][A-Za-z.'’]+(?: [A-Z][A-Za-z.]*)?)??)",
            r"(?:,?\s+(?P<month>(?i:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?)\s+(?P<day>\d{1,2})(?:,\s*(?P<year>\d{4}))?\.?)?",
            r"(?:\s*/[A-Za-z0-9][A-Za-z0-9 .-]{1,30}/)?",
            r"\s*(?:\((?P<agency>[A-Za-z][A-Za-z .\-]{1,30})\))?\s*(?:(?:—|–|―|--|-)+\s+|(?:—|–|―|--)+)(?:[\(\[][A-Z][^()\[\]]{2,30}[\)\]]\s*(?:—|–|--)*\s*)?"
        ))
    });
    static BARE: LazyLock<Regex> =
        LazyLock::new(|| rule(r"^\s*\((?P<agency>[A-Za-z][A-Za-z .\-]{1,30})\)\s*(?:—|–|--|-)+\s+"));
    let opens = |c: char| c.is_ascii_uppercase() || c == '(';
    if !head.trim_start().starts_with(opens) || !head.contains(['—', '–', '―', '-']) {
        return None;
    }
    let found = SENT.captures(head).or_else(|| BARE.captures(head))?;
    let named = found.name("agency").map(|agency| agency.as_str());
    let known = named.and_then(|name| agency(name).or_else(|| agency_in(name)));
    let place = found.name("place").map(|place| place.as_str());
    if place.is_none() && known.is_none() || place.is_some_and(|place| place.len() < 3) {
        return None;
    }
    if place.is_some_and(|place| lists().no_places.contains(&place)) {
        return None;
    }
    // FOR WORLD COURT. — The…: words with a full stop, no state and no day are a heading in the line of its text.
    if place.is_some_and(|place| place.ends_with('.') && place.contains(' ') && !place.contains(','))
        && found.name("month").is_none()
        && named.is_none()
    {
        return None;
    }
    // WELLS.—In this city…: without a day, a dash that touches both sides parts a name from what is told of it.
    let touches = found[0].ends_with(['—', '–', '―', '-']);
    if touches && found.name("month").is_none() && known.is_none() {
        return None;
    }
    let day = found.name("month").zip(found.name("day")).and_then(|(month, day)| {
        let year = found.name("year").and_then(|year| year.as_str().parse().ok());
        Day::new(year, english_month(month.as_str())?, day.as_str().parse().ok()?)
    });
    let reporters = named.filter(|_| known.is_none()).and_then(english_names).unwrap_or_default();
    Some(Opening {
        length: chars_before(head, found[0].len()),
        place: place.map(str::to_owned),
        day,
        reporters: if reporters.len() == 1 && reporters[0].split(' ').count() == 1 {
            Vec::new()
        } else {
            reporters
        },
        agency: known.map(str::to_owned),
    })
}

/// THIRUMANGAI: Two hundred persons…: a place in capitals before a colon, and a report of some length behind it.
pub fn before_colon(text: &Text) -> Option<Opening> {
    static PLACE: LazyLock<Regex> =
        LazyLock::new(|| rule(r"^(?P<place>[A-Z][A-Z.'’-]{3,}(?: [A-Z][A-Z.'’-]+){0,2}): +[A-Z“\x22‘']"));
    const SHORTEST: usize = 60;
    if text.len() < SHORTEST || !text.chars()[1..].first().is_some_and(char::is_ascii_uppercase) {
        return None;
    }
    let head = text.folded_head(40);
    let found = PLACE.captures(&head)?;
    let place = &found["place"];
    let length =
        place.chars().count() + head[place.len() + 1..].chars().take_while(|c| *c == ' ').count() + 1;
    (!lists().no_places.contains(&place)).then(|| Opening {
        length,
        place: Some(place.to_owned()),
        ..Opening::default()
    })
}

/// January or Jan. → 1.
pub fn english_month(name: &str) -> Option<i8> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let short = name.get(..3)?.to_ascii_lowercase();
    MONTHS.iter().position(|&month| month == short).map(|month| month as i8 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_with_a_full_stop_are_no_place() {
        assert!(english("FOR WORLD COURT. — The congress will be held in May.").is_none());
        for place in [
            "NEW LONDON, Feb. 3.—The bridge",
            "ST. PAUL, Minn. — The bridge",
            "WASHINGTON, D.C. — The bridge",
            "SPRINGFIELD. — The bridge",
            "NEW HAVEN — The bridge",
        ] {
            assert!(english(place).is_some(), "{place}");
        }
    }
}

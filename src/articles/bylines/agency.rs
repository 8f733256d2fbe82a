//! The table of news agencies.

use std::sync::LazyLock;

/// Printed form and name, longest form first.
static AGENCIES: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let rows = include_str!("agencies.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut table: Vec<(&str, &str)> = rows.filter_map(|line| line.split_once('\t')).collect();
    table.sort_by_key(|(printed, _)| std::cmp::Reverse(printed.len()));
    table
});

/// The agency that a source's printed name stands for (据新华社, The Associated Press).
pub fn agency(printed: &str) -> Option<&'static str> {
    let printed = printed.trim();
    // Initials are written in capitals; names may be.
    let is = |form: &str| form == printed || form.len() > 4 && form.eq_ignore_ascii_case(printed);
    AGENCIES.iter().find(|(form, _)| is(form)).map(|(_, name)| *name)
}

/// The first agency named anywhere in a short text.
pub fn agency_in(text: &str) -> Option<&'static str> {
    AGENCIES.iter().find(|(form, _)| has_word(text, form)).map(|(_, name)| *name)
}

/// All printed forms as one regular expression's alternatives.
pub fn pattern() -> String {
    AGENCIES.iter().map(|(form, _)| form.replace(' ', r"\s+")).collect::<Vec<_>>().join("|")
}

fn has_word(text: &str, word: &str) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    text.match_indices(word).any(|(at, _)| {
        !word.is_ascii()
            || !(is_letter(text[..at].chars().next_back())
                || is_letter(text[at + word.len()..].chars().next()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agencies_are_known_by_their_printed_forms() {
        assert_eq!(agency("The Associated Press"), Some("AP"));
        assert_eq!(agency_in("新华社记者"), Some("新华社"));
        assert_eq!(agency_in("APRIL"), None);
    }
}

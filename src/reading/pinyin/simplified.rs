//! Traditional characters and their simplified forms: words are looked up in simplified form.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::dictionary::rows;

/// The simplified form of a character; itself where it has none.
pub fn simplified(character: char) -> char {
    static FORMS: OnceLock<FxHashMap<char, char>> = OnceLock::new();
    let forms = FORMS.get_or_init(|| {
        let pair = |(from, to): (&str, &str)| Some((from.chars().next()?, to.chars().next()?));
        rows(include_str!("data/simplified.tsv")).filter_map(pair).collect()
    });
    forms.get(&character).copied().unwrap_or(character)
}

//! The right word for a mistyped one.

/// The candidate that `word` was most likely meant to be; `None` where none is close.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let distance = |candidate: &str| strsim::damerau_levenshtein(word, candidate);
    let limit = (word.chars().count() / 3).max(2);
    candidates.into_iter().filter(|c| distance(c) <= limit).min_by_key(|c| distance(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typo_finds_its_word_and_a_stranger_none() {
        assert_eq!(nearest("vioce", ["voice", "formats"]), Some("voice"));
        assert_eq!(nearest("zebra", ["voice", "formats"]), None);
    }
}

//! Latin letters said with Mandarin syllables, as newsreaders say GDP.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::table::rows;
use crate::model::{Say, Syllable, Token};

/// The syllables of a token that is said letter by letter, or of an acronym that is said as a word; `None` for all
/// others.
pub(in super::super) fn syllables(token: &Token) -> Option<Vec<Syllable>> {
    static TABLE: OnceLock<HashMap<&str, Vec<Syllable>>> = OnceLock::new();
    let parse = |text: &str| text.split(' ').map(Syllable::parse).collect::<Option<Vec<_>>>();
    let table = TABLE.get_or_init(|| {
        rows(include_str!("letters.tsv"))
            .filter_map(|(letters, said)| Some((letters, parse(said)?)))
            .collect()
    });
    let word = token.words.to_ascii_uppercase();
    match token.say {
        Say::English => table.get(&*word).filter(|_| word.len() > 1).cloned(),
        Say::Letters => {
            if let Some(whole) = table.get(&*word) {
                return Some(whole.clone());
            }
            let mut letters = word.chars().filter(|letter| letter.is_alphanumeric());
            letters.try_fold(Vec::new(), |mut said, letter| {
                said.extend_from_slice(table.get(letter.encode_utf8(&mut [0; 4]) as &str)?);
                Some(said)
            })
        }
        _ => None,
    }
    .filter(|syllables: &Vec<Syllable>| !syllables.is_empty())
}

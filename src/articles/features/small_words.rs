//! Small words, of which sentences have many and titles few.

use crate::articles::text::{Text, fold, has_han};
use crate::articles::words::lists;

/// The share of a text's words that are small ones (the, is, said), in Chinese of its characters.
pub fn share(text: &Text) -> f32 {
    if has_han(text) {
        let words = lists();
        let small = |c: &&char| words.small_characters.iter().any(|all| all.contains(fold(**c)));
        return text.chars().iter().filter(small).count() as f32 / text.len().max(1) as f32;
    }
    let print = text.string();
    let all = print.split_whitespace().count().max(1);
    print.split_whitespace().filter(|word| is_small(word)).count() as f32 / all as f32
}

/// True for an English word of which sentences have many.
pub fn is_small(word: &str) -> bool {
    let words = lists();
    let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let is = |list: &[&str]| list.contains(&word.as_str());
    is(&words.articles) || is(&words.auxiliaries) || is(&words.pronouns) || word == "said"
}

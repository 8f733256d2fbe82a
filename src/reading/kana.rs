//! Japanese names in Chinese and English texts: kana are said as they are romanized.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::piece::Pieces;
use super::tables::rows;
use super::text::{Text, is_hanzi};

/// Each hiragana in Latin letters, by Hepburn.
static LETTERS: LazyLock<FxHashMap<char, &str>> = LazyLock::new(|| {
    let row = |row: Vec<&'static str>| Some((row.first()?.chars().next()?, *row.get(1)?));
    rows(include_str!("data/kana.tsv")).filter_map(row).collect()
});

/// Makes the next consonant long, and the vowel before.
const LONG_CONSONANT: char = 'っ';
const LONG_VOWEL: char = 'ー';

/// ありがとう → arigatou, スーパー → supa; の between Chinese characters is 之.
pub(super) fn kana(text: &Text<'_>, place: usize) -> Option<(usize, Pieces)> {
    let end = text.run(place, usize::MAX, is_kana);
    if end == place {
        return None;
    }
    let print = text.folded(place, end);
    if print == "の" && is_hanzi(text.before(place)) && is_hanzi(text.at(end)) {
        return Some((end, Pieces::new().hanzi("之")));
    }
    let word = romanized(&print);
    (!word.is_empty()).then(|| (end, Pieces::new().english(&word)))
}

fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30f6}' | LONG_VOWEL)
}

fn romanized(print: &str) -> String {
    let mut word = String::new();
    let mut doubles = false;
    for kana in print.chars().map(hiragana) {
        match kana {
            LONG_CONSONANT => doubles = true,
            LONG_VOWEL => {}
            'ゃ' | 'ゅ' | 'ょ' => glide(&mut word, kana),
            'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' => replace_vowel(&mut word, full(kana)),
            _ => {
                let letters = LETTERS.get(&kana).copied().unwrap_or_default();
                word.extend(letters.chars().next().filter(|_| doubles));
                word.push_str(letters);
                doubles = false;
            }
        }
    }
    word
}

/// きゃ → kya, しゃ → sha.
fn glide(word: &mut String, small: char) {
    if word.ends_with('i') {
        word.pop();
    }
    let letters = LETTERS.get(&full(small)).copied().unwrap_or_default();
    let soft = ["sh", "ch", "j"].iter().any(|end| word.ends_with(end));
    word.push_str(if soft { &letters[1..] } else { letters });
}

/// ふぁ → fa.
fn replace_vowel(word: &mut String, vowel: char) {
    if word.ends_with(['a', 'i', 'u', 'e', 'o']) {
        word.pop();
    }
    word.push_str(LETTERS.get(&vowel).copied().unwrap_or_default());
}

/// The kana that a small one is a form of: it stands right behind it.
fn full(small: char) -> char {
    char::from_u32(small as u32 + 1).unwrap_or(small)
}

/// Katakana stand in the order of hiragana.
fn hiragana(c: char) -> char {
    match c {
        '\u{30a1}'..='\u{30f6}' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kana_are_said_as_they_are_romanized() {
        for (print, word) in [
            ("ありがとう", "arigatou"),
            ("スーパー", "supa"),
            ("きゃりー", "kyari"),
            ("しゅんか", "shunka"),
            ("にっぽん", "nippon"),
            ("ファミリー", "famiri"),
            ("ヴァイオリン", "vaiorin"),
            ("ー", ""),
        ] {
            assert_eq!(romanized(print), word, "{print}");
        }
        assert!(rows(include_str!("data/kana.tsv")).all(|row| row.len() == 2));
    }
}

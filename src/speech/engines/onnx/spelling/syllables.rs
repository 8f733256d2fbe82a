//! Syllables of our own pinyin as the symbols of models that were taught initials and finals.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::clause::sign;
use crate::model::{Mark, Say, Spoken, Syllable, Token};
use crate::speech::EngineError;
use crate::speech::engines::mandarin::{self, Word};

/// Initials, the longer ones first.
const INITIALS: [&str; 21] = [
    "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c",
    "s",
];

/// Initial, final and tone of each syllable as it is spelled (y and w are initials), marks in the sign of Piper's table. No sandhi
/// of third tones: the model was taught the tones of the dictionary.
pub(super) fn pinyin(spoken: &Spoken) -> Vec<String> {
    let mut symbols: Vec<String> = Vec::new();
    for token in &spoken.tokens {
        if let Say::Mark(mark) = token.say {
            if !symbols.is_empty() {
                symbols.push(sign(mark).to_owned());
            }
            continue;
        }
        for syllable in mandarin::syllables(token).unwrap_or_default() {
            let letters = match &*syllable.letters {
                "r" => "er",
                letters => mandarin::nearest(letters).unwrap_or(letters),
            };
            let initials = INITIALS.iter().chain(&["y", "w"]);
            let initial = initials.copied().find(|initial| letters.starts_with(initial)).unwrap_or("");
            symbols.push(if initial.is_empty() { "Ø" } else { initial }.to_owned());
            symbols.push(letters[initial.len()..].to_owned());
            symbols.push(syllable.said.digit().to_string());
        }
    }
    symbols
}

/// Signs of initial and final, and the tone after sandhi; words parted by a stroke, 儿化 an R before the tone.
///
/// # Errors
/// A syllable that neither the table nor that of near ones has.
pub(super) fn zhuyin(spoken: &Spoken) -> Result<Vec<String>, EngineError> {
    let mut symbols: Vec<String> = Vec::new();
    let words = mandarin::stretches(spoken, 1.0).into_iter().flatten().collect::<Vec<Word>>();
    for (at, word) in words.iter().enumerate() {
        for syllable in &word.syllables {
            push(&mut symbols, syllable)?;
        }
        let next = words.get(at + 1).map_or(spoken.tokens.len(), |next| next.token);
        match mark(&spoken.tokens[word.token..next]) {
            Some(mark) => symbols.extend([sign(mark), " "].map(str::to_owned)),
            None if at + 1 < words.len() => symbols.push("/".to_owned()),
            None => {}
        }
    }
    if symbols.last().is_some_and(|last| last == " ") {
        symbols.pop();
    }
    Ok(symbols)
}

/// The first mark behind a word.
fn mark(tokens: &[Token]) -> Option<Mark> {
    tokens.iter().find_map(|token| if let Say::Mark(mark) = token.say { Some(mark) } else { None })
}

fn push(symbols: &mut Vec<String>, syllable: &Syllable) -> Result<(), EngineError> {
    if mandarin::is_erhua(syllable) && !symbols.is_empty() {
        symbols.insert(symbols.len() - 1, "R".to_owned());
        return Ok(());
    }
    let letters = if mandarin::is_erhua(syllable) { "er" } else { &*syllable.letters };
    let signs = written(letters).or_else(|| written(mandarin::nearest(letters)?));
    let signs = signs.ok_or_else(|| EngineError::Refused(format!("it has no syllable `{syllable}`")))?;
    symbols.extend(signs.into_iter().map(str::to_owned));
    symbols.push(syllable.said.digit().to_string());
    Ok(())
}

/// The signs of a syllable's initial, where it has one, and of its final.
fn written(letters: &str) -> Option<Vec<&'static str>> {
    static SIGNS: OnceLock<HashMap<&str, &str>> = OnceLock::new();
    let signs = SIGNS.get_or_init(|| mandarin::rows(include_str!("zhuyin.tsv")).collect());
    let (initial, rhyme) = parted(letters);
    let rhyme = *signs.get(&*rhyme)?;
    if initial.is_empty() { Some(vec![rhyme]) } else { Some(vec![*signs.get(initial)?, rhyme]) }
}

/// Initial and final as phonology has them: 有 is iou, 居 jv, 资 zii, 知 zhiii.
fn parted(letters: &str) -> (&str, String) {
    if let Some(rest) = letters.strip_prefix('y') {
        let rhyme = match rest.strip_prefix('u') {
            Some(rest) => format!("v{rest}"),
            None if rest.starts_with('i') => rest.to_owned(),
            None => format!("i{rest}"),
        };
        return ("", rhyme);
    }
    if let Some(rest) = letters.strip_prefix('w') {
        return ("", if rest.starts_with('u') { rest.to_owned() } else { format!("u{rest}") });
    }
    let initial = INITIALS.iter().copied().find(|initial| letters.starts_with(initial)).unwrap_or("");
    let rest = &letters[initial.len()..];
    let rhyme = match (initial, rest) {
        ("j" | "q" | "x", rest) if rest.starts_with('u') => rest.replacen('u', "v", 1),
        ("n" | "l", "ue") => "ve".to_owned(),
        ("z" | "c" | "s", "i") => "ii".to_owned(),
        ("zh" | "ch" | "sh" | "r", "i") => "iii".to_owned(),
        (_, "iu") => "iou".to_owned(),
        (_, "ui") => "uei".to_owned(),
        (_, "un") => "uen".to_owned(),
        (_, rest) => rest.to_owned(),
    };
    (initial, rhyme)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spoken(text: &str) -> Spoken {
        let token = |word: &str| {
            let say = match word {
                "，" => Say::Mark(Mark::Comma),
                "。" => Say::Mark(Mark::Stop),
                _ => Say::Mandarin(word.split('-').map(|s| Syllable::parse(s).unwrap()).collect()),
            };
            Token { printed: word.to_owned(), words: word.to_owned(), say, rule: None }
        };
        Spoken { tokens: text.split(' ').map(token).collect(), problem: None }
    }

    #[test]
    fn words_are_parted_and_third_tones_rise_before_third_tones() {
        let written = zhuyin(&spoken("ni3-hao3 ， zhe4 shi4 hua1-r5 。")).unwrap().concat();
        assert_eq!(written, "ㄋㄧ2ㄏㄠ3, ㄓㄜ4/ㄕ十4/ㄏ穵R1.");
    }

    #[test]
    fn syllables_are_spelled_as_the_piper_voices_of_pinyin_have_them() {
        assert_eq!(pinyin(&spoken("yuan2 an1 xue2 。")).join(" "), "y uan 2 Ø an 1 x ue 2 .");
    }

    #[test]
    fn every_syllable_that_the_dictionaries_know_is_written() {
        let known = concat!(env!("CARGO_MANIFEST_DIR"), "/src/reading/lexicon/syllables.txt");
        let known = std::fs::read_to_string(known).unwrap();
        let lacking: Vec<&str> = known
            .lines()
            .filter(|line| !line.starts_with('#'))
            .flat_map(str::split_whitespace)
            .filter(|letters| {
                let syllable = Syllable::parse(&format!("{letters}1")).unwrap();
                push(&mut vec!["x".to_owned()], &syllable).is_err()
            })
            .collect();
        assert_eq!(lacking, [""; 0]);
    }
}

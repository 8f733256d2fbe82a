//! Which language a stretch of a sentence is printed in, told by its script.

use super::text::{Text, is_hanzi, is_latin};
use crate::model::Language;
use crate::reading::words::lists;

/// A stretch of one language, in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub start: usize,
    pub end: usize,
    pub language: Language,
}

/// How many Latin words make an English passage in a Chinese sentence.
const PASSAGE: usize = 4;
/// How many small words make a line without hanzi English: 3 stops, 2 lines.
const SMALL_WORDS: usize = 2;
/// Shorter ones may be units: 8 mm x 12 mm.
const SHORTEST: usize = 3;

/// Parts `text` where its language changes. In Chinese text, an English passage has four words and a
/// function word at least, or is a whole line of small words; in English text, what holds hanzi is Chinese.
pub(super) fn stretches(text: &Text<'_>, language: Language) -> Vec<Stretch> {
    let foreign = match language {
        Language::Zh if is_english(text) => vec![(0, text.len())],
        Language::Zh => passages(text),
        Language::En => chinese(text),
    };
    let mut all = Vec::new();
    let mut place = 0;
    for (start, end) in foreign {
        let other = if language == Language::Zh { Language::En } else { Language::Zh };
        if place < start {
            all.push(Stretch { start: place, end: start, language });
        }
        all.push(Stretch { start, end, language: other });
        place = end;
    }
    if place < text.len() {
        all.push(Stretch { start: place, end: text.len(), language });
    }
    all
}

/// True for a line without hanzi whose words are small; `iPhone 16 Pro` is a name that Chinese has, too.
fn is_english(text: &Text<'_>) -> bool {
    let all = text.slice(0, text.len());
    let small = |word: &&[char]| {
        let word = word.strip_suffix(&[',']).unwrap_or(word);
        word.len() >= SHORTEST && word.iter().all(char::is_ascii_lowercase)
    };
    !all.iter().copied().any(is_hanzi)
        && all.split(|c| *c == ' ').filter(small).nth(SMALL_WORDS - 1).is_some()
}

/// The English passages of a Chinese text, from their first letter to their last letter or digit.
fn passages(text: &Text<'_>) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut place = 0;
    while place < text.len() {
        if !is_latin(text.at(place)) {
            place += 1;
            continue;
        }
        let end = text.run(place, usize::MAX, |c| is_latin(c) || c.is_ascii() || "’‘–—“”€£".contains(c));
        let words: Vec<String> = text
            .slice(place, end)
            .split(|c| *c == ' ')
            .map(|word| word.iter().filter(|c| c.is_alphanumeric()).collect())
            .filter(|word: &String| word.starts_with(is_latin))
            .collect();
        let functions = words.iter().filter(|word| lists().function_words.contains(&word.as_str())).count();
        let end = end - text.slice(place, end).iter().rev().take_while(|c| !c.is_alphanumeric()).count();
        if words.len() >= PASSAGE && functions > 0 {
            found.push((place, end));
        }
        place = end.max(place + 1);
    }
    found
}

/// The Chinese stretches of an English text, with the figures that touch them.
fn chinese(text: &Text<'_>) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let chinese = |c: char| {
        is_hanzi(c)
            || matches!(c, 'の' | '，' | '。' | '、' | '《' | '》' | '；' | '：' | '！' | '？' | '（' | '）')
    };
    let mut place = 0;
    while place < text.len() {
        if !is_hanzi(text.at(place)) {
            place += 1;
            continue;
        }
        let floor = found.last().map_or(0, |last| last.1);
        let figures = |c: &&char| c.is_ascii_digit() || matches!(c, '.' | '%');
        let before = text.slice(floor, place).iter().rev().take_while(figures).count();
        let end = text.run(place, usize::MAX, |c| chinese(c) || c.is_ascii_digit());
        found.push((place - before, end));
        place = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_small_words_is_english() {
        for (line, language) in [
            ("12 min to the airport", Language::En),
            ("3 stops, 2 lines", Language::En),
            ("iPhone 16 Pro", Language::Zh),
            ("npm 10", Language::Zh),
            ("8 mm x 12 mm", Language::Zh),
            ("news@example.com www.example.com", Language::Zh),
            ("npm i 之后 12 min run", Language::Zh),
        ] {
            assert_eq!(stretches(&Text::new(line), Language::Zh)[0].language, language, "{line}");
        }
    }

    #[test]
    fn an_english_sentence_within_chinese_is_english() {
        let text = Text::new("他说Rome was not built in a day，用iPhone 16 Pro Max发的。");
        let english = stretches(&text, Language::Zh);
        let english: Vec<String> = english
            .iter()
            .filter(|stretch| stretch.language == Language::En)
            .map(|stretch| text.folded(stretch.start, stretch.end))
            .collect();
        assert_eq!(english, ["Rome was not built in a day"]);
    }
}

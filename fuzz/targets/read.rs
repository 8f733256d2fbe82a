//! Any text as printed lines: every line is read, in words and in pinyin, and no sign is left that no voice can say.

#![no_main]

use std::collections::HashMap;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use newscaster::model::{Language, Say, Spoken};
use newscaster::reading::{Options, Reader};
use newscaster::text::is_han;

static READER: LazyLock<Reader> =
    LazyLock::new(|| Reader::new(&Options::default()).expect("the house lexicon is right"));

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    for line in text.lines() {
        for language in [Language::Zh, Language::En] {
            let spoken = READER.read(line, language);
            assert_eq!(spoken.printed(), line);
            is_sayable(&spoken);
            has_all_hanzi(&spoken);
            has_all_syllables(&spoken);
        }
    }
});

/// No digit, no symbol, and Latin letters only where they are said as such.
fn is_sayable(spoken: &Spoken) {
    for token in &spoken.tokens {
        let good: fn(char) -> bool = match token.say {
            Say::Mandarin(_) => |c| is_han(c) || c == '々',
            Say::English | Say::Letters => |c| c.is_alphabetic() && !is_han(c) || "'’-".contains(c),
            Say::Mark(_) => |c| !c.is_alphanumeric(),
            Say::Silent => |_| false,
        };
        assert!(token.words.chars().all(good), "{token:?}");
    }
}

/// No Chinese character of the print is dropped, but in markup and where a lexicon says other words.
fn has_all_hanzi(spoken: &Spoken) {
    let mut left: HashMap<char, i64> = HashMap::new();
    for token in &spoken.tokens {
        for c in token.words.chars().filter(|c| is_han(*c)) {
            *left.entry(c).or_default() += 1;
        }
        if !matches!(token.rule, Some("lexicon" | "markup")) {
            for c in token.printed.chars().filter(|c| is_han(*c) && *c != '〇') {
                *left.entry(c).or_default() -= 1;
            }
        }
    }
    assert!(left.values().all(|&count| count >= 0), "{spoken:?}");
}

/// Every Chinese word has its syllables, one a character, or the reading says which has none.
fn has_all_syllables(spoken: &Spoken) {
    for token in &spoken.tokens {
        if let Say::Mandarin(syllables) = &token.say {
            let whole = syllables.len() == token.words.chars().count();
            assert!(whole || spoken.problem.is_some(), "{token:?}");
        }
    }
}

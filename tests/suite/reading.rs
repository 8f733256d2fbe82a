//! The spoken form: goldens of every kind, what holds for any text, and outside collections where they exist.

#[path = "../reading/mod.rs"]
mod reading;

use std::collections::{HashMap, HashSet};
use std::fmt::Write;

use newscaster::model::{Language, Say, Spoken};
use newscaster::reading::Reader;
use proptest::prelude::*;
use reading::Score;

use crate::golden;
use crate::quality::{Data, hold};

/// Every row of a table is said as it stands there, keeps its print, and is said the same when read again.
fn golden(table: &str, language: Language) {
    let reader = reading::reader();
    let mut wrong = String::new();
    for row in table.lines().filter(|row| !row.starts_with("# ") && !row.is_empty()) {
        let (print, expected) = row.split_once('\t').unwrap();
        let spoken = reader.read(print, language);
        let said = spoken.text();
        assert_eq!(spoken.printed(), print);
        if said != expected || spoken.problem.is_some() {
            let _ = write!(wrong, "\n{print}\n  expected {expected}\n  said     {said} {:?}", spoken.problem);
        }
        assert_eq!(reader.read(&said, language).text(), said, "read twice: {print}");
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn chinese_is_said_as_the_table_says() {
    golden(include_str!("../fixtures/reading/zh.tsv"), Language::Zh);
}

/// Each row in the characters that have one traditional form and no other.
#[test]
fn traditional_characters_are_said_as_the_simplified_ones_of_the_table() {
    let forms = include_str!("../../src/text/data/simplified.tsv");
    let pairs: Vec<(char, char)> = forms
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(from, to)| Some((to.chars().next()?, from.chars().next()?)))
        .collect();
    let mut traditional = HashMap::new();
    let mut several = HashSet::new();
    for (to, from) in &pairs {
        if traditional.insert(*to, *from).is_some() {
            several.insert(*to);
        }
    }
    traditional.retain(|to, _| !several.contains(to));
    let back: HashMap<char, char> = pairs.iter().map(|(to, from)| (*from, *to)).collect();
    let simplified =
        |text: &str| -> String { text.chars().map(|c| back.get(&c).copied().unwrap_or(c)).collect() };
    let reader = reading::reader();
    let (mut wrong, mut changed) = (String::new(), 0);
    for row in include_str!("../fixtures/reading/zh.tsv").lines().filter(|row| !row.starts_with("# ")) {
        let Some((print, expected)) = row.split_once('\t') else { continue };
        let print: String = print.chars().map(|c| traditional.get(&c).copied().unwrap_or(c)).collect();
        // A bare $ is that of the place where a text is in traditional characters.
        if print.contains(['$', '＄']) {
            continue;
        }
        changed += usize::from(!row.starts_with(&print));
        let said = reader.read(&print, Language::Zh).text();
        if simplified(&said) != simplified(expected) {
            let _ = write!(wrong, "\n{print}\n  expected {expected}\n  said     {said}");
        }
    }
    assert!(changed > 1_000, "{changed}");
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn english_is_said_as_the_table_says() {
    golden(include_str!("../fixtures/reading/en.tsv"), Language::En);
}

#[test]
fn outside_collections_agree() {
    let reader = reading::reader();
    let collections: [(&str, &str, Option<Score>); 3] = [
        ("reading, cn-news-dev", "cn-news-dev.jsonl", reading::news(reader)),
        ("reading, wetext", "wetext", reading::wetext(reader)),
        ("reading, paddle-tn", "paddle-tn.txt", reading::paddle(reader)),
    ];
    for (name, file, score) in collections {
        let Some((score, folder)) = score.zip(reading::folder()) else {
            crate::needs::beside_the_repository(file.as_ref());
            continue;
        };
        println!("{:?}", score.wrong);
        hold(name, score.percent(), &Data::at(&folder.join(file)));
    }
}

/// Whether nothing is left that a voice cannot say.
fn is_sayable(reader: &Reader, text: &str, language: Language) -> Result<(), TestCaseError> {
    let spoken = reader.read(text, language);
    prop_assert_eq!(spoken.printed(), text);
    for token in &spoken.tokens {
        let good = match &token.say {
            Say::Mandarin(_) => token.words.chars().all(|c| c > '\u{2E7F}'),
            Say::English | Say::Letters => {
                token.words.chars().all(|c| c.is_alphabetic() || "'’-".contains(c))
            }
            Say::Mark(_) => token.words.chars().all(|c| !c.is_alphanumeric()),
            Say::Silent => token.words.is_empty(),
        };
        prop_assert!(good, "{:?} in {}", token, text);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_read_without_loss_of_print(text in any::<String>()) {
        let text = text.replace(['\n', '\r'], " ");
        let reader = reading::reader();
        is_sayable(reader, &text, Language::Zh)?;
        is_sayable(reader, &text, Language::En)?;
    }

    #[test]
    fn figures_and_signs_in_any_order_are_sayable(text in "[0-9a-zA-Z年月日个元%.,:/+~～—－＋·第歼苏¥$℃()（）“”，。 -]{0,60}") {
        is_sayable(reading::reader(), &text, Language::Zh)?;
        is_sayable(reading::reader(), &text, Language::En)?;
    }
}

#[test]
fn what_is_no_text_is_silent() {
    let reader = reading::reader();
    for (print, words) in [
        ("开\u{0}会\u{7}了\u{1B}", "开会了"),
        ("\u{E000}通知\u{F8FF}\u{10FFFD}", "通知"),
        ("价\u{202E}格\u{2066}上\u{200F}涨\u{FEFF}", "价格上涨"),
        ("零\u{200B}宽\u{2060}字\u{FFFD}", "零宽字"),
        ("<b>重点</b><br/>工作&nbsp;会议&#12288;", "重点工作会议"),
        ("再\\ud83d\\ude00见\\n好", "再见好"),
        ("🧿笑🀄", "笑"),
        ("增长1\u{200B}2.\u{2060}5%，葛\u{E0100}城", "增长百分之十二点五，葛城"),
    ] {
        let spoken = reader.read(print, Language::Zh);
        assert_eq!((spoken.text().as_str(), spoken.printed().as_str()), (words, print));
        assert_eq!(spoken.problem, None, "{print}");
    }
}

#[test]
fn letters_that_no_voice_can_say_are_reported() {
    let spoken = reading::reader().read("他说Привет和สวัสดี。", Language::Zh);
    assert_eq!(spoken.text(), "他说和。");
    assert!(spoken.problem.is_some_and(|problem| problem.contains("Привет")));
}

#[test]
fn ten_thousand_digits_are_said_one_by_one() {
    let words = reading::reader().read(&"7".repeat(10_000), Language::Zh).text();
    assert_eq!(words, "七".repeat(10_000));
}

#[test]
fn monstrous_texts_are_read_in_one_go() {
    let reader = reading::reader();
    for unit in [
        "1",
        "1-",
        "a.",
        "苏-27",
        "1:",
        "<b",
        "&a",
        "9·",
        "@",
        "(",
        "1/2",
        "\u{202E}\u{E000}\u{1}",
        "0.",
        "https://",
    ] {
        let text = unit.repeat(2_000);
        for language in [Language::Zh, Language::En] {
            assert_eq!(reader.read(&text, language).printed(), text);
        }
    }
}

/// Every stretch of the sample page that is not said as printed, with the sign behind it, once: its rule, its
/// print and what is said. Latin letters are named although they stay.
fn changes(page: &str) -> String {
    let reader = reading::reader();
    let mut found = std::collections::BTreeSet::new();
    for line in page.lines() {
        let tokens = reader.read(line, Language::Zh).tokens;
        let groups: Vec<_> = tokens.chunk_by(|_, next| next.printed.is_empty()).collect();
        for (at, group) in groups.iter().enumerate() {
            let spoken = Spoken { tokens: group.to_vec(), problem: None };
            let (print, words) = (spoken.printed(), spoken.text());
            let next = groups.get(at + 1).and_then(|next| next[0].printed.chars().next()).unwrap_or(' ');
            let letters = matches!(group[0].say, Say::Letters | Say::English);
            if let Some(rule) = group[0].rule.or(letters.then_some("letters"))
                && print.chars().any(char::is_alphanumeric)
            {
                found.insert(format!("{rule}\t{print}|{next}\t{words}\n"));
            }
        }
    }
    found.into_iter().collect()
}

#[test]
fn the_sample_page_is_said_as_it_was_approved() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/pages/neimenggu-2024-11-28.md");
    match std::fs::read_to_string(page) {
        Ok(page) => golden::check("reading-changes.tsv", &changes(&page)),
        Err(_) => crate::needs::beside_the_repository("the sample page".as_ref()),
    }
}

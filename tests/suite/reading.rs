//! The spoken form: goldens of every kind, what holds for any text, and outside collections where they exist.

#[path = "../reading/mod.rs"]
mod reading;

use std::fmt::Write;

use newscaster::model::{Language, Say};
use newscaster::script::spoken::Reader;
use proptest::prelude::*;
use reading::Score;

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

#[test]
fn english_is_said_as_the_table_says() {
    golden(include_str!("../fixtures/reading/en.tsv"), Language::En);
}

#[test]
fn outside_collections_agree() {
    let reader = reading::reader();
    let floors: [(&str, Option<Score>, f64); 3] = [
        ("cn-news-dev", reading::news(reader), 99.0),
        ("wetext", reading::wetext(reader), 97.0),
        ("paddle-tn", reading::paddle(reader), 95.0),
    ];
    for (name, score, floor) in floors {
        match score {
            Some(score) => {
                assert!(score.percent() >= floor, "{name}: {:.2} %, {:?}", score.percent(), score.wrong)
            }
            None => println!("skipped: {name} is not beside the repository"),
        }
    }
}

#[test]
fn every_day_of_two_centuries_is_said_by_its_parts() {
    let reader = reading::reader();
    let digits = |number: i16| reader.read(&format!("{number}年"), Language::Zh).text();
    for year in 1900..=2100_i16 {
        let words = digits(year);
        let expected: String = year
            .to_string()
            .chars()
            .map(|c| "零一二三四五六七八九".chars().nth(c as usize - 48).unwrap())
            .collect();
        assert_eq!(words, format!("{expected}年"));
        let mut day = jiff::civil::date(year, 1, 1);
        while day.year() == year {
            let print = format!("{}-{:02}-{:02}", year, day.month(), day.day());
            let long = format!("{}年{}月{}日", year, day.month(), day.day());
            assert_eq!(reader.read(&print, Language::Zh).text(), reader.read(&long, Language::Zh).text());
            day = day.saturating_add(jiff::Span::new().days(29));
        }
    }
}

#[test]
fn every_minute_of_a_day_is_said_apart() {
    let reader = reading::reader();
    let mut said = std::collections::HashSet::new();
    for minute in 0..24 * 60 {
        let words = reader.read(&format!("{}:{:02}开始", minute / 60, minute % 60), Language::Zh).text();
        assert!(words.contains('点') && words.ends_with("开始"), "{words}");
        assert!(said.insert(words));
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

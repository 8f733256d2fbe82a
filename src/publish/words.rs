//! What pages say in Chinese and in English: `words.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

use crate::model::{Language, Locale, Role};

/// The words of one language by their key.
pub type Words = BTreeMap<String, String>;

#[derive(Deserialize)]
struct Table {
    zh: Words,
    #[serde(rename = "zh-Hant")]
    zh_hant: Words,
    en: Words,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    toml::from_str(include_str!("words.toml")).unwrap_or_else(|_| Table {
        zh: Words::new(),
        zh_hant: Words::new(),
        en: Words::new(),
    })
});

/// The words for an edition's pages.
pub fn words(locale: Locale) -> &'static Words {
    match locale.language() {
        Language::Zh if locale.is_traditional() => &TABLE.zh_hant,
        Language::Zh => &TABLE.zh,
        Language::En => &TABLE.en,
    }
}

/// The day as a person writes it: `2024年11月28日 星期四`, `Thursday, 28 November 2024`.
pub fn long_date(date: Date, language: Language) -> String {
    written("date", date, language)
}

/// A month as a person writes it: `2024年11月`, `November 2024`.
pub fn month(date: Date, language: Language) -> String {
    written("month", date, language)
}

/// A title that tells its edition from others: with its day, where it does not name one itself.
pub fn dated_title(title: &str, date: Date, language: Language) -> String {
    let is_dated = title.contains(&date.year().to_string()) && title.contains(&date.day().to_string());
    let gap = match language {
        Language::Zh => " ",
        Language::En => ", ",
    };
    if is_dated { title.to_owned() } else { format!("{title}{gap}{}", written("day", date, language)) }
}

fn written(pattern: &str, date: Date, language: Language) -> String {
    // Days are written alike in both scripts of Chinese.
    let words = words(match language {
        Language::Zh => Locale::ZhHans,
        Language::En => Locale::En,
    });
    let nth = |key: &str, index: i8| {
        let names = words.get(key).map_or("", String::as_str);
        names.split_whitespace().nth(usize::try_from(index).unwrap_or_default()).unwrap_or_default()
    };
    let pattern = words.get(pattern).map_or("", String::as_str);
    pattern
        .replace("WEEKDAY", nth("weekdays", date.weekday().to_monday_zero_offset()))
        .replace("YEAR", &date.year().to_string())
        .replace("MONTH", nth("months", date.month() - 1))
        .replace("DAY", &date.day().to_string())
}

/// What listeners are told where sources could not be reached; `None` where all were.
pub fn unreached(names: &[String], words: &Words) -> Option<String> {
    let word = |key| words.get(key).map_or("", String::as_str);
    (!names.is_empty()).then(|| word("unreached").replace("NAMES", &names.join(word("between_names"))))
}

/// What a reader calls a role.
pub fn speaker(role: Role, locale: Locale) -> &'static str {
    let key = match role {
        Role::Anchor => "anchor",
        Role::Reporter => "reporter",
        Role::Question => "question",
        Role::Answer => "answer",
        Role::Quote => "quote",
    };
    words(locale).get(key).map_or(key, String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::is_traditional;

    #[test]
    fn a_day_is_written_as_its_readers_write_it() {
        let day = jiff::civil::date(2024, 11, 28);
        assert_eq!(long_date(day, Language::Zh), "2024年11月28日 星期四");
        assert_eq!(long_date(day, Language::En), "Thursday, 28 November 2024");
        assert_eq!(month(day, Language::Zh), "2024年11月");
        assert_eq!(month(day, Language::En), "November 2024");
    }

    #[test]
    fn a_title_gets_its_day_once() {
        let day = jiff::civil::date(2024, 11, 28);
        assert_eq!(dated_title("青河日报", day, Language::Zh), "青河日报 2024年11月28日");
        assert_eq!(dated_title("The Courier", day, Language::En), "The Courier, 28 November 2024");
        assert_eq!(
            dated_title("Courier, November 28, 2024", day, Language::En),
            "Courier, November 28, 2024"
        );
    }

    #[test]
    fn both_languages_have_the_same_words() {
        assert!(!TABLE.zh.is_empty());
        assert!(TABLE.zh.keys().eq(TABLE.en.keys()));
        assert!(TABLE.zh.keys().eq(TABLE.zh_hant.keys()));
        assert!(is_traditional(&TABLE.zh_hant.values().map(String::as_str)));
    }
}

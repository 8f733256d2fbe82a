//! What pages say in Chinese and in English: `words.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

use crate::model::{Language, Role};

/// The words of one language by their key.
pub type Words = BTreeMap<String, String>;

#[derive(Deserialize)]
struct Table {
    zh: Words,
    en: Words,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    toml::from_str(include_str!("words.toml"))
        .unwrap_or_else(|_| Table { zh: Words::new(), en: Words::new() })
});

/// The words for an edition's pages.
pub fn words(language: Language) -> &'static Words {
    match language {
        Language::Zh => &TABLE.zh,
        Language::En => &TABLE.en,
    }
}

/// The day as a person writes it: `2024年11月28日 星期四`, `Thursday, 28 November 2024`.
pub fn long_date(date: Date, language: Language) -> String {
    let words = words(language);
    let nth = |key: &str, index: i8| {
        let names = words.get(key).map_or("", String::as_str);
        names.split_whitespace().nth(usize::try_from(index).unwrap_or_default()).unwrap_or_default()
    };
    let pattern = words.get("date").map_or("", String::as_str);
    pattern
        .replace("WEEKDAY", nth("weekdays", date.weekday().to_monday_zero_offset()))
        .replace("YEAR", &date.year().to_string())
        .replace("MONTH", nth("months", date.month() - 1))
        .replace("DAY", &date.day().to_string())
}

/// What a reader calls a role.
pub fn speaker(role: Role, language: Language) -> &'static str {
    let key = match role {
        Role::Anchor => "anchor",
        Role::Reporter => "reporter",
        Role::Question => "question",
        Role::Answer => "answer",
        Role::Quote => "quote",
    };
    words(language).get(key).map_or(key, String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_as_its_readers_write_it() {
        let day = jiff::civil::date(2024, 11, 28);
        assert_eq!(long_date(day, Language::Zh), "2024年11月28日 星期四");
        assert_eq!(long_date(day, Language::En), "Thursday, 28 November 2024");
    }

    #[test]
    fn both_languages_have_the_same_words() {
        assert!(!TABLE.zh.is_empty());
        assert!(TABLE.zh.keys().eq(TABLE.en.keys()));
    }
}

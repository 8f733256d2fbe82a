//! What pages say in Chinese and in English: `words.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

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
    fn both_languages_have_the_same_words() {
        assert!(!TABLE.zh.is_empty());
        assert!(TABLE.zh.keys().eq(TABLE.en.keys()));
    }
}

//! The station's own pages, from templates and words that are compiled in.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use hyper::HeaderMap;
use hyper::header::ACCEPT_LANGUAGE;
use minijinja::{Environment, Value};
use serde::Deserialize;

use crate::model::Language;
use crate::text;

/// The words of one language by their key.
pub type Words = BTreeMap<String, String>;

#[derive(Default, Deserialize)]
struct Table {
    zh: Words,
    en: Words,
}

impl Table {
    fn of(&self, language: Language) -> &Words {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }
}

static TABLE: LazyLock<Table> =
    LazyLock::new(|| toml::from_str(include_str!("words.toml")).unwrap_or_default());

static DESK: LazyLock<Table> =
    LazyLock::new(|| toml::from_str(include_str!("desk/words.toml")).unwrap_or_default());

static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = text::pages();
    for (name, source) in SOURCES {
        if let Err(error) = environment.add_template(name, source) {
            tracing::error!("{name}: {error:#}");
        }
    }
    environment
});

static SOURCES: &[(&str, &str)] = &[
    ("subscribe.html", include_str!("subscribe.html")),
    ("desk/layout.html", include_str!("desk/layout.html")),
    ("desk/entrance.html", include_str!("desk/entrance.html")),
    ("desk/locked.html", include_str!("desk/locked.html")),
    ("desk/list.html", include_str!("desk/list.html")),
    ("desk/sheet.html", include_str!("desk/sheet.html")),
    ("desk/words.html", include_str!("desk/words.html")),
    ("desk/voices.html", include_str!("desk/voices.html")),
    ("desk/versions.html", include_str!("desk/versions.html")),
    ("desk/pages.html", include_str!("desk/pages.html")),
    ("desk/trouble.html", include_str!("desk/trouble.html")),
    ("desk/clash.html", include_str!("desk/clash.html")),
    ("desk/price.html", include_str!("desk/price.html")),
    ("desk/sounding.html", include_str!("desk/sounding.html")),
];

/// The pages' words.
pub fn words(language: Language) -> &'static Words {
    TABLE.of(language)
}

/// The words of the desk's pages.
pub fn desk_words(language: Language) -> &'static Words {
    DESK.of(language)
}

/// The language that a browser prefers, of those that there are.
pub fn language(headers: &HeaderMap) -> Language {
    let asked = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut tags = asked.split(',').map(|tag| tag.trim().to_ascii_lowercase());
    let known = tags.find(|tag| tag.starts_with("zh") || tag.starts_with("en"));
    if known.is_some_and(|tag| tag.starts_with("zh")) { Language::Zh } else { Language::En }
}

/// Fills a template.
pub fn render(name: &str, context: Value) -> Result<String, minijinja::Error> {
    ENVIRONMENT.get_template(name)?.render(context)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_words() {
        let keys = |words: &Words| words.keys().cloned().collect::<Vec<_>>();
        for table in [&TABLE, &DESK] {
            assert_eq!(keys(&table.zh), keys(&table.en));
            assert!(!table.zh.is_empty());
        }
        for (name, _) in SOURCES {
            assert!(ENVIRONMENT.get_template(name).is_ok(), "{name}");
        }
    }
}

//! Casting: which voice speaks which part in which language.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::model::{Language, Role};

/// The `[cast]` table: `[cast.zh]` and `[cast.en]` give each role a voice.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Voices of Chinese sentences by role.
    pub zh: BTreeMap<Role, String>,
    /// Voices of English sentences by role.
    pub en: BTreeMap<Role, String>,
    /// Who speaks where a voice fails, in order; the first that speaks the sentence's language.
    pub fallback: Option<Vec<String>>,
}

/// The voices that speak where nobody was cast.
const DEFAULT: &[(Language, Role, &str)] = &[
    (Language::Zh, Role::Anchor, "zh-espeak"),
    (Language::Zh, Role::Reporter, "zh-espeak-reporter"),
    (Language::Zh, Role::Question, "zh-espeak-question"),
    (Language::Zh, Role::Answer, "zh-espeak-answer"),
    (Language::Zh, Role::Quote, "zh-espeak-answer"),
    (Language::En, Role::Anchor, "en-espeak"),
    (Language::En, Role::Reporter, "en-espeak-reporter"),
    (Language::En, Role::Question, "en-espeak-question"),
    (Language::En, Role::Answer, "en-espeak-answer"),
    (Language::En, Role::Quote, "en-espeak-answer"),
];

const FALLBACK: &[&str] = &["zh-espeak", "en-espeak"];

/// A checked casting: a name for every role and language.
#[derive(Clone, Debug)]
pub(super) struct Cast {
    /// The voice of `--voice`, which speaks every part in the script's own language.
    everywhere: Option<String>,
    chosen: BTreeMap<(Language, Role), String>,
    /// Who steps in, in order.
    pub fallback: Vec<String>,
}

impl Cast {
    /// `everywhere` is the voice of the `--voice` flag.
    pub fn new(options: &Options, everywhere: Option<String>) -> Self {
        let mut chosen = BTreeMap::new();
        for (language, roles) in [(Language::Zh, &options.zh), (Language::En, &options.en)] {
            // An interview heard in two of the default voices beside a chosen reporter would be a mixture that
            // nobody asked for: parts without a voice of their own follow the reporter, then the anchor.
            let lead = roles.get(&Role::Reporter).or_else(|| roles.get(&Role::Anchor));
            for &(_, role, default) in DEFAULT.iter().filter(|(of, ..)| *of == language) {
                let name = roles.get(&role).or(lead).map_or(default, String::as_str);
                chosen.insert((language, role), name.to_owned());
            }
        }
        let fallback = options
            .fallback
            .clone()
            .unwrap_or_else(|| FALLBACK.iter().map(|name| (*name).to_owned()).collect());
        Self { everywhere, chosen, fallback }
    }

    /// The voice that a part is given; `main` is the script's language.
    pub fn voice(&self, language: Language, role: Role, main: Language) -> &str {
        match &self.everywhere {
            Some(name) if language == main => name,
            _ => self.chosen.get(&(language, role)).map_or("", String::as_str),
        }
    }

    /// Every name in it, with whether somebody asked for it by name.
    pub fn names<'a>(&'a self, options: &'a Options) -> impl Iterator<Item = (&'a str, bool)> {
        let asked = |name: &str| options.zh.values().chain(options.en.values()).any(|asked| asked == name);
        let chosen = self.chosen.values().map(move |name| (name.as_str(), asked(name)));
        let everywhere = self.everywhere.iter().map(|name| (name.as_str(), true));
        everywhere.chain(chosen).chain(self.fallback.iter().map(|name| (name.as_str(), false)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_parts_have_four_voices() {
        let cast = Cast::new(&Options::default(), None);
        let roles = [Role::Anchor, Role::Reporter, Role::Question, Role::Answer];
        for language in [Language::Zh, Language::En] {
            let names: std::collections::BTreeSet<_> =
                roles.iter().map(|&role| cast.voice(language, role, Language::Zh)).collect();
            assert_eq!(names.len(), 4);
        }
    }

    #[test]
    fn a_voice_for_all_speaks_the_main_language_only() {
        let cast = Cast::new(&Options::default(), Some("mine".to_owned()));
        assert_eq!(cast.voice(Language::Zh, Role::Answer, Language::Zh), "mine");
        assert_eq!(cast.voice(Language::En, Role::Answer, Language::Zh), "en-espeak-answer");
    }

    #[test]
    fn parts_without_a_voice_follow_the_reporter() {
        let zh = BTreeMap::from([(Role::Anchor, "a".to_owned()), (Role::Reporter, "r".to_owned())]);
        let cast = Cast::new(&Options { zh, ..Options::default() }, None);
        assert_eq!(cast.voice(Language::Zh, Role::Quote, Language::Zh), "r");
        assert_eq!(cast.voice(Language::Zh, Role::Anchor, Language::Zh), "a");
        assert_eq!(cast.voice(Language::En, Role::Anchor, Language::Zh), "en-espeak");
    }
}

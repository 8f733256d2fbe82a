//! Casting: which voice speaks which part in which language.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::model::{Language, Role};

/// The `[cast]` table: `[cast.zh]` and `[cast.en]` give each role a voice.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Options {
    /// Voices of Chinese sentences by role.
    pub zh: BTreeMap<Role, String>,
    /// Voices of English sentences by role.
    pub en: BTreeMap<Role, String>,
    /// Who speaks where a voice fails, in order; the first that speaks the sentence's language.
    pub fallback: Option<Vec<String>>,
    /// Who was chosen at the desk, for the parts that nobody is cast for here.
    #[serde(skip)]
    pub desk: Chosen,
}

/// Voices by language and role, as the desk keeps them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Chosen {
    /// Of Chinese sentences.
    pub zh: BTreeMap<Role, String>,
    /// Of English sentences.
    pub en: BTreeMap<Role, String>,
}

impl Chosen {
    /// Those of a language.
    pub fn of(&self, language: Language) -> &BTreeMap<Role, String> {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }

    /// The same, to be changed.
    pub fn of_mut(&mut self, language: Language) -> &mut BTreeMap<Role, String> {
        match language {
            Language::Zh => &mut self.zh,
            Language::En => &mut self.en,
        }
    }
}

impl Options {
    /// Who is cast for the parts of a language by name.
    pub fn of(&self, language: Language) -> &BTreeMap<Role, String> {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }
}

/// A language's parts, each with a voice.
type Parts = &'static [(Role, &'static str)];

/// Who speaks a language where nobody was cast (`voice = "auto"`), the best first: the first whose voices can all be used
/// here; else the last.
const AUTO: &[(Language, &[Parts])] = &[
    (
        Language::Zh,
        &[
            &[
                (Role::Anchor, "zh-baker"),
                (Role::Reporter, "zh-baker"),
                (Role::Question, "zh-baker"),
                (Role::Answer, "zh-baker-low"),
                (Role::Quote, "zh-baker-low"),
            ],
            &[
                (Role::Anchor, "zh-kokoro"),
                (Role::Reporter, "zh-kokoro"),
                (Role::Question, "zh-kokoro"),
                (Role::Answer, "zh-kokoro-man"),
                (Role::Quote, "zh-kokoro-man"),
            ],
            &[
                (Role::Anchor, "zh-espeak"),
                (Role::Reporter, "zh-espeak-reporter"),
                (Role::Question, "zh-espeak-question"),
                (Role::Answer, "zh-espeak-answer"),
                (Role::Quote, "zh-espeak-answer"),
            ],
        ],
    ),
    (
        Language::En,
        &[
            &[
                (Role::Anchor, "en-lessac"),
                (Role::Reporter, "en-lessac"),
                (Role::Question, "en-lessac"),
                (Role::Answer, "en-espeak-answer"),
                (Role::Quote, "en-espeak-answer"),
            ],
            &[
                (Role::Anchor, "en-espeak"),
                (Role::Reporter, "en-espeak-reporter"),
                (Role::Question, "en-espeak-question"),
                (Role::Answer, "en-espeak-answer"),
                (Role::Quote, "en-espeak-answer"),
            ],
        ],
    ),
];

/// What `--voice` and `voice` say for the best that is there.
const BEST: &str = "auto";

const FALLBACK: &[&str] = &["zh-espeak", "en-espeak"];

/// A checked casting: a name for every role and language.
#[derive(Clone, Debug)]
pub(super) struct Cast {
    /// The voice of `--voice`, which speaks every part in the script's own language.
    everywhere: Option<String>,
    chosen: BTreeMap<(Language, Role), String>,
    /// Languages whose voices nobody chose, each with the better voice that could be installed.
    automatic: BTreeMap<Language, Option<&'static str>>,
    /// Who steps in, in order.
    pub fallback: Vec<String>,
}

impl Cast {
    /// `everywhere` is the voice of the `--voice` flag; `usable` says whether a voice can speak here.
    pub fn new(options: &Options, everywhere: Option<String>, usable: &dyn Fn(&str) -> bool) -> Self {
        let mut chosen = BTreeMap::new();
        let mut automatic = BTreeMap::new();
        for &(language, choices) in AUTO {
            let mut roles = options.desk.of(language).clone();
            roles.extend(options.of(language).clone());
            // An interview heard in two of the default voices beside a chosen reporter would be a mixture that
            // nobody asked for: parts without a voice of their own follow the reporter, then the anchor.
            let lead = roles.get(&Role::Reporter).or_else(|| roles.get(&Role::Anchor));
            let can_speak = |parts: &&Parts| parts.iter().all(|(_, name)| usable(name));
            let Some(parts) = choices.iter().find(can_speak).or(choices.last()) else { continue };
            for (role, default) in *parts {
                let name = roles.get(role).or(lead).map_or(*default, String::as_str);
                chosen.insert((language, *role), name.to_owned());
            }
            if roles.is_empty() {
                // Who has one human voice is not told of another.
                let is_last = choices.last() == Some(parts);
                let best =
                    choices.first().filter(|best| is_last && *best != parts).and_then(|best| best.first());
                automatic.insert(language, best.map(|(_, name)| *name));
            }
        }
        let fallback = options
            .fallback
            .clone()
            .unwrap_or_else(|| FALLBACK.iter().map(|name| (*name).to_owned()).collect());
        Self { everywhere: everywhere.filter(|name| name != BEST), chosen, automatic, fallback }
    }

    /// Whether the voices of a language are the best that are there, since nobody chose any.
    pub fn is_automatic(&self, language: Language) -> bool {
        self.automatic.contains_key(&language)
    }

    /// The voice that would speak a script in that language if it were installed.
    pub fn better(&self, language: Language) -> Option<&'static str> {
        self.automatic.get(&language).copied().flatten().filter(|_| self.everywhere.is_none())
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
        let (desk, zh, en) = (&options.desk, &options.zh, &options.en);
        let asked = move |name: &str| {
            [zh, en, &desk.zh, &desk.en].iter().any(|parts| parts.values().any(|own| own == name))
        };
        let chosen = self.chosen.values().map(move |name| (name.as_str(), asked(name)));
        let everywhere = self.everywhere.iter().map(|name| (name.as_str(), true));
        everywhere.chain(chosen).chain(self.fallback.iter().map(|name| (name.as_str(), false)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn espeak(name: &str) -> bool {
        name.contains("espeak")
    }

    #[test]
    fn the_best_voice_that_can_be_used_speaks() {
        let voice = |cast: &Cast| cast.voice(Language::Zh, Role::Anchor, Language::Zh).to_owned();
        let cast = Cast::new(&Options::default(), Some("auto".to_owned()), &|_| true);
        assert_eq!((&*voice(&cast), cast.better(Language::Zh)), ("zh-baker", None));
        let cast = Cast::new(&Options::default(), None, &espeak);
        assert_eq!((&*voice(&cast), cast.better(Language::Zh)), ("zh-espeak", Some("zh-baker")));
        let cast = Cast::new(&Options::default(), None, &|name| espeak(name) || name.contains("kokoro"));
        assert_eq!((&*voice(&cast), cast.better(Language::Zh)), ("zh-kokoro", None));
        let zh = BTreeMap::from([(Role::Anchor, "mine".to_owned())]);
        let cast = Cast::new(&Options { zh, ..Options::default() }, None, &espeak);
        assert_eq!((&*voice(&cast), cast.better(Language::Zh)), ("mine", None));
        assert!(cast.is_automatic(Language::En) && !cast.is_automatic(Language::Zh));
    }

    #[test]
    fn who_was_chosen_at_the_desk_speaks_what_nobody_is_cast_for() {
        let desk = Chosen {
            zh: BTreeMap::from([(Role::Anchor, "d".to_owned()), (Role::Reporter, "e".to_owned())]),
            ..Chosen::default()
        };
        let zh = BTreeMap::from([(Role::Anchor, "a".to_owned())]);
        let options = Options { zh, desk, ..Options::default() };
        let cast = Cast::new(&options, None, &|_| true);
        let voice = |role| cast.voice(Language::Zh, role, Language::Zh);
        assert_eq!((voice(Role::Anchor), voice(Role::Reporter), voice(Role::Quote)), ("a", "e", "e"));
        assert!(!cast.is_automatic(Language::Zh) && cast.names(&options).any(|named| named == ("e", true)));
    }

    #[test]
    fn four_parts_have_four_voices() {
        let cast = Cast::new(&Options::default(), None, &espeak);
        let roles = [Role::Anchor, Role::Reporter, Role::Question, Role::Answer];
        for language in [Language::Zh, Language::En] {
            let names: std::collections::BTreeSet<_> =
                roles.iter().map(|&role| cast.voice(language, role, Language::Zh)).collect();
            assert_eq!(names.len(), 4);
        }
    }

    #[test]
    fn a_voice_for_all_speaks_the_main_language_only() {
        let cast = Cast::new(&Options::default(), Some("mine".to_owned()), &espeak);
        assert_eq!(cast.voice(Language::Zh, Role::Answer, Language::Zh), "mine");
        assert_eq!(cast.voice(Language::En, Role::Answer, Language::Zh), "en-espeak-answer");
    }

    #[test]
    fn parts_without_a_voice_follow_the_reporter() {
        let zh = BTreeMap::from([(Role::Anchor, "a".to_owned()), (Role::Reporter, "r".to_owned())]);
        let cast = Cast::new(&Options { zh, ..Options::default() }, None, &espeak);
        assert_eq!(cast.voice(Language::Zh, Role::Quote, Language::Zh), "r");
        assert_eq!(cast.voice(Language::Zh, Role::Anchor, Language::Zh), "a");
        assert_eq!(cast.voice(Language::En, Role::Anchor, Language::Zh), "en-espeak");
    }
}

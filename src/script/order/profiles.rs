//! Running-order profiles: small tables that an editor can copy and change.

use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use super::sections::Sections;
use crate::files::{SettingsError, nearest, parse_settings};
use crate::model::{Language, Millis};
use crate::script::Error;

/// The built-in profiles by name; the first is the default of a Chinese paper.
const BUILT_IN: [(&str, &str); 4] = [
    ("party-daily", include_str!("profiles/party-daily.toml")),
    ("people-first", include_str!("profiles/people-first.toml")),
    ("as-printed", include_str!("profiles/as-printed.toml")),
    ("bulletin", include_str!("profiles/bulletin.toml")),
];

/// The names of the built-in profiles.
pub fn names() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|(name, _)| *name)
}

/// Stands in a profile's sections for those that it does not name.
const OTHERS: &str = "*";

/// How a programme is ordered and paced; party-daily.toml explains each key.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::script) struct Profile {
    /// For whoever chooses a profile.
    #[allow(dead_code, reason = "read by people in the file")]
    about: String,
    sections: Vec<Spanned<String>>,
    lead: Vec<Spanned<String>>,
    #[serde(default)]
    front: Vec<String>,
    /// How stories stand together.
    pub grouping: Grouping,
    /// Where interviews go.
    pub interviews: Placing,
    /// Where picture news goes.
    pub pictures: Placing,
    /// Where briefs go.
    pub briefs: Placing,
    /// The programme's length at most, where the options name none.
    pub minutes: Option<f64>,
    /// What is said where a machine speaks, in place of the links' `disclosure`.
    pub disclosure: Option<String>,
    /// The headlines at the beginning.
    pub headlines: Headlines,
    /// The headlines at the end.
    pub recap: Recap,
    /// Changes of voice.
    pub voices: Voices,
    /// Silence.
    pub pauses: Pauses,
}

/// How stories stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::script) enum Grouping {
    /// Same topics together.
    Sections,
    /// As the paper has them.
    Print,
}

/// Where a form of article goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::script) enum Placing {
    /// In a block of its own in the middle of the programme.
    Middle,
    /// In a block of its own where the list of sections has it.
    Section,
    /// Among its topic.
    Topic,
}

/// The headlines at the beginning.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::script) struct Headlines {
    /// How many at most.
    pub count: usize,
    /// How long each may be.
    pub characters: usize,
}

/// The headlines at the end.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::script) struct Recap {
    /// Only in a programme longer than this.
    pub after_minutes: f64,
    /// How many.
    pub count: usize,
}

/// Changes of voice.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::script) struct Voices {
    /// The longest block in one voice.
    pub change_after_minutes: f64,
}

/// Silence after what was said, by what follows.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::script) struct Pauses {
    /// Inside a sentence too long for one breath.
    pub clause: Millis,
    /// After a sentence.
    pub sentence: Millis,
    /// After a headline.
    pub headline: Millis,
    /// After a paragraph.
    pub paragraph: Millis,
    /// After a story.
    pub story: Millis,
    /// After a section.
    pub section: Millis,
}

impl Profile {
    /// A built-in profile by its name, or one from a TOML file; without a name the default of the language.
    ///
    /// # Errors
    /// No such profile, or a mistake in its file.
    pub fn load(name: Option<&str>, language: Language, sections: &Sections) -> Result<Self, Error> {
        let name = name.unwrap_or(match language {
            Language::Zh => "party-daily",
            Language::En => "bulletin",
        });
        if let Some((name, text)) = BUILT_IN.iter().find(|(built_in, _)| *built_in == name) {
            return Self::parse(text, Path::new(&format!("{name}.toml")), sections);
        }
        let path = Path::new(name);
        if path.extension().is_none() && !path.exists() {
            let nearest =
                nearest(name, names()).map_or(String::new(), |near| format!("; did you mean `{near}`?"));
            let known = names().collect::<Vec<_>>().join(", ");
            return Err(Error::UnknownProfile { name: name.to_owned(), help: format!("{known}{nearest}") });
        }
        let text = crate::script::settings::read_file(path)?;
        Self::parse(&text, path, sections)
    }

    fn parse(text: &str, path: &Path, sections: &Sections) -> Result<Self, Error> {
        let profile: Self = parse_settings(text, path)?;
        for name in profile.sections.iter().chain(&profile.lead) {
            let word = name.get_ref();
            if word != OTHERS && sections.named(word).is_none() {
                let nearest =
                    sections.nearest(word).map_or(String::new(), |near| format!("; did you mean `{near}`?"));
                let message = format!("there is no section `{word}`{nearest}");
                return Err(SettingsError::at(path, text, name.span().start, message).into());
            }
        }
        Ok(profile)
    }

    /// The place of a section in the programme.
    pub fn place(&self, sections: &Sections, id: &str) -> usize {
        let is = |name: &str| sections.named(name).is_some_and(|section| section.id == id);
        let at = |wanted: &dyn Fn(&str) -> bool| self.sections.iter().position(|name| wanted(name.get_ref()));
        at(&is).or_else(|| at(&|name| name == OTHERS)).unwrap_or(self.sections.len())
    }

    /// Whether a printed page, by its name, is the paper's front page.
    pub fn is_front(&self, page: &str) -> bool {
        let page = page.to_lowercase();
        self.front.iter().any(|name| page.contains(&name.to_lowercase()))
    }

    /// Whether a section may open the programme.
    pub fn may_lead(&self, sections: &Sections, id: &str) -> bool {
        let mut names = self.lead.iter().filter_map(|name| sections.named(name.get_ref()));
        names.any(|section| section.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_profiles_are_sound() {
        let sections = Sections::load(None).unwrap();
        for name in names() {
            Profile::load(Some(name), Language::Zh, &sections).unwrap();
        }
    }

    #[test]
    fn a_mistyped_profile_or_section_is_named_with_the_right_word() {
        let sections = Sections::load(None).unwrap();
        let error = Profile::load(Some("party-dialy"), Language::Zh, &sections).unwrap_err();
        assert!(error.to_string().contains("did you mean `party-daily`?"), "{error}");
        let text = BUILT_IN[0].1.replacen("\"民生\"", "\"民声\"", 1);
        let error = Profile::parse(&text, Path::new("my.toml"), &sections).unwrap_err().to_string();
        assert!(error.starts_with("my.toml, line 7, column 25: there is no section `民声`"), "{error}");
    }
}

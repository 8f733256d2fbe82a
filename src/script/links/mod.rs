//! The presenter's words between the stories, from templates that a listener can replace.

pub(super) mod attribution;
pub(in crate::script) mod calendar;
mod hanzi;

use std::collections::BTreeMap;
use std::path::Path;

use minijinja::{Environment, Value};
use serde::Deserialize;
use toml::Spanned;

pub(super) use calendar::{Day, lunar};
pub(super) use hanzi::Hanzi;

use super::Error;
use crate::files::{SettingsError, nearest, parse_settings};
use crate::model::Language;
use crate::text;

/// Everything the presenter says, and every name and reason that the program puts into words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "zh.toml explains each line where it stands")]
pub(super) enum Link {
    Greeting,
    Date,
    Welcome,
    Length,
    Disclosure,
    Contents,
    Headline,
    Details,
    Bridge,
    Page,
    Orientation,
    Label,
    Picture,
    Reported,
    ReportedFrom,
    WrittenBy,
    Author,
    Photographed,
    FromPlace,
    Agency,
    AgencyFrom,
    AgencyReporters,
    AgencyReportersFrom,
    AgencyPhoto,
    Comment,
    AgencyComment,
    CommentUnsigned,
    Letter,
    BehindNote,
    Published,
    Question,
    Answer,
    Speaker,
    Continued,
    Cut,
    Teaser,
    Tables,
    Recap,
    LeftOut,
    Shortened,
    SignOff,
    ChapterOpening,
    ChapterHeadlines,
    ChapterStories,
    ChapterSignOff,
    ReasonTime,
    ReasonHeadline,
    ReasonShortened,
    ReasonCut,
    ReasonSilent,
    NoteRepair,
    NoteReading,
    ProblemContinued,
    ProblemCut,
    ProblemTeaser,
    Untitled,
}

/// A file of links: the general lines, and bridges for single sections.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct LinksFile {
    lines: BTreeMap<Link, Vec<Spanned<String>>>,
    bridges: BTreeMap<String, Vec<Spanned<String>>>,
}

/// The words in braces that lines have.
const WORDS: [&str; 35] = [
    "agency",
    "again",
    "all",
    "article",
    "characters",
    "date",
    "first",
    "hour",
    "interview",
    "label",
    "last",
    "left",
    "lunar",
    "minutes",
    "number",
    "own",
    "page",
    "paper",
    "partly",
    "place",
    "problem",
    "reporters",
    "section",
    "several",
    "slip",
    "speaker",
    "spoken",
    "stories",
    "tables",
    "text",
    "title",
    "titles",
    "total",
    "trained",
    "weekday",
];

/// The links of one language.
#[derive(Debug)]
pub(super) struct Links {
    lines: BTreeMap<Link, Vec<String>>,
    bridges: BTreeMap<String, Vec<String>>,
    environment: Environment<'static>,
}

impl Links {
    /// The built-in links in the characters of the paper, with the listener's own lines from `own` in their place.
    ///
    /// # Errors
    /// A file that cannot be read, or a line in it that is unknown.
    pub fn load(language: Language, hanzi: Hanzi, own: Option<&Path>) -> Result<Self, Error> {
        let built_in = match language {
            Language::Zh => parse_settings::<LinksFile>(include_str!("zh.toml"), Path::new("links/zh.toml"))?,
            Language::En => parse_settings(include_str!("en.toml"), Path::new("links/en.toml"))?,
        };
        let environment = text::sentences();
        let own = own.map(|path| own_links(path, &environment)).transpose()?.unwrap_or_default();
        let LinksFile { mut lines, mut bridges } = built_in;
        for template in lines.values_mut().chain(bridges.values_mut()).flatten() {
            *template.get_mut() = hanzi.write(template.get_ref());
        }
        lines.extend(own.lines.into_iter().filter(|(_, variants)| !variants.is_empty()));
        bridges.extend(own.bridges.into_iter().filter(|(_, variants)| !variants.is_empty()));
        Ok(Self { lines: plain(lines), bridges: plain(bridges), environment })
    }

    /// A line's words. `turn` counts its uses: where a line has variants, they take turns.
    ///
    /// # Errors
    /// A template that is broken, or asks for a word that this line does not have.
    pub fn say(&self, link: Link, turn: usize, words: Value) -> Result<String, Error> {
        let variants = self.lines.get(&link).map_or(&[][..], Vec::as_slice);
        self.render(&format!("{link:?}"), variants, turn, words)
    }

    /// Whether the bridge into a section is one of the general ones.
    pub fn takes_turns(&self, section: &str) -> bool {
        !self.bridges.contains_key(section)
    }

    /// The bridge into a section: its own words where it has some, else the general ones.
    ///
    /// # Errors
    /// As [`Self::say`].
    pub fn bridge(&self, section: &str, turn: usize, words: Value) -> Result<String, Error> {
        match self.bridges.get(section) {
            Some(variants) => self.render(section, variants, 0, words),
            None => self.say(Link::Bridge, turn, words),
        }
    }

    fn render(&self, name: &str, variants: &[String], turn: usize, words: Value) -> Result<String, Error> {
        let Some(template) = variants.get(turn % variants.len().max(1)) else { return Ok(String::new()) };
        self.fill(name, template, words)
    }

    /// A template's words; `name` is for the error.
    ///
    /// # Errors
    /// As [`Self::say`].
    pub fn fill(&self, name: &str, template: &str, words: Value) -> Result<String, Error> {
        let rendered = self.environment.render_str(template, words);
        let text = rendered.map_err(|error| Error::Link {
            template: template.to_owned(),
            message: format!("{name}: {error:#}"),
        })?;
        Ok(one_mark(text.trim()))
    }
}

/// A listener's own links, each tried before anything is said.
fn own_links(path: &Path, environment: &Environment<'_>) -> Result<LinksFile, Error> {
    let text = super::settings::read_file(path)?;
    let own: LinksFile = parse_settings(&text, path)?;
    for template in own.lines.values().chain(own.bridges.values()).flatten() {
        if let Err(message) = sound(template.get_ref(), environment) {
            return Err(SettingsError::at(path, &text, template.span().start, message).into());
        }
    }
    Ok(own)
}

/// Whether a template can be understood, and asks only for words that there are.
fn sound(template: &str, environment: &Environment<'_>) -> Result<(), String> {
    let parsed = environment
        .template_from_str(template)
        .map_err(|error| format!("the line `{template}` cannot be understood: {error}"))?;
    let mut unknown: Vec<String> = parsed.undeclared_variables(false).into_iter().collect();
    unknown.retain(|word| !WORDS.contains(&word.as_str()));
    unknown.sort();
    match unknown.first() {
        None => Ok(()),
        Some(word) => {
            let near = nearest(word, WORDS).map_or(String::new(), |near| format!("; did you mean `{near}`?"));
            Err(format!("the line `{template}` asks for `{word}`, a word that no line has{near}"))
        }
    }
}

fn plain<K: Ord>(lines: BTreeMap<K, Vec<Spanned<String>>>) -> BTreeMap<K, Vec<String>> {
    let inner = |variants: Vec<Spanned<String>>| variants.into_iter().map(Spanned::into_inner).collect();
    lines.into_iter().map(|(key, variants)| (key, inner(variants))).collect()
}

/// A line whose words bring their own mark at the end (Ore., 能领吗？) without the template's behind it.
fn one_mark(text: &str) -> String {
    let mut rest = text.chars().rev();
    match (rest.next(), rest.next()) {
        (Some('。' | '；'), Some('。' | '？' | '！' | '…')) | (Some('.'), Some('?' | '!' | '.' | '…')) => {
            text.chars().take(text.chars().count() - 1).collect()
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use minijinja::context;

    use super::*;

    /// Every word that any line may ask for.
    fn words(yes: bool) -> Value {
        let name = if yes { "读者林一" } else { "" };
        context! {
            first => yes, last => !yes, several => yes, again => yes, own => yes, interview => yes,
            hour => if yes { Value::from(7) } else { Value::from(()) }, lunar => name, weekday => "一", date => "3月2日",
            paper => name, agency => "AP", place => "柳镇", reporters => name, speaker => name, label => "a", section => "b",
            page => name, text => "c", title => "d", titles => "e", slip => "f", problem => "g",
            stories => 2, tables => usize::from(yes), number => 1, total => 2, characters => 3, spoken => name, left => 4,
            written => yes, article => yes, all => yes, minutes => if yes { 1 } else { 23 }, trained => yes, partly => yes,
        }
    }

    #[test]
    fn every_line_that_comes_with_the_program_can_be_said() {
        for language in [Language::Zh, Language::En] {
            let links = Links::load(language, Hanzi::Simplified, None).unwrap();
            for template in links.lines.values().chain(links.bridges.values()).flatten() {
                for yes in [true, false] {
                    let said = links.environment.render_str(template, words(yes));
                    assert!(said.is_ok(), "{template}: {}", said.unwrap_err());
                }
            }
        }
    }

    #[test]
    fn a_broken_line_of_ones_own_is_named_with_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("my.toml");
        let error = |line: &str| {
            std::fs::write(&path, format!("[lines]\ngreeting = [\"{line}\"]\n")).unwrap();
            Links::load(Language::Zh, Hanzi::Simplified, Some(&path)).unwrap_err().to_string()
        };
        let unknown = error("早，{{ papr }}");
        assert!(unknown.contains("my.toml, line 2, column 13"), "{unknown}");
        assert!(unknown.contains("did you mean `paper`?"), "{unknown}");
        assert!(error("早{% if %}").contains("line 2, column 13"));
    }

    #[test]
    fn a_line_ends_with_one_mark() {
        for (text, said) in [
            ("From Salem, Ore..", "From Salem, Ore."),
            ("补贴还能领吗？；", "补贴还能领吗？"),
            ("Who pays?.", "Who pays?"),
            ("再见！", "再见！"),
            ("记者甲报道。", "记者甲报道。"),
        ] {
            assert_eq!(one_mark(text), said);
        }
    }

    #[test]
    fn a_reader_is_called_a_reader_once() {
        let links = Links::load(Language::Zh, Hanzi::Simplified, None).unwrap();
        let letter = |reporters: &str| links.say(Link::Letter, 0, context! { reporters }).unwrap();
        assert_eq!(letter("读者林一"), "读者林一来信。");
        assert_eq!(letter("林一"), "读者林一来信。");
    }
}

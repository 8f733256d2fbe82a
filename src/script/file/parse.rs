//! Reading a script file back, with every mistake named by line and column.

use std::collections::BTreeSet;
use std::path::Path;

use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

use super::mark::{AUTO, fingerprint};
use super::reading;
use crate::files::{SettingsError, nearest, parse_settings, sense};
use crate::model::{
    ArticleId, Chapter, Language, LeftOut, Millis, Role, Script, Segment, SegmentId, Spoken, SpokenCoverage,
};
use crate::reading::Reader;
use crate::script::story::characters;
use crate::script::{Error, language, sentences};

/// The pause after a line that names none.
const PAUSE: Millis = Millis(350);
/// The longest pause, in milliseconds: a longer one is a slip of the hand.
const LONGEST_PAUSE: u64 = 600_000;
/// The longest segment, in characters, that is read as it stands; a longer one becomes several of the other length.
pub(in crate::script) const LONGEST_SEGMENT: usize = 2_000;
const LONGEST_PART: usize = 200;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawScript {
    title: Spanned<String>,
    date: Spanned<String>,
    language: Language,
    #[serde(default)]
    unreached: Vec<String>,
    #[serde(default)]
    chapters: Vec<RawChapter>,
    #[serde(default)]
    left_out: Vec<RawLeftOut>,
    #[serde(default)]
    segments: Vec<RawSegment>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawChapter {
    title: Spanned<String>,
    level: Spanned<u8>,
    article: Option<ArticleId>,
    page: Option<String>,
    url: Option<String>,
    picture: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLeftOut {
    article: ArticleId,
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSegment {
    id: Option<Spanned<String>>,
    #[serde(default)]
    role: Role,
    article: Option<Spanned<ArticleId>>,
    chapter: Option<Spanned<usize>>,
    written: Spanned<String>,
    spoken: Option<Spanned<String>>,
    pause_after_ms: Option<Spanned<u64>>,
    voice: Option<Spanned<String>>,
}

/// Reads a script file; `path` is only for errors, and `voice` tells what is wrong with the name of a voice.
///
/// Chapters follow the segments: they come in the order in which segments first name them, and a chapter
/// without a segment falls away. What a line leaves out is filled in: its id from its words, its chapter from
/// the line before, its spoken form by reading it.
///
/// # Errors
/// The first mistake, with its line and column: syntax, an unknown key, an id used twice, an empty segment, a
/// chapter that is not there or begins twice, a story that no chapter tells, a voice that is not there.
pub fn parse(
    text: &str,
    path: &Path,
    reader: &Reader,
    voice: &dyn Fn(&str) -> Result<(), String>,
) -> Result<Script, Error> {
    let file = File { text, path };
    let raw: RawScript = parse_settings(text, path)?;
    let date = date(&file, &raw)?;
    let (numbers, chapters) = chapters(&file, &raw)?;
    let languages = language::of_articles(
        raw.segments
            .iter()
            .filter_map(|line| Some((line.article.as_ref()?.get_ref(), line.written.get_ref().as_str()))),
    );
    // A chapter without a segment falls away, and its story is told nowhere then.
    let told: BTreeSet<ArticleId> = chapters.iter().filter_map(|chapter| chapter.article.clone()).collect();
    let mut ids = BTreeSet::new();
    let mut segments = Vec::with_capacity(raw.segments.len());
    for (line, chapter) in raw.segments.into_iter().zip(numbers) {
        let written = file.words(&line.written)?;
        let language = match &line.article {
            Some(article) => languages.get(article.get_ref()).copied().unwrap_or(raw.language),
            None => language::of_link(&written, raw.language),
        };
        file.check(&line, &told, voice)?;
        let mut parts = parts(&written, language);
        let last = parts.pop().unwrap_or_default();
        for (number, part) in parts.into_iter().enumerate() {
            let spoken = reader.read(part, language);
            // Words that come again and again must not make a long search for a name of their own.
            let id = file.id(None, &format!("{number} {part}"), &mut ids)?;
            segments.push(segment(&line, id, chapter, part, spoken, language));
        }
        let id = file.id(line.id.as_ref(), &written, &mut ids)?;
        let spoken = file.spoken(&line, last, language, reader)?;
        let mut segment = segment(&line, id, chapter, last, spoken, language);
        segment.pause_after = line.pause_after_ms.map_or(PAUSE, |pause| Millis(pause.into_inner()));
        segments.push(segment);
    }
    let left_out = raw.left_out.into_iter();
    Ok(Script {
        title: raw.title.into_inner(),
        date,
        language: raw.language,
        coverage: coverage(&segments),
        segments,
        chapters,
        left_out: left_out
            .map(|RawLeftOut { article, reason }| LeftOut { article, reason, characters: 0 })
            .collect(),
        unreached: raw.unreached,
        problems: Vec::new(),
        notes: Vec::new(),
    })
}

/// The day of a script whose titles are such and that has something to speak.
fn date(file: &File<'_>, raw: &RawScript) -> Result<Date, Error> {
    let date: Date = raw.date.get_ref().parse().map_err(|_| {
        file.mistake(&raw.date, format!("`{}` is no date; write it as 2026-03-01", raw.date.get_ref()))
    })?;
    sense::day(date).map_err(|why| file.mistake(&raw.date, why))?;
    for title in std::iter::once(&raw.title).chain(raw.chapters.iter().map(|chapter| &chapter.title)) {
        sense::line(title.get_ref().clone(), "a title").map_err(|why| file.mistake(title, why))?;
    }
    if raw.segments.is_empty() {
        let message = "there are no [[segments]] to speak".into();
        return Err(SettingsError::at(file.path, file.text, file.text.len(), message).into());
    }
    Ok(date)
}

/// All that a script file tells of the page: the words of its stories, all of them spoken.
fn coverage(segments: &[Segment]) -> SpokenCoverage {
    let stories = segments.iter().filter(|segment| segment.article.is_some());
    let spoken = stories.map(|segment| characters(&segment.written)).sum();
    SpokenCoverage { characters: spoken, spoken, skipped: 0 }
}

/// For each segment the number of its chapter, and the chapters in the order of their first segments.
fn chapters(file: &File<'_>, raw: &RawScript) -> Result<(Vec<usize>, Vec<Chapter>), Error> {
    let mut order: Vec<usize> = Vec::new();
    let mut numbers = Vec::with_capacity(raw.segments.len());
    for line in &raw.segments {
        if let Some(named) = &line.chapter {
            let number = *named.get_ref();
            if number >= raw.chapters.len() {
                let count = raw.chapters.len();
                let message =
                    format!("chapter {number} is not there: {count} [[chapters]] are, counted from 0");
                return Err(file.mistake(named, message).into());
            }
            if order.last() != Some(&number) {
                if order.contains(&number) {
                    let message =
                        format!("chapter {number} begins a second time; keep its segments together");
                    return Err(file.mistake(named, message).into());
                }
                order.push(number);
            }
        }
        if order.is_empty() {
            return Err(file.mistake(&line.written, "the first segment needs a chapter".into()).into());
        }
        numbers.push(order.len() - 1);
    }
    let mut chapters = Vec::with_capacity(order.len());
    for chapter in order.iter().filter_map(|&number| raw.chapters.get(number)) {
        let level = *chapter.level.get_ref();
        let known = matches!(level, 1 | 2);
        if !known || (chapters.is_empty() && level == 2) {
            let message = if known { "the first chapter has level 1" } else { "a level is 1 or 2" };
            return Err(file.mistake(&chapter.level, message.into()).into());
        }
        let RawChapter { title, article, page, url, picture, .. } = chapter;
        chapters.push(Chapter {
            title: title.get_ref().clone(),
            level,
            article: article.clone(),
            page: page.clone(),
            url: url.clone(),
            picture: picture.clone(),
        });
    }
    Ok((numbers, chapters))
}

/// A segment longer than any sentence is parted as a page's sentences are, or reading it would fill the memory.
fn parts(written: &str, language: Language) -> Vec<&str> {
    if written.chars().nth(LONGEST_SEGMENT).is_none() {
        return vec![written];
    }
    sentences::split(written, language, LONGEST_PART)
}

/// A line as a segment that the next one follows without a pause.
fn segment(
    line: &RawSegment,
    id: SegmentId,
    chapter: usize,
    written: &str,
    spoken: Spoken,
    language: Language,
) -> Segment {
    Segment {
        id,
        role: line.role,
        article: line.article.as_ref().map(|article| article.get_ref().clone()),
        chapter,
        written: written.to_owned(),
        spoken,
        pause_after: Millis(0),
        language,
        voice: line.voice.as_ref().map(|voice| voice.get_ref().clone()),
        spans: Vec::new(),
    }
}

/// The file being read, for naming places in it.
struct File<'a> {
    text: &'a str,
    path: &'a Path,
}

impl File<'_> {
    fn mistake<T>(&self, at: &Spanned<T>, message: String) -> SettingsError {
        SettingsError::at(self.path, self.text, at.span().start, message)
    }

    /// Checks a segment's story, voice and pause.
    fn check(
        &self,
        line: &RawSegment,
        told: &BTreeSet<ArticleId>,
        voice: &dyn Fn(&str) -> Result<(), String>,
    ) -> Result<(), Error> {
        if let Some(article) = line.article.as_ref().filter(|article| !told.contains(article.get_ref())) {
            let name = article.get_ref();
            let near = nearest(&name.0, told.iter().map(|known| known.0.as_str()));
            let near = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
            return Err(self.mistake(article, format!("no chapter tells the story `{name}`{near}")).into());
        }
        if let Some(pause) = line.pause_after_ms.as_ref().filter(|pause| *pause.get_ref() > LONGEST_PAUSE) {
            let message = format!("a pause is {LONGEST_PAUSE} milliseconds, ten minutes, at most");
            return Err(self.mistake(pause, message).into());
        }
        match &line.voice {
            Some(name) => voice(name.get_ref()).map_err(|message| self.mistake(name, message).into()),
            None => Ok(()),
        }
    }

    /// The printed words of a segment, on one line.
    fn words(&self, written: &Spanned<String>) -> Result<String, Error> {
        let text = written.get_ref();
        if !text.chars().any(char::is_alphanumeric) {
            let message = "the segment is empty; give it words, or delete it".into();
            return Err(self.mistake(written, message).into());
        }
        Ok(text.trim_matches(['\n', '\r']).replace(['\n', '\r'], " "))
    }

    fn id(
        &self,
        given: Option<&Spanned<String>>,
        written: &str,
        ids: &mut BTreeSet<String>,
    ) -> Result<SegmentId, Error> {
        let Some(given) = given else {
            let name = format!("line-{}", fingerprint(written));
            let mut names = (2..).map(|count| format!("{name}-{count}"));
            let free = if ids.contains(&name) { names.find(|name| !ids.contains(name)) } else { Some(name) };
            let free = free.unwrap_or_default();
            ids.insert(free.clone());
            return Ok(SegmentId(free));
        };
        let id = given.get_ref();
        if id.trim().is_empty() {
            return Err(self.mistake(given, "the id is empty".into()).into());
        }
        if !ids.insert(id.clone()) {
            let message = format!("the id `{id}` is used twice; every segment needs its own");
            return Err(self.mistake(given, message).into());
        }
        Ok(SegmentId(id.clone()))
    }

    fn spoken(
        &self,
        line: &RawSegment,
        written: &str,
        language: Language,
        reader: &Reader,
    ) -> Result<Spoken, Error> {
        let Some(given) = &line.spoken else { return Ok(reader.read(written, language)) };
        let words = given.get_ref();
        if words.chars().nth(LONGEST_SEGMENT).is_some()
            || line.written.get_ref().chars().nth(LONGEST_SEGMENT).is_some()
        {
            let message = format!(
                "a segment with a spoken form of its own has {LONGEST_SEGMENT} characters at most; make several of it"
            );
            return Err(self.mistake(given, message).into());
        }
        let mark = self.mark(given);
        let untouched = mark.is_some_and(|(_, spoken)| spoken == fingerprint(words));
        if words.trim().is_empty() && !untouched {
            let message = "`spoken` is empty; delete the line to have `written` read".into();
            return Err(self.mistake(given, message).into());
        }
        if untouched && mark.is_some_and(|(print, _)| print != fingerprint(written)) {
            return Ok(reading::headline(reader, written, language));
        }
        let (mut spoken, differs) = reading::spoken_as(reader, written, words, language);
        if differs && !untouched {
            reading::mark_by_hand(&mut spoken);
        }
        Ok(spoken)
    }

    /// The two hashes in the comment behind a value.
    fn mark(&self, value: &Spanned<String>) -> Option<(&str, &str)> {
        let line = self.text.get(value.span().end..)?.lines().next()?;
        line.trim().strip_prefix(AUTO)?.trim().split_once('-')
    }
}

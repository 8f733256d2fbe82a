//! The edition as every format sees it: sections, stories, paragraphs and sentences with their times.
//!
//! Samples become milliseconds here, once, so that all formats say the same time.

use std::collections::HashSet;
use std::path::Path;

use jiff::Timestamp;
use serde::Serialize;

use super::about::About;
use super::waveform::Waveform;
use super::words::{Words, dated_title, speaker, words};
use super::{Error, sound};
use crate::files::FontFile;
use crate::model::{Clip, Edition, Language, Locale, Millis, Role, Samples, Segment, Spoken};

/// A pause at least this long ends a paragraph; between sentences it is shorter.
const PARAGRAPH_PAUSE: Millis = Millis(500);

/// A sentence and when it is heard.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sentence<'a> {
    /// Its place in the edition, from 1.
    pub number: usize,
    /// The segment's id.
    pub id: &'a str,
    /// The printed text.
    pub text: &'a str,
    /// Its language tag, where it is not the edition's.
    pub foreign: Option<&'static str>,
    /// The first sound.
    pub start: Millis,
    /// The last.
    pub end: Millis,
    /// The voice's name.
    pub voice: &'a str,
    /// Whose part it is, in the edition's language.
    pub speaker: &'static str,
    /// What the voice says.
    #[serde(skip)]
    pub spoken: &'a Spoken,
    /// When the syllables of its tokens begin, in order, where the voice tells.
    #[serde(skip)]
    pub starts: Vec<Start>,
    #[serde(skip)]
    role: Role,
    #[serde(skip)]
    pause: Millis,
}

/// When a syllable begins to be heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    /// Its token in the spoken form.
    pub token: usize,
    /// Which of the token's syllables it is, from 0.
    pub syllable: usize,
    /// When.
    pub time: Millis,
}

/// Sentences that stand together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Paragraph<'a> {
    /// Who speaks, where a reader needs to know: questions and answers.
    pub label: Option<&'static str>,
    /// Its sentences; never empty.
    pub sentences: Vec<Sentence<'a>>,
}

/// A chapter and what is in it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part<'a> {
    /// Its place in the edition, from 1.
    pub number: usize,
    /// Its title.
    pub title: &'a str,
    /// 1 for a section, 2 for a story.
    pub level: u8,
    /// Its mark.
    pub start: Millis,
    /// The next chapter's mark, or the end; of a section with stories, the next section's.
    pub end: Millis,
    /// Its length.
    pub length: Millis,
    /// Where its own first sentence begins, behind the bridge that may lead to it.
    pub said: Millis,
    /// Where its first sentence ends: the announcement, for skimming.
    pub skim: Millis,
    /// The printed page that begins with it, where it is the first story of a page whose number is known.
    pub page: Option<&'a str>,
    /// Whether its first paragraph is its title alone, so that a text needs no other heading.
    pub says_title: bool,
    /// What is said.
    pub paragraphs: Vec<Paragraph<'a>>,
}

impl<'a> Part<'a> {
    /// Its sentences in order.
    pub fn sentences(&self) -> impl Iterator<Item = &Sentence<'a>> {
        self.paragraphs.iter().flat_map(|paragraph| &paragraph.sentences)
    }
}

/// A chapter of the first level with the stories below it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Section<'a> {
    /// The section itself: its heading and the presenter's words.
    pub head: Part<'a>,
    /// Its stories.
    pub stories: Vec<Part<'a>>,
}

/// Where an edition's files go, and what they need besides the edition.
#[derive(Clone, Copy, Debug)]
pub struct Destination<'a> {
    /// The edition's folder while it is being built; the master lies in it already.
    pub folder: &'a Path,
    /// How the sound files are made.
    pub encoding: sound::Encoding<'a>,
    /// What the edition says of itself.
    pub about: &'a About,
    /// When its content last changed, `2024-11-27T22:00:00Z`.
    pub modified: Timestamp,
    /// Who checked that its books keep the rules of accessibility, where somebody did.
    pub certified_by: Option<&'a str>,
    /// Whether the audiobook is packed into one file after everything else.
    pub is_packed: bool,
    /// The user's cover.
    pub artwork: Option<&'a Path>,
    /// Fonts for the words on a drawn one.
    pub fonts: &'a [FontFile],
    /// The paper, or else the podcast.
    pub publisher: Option<&'a str>,
    /// What a person should know besides the takes' own problems.
    pub problems: &'a [String],
    /// What is not as in the edition that stood here before.
    pub changes: &'a [String],
}

/// An edition as its publications see it.
#[derive(Clone, Debug)]
pub struct Programme<'a> {
    /// The edition.
    pub edition: &'a Edition,
    /// Where it goes.
    pub target: Destination<'a>,
    /// Its length.
    pub length: Millis,
    /// Sections and stories in order.
    pub sections: Vec<Section<'a>>,
}

impl<'a> Programme<'a> {
    /// Lays the edition out.
    ///
    /// # Errors
    /// Where the edition's lists do not fit each other.
    pub fn new(edition: &'a Edition, target: Destination<'a>) -> Result<Self, Error> {
        let script = &edition.script;
        let fits = edition.cues.len() == script.segments.len()
            && edition.takes.len() == script.segments.len()
            && edition.chapters.len() == script.chapters.len()
            && script.segments.iter().all(|segment| segment.chapter < script.chapters.len());
        if !fits {
            return Err(Error::Setting(
                "the script does not fit its sound: each segment needs a take and a cue, each chapter a span; \
                 make the edition again"
                    .into(),
            ));
        }
        let length = edition.length.millis(edition.rate);
        Ok(Self { edition, target, length, sections: sections(parts(edition, target.about.locale)) })
    }

    /// Sections and stories in one row.
    pub fn parts(&self) -> impl Iterator<Item = &Part<'a>> {
        self.sections.iter().flat_map(|section| std::iter::once(&section.head).chain(&section.stories))
    }

    /// All sentences in the order of speaking.
    pub fn sentences(&self) -> impl Iterator<Item = &Sentence<'a>> {
        self.parts().flat_map(Part::sentences)
    }

    /// The stories; where there are none below sections, the sections.
    pub fn stories(&self) -> impl Iterator<Item = &Part<'a>> {
        let flat = self.sections.iter().all(|section| section.stories.is_empty());
        self.parts().filter(move |part| flat || part.level > 1)
    }

    /// The master's waveform and loudness curve.
    pub fn waveform(&self) -> Waveform {
        Waveform::of(&self.edition.levels)
    }

    /// The edition's main language.
    pub fn language(&self) -> Language {
        self.edition.script.language
    }

    /// How its text is written.
    pub fn locale(&self) -> Locale {
        self.target.about.locale
    }

    /// What its pages say.
    pub fn words(&self) -> &'static Words {
        words(self.locale())
    }

    /// The edition's title.
    pub fn title(&self) -> &'a str {
        &self.edition.script.title
    }

    /// Its title with its day, where a reader has many editions side by side.
    pub fn dated_title(&self) -> String {
        dated_title(self.title(), self.edition.script.date, self.language())
    }

    /// Its day, `2024-11-28`.
    pub fn date(&self) -> String {
        self.edition.script.date.to_string()
    }

    /// The paper, or else the podcast, or else the edition's title.
    pub fn publisher(&self) -> &'a str {
        self.target.publisher.unwrap_or(self.title())
    }
}

fn parts(edition: &Edition, locale: Locale) -> Vec<Part<'_>> {
    let time = |samples: Samples| samples.millis(edition.rate);
    let script = &edition.script;
    let pages = first_of_page(script.chapters.iter().map(|chapter| chapter.page.as_deref()));
    let mut parts: Vec<Part<'_>> = script
        .chapters
        .iter()
        .zip(&edition.chapters)
        .enumerate()
        .map(|(index, (chapter, span))| Part {
            number: index + 1,
            title: &chapter.title,
            level: chapter.level.clamp(1, 2),
            start: time(span.start),
            end: time(span.end),
            length: Millis(time(span.end).0.saturating_sub(time(span.start).0)),
            said: time(span.start),
            skim: time(span.start),
            page: pages[index],
            says_title: false,
            paragraphs: Vec::new(),
        })
        .collect();
    for (index, (segment, cue)) in script.segments.iter().zip(&edition.cues).enumerate() {
        let take = &edition.takes[index];
        let mut sentence =
            sentence(index + 1, segment, locale, &take.voice, (time(cue.start), time(cue.end)));
        sentence.starts = starts(segment, &take.clip, time(cue.start));
        let part = &mut parts[segment.chapter];
        if part.paragraphs.is_empty() {
            (part.said, part.skim) = (sentence.start, sentence.end);
        }
        add(&mut part.paragraphs, sentence, locale);
    }
    for part in &mut parts {
        part.says_title = says_title(part);
    }
    parts
}

/// Whether the first paragraph is the title, with or without a full stop.
fn says_title(part: &Part<'_>) -> bool {
    let bare = |text: &'_ str| text.trim().trim_end_matches(['。', '.']).to_owned();
    part.paragraphs.first().is_some_and(
        |first| matches!(first.sentences.as_slice(), [only] if bare(only.text) == bare(part.title)),
    )
}

fn sentence<'a>(
    number: usize,
    segment: &'a Segment,
    locale: Locale,
    voice: &'a str,
    (start, end): (Millis, Millis),
) -> Sentence<'a> {
    Sentence {
        number,
        id: &segment.id.0,
        text: &segment.written,
        foreign: (segment.language != locale.language()).then(|| segment.language.tag()),
        start,
        end,
        voice,
        speaker: speaker(segment.role, locale),
        spoken: &segment.spoken,
        starts: Vec::new(),
        role: segment.role,
        pause: segment.pause_after,
    }
}

/// A clip's marks as times, where the spoken form is of this very print.
fn starts(segment: &Segment, clip: &Clip, start: Millis) -> Vec<Start> {
    if segment.spoken.printed() != segment.written {
        return Vec::new();
    }
    let time = |at: Samples| Millis(start.0 + at.millis(clip.rate).0);
    let marks = clip.marks.iter();
    marks.map(|mark| Start { token: mark.token, syllable: mark.syllable, time: time(mark.at) }).collect()
}

/// Puts a sentence into the running paragraph, or begins one.
fn add<'a>(paragraphs: &mut Vec<Paragraph<'a>>, sentence: Sentence<'a>, locale: Locale) {
    let last = paragraphs.last().and_then(|paragraph| paragraph.sentences.last());
    let same_role = last.is_some_and(|last| last.role == sentence.role);
    let close = last.is_some_and(|last| last.pause < PARAGRAPH_PAUSE);
    match paragraphs.last_mut() {
        Some(paragraph) if same_role && close => paragraph.sentences.push(sentence),
        _ => {
            let talks = matches!(sentence.role, Role::Question | Role::Answer);
            let label = (talks && !same_role).then(|| speaker(sentence.role, locale));
            paragraphs.push(Paragraph { label, sentences: vec![sentence] });
        }
    }
}

/// Hangs the stories under their sections; a story before any section stands for itself.
fn sections(parts: Vec<Part<'_>>) -> Vec<Section<'_>> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    for part in parts {
        match sections.last_mut() {
            Some(section) if part.level > 1 => section.stories.push(part),
            _ => sections.push(Section { head: Part { level: 1, ..part }, stories: Vec::new() }),
        }
    }
    sections
}

/// The chapters that a printed page begins with: of each page the first that is told.
///
/// Stories are told in an order of their own, so a page's other stories may follow far behind; a reader who is told
/// “page 4” lands at the first.
fn first_of_page<'a>(pages: impl Iterator<Item = Option<&'a str>>) -> Vec<Option<&'a str>> {
    let mut known = HashSet::new();
    pages.map(|page| page.filter(|page| known.insert(*page))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_begins_with_the_first_of_its_stories() {
        let pages = [None, Some("1"), Some("4"), Some("1"), None, Some("4"), Some("A2")];
        let firsts = [None, Some("1"), Some("4"), None, None, None, Some("A2")];
        assert_eq!(first_of_page(pages.into_iter()), firsts);
    }
}

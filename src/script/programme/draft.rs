//! A script in the making: segments with their names, chapters, and what is left out.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use crate::model::{
    Article, ArticleId, Chapter, Language, LeftOut, Millis, Repair, Role, Segment, SegmentId, Span, Spoken,
};
use crate::reading::Reader;
use crate::script::file;

/// How a line is read.
#[derive(Clone, Copy, Debug)]
pub(super) enum Reading<'a> {
    /// As it stands.
    Plain,
    /// As a headline, with a comma heard at its spaces.
    Headline,
    /// With slips of the scanner mended.
    Mended(&'a [Repair]),
}

/// What a segment is called.
#[derive(Clone, Copy, Debug)]
pub(super) enum Name<'a> {
    /// A line of the presenter's, counted: `headline-3`.
    Counted(&'a str),
    /// A line that comes once: `bridge-民生`.
    Once(&'a str),
    /// A part of a story that comes once: `…-title`.
    Part(&'a ArticleId, &'static str),
    /// A sentence of a story, named by its words.
    Sentence(&'a ArticleId),
}

impl Name<'_> {
    fn article(&self) -> Option<&ArticleId> {
        match self {
            Self::Counted(_) | Self::Once(_) => None,
            Self::Part(article, _) | Self::Sentence(article) => Some(article),
        }
    }
}

/// A line to be said.
pub(super) struct Line<'a> {
    pub name: Name<'a>,
    pub role: Role,
    pub text: &'a str,
    pub language: Language,
    pub reading: Reading<'a>,
    pub pause: Millis,
    pub spans: &'a [Span],
}

/// A reader that remembers: the same sentence is read once, however often the programme is put together.
pub(super) struct Readings<'a> {
    reader: &'a Reader,
    known: RefCell<HashMap<(String, Language, bool), Spoken>>,
}

impl<'a> Readings<'a> {
    pub fn new(reader: &'a Reader) -> Self {
        Self { reader, known: RefCell::default() }
    }

    fn read(&self, line: &Line<'_>) -> Spoken {
        let reading = match line.reading {
            Reading::Mended(repairs) if !repairs.is_empty() => {
                return self.reader.read_repaired(line.text, line.language, repairs);
            }
            reading => reading,
        };
        let is_headline = matches!(reading, Reading::Headline);
        let key = (line.text.to_owned(), line.language, is_headline);
        if let Some(spoken) = self.known.borrow().get(&key) {
            return spoken.clone();
        }
        let spoken = if is_headline {
            file::headline(self.reader, line.text, line.language)
        } else {
            file::sentence(self.reader, line.text, line.language)
        };
        self.known.borrow_mut().insert(key, spoken.clone());
        spoken
    }
}

/// Segments, chapters and what is left out, as they come together.
pub(super) struct Draft<'a> {
    readings: &'a Readings<'a>,
    names: BTreeMap<String, usize>,
    pub segments: Vec<Segment>,
    pub chapters: Vec<Chapter>,
    pub left_out: Vec<LeftOut>,
    pub notes: Vec<String>,
}

impl<'a> Draft<'a> {
    pub fn new(readings: &'a Readings<'a>) -> Self {
        Self {
            readings,
            names: BTreeMap::new(),
            segments: Vec::new(),
            chapters: Vec::new(),
            left_out: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Begins a chapter of the presenter's; what is said from now on is in it.
    pub fn section(&mut self, title: String) {
        self.chapters.push(Chapter { title, level: 1, article: None, page: None, url: None, picture: None });
    }

    /// Begins a story's chapter.
    pub fn story(&mut self, story: &Article) {
        self.chapters.push(Chapter {
            title: chapter_title(story),
            url: story.url.clone(),
            picture: story.picture.clone(),
            level: 2,
            article: Some(story.id.clone()),
            page: story.page.clone(),
        });
    }

    /// Says a line. A line without a word is passed over.
    pub fn say(&mut self, line: &Line<'_>) {
        if !line.text.chars().any(char::is_alphanumeric) {
            return;
        }
        let segment = Segment {
            id: self.id(line),
            role: line.role,
            article: line.name.article().cloned(),
            chapter: self.chapters.len().saturating_sub(1),
            written: line.text.to_owned(),
            spoken: self.readings.read(line),
            pause_after: line.pause,
            language: line.language,
            voice: None,
            spans: line.spans.to_vec(),
        };
        self.segments.push(segment);
    }

    /// Lengthens the pause after what was said last.
    pub fn pause(&mut self, pause: Millis) {
        if let Some(last) = self.segments.last_mut() {
            last.pause_after = pause;
        }
    }

    /// A name that stays as long as the words do: a sentence is called after its story and a hash of its words.
    fn id(&mut self, line: &Line<'_>) -> SegmentId {
        let (name, always_counted) = match line.name {
            Name::Counted(name) => (name.to_owned(), true),
            Name::Once(name) => (name.to_owned(), false),
            Name::Part(article, part) => (format!("{article}-{part}"), false),
            Name::Sentence(article) => {
                let hash = blake3::hash(line.text.as_bytes()).to_hex();
                (format!("{article}-{}", &hash[..6]), false)
            }
        };
        let count = self.names.entry(name.clone()).or_default();
        *count += 1;
        SegmentId(if *count == 1 && !always_counted { name } else { format!("{name}-{count}") })
    }
}

/// A story's title in lists: one that was taken from the middle of a sentence of the text ends with an ellipsis.
fn chapter_title(story: &Article) -> String {
    let title = story.title.trim();
    let goes_on = |text: &str| {
        let rest = text.split_once(title).map_or("", |(_, rest)| rest);
        rest.starts_with(|c: char| c.is_alphanumeric() || "，、,—(（“《".contains(c))
            || rest.starts_with(' ') && !title.ends_with(['.', '!', '?', '。', '！', '？', '…'])
    };
    let is_taken = story.headline.is_none() && !title.ends_with('…');
    if is_taken && story.paragraphs.first().is_some_and(|first| goes_on(&first.text)) {
        return format!("{title}…");
    }
    story.title.clone()
}

//! Small scripts: a text that somebody typed, or a part of a longer script.

use jiff::civil::Date;

use super::sentences;
use crate::model::{Chapter, Language, Millis, Role, Script, Segment, SegmentId, SpokenCoverage};
use crate::reading::Reader;

/// Silence after a sentence.
const PAUSE: Millis = Millis(350);

/// The longest sentence that is spoken in one breath, in characters.
const LIMIT: usize = 300;

/// A script of one chapter that says a text; `None` where there is nothing to say.
pub fn of_text(text: &str, language: Language, reader: &Reader) -> Option<Script> {
    let lines = text.lines().flat_map(|line| sentences::split(line, language, LIMIT));
    let segments: Vec<Segment> = lines
        .map(str::trim)
        .filter(|sentence| sentence.chars().any(char::is_alphanumeric))
        .enumerate()
        .map(|(index, sentence)| Segment {
            id: SegmentId(format!("text-{}", index + 1)),
            role: Role::Anchor,
            article: None,
            chapter: 0,
            written: sentence.to_owned(),
            spoken: reader.read(sentence, language),
            pause_after: PAUSE,
            language,
            voice: None,
            spans: Vec::new(),
        })
        .collect();
    let title: String = segments.first()?.written.chars().take(30).collect();
    Some(Script {
        chapters: vec![Chapter {
            title: title.clone(),
            level: 1,
            article: None,
            page: None,
            url: None,
            picture: None,
        }],
        title,
        date: Date::default(),
        language,
        segments,
        left_out: Vec::new(),
        unreached: Vec::new(),
        coverage: SpokenCoverage::default(),
        problems: Vec::new(),
        notes: Vec::new(),
    })
}

/// The segments of a script that are wanted, with their chapters; `None` where none is.
pub fn excerpt(script: &Script, wanted: impl Fn(&Segment) -> bool) -> Option<Script> {
    let mut part =
        Script { segments: Vec::new(), chapters: Vec::new(), left_out: Vec::new(), ..script.clone() };
    let mut last = None;
    for segment in script.segments.iter().filter(|segment| wanted(segment)) {
        if last != Some(segment.chapter) {
            last = Some(segment.chapter);
            part.chapters.push(script.chapters.get(segment.chapter)?.clone());
        }
        part.segments.push(Segment { chapter: part.chapters.len() - 1, ..segment.clone() });
    }
    (!part.segments.is_empty()).then_some(part)
}

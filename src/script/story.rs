//! A story in sentences: who says each, and what is not said because the print breaks off.

use std::collections::BTreeMap;

use super::sentences::split;
use crate::model::{Article, Kind, Language, Paragraph, Repair, Role, Span};
use crate::script::words::lists;
use crate::text::is_han;

/// The longest segment, in characters: what listeners take in at once, and what transcripts can show.
const LONGEST_ZH: usize = 120;
/// The same in English.
const LONGEST_EN: usize = 300;

/// A sentence of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sentence {
    /// As printed, without blanks around it.
    pub written: String,
    /// Where it stands in the inputs.
    pub spans: Vec<Span>,
    /// Slips to mend in its spoken form, counted in `written`.
    pub repairs: Vec<Repair>,
    /// Whether it is only a part of a sentence that is too long for one breath.
    pub part: bool,
}

/// A paragraph of a story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Passage {
    /// The speaker, where another one than in the passage before begins to speak.
    pub speaker: Option<String>,
    /// Whose part it is.
    pub role: Role,
    /// Whether it is a note of the editor's, printed before or behind the story.
    pub note: bool,
    /// Whether it is the heading of a part of the story.
    pub subhead: bool,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
}

impl Passage {
    /// How many non-blank characters it holds.
    pub fn characters(&self) -> usize {
        self.sentences.iter().map(|sentence| characters(&sentence.written)).sum()
    }
}

/// What is spoken of a story's text, and what is not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Text {
    /// Its paragraphs.
    pub passages: Vec<Passage>,
    /// The unfinished end of a story that breaks off.
    pub tail: Option<String>,
    /// Signs that stand alone, without a word.
    pub silent: Option<String>,
}

/// How many characters of a text are not blank.
pub(super) fn characters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// Takes a story apart into sentences. The text of a story that breaks off ends with its last full sentence.
pub(super) fn text(article: &Article) -> Text {
    let roles = speakers(article);
    let mut text = Text::default();
    let mut before: Option<&str> = None;
    for paragraph in &article.paragraphs {
        let speaker = paragraph.speaker.as_deref();
        let role = match speaker {
            Some(name) => roles.get(name).copied().unwrap_or(Role::Answer),
            None if paragraph.is_subhead => Role::Anchor,
            None => prose_role(&paragraph.text),
        };
        let label = if speaker.is_none() { note_label(&paragraph.text) } else { None };
        let sentences = sentences(paragraph, label, language(&paragraph.text, article.language));
        if sentences.is_empty() {
            if !paragraph.text.trim().is_empty() {
                text.silent.get_or_insert_default().push_str(paragraph.text.trim());
            }
            continue;
        }
        let named = speaker.filter(|_| speaker != before).map(str::to_owned);
        before = speaker;
        let subhead = paragraph.is_subhead && speaker.is_none();
        text.passages.push(Passage { speaker: named, role, note: label.is_some(), subhead, sentences });
    }
    if !article.complete {
        text.tail = cut_tail(&mut text.passages);
    }
    text
}

/// English where a paragraph of a Chinese story is: the second half of what is told in both.
fn language(paragraph: &str, story: Language) -> Language {
    let han = paragraph.chars().filter(|&c| is_han(c)).count();
    let latin = paragraph.chars().filter(char::is_ascii_alphabetic).count();
    if latin > han * 10 { Language::En } else { story }
}

/// How many characters of a paragraph are the label of an editor's note, the marks around it included.
fn note_label(text: &str) -> Option<usize> {
    let opened = text.trim_start_matches(|c: char| c.is_whitespace() || "【[（(〔■◆●".contains(c));
    let lower = opened.to_lowercase();
    let label =
        lists().notes.iter().filter(|label| lower.starts_with(*label)).max_by_key(|label| label.len())?;
    let rest = &opened[label.len()..];
    let words = rest.trim_start_matches(|c: char| c.is_whitespace() || "】]）)〕：:—–-".contains(c));
    // Without a mark or a blank behind it, it is the beginning of a sentence: 编后记者又走访了现场。
    (words.len() < rest.len()).then(|| text[..text.len() - words.len()].chars().count())
}

/// An editor's note is the presenter's to read, a paragraph that is one quotation the quoted voice's.
fn prose_role(text: &str) -> Role {
    if note_label(text).is_some() {
        return Role::Anchor;
    }
    let inside = text.trim().strip_prefix('“').and_then(|text| text.strip_suffix('”'));
    if inside.is_some_and(|inside| !inside.contains(['“', '”'])) { Role::Quote } else { Role::Reporter }
}

/// Who asks and who answers: in an interview, the one whose turns end in a question mark asks.
fn speakers(article: &Article) -> BTreeMap<&str, Role> {
    let mut turns: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for paragraph in &article.paragraphs {
        if let Some(speaker) = paragraph.speaker.as_deref() {
            let (questions, all) = turns.entry(speaker).or_default();
            *questions += usize::from(paragraph.text.trim_end().ends_with(['？', '?']));
            *all += 1;
        }
    }
    let interviewer = |name: &str| lists().interviewers.contains(&name);
    // Where the print says who asks, an answer may well be a question back.
    let said = turns.keys().any(|name| interviewer(name));
    let asks = |name: &str, questions: usize, all: usize| interviewer(name) || !said && questions * 2 > all;
    let interview = article.kind == Kind::Interview || turns.len() > 1;
    let role = |name, (questions, all)| {
        if !interview {
            Role::Quote
        } else if asks(name, questions, all) {
            Role::Question
        } else {
            Role::Answer
        }
    };
    turns.into_iter().map(|(name, counts)| (name, role(name, counts))).collect()
}

/// The sentences of a paragraph. Signs without a word go with the sentence before them, or after them; a label of so
/// many characters stands alone.
fn sentences(paragraph: &Paragraph, label: Option<usize>, language: Language) -> Vec<Sentence> {
    let limit = match language {
        Language::Zh => LONGEST_ZH,
        Language::En => LONGEST_EN,
    };
    let mut pieces: Vec<(usize, String)> = Vec::new();
    let mut offset = label.unwrap_or(0);
    let words = paragraph.text.char_indices().nth(offset).map_or(paragraph.text.len(), |(at, _)| at);
    let (label, words) = paragraph.text.split_at(words);
    if !label.is_empty() {
        pieces.push((0, label.to_owned()));
    }
    let first = pieces.len();
    for piece in split(words, language, limit) {
        let has_word = |text: &str| text.chars().any(char::is_alphanumeric);
        match pieces.get_mut(first..).and_then(<[_]>::last_mut) {
            Some((_, last)) if !has_word(piece) || !has_word(last) => last.push_str(piece),
            _ => pieces.push((offset, piece.to_owned())),
        }
        offset += piece.chars().count();
    }
    let pieces = pieces.into_iter().filter(|(_, piece)| piece.chars().any(char::is_alphanumeric));
    pieces.map(|(offset, piece)| sentence(paragraph, offset, &piece)).collect()
}

fn sentence(paragraph: &Paragraph, offset: usize, piece: &str) -> Sentence {
    let written = piece.trim();
    let start = offset + piece.chars().take_while(|c| c.is_whitespace()).count();
    let end = start + written.chars().count();
    Sentence {
        spans: part_of(&paragraph.spans, start, end),
        repairs: repairs(&paragraph.repairs, start, end),
        part: !is_finished(written),
        written: written.to_owned(),
    }
}

/// The part of a paragraph's spans that characters `start..end` of its text stand in.
///
/// Offsets are exact where the spans are as long together as the text; where blanks of the input were
/// dropped they are as near as the spans tell.
fn part_of(spans: &[Span], start: usize, end: usize) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut before = 0;
    for span in spans {
        let length = span.end.saturating_sub(span.start);
        let from = start.max(before) - before;
        let to = end.min(before + length).saturating_sub(before);
        if from < to {
            parts.push(Span { source: span.source, start: span.start + from, end: span.start + to });
        }
        before += length;
    }
    parts
}

/// The repairs within characters `start..end`, counted from `start`.
fn repairs(repairs: &[Repair], start: usize, end: usize) -> Vec<Repair> {
    let inside = repairs.iter().filter(|repair| start <= repair.start && repair.end <= end);
    inside
        .map(|repair| Repair {
            start: repair.start - start,
            end: repair.end - start,
            spoken: repair.spoken.clone(),
        })
        .collect()
}

/// Takes the unfinished sentence off the end of a story; whole passages only where nothing in them is finished.
fn cut_tail(passages: &mut Vec<Passage>) -> Option<String> {
    let mut tail: Vec<String> = Vec::new();
    while let Some(last) = passages.last_mut() {
        while let Some(sentence) = last.sentences.pop_if(|sentence| !is_finished(&sentence.written)) {
            tail.push(sentence.written);
        }
        if !last.sentences.is_empty() {
            break;
        }
        passages.pop();
    }
    tail.reverse();
    (!tail.is_empty()).then(|| tail.concat())
}

/// Whether a text ends as a sentence ends.
pub(super) fn is_finished(text: &str) -> bool {
    let closed =
        text.trim_end().trim_end_matches(['”', '’', '"', '\'', '」', '』', '）', ')', '》', '】', ']']);
    closed.ends_with(['。', '！', '？', '.', '!', '?', '…', '；', ';'])
}

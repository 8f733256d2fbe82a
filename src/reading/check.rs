//! The last look at what was written: nothing left that no voice can say, and no Chinese character lost.

use super::piece::{Piece, Pieces, Span};
use super::text::{Text, is_hanzi, is_latin};
use super::{en, zh};
use crate::model::{Language, Say, Token};

/// Rules that may say other characters than the printed ones.
const FREE: [&str; 2] = ["lexicon", "markup"];

/// What could not be read as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    /// Stretches of the print that are read sign by sign, the first of them, with what was wrong.
    Mended(Vec<(String, Fault)>),
    /// Characters of which no reading is known, the first of them.
    Unread(Vec<String>),
}

/// What was wrong with a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    Unsayable,
    Foreign,
    Lost,
}

impl Problem {
    /// What the problem is and what to do, in a language.
    pub fn words(&self, language: Language) -> String {
        match (self, language) {
            (Self::Mended(places), Language::En) => {
                let list = |(print, fault): &(String, Fault)| format!("“{print}”: {}", fault.words(language));
                let places: Vec<String> = places.iter().map(list).collect();
                format!("read sign by sign, please check: {}", places.join("; "))
            }
            (Self::Mended(places), Language::Zh) => {
                let list = |(print, fault): &(String, Fault)| format!("“{print}”{}", fault.words(language));
                let places: Vec<String> = places.iter().map(list).collect();
                format!("已逐字读出，请核对：{}", places.join("；"))
            }
            (Self::Unread(words), Language::En) => {
                format!("no reading is known of {}; give it one in [lexicon.words]", words.join(", "))
            }
            (Self::Unread(words), Language::Zh) => {
                format!("不知道“{}”的读音，请在 [lexicon.words] 里注音", words.join("、"))
            }
        }
    }
}

impl Fault {
    fn words(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Unsayable, Language::En) => "a sign is left that no voice can say",
            (Self::Unsayable, Language::Zh) => "含有读不出的符号",
            (Self::Foreign, Language::En) => "letters of a script that no voice here can say",
            (Self::Foreign, Language::Zh) => "所用文字没有声音能读",
            (Self::Lost, Language::En) => "a Chinese character was lost",
            (Self::Lost, Language::Zh) => "漏读了汉字",
        }
    }
}

/// Checks the spans and puts the safe reading, sign by sign, in place of what is wrong. Returns what was wrong.
pub(super) fn mend(text: &Text<'_>, spans: &mut [Span]) -> Option<Problem> {
    let mut problems = Vec::new();
    let chinese = text.slice(0, text.len()).iter().any(|c| is_hanzi(*c));
    for span in spans {
        let Some(reason) = fault(text, span) else { continue };
        let print = text.printed(span.start, span.end);
        if problems.len() < 3 {
            let print: String = print.chars().take(20).collect();
            problems.push((print, reason));
        }
        span.pieces = safe(text, span, chinese);
        span.rule = Some("read sign by sign");
    }
    (!problems.is_empty()).then_some(Problem::Mended(problems))
}

/// The Chinese characters of which no reading is known; a voice may leave them out.
pub(super) fn unread(tokens: &[Token]) -> Option<Problem> {
    let unread = |token: &&Token| matches!(&token.say, Say::Mandarin(syllables) if syllables.is_empty());
    let words: Vec<String> = tokens.iter().filter(unread).map(|token| token.words.clone()).take(3).collect();
    (!words.is_empty()).then_some(Problem::Unread(words))
}

/// What is wrong with a span.
fn fault(text: &Text<'_>, span: &Span) -> Option<Fault> {
    let pieces = &span.pieces.0;
    let print = text.slice(span.start, span.end);
    if !pieces.iter().all(is_sayable) {
        return Some(Fault::Unsayable);
    }
    if span.rule.is_some_and(|rule| FREE.contains(&rule)) || span.rule.is_none() && !pieces.is_empty() {
        return None;
    }
    if pieces.is_empty() {
        return print.iter().any(|c| c.is_alphanumeric()).then_some(Fault::Foreign);
    }
    let mut said: Vec<char> =
        pieces.iter().flat_map(|piece| piece.words().chars()).filter(|c| is_hanzi(*c)).collect();
    let lost = print.iter().filter(|c| is_hanzi(**c)).any(|c| match said.iter().position(|said| said == c) {
        Some(at) => {
            said.swap_remove(at);
            false
        }
        None => true,
    });
    lost.then_some(Fault::Lost)
}

/// Whether a piece holds only what its kind can say.
fn is_sayable(piece: &Piece) -> bool {
    match piece {
        Piece::Hanzi(words) => words.chars().all(|c| is_hanzi(c) || c == '々'),
        Piece::Letters(words) => words.chars().all(is_latin),
        Piece::English(words) => words.chars().all(|c| is_latin(c) || matches!(c, '\'' | '’' | '-')),
        Piece::Mark(..) => true,
    }
}

/// Hanzi as they are, digits and letters one by one, in Chinese where the text has any, and nothing else.
fn safe(text: &Text<'_>, span: &Span, chinese: bool) -> Pieces {
    text.slice(span.start, span.end).iter().fold(Pieces::new(), |pieces, &c| match c {
        _ if is_hanzi(c) => pieces.hanzi(&c.to_string()),
        _ if c.is_ascii_digit() && chinese => pieces.hanzi(&zh::digit(c)),
        _ if c.is_ascii_digit() => pieces.english(&en::digit(c)),
        _ if is_latin(c) => pieces.letters(&c.to_string()),
        _ => pieces,
    })
}

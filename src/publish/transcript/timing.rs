//! When each word of a sentence is said: told by the engine, or reckoned from how long words take to say.

use std::ops::Range;

use super::super::programme::Sentence;
use super::units;
use crate::model::{Millis, Say, Token};

/// How the times of a sentence's words are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timing {
    /// The engine told where each begins.
    Engine,
    /// Shared out by syllables, between what the engine told.
    Reckoned,
}

impl Timing {
    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Engine => "engine",
            Self::Reckoned => "reckoned",
        }
    }
}

/// A hanzi or a run of other characters that is heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands in the printed sentence, in bytes.
    pub place: Range<usize>,
    /// When it begins.
    pub start: Millis,
    /// When what follows begins.
    pub end: Millis,
    /// Whether it begins a word of the spoken form, rather than going on with one.
    pub begins: bool,
}

/// A part of a token that has a time of its own.
struct Piece {
    place: Range<usize>,
    begins: bool,
    /// How long it takes to say, in thirds of a syllable.
    beats: usize,
    start: Option<Millis>,
    heard: bool,
}

/// The words of a sentence in order; joined they are the sentence without its blanks and the marks that nobody says.
pub fn words(sentence: &Sentence<'_>) -> (Vec<Word>, Timing) {
    let pieces = pieces(sentence);
    let told = pieces.iter().filter(|piece| piece.heard).all(|piece| piece.start.is_some());
    let starts = starts(&pieces, sentence.start, sentence.end);
    let ends = starts.iter().skip(1).copied().chain([sentence.end]);
    let words = pieces.iter().zip(starts.iter().zip(ends)).filter(|(piece, _)| piece.heard);
    let words: Vec<Word> = words
        .map(|(piece, (&start, end))| Word { place: piece.place.clone(), start, end, begins: piece.begins })
        .collect();
    let timing = if told && !words.is_empty() { Timing::Engine } else { Timing::Reckoned };
    (words, timing)
}

fn pieces(sentence: &Sentence<'_>) -> Vec<Piece> {
    if sentence.spoken.printed() != sentence.text {
        return runs(sentence.text)
            .map(|place| {
                let run = &sentence.text[place.clone()];
                let heard = run.contains(char::is_alphanumeric);
                let beats = if units::has_hanzi(run) { 3 } else { run.len() };
                Piece { place, begins: true, beats, start: None, heard }
            })
            .collect();
    }
    let mut pieces: Vec<Piece> = Vec::new();
    let mut byte = 0;
    for (at, token) in sentence.spoken.tokens.iter().enumerate() {
        pieces.extend(of_token(sentence, at, byte));
        byte += token.printed.len();
        // What only the voice knows is said with the print before it.
        if let Some(last) = pieces.last_mut().filter(|_| token.printed.is_empty()) {
            last.beats += units::beats(token);
        }
    }
    pieces
}

/// The pieces of a token: its hanzi one by one where each is a syllable, else its runs; the whole where it is a mark.
fn of_token(sentence: &Sentence<'_>, at: usize, byte: usize) -> Vec<Piece> {
    let token = &sentence.spoken.tokens[at];
    let beats = units::beats(token);
    let heard = !matches!(token.say, Say::Silent | Say::Mark(_));
    let runs: Vec<Range<usize>> = runs(&token.printed).collect();
    let singly = runs.len() == syllables(token);
    let count = runs.len().max(1);
    let piece = |(number, run): (usize, Range<usize>)| {
        let own = told(sentence, at, number).filter(|_| singly || number == 0);
        Piece {
            place: byte + run.start..byte + run.end,
            begins: number == 0,
            // What cannot be divided goes to the first.
            beats: beats / count + if number == 0 { beats % count } else { 0 },
            start: own,
            heard,
        }
    };
    let mut pieces: Vec<Piece> = runs.into_iter().enumerate().map(piece).collect();
    if !singly && let Some(start) = told(sentence, at, 0) {
        share_out(&mut pieces, start, told_after(sentence, at).unwrap_or(sentence.end));
    }
    pieces
}

/// Gives each piece of a token whose beginning and end are told its part of that time.
fn share_out(pieces: &mut [Piece], start: Millis, end: Millis) {
    let count = pieces.len().max(1) as u64;
    for (number, piece) in pieces.iter_mut().enumerate() {
        let share = end.0.saturating_sub(start.0) * number as u64 / count;
        piece.start = Some(Millis(start.0 + share));
    }
}

fn syllables(token: &Token) -> usize {
    match &token.say {
        Say::Mandarin(syllables) => syllables.len(),
        _ => 0,
    }
}

/// When the engine says that a syllable of a token begins.
fn told(sentence: &Sentence<'_>, token: usize, syllable: usize) -> Option<Millis> {
    let at = sentence.starts.binary_search_by_key(&(token, syllable), |start| (start.token, start.syllable));
    Some(sentence.starts[at.ok()?].time)
}

/// When the engine says that the print behind a token begins.
fn told_after(sentence: &Sentence<'_>, token: usize) -> Option<Millis> {
    let is_printed =
        |at: usize| sentence.spoken.tokens.get(at).is_some_and(|token| !token.printed.is_empty());
    let after = sentence.starts.iter().find(|start| start.token > token && is_printed(start.token));
    after.map(|start| start.time)
}

/// Hanzi singly, everything else in runs; blanks part runs and belong to none.
fn runs(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = rest.find(|(_, c)| !c.is_whitespace())?;
        let mut end = start + first.len_utf8();
        while let Some((at, c)) =
            rest.next_if(|&(_, c)| !units::is_wide(first) && !units::is_wide(c) && !c.is_whitespace())
        {
            end = at + c.len_utf8();
        }
        Some(start..end)
    })
}

/// When each piece begins: as told, and between two that are told by how long the pieces take to say.
fn starts(pieces: &[Piece], first: Millis, end: Millis) -> Vec<Millis> {
    let mut starts = Vec::with_capacity(pieces.len());
    let mut from = (0, first);
    while starts.len() < pieces.len() {
        let at = starts.len();
        let next = (at + 1..pieces.len()).find(|&next| pieces[next].start.is_some()).unwrap_or(pieces.len());
        from.1 = pieces[at].start.unwrap_or(first).max(from.1).min(end);
        let until = pieces.get(next).and_then(|piece| piece.start).unwrap_or(end).clamp(from.1, end);
        let total = pieces[at..next].iter().map(|piece| piece.beats).sum::<usize>().max(1) as u64;
        let mut said = 0;
        for piece in &pieces[at..next] {
            starts.push(Millis(from.1.0 + (until.0 - from.1.0) * said / total));
            said += piece.beats as u64;
        }
        from = (next, until);
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(beats: usize, start: Option<u64>) -> Piece {
        Piece { place: 0..0, begins: true, beats, start: start.map(Millis), heard: true }
    }

    #[test]
    fn what_is_not_told_is_shared_out_between_what_is() {
        let pieces =
            [piece(3, None), piece(3, Some(200)), piece(6, None), piece(3, None), piece(3, Some(900))];
        let starts: Vec<u64> =
            starts(&pieces, Millis(100), Millis(1_000)).iter().map(|time| time.0).collect();
        assert_eq!(starts, [100, 200, 375, 725, 900]);
    }

    #[test]
    fn runs_are_single_hanzi_and_words_without_their_blanks() {
        let text = "用GPT-5 写 5.2%的字";
        let found: Vec<&str> = runs(text).map(|place| &text[place]).collect();
        assert_eq!(found, ["用", "GPT-5", "写", "5.2%", "的", "字"]);
    }
}

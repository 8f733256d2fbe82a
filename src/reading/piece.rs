//! What a rule writes: the pieces of speech that stand for a stretch of print.

use crate::model::Mark;

use super::text::is_latin;

/// A stretch of speech of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Chinese characters, still to be pronounced.
    Hanzi(String),
    /// Latin letters, said one by one.
    Letters(String),
    /// One English word.
    English(String),
    /// A pause, with the sign that stands for it in the spoken line.
    Mark(Mark, String),
}

impl Piece {
    /// The words that are heard.
    pub fn words(&self) -> &str {
        match self {
            Self::Hanzi(words) | Self::Letters(words) | Self::English(words) | Self::Mark(_, words) => words,
        }
    }
}

/// A row of pieces, built by the rules' writers. Empty where nothing is heard.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pieces(pub Vec<Piece>);

impl Pieces {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Chinese words alone.
    pub fn of_hanzi(words: String) -> Self {
        Self(vec![Piece::Hanzi(words)])
    }

    /// Adds Chinese words, close up to Chinese ones before.
    #[must_use]
    pub fn hanzi(mut self, words: &str) -> Self {
        match self.0.last_mut() {
            Some(Piece::Hanzi(last)) => last.push_str(words),
            _ if words.is_empty() => {}
            _ => self.0.push(Piece::Hanzi(words.to_owned())),
        }
        self
    }

    /// Adds letters to be said one by one.
    #[must_use]
    pub fn letters(mut self, words: &str) -> Self {
        self.0.push(Piece::Letters(words.to_owned()));
        self
    }

    /// Adds English words, one piece each.
    #[must_use]
    pub fn english(mut self, words: &str) -> Self {
        self.0.extend(words.split(' ').filter(|w| !w.is_empty()).map(|word| Piece::English(word.to_owned())));
        self
    }

    /// Adds a pause.
    #[must_use]
    pub fn mark(mut self, mark: Mark, sign: &str) -> Self {
        self.0.push(Piece::Mark(mark, sign.to_owned()));
        self
    }

    /// Adds what another writer made.
    #[must_use]
    pub fn and(mut self, more: Self) -> Self {
        for piece in more.0 {
            match piece {
                Piece::Hanzi(words) => self = self.hanzi(&words),
                other => self.0.push(other),
            }
        }
        self
    }

    /// Adds a phrase of a table: hanzi, capital letters to spell, English words in small ones.
    #[must_use]
    pub fn phrase(mut self, phrase: &str) -> Self {
        let mut rest = phrase;
        while let Some(first) = rest.chars().next() {
            let kind = |c: char| {
                if c == ' ' {
                    0
                } else if is_latin(c) || matches!(c, '-' | '\'') {
                    1
                } else {
                    2
                }
            };
            let end = rest.find(|c| kind(c) != kind(first)).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            self = match kind(first) {
                0 => self,
                1 if word.chars().all(char::is_uppercase) => self.letters(word),
                1 => self.english(word),
                _ => self.hanzi(word),
            };
            rest = after;
        }
        self
    }
}

/// A stretch of print and what is said for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// Its first character.
    pub start: usize,
    /// One past its last character.
    pub end: usize,
    /// What is said.
    pub pieces: Pieces,
    /// The rule that changed it; `None` where it is said as printed.
    pub rule: Option<&'static str>,
}

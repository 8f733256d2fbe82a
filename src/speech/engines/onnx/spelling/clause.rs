//! The clauses of a text, and the signs of their marks.

use crate::model::{Mark, Say, Spoken, Token};

/// A clause: what is said, and the mark behind it.
pub(super) struct Clause<'a> {
    pub tokens: Vec<&'a Token>,
    pub mark: Option<Mark>,
}

/// The clauses of a stretch; marks before its first word are not heard, and of several in a row the first is.
pub(super) fn clauses(spoken: &Spoken) -> Vec<Clause<'_>> {
    let mut clauses: Vec<Clause<'_>> = Vec::new();
    for token in &spoken.tokens {
        match (&token.say, clauses.last_mut()) {
            (Say::Silent, _) | (Say::Mark(_), None) => {}
            (Say::Mark(mark), Some(clause)) => {
                clause.mark.get_or_insert(*mark);
            }
            (_, Some(clause)) if clause.mark.is_none() => clause.tokens.push(token),
            _ => clauses.push(Clause { tokens: vec![token], mark: None }),
        }
    }
    clauses
}

/// A mark as models were taught it; a dash is one as eSpeak NG hears it.
pub(super) fn sign(mark: Mark) -> &'static str {
    match mark {
        Mark::Comma => ",",
        Mark::Semicolon | Mark::Dash => ";",
        Mark::Stop => ".",
        Mark::Question => "?",
        Mark::Exclamation => "!",
    }
}

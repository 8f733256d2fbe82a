//! The silences inside a sentence, where they are ours to make.

use crate::model::{Mark, Millis, Say, Spoken};

/// How long a mark between two words is heard.
pub(super) fn pause(mark: Mark) -> Millis {
    Millis(match mark {
        Mark::Stop | Mark::Question | Mark::Exclamation => 400,
        Mark::Semicolon => 320,
        Mark::Comma => 250,
        Mark::Dash => 120,
    })
}

/// The silence after a part of a sentence: that of its last mark, or of a word's end.
pub(super) fn pause_after(spoken: &Spoken) -> Millis {
    let last = spoken.tokens.iter().rev().find(|token| !matches!(token.say, Say::Silent));
    match last.map(|token| &token.say) {
        Some(Say::Mark(mark)) => pause(*mark),
        _ => Millis(60),
    }
}

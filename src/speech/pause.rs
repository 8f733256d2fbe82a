//! The silences inside a sentence, where they are ours to make.

use crate::model::{Mark, Millis};

/// How long a mark between two words is heard.
pub(super) fn pause(mark: Mark) -> Millis {
    Millis(match mark {
        Mark::Stop | Mark::Question | Mark::Exclamation => 400,
        Mark::Semicolon => 320,
        Mark::Comma => 250,
        Mark::Dash => 120,
    })
}

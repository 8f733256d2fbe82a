//! Signs: heard as a pause, or not at all.

use super::piece::{Pieces, Span};
use super::text::Text;
use crate::model::Mark;

/// The pause that a sign stands for.
pub(super) fn pause(sign: char) -> Option<Mark> {
    Some(match sign {
        '，' | '、' | ',' | '､' | '﹐' | '﹑' => Mark::Comma,
        '；' | '：' | ';' | ':' | '﹔' | '﹕' => Mark::Semicolon,
        '—' | '–' | '―' | '─' | '…' | '⋯' => Mark::Dash,
        '。' | '.' | '．' | '｡' => Mark::Stop,
        '？' | '?' => Mark::Question,
        '！' | '!' => Mark::Exclamation,
        _ => return None,
    })
}

/// Reads a sign: a run of the same pause is one, anything else is not heard.
pub(super) fn read(text: &Text<'_>, place: usize) -> Span {
    let first = text.at(place);
    match pause(first) {
        Some(mark) => {
            let end = text.run(place, usize::MAX, |c| c == first);
            let pieces = Pieces::new().mark(mark, text.printed(place, end));
            Span { start: place, end, pieces, rule: None }
        }
        None => Span { start: place, end: place + 1, pieces: Pieces::new(), rule: None },
    }
}

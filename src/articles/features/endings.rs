//! How a text ends: as a sentence does, or leading on.

use crate::articles::text::Text;

/// True where the last mark closes a sentence. Marks that lead on (：；，) do not.
pub fn is_finished(text: &Text) -> bool {
    let mut marks = text.chars().iter().rev().filter(|c| !c.is_whitespace());
    let Some(&last) = marks.next() else { return true };
    match last {
        '。' | '！' | '？' | '…' | '.' | '!' | '?' | '—' | '～' | '~' | '）' | ')' | '】' | ']' | '》' => {
            true
        }
        '”' | '’' | '"' | '\'' | '」' | '』' => {
            marks.next().is_none_or(|&c| !matches!(c, '，' | '、' | ','))
        }
        _ => false,
    }
}

/// A colon or a semicolon at a paragraph's end leads on to the next one without joining it.
pub fn leads_on(text: &Text) -> bool {
    text.chars().last().is_some_and(|c| "：；:;".contains(*c))
}

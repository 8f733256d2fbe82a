//! Words of others, made harmless for a terminal, a report or a page.

/// A text without what shows nothing and changes how the rest is shown: control characters (blanks and line ends apart),
/// marks that turn the direction of writing, invisible characters, and those that only tags and private agreements use.
pub fn plain(text: &str) -> String {
    text.chars().filter(|&c| !is_hidden(c)).collect()
}

/// Whether a character shows nothing of its own.
fn is_hidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c,
            // Soft hyphen; Arabic letter mark; the Mongolian separator.
            '\u{ad}' | '\u{61c}' | '\u{180e}'
            // Zero-width characters; marks, embeddings, overrides and isolates of direction; line separators; the
            // invisible operators.
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..='\u{10ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_turns_the_direction_or_moves_the_cursor() {
        assert_eq!(plain("a\u{202e}b\u{1b}[2J\u{9b}c\u{2066}\u{200b}\r\n\t新闻"), "ab[2Jc\n\t新闻");
    }
}

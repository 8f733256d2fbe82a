//! Words of servers and programs as they may stand in a message.

/// The longest part of somebody's own words that goes into a message, in characters.
pub(super) const LONGEST_QUOTE: usize = 200;

/// A text of others as one line without markup and without what would change how the rest is shown.
pub(super) fn one_line(text: &str) -> String {
    let blanks: String = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let mut plain = String::new();
    let mut in_tag = false;
    for c in crate::text::plain(&blanks).chars() {
        match c {
            '<' => in_tag = true,
            '>' if in_tag => {
                in_tag = false;
                plain.push(' ');
            }
            _ if !in_tag => plain.push(c),
            _ => {}
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same, short enough for a message.
pub(super) fn short_line(text: &str) -> String {
    shortened(one_line(text))
}

/// Cut to the length of a message.
pub(super) fn shortened(line: String) -> String {
    match line.char_indices().nth(LONGEST_QUOTE) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

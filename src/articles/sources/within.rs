//! HTML among Markdown: which lines are more of an element that was opened above them.

/// Elements that must be closed, and hold what stands on lines of its own. Those whose end may be left out say nothing
/// of what is open.
const ELEMENTS: [&str; 18] = [
    "article",
    "aside",
    "blockquote",
    "center",
    "details",
    "div",
    "dl",
    "figure",
    "footer",
    "header",
    "main",
    "nav",
    "ol",
    "section",
    "table",
    "ul",
    "hgroup",
    "picture",
];

/// How many elements are open at a place.
#[derive(Default)]
pub struct OpenElements(usize);

impl OpenElements {
    /// Takes a stretch of HTML: what it opens and closes.
    pub fn see(&mut self, html: &str) {
        let bytes = html.as_bytes();
        for (at, _) in html.match_indices('<') {
            let closes = bytes.get(at + 1) == Some(&b'/');
            let rest = &html[at + 1 + usize::from(closes)..];
            let length =
                rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.')).count();
            let name = &rest[..length];
            let is_component = name.starts_with(|c: char| c.is_ascii_uppercase())
                && name.contains(|c: char| c.is_ascii_lowercase());
            if !is_component && !ELEMENTS.iter().any(|element| name.eq_ignore_ascii_case(element)) {
                continue;
            }
            if closes {
                self.0 = self.0.saturating_sub(1);
            } else if !rest[length..].split(['<', '>']).next().is_some_and(|tag| tag.ends_with('/')) {
                self.0 += 1;
            }
        }
    }

    /// True where lines that are set in as code is, below other HTML, are more of it: an element is open, and they begin with
    /// a tag.
    pub fn go_on_in(&self, lines: &str) -> bool {
        let is_tag = lines.trim_start().strip_prefix('<').is_some_and(|rest| {
            rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'))
        });
        self.0 > 0 && is_tag
    }
}

//! The text of a message, and of messages within it. The parser loses count of such as stand directly within one another, so that they are closed
//! to it and opened one by one.

use std::borrow::Cow;
use std::sync::LazyLock;

use mail_parser::{Message, MessageParser, MimeHeaders, PartType};
use regex::bytes::Regex;

use crate::articles::text::is_letter;

/// A forwarded message is looked for in no more messages around it.
pub const DEEPEST: usize = 8;

/// What stands for the kind of a message while it is closed; as long as the kind.
const CLOSED: &[u8] = b"x-forward/mail";

/// The bytes of a message with those within it as parts that the parser does not look into.
pub fn closed(bytes: &[u8]) -> Cow<'_, [u8]> {
    static KINDS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?im)^(?P<field>content-type:[ \t\r\n]*)message/(?:rfc822|global)")
            .unwrap_or_else(|error| unreachable!("a pattern of the program's own: {error}"))
    });
    KINDS.replace_all(bytes, [b"${field}", CLOSED].concat())
}

/// The body of a message, else that of the first one within it that has one.
pub fn of(message: &Message<'_>, depth: usize) -> Option<(&'static str, String)> {
    let inner = || {
        let closed = message.parts.iter().filter(|part| {
            let kind = part.content_type();
            kind.is_some_and(|kind| kind.ctype() == "x-forward" && kind.subtype() == Some("mail"))
        });
        let mut parsed = closed.filter_map(|part| MessageParser::default().parse(part.contents()));
        parsed.find_map(|message| of(&message, depth - 1))
    };
    let own = own(message).map(|(kind, text)| (kind, opened(text)));
    if depth == 0 { own } else { own.or_else(inner) }
}

/// The HTML of a message, else its plain text; nothing where neither says anything.
fn own(message: &Message<'_>) -> Option<(&'static str, String)> {
    let html: Vec<&str> = message
        .html_bodies()
        .filter_map(|part| match &part.body {
            PartType::Html(html) => Some(html.as_ref()),
            _ => None,
        })
        .collect();
    if html.iter().any(|html| html.chars().any(is_letter)) {
        return Some(("html", html.concat()));
    }
    let text = message.text_bodies().filter_map(|part| match &part.body {
        PartType::Text(text) => Some(text.as_ref()),
        _ => None,
    });
    let text = text.collect::<Vec<_>>().join("\n\n");
    text.chars().any(is_letter).then_some(("text", text))
}

/// A text that prints what closed messages are called, as it was.
fn opened(text: String) -> String {
    if text.contains("x-forward/mail") { text.replace("x-forward/mail", "message/rfc822") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_within_messages_are_opened_one_by_one() {
        let head = "From: a@a.example\nSubject: s\nMIME-Version: 1.0\n";
        let forward = |inner: &str| format!("{head}Content-Type: message/rfc822\n\n{inner}");
        let deep = (0..3).fold(format!("{head}\nThe lock opens.\n"), |inner, _| forward(&inner));
        let parts = format!(
            "{head}Content-Type: multipart/mixed; boundary=BB\n\n--BB\nContent-Type: message/rfc822\n\n{deep}\n--BB\n\
             Content-Type: text/html\n\n<p>The bell rings.</p>\n--BB--\n"
        );
        let body_of = |mail: &str| {
            let closed = closed(mail.as_bytes());
            of(&MessageParser::default().parse(&*closed).unwrap(), DEEPEST)
        };
        assert_eq!(body_of(&deep).unwrap().1.trim(), "The lock opens.");
        assert_eq!(body_of(&parts).unwrap().1.trim(), "<p>The bell rings.</p>");
        let deeper = (0..500).fold(format!("{head}\nThe lock opens.\n"), |inner, _| forward(&inner));
        assert_eq!(body_of(&deeper), None);
    }
}

//! Forms that hold a whole page: some systems put all of a page's body into one, so that its buttons work.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

/// A form with less text than this, in letters, is a form.
const FEWEST: usize = 100;

/// The bytes where forms begin that hold most of a page's text.
pub fn of_pages(html: &str) -> Vec<usize> {
    let bytes = html.as_bytes();
    if !bytes.windows(5).any(|window| window.eq_ignore_ascii_case(b"<form")) {
        return Vec::new();
    }
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    // Of each form its beginning, and the letters before it and up to its end.
    let (mut open, mut found, mut all, mut silent) = (None, Vec::new(), 0_usize, 0_usize);
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) if is_silent(&tag.name) && !tag.self_closing => silent += 1,
            Token::EndTag(tag) if is_silent(&tag.name) => silent = silent.saturating_sub(1),
            // A form within a form is none.
            Token::StartTag(tag) if *tag.name == b"form" && open.is_none() => {
                open = Some((tag.span.start, all));
            }
            Token::EndTag(tag) if *tag.name == b"form" => {
                found.extend(open.take().map(|(start, before)| (start, all - before)));
            }
            Token::String(text) if silent == 0 => {
                all += String::from_utf8_lossy(&text.value).chars().filter(|c| c.is_alphanumeric()).count();
            }
            _ => {}
        }
    }
    found.extend(open.map(|(start, before)| (start, all - before)));
    found.retain(|(_, letters)| *letters >= FEWEST && letters * 2 > all);
    found.into_iter().map(|(start, _)| start).collect()
}

fn is_silent(name: &[u8]) -> bool {
    matches!(name, b"script" | b"style" | b"option" | b"noscript" | b"svg" | b"title")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_around_a_page_is_told_from_one_in_it() {
        let text = "The lock opens at six each morning. ".repeat(8);
        let page = format!("<body><form id=f><p>{text}</p></form><p>Foot</p>");
        assert_eq!(of_pages(&page), [6]);
        assert!(of_pages(&format!("<p>{text}</p><form><p>Your name, please</p></form>")).is_empty());
        assert!(of_pages("<form><p>Sign in</p></form>").is_empty());
        let options = format!("<p>Boats</p><form><select><option>{text}</option></select></form>");
        assert!(of_pages(&options).is_empty());
    }
}

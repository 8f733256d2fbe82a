//! The text of a page's article as Readability chooses it.

use dom_smoothie::{Config, Readability};

use super::head::Head;
use crate::articles::text::is_han;

/// Larger pages, and such that are nested deeper, are not asked.
const LARGEST: usize = 4 << 20;
const DEEPEST: usize = 400;
const MOST_ELEMENTS: usize = 60_000;

/// The article's text; `None` where none stands out.
pub fn chosen(html: &str, head: &Head) -> Option<String> {
    if html.len() > LARGEST || head.depth > DEEPEST {
        return None;
    }
    // A character of Chinese says as much as three or four of English.
    let han = html.chars().filter(|&c| is_han(c)).take(80).count();
    let threshold = if han >= 80 { 140 } else { 500 };
    let config = Config {
        char_threshold: threshold,
        disable_json_ld: true,
        max_elements_to_parse: MOST_ELEMENTS,
        ..Config::default()
    };
    let article = Readability::new(html, None, Some(config)).ok()?.parse().ok()?;
    let text = article.text_content.to_string();
    (!text.trim().is_empty()).then_some(text)
}

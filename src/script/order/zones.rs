//! The parts of an article, and what words in them count for.

use crate::model::Article;
use crate::text::simplified;

/// What the name of the page weighs, and what that of the column.
pub(super) const PAGE: f32 = 40.0;
pub(super) const COLUMN: f32 = 60.0;
/// How many characters of text count fully; the words of a longer one count for less each.
const TEXT: f32 = 400.0;

/// A part of an article, and what a word in it counts for.
pub(super) struct Zone {
    pub text: String,
    pub weight: f32,
    /// What it weighs as a name of a section.
    pub name: f32,
}

/// The parts of an article in which words are looked for.
pub(super) fn zones(article: &Article) -> Vec<Zone> {
    let zone = |text: &str, weight, name| Zone { text: plain(text), weight, name };
    let mut zones = vec![zone(&article.title, 4.0, 0.0), zone(&article.reporters.join(" "), 4.0, 0.0)];
    zones.extend(article.dateline.place.as_deref().map(|text| zone(text, 4.0, 0.0)));
    zones.extend(article.section.as_deref().map(|text| zone(text, 2.0, PAGE)));
    zones.extend(article.label.as_deref().map(|text| zone(text, 2.0, COLUMN)));
    zones.extend(article.kicker.as_deref().map(|text| zone(text, 2.0, 0.0)));
    zones.extend(article.subtitle.as_deref().map(|text| zone(text, 2.0, 0.0)));
    let mut texts = article.paragraphs.iter().map(|paragraph| paragraph.text.as_str());
    zones.extend(texts.next().map(|text| zone(text, 1.5 * long(text), 0.0)));
    let rest: String = texts.collect::<Vec<_>>().join("\n");
    zones.push(zone(&rest, long(&rest), 0.0));
    zones
}

/// A text in small letters and simplified characters, as the words are.
pub(super) fn plain(text: &str) -> String {
    text.to_lowercase().chars().map(simplified).collect()
}

/// What a word counts for in a text of that length.
fn long(text: &str) -> f32 {
    TEXT / TEXT.max(text.chars().count() as f32)
}

//! The W3C Pronunciation Lexicon Specification 1.0, as far as it carries pinyin and aliases.
//! <https://www.w3.org/TR/pronunciation-lexicon/>

use std::path::Path;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::files::SettingsError;

use super::Entry;

/// A word under construction.
#[derive(Default)]
struct Lexeme {
    offset: usize,
    graphemes: Vec<String>,
    entry: Entry,
    /// The alphabet of a phoneme that is no pinyin.
    foreign: Option<String>,
}

impl Lexeme {
    /// Its words with what is known of them, or why it cannot be read.
    fn words(
        self,
        at: &dyn Fn(usize, String) -> SettingsError,
    ) -> Result<impl Iterator<Item = (usize, String, Vec<Entry>)> + use<>, SettingsError> {
        let Self { offset, graphemes, entry, foreign } = self;
        if let (Some(alphabet), None, None) = (foreign, &entry.spoken, &entry.pinyin) {
            let message = format!(
                "phonemes in \"{alphabet}\" cannot be read; write pinyin with tone numbers and \
                 alphabet=\"x-pinyin\", or give an <alias>"
            );
            return Err(at(offset, message));
        }
        Ok(graphemes.into_iter().map(move |word| (offset, word, vec![entry.clone()])))
    }
}

/// The words of a file with their entries, each with its byte offset, in the order of the file.
pub fn read(text: &str, path: &Path) -> Result<Vec<(usize, String, Vec<Entry>)>, SettingsError> {
    let at = |offset: usize, message: String| SettingsError::at(path, text, offset, message);
    let mut reader = Reader::from_str(text);
    let mut alphabet = String::new();
    let mut own_alphabet = String::new();
    let mut is_preferred = false;
    let mut lexeme = Lexeme::default();
    let mut content = String::new();
    let mut words = Vec::new();
    let mut is_lexicon = false;
    loop {
        let offset = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        match reader.read_event().map_err(|error| at(offset, error.to_string()))? {
            Event::Start(tag) => {
                content.clear();
                match tag.local_name().as_ref() {
                    "lexicon" => {
                        is_lexicon = true;
                        alphabet = attribute(&tag, "alphabet").unwrap_or_default();
                    }
                    "lexeme" => lexeme = Lexeme { offset, ..Lexeme::default() },
                    "phoneme" | "alias" => {
                        own_alphabet = attribute(&tag, "alphabet").unwrap_or_else(|| alphabet.clone());
                        is_preferred = attribute(&tag, "prefer").is_some_and(|prefer| prefer == "true");
                    }
                    _ => {}
                }
            }
            Event::Text(words) => content.push_str(&words.xml10_content()),
            Event::CData(words) => content.push_str(&words.xml10_content()),
            Event::GeneralRef(reference) => {
                let named = quick_xml::escape::resolve_predefined_entity(&reference.xml10_content());
                let numbered = reference.resolve_char_ref().map_err(|error| at(offset, error.to_string()))?;
                content.extend(numbered);
                content.push_str(named.unwrap_or_default());
            }
            Event::End(tag) => {
                let value = content.trim().to_owned();
                match tag.local_name().as_ref() {
                    "grapheme" => lexeme.graphemes.push(value),
                    "alias" => take(&mut lexeme.entry.spoken, value, is_preferred),
                    "phoneme" if own_alphabet.contains("pinyin") => {
                        take(&mut lexeme.entry.pinyin, value, is_preferred);
                    }
                    "phoneme" => lexeme.foreign = Some(own_alphabet.clone()),
                    "lexeme" => {
                        words.extend(std::mem::take(&mut lexeme).words(&at)?);
                    }
                    _ => {}
                }
                content.clear();
            }
            Event::Eof if is_lexicon => return Ok(words),
            Event::Eof => {
                return Err(at(0, "this is no pronunciation lexicon: it has no <lexicon>".to_owned()));
            }
            _ => {}
        }
    }
}

/// Keeps the first of several pronunciations, or the one that is preferred.
fn take(kept: &mut Option<String>, value: String, is_preferred: bool) {
    if kept.is_none() || is_preferred {
        *kept = Some(value);
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = tag.try_get_attribute(name).ok().flatten()?;
    attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

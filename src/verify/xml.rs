//! Well-formed XML as a row of elements.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};

/// An element with its attributes and all the text inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// Its name, with its prefix.
    pub name: String,
    /// Its text, that of elements inside it included.
    pub text: String,
    attributes: BTreeMap<String, String>,
}

impl Element {
    /// An attribute; empty where it has none of the name.
    pub fn get(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }
}

const BEHIND: &str = "there is something outside its one element";

/// The elements of a document in the order of their beginnings.
///
/// # Errors
/// In words, where it is not well-formed or ends too early.
pub fn elements(xml: &str) -> Result<Vec<Element>, String> {
    let mut reader = Reader::from_str(xml);
    let mut elements: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let text = |elements: &mut Vec<Element>, open: &[usize], text: &str| {
        for &at in open {
            elements[at].text.push_str(text);
        }
    };
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(_) | Event::Empty(_) | Event::GeneralRef(_)
                if open.is_empty() && !elements.is_empty() =>
            {
                return Err(BEHIND.into());
            }
            Event::Text(part) if open.is_empty() && !part.trim().is_empty() => return Err(BEHIND.into()),
            Event::Start(tag) => {
                open.push(elements.len());
                elements.push(element(&tag)?);
            }
            Event::Empty(tag) => elements.push(element(&tag)?),
            Event::End(_) => {
                open.pop();
            }
            Event::Text(part) => text(&mut elements, &open, &part),
            Event::GeneralRef(entity) => {
                let character = entity.resolve_char_ref().map_err(|error| error.to_string())?;
                match (character, resolve_predefined_entity(&entity)) {
                    (Some(character), _) => text(&mut elements, &open, character.encode_utf8(&mut [0; 4])),
                    (None, Some(known)) => text(&mut elements, &open, known),
                    (None, None) => return Err(format!("the entity &{};", &*entity)),
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    match open.last() {
        Some(&at) => Err(format!("it ends inside <{}>", elements[at].name)),
        None if elements.is_empty() => Err("there is nothing in it".into()),
        None => Ok(elements),
    }
}

fn element(tag: &BytesStart<'_>) -> Result<Element, String> {
    let attributes = tag.attributes().map(|one| {
        let one = one.map_err(|error| error.to_string())?;
        let value = unescape(&one.value).map_err(|error| error.to_string())?;
        Ok((one.key.as_ref().to_owned(), value.into_owned()))
    });
    Ok(Element {
        name: tag.name().as_ref().to_owned(),
        text: String::new(),
        attributes: attributes.collect::<Result<_, String>>()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_element_has_the_text_of_those_inside_it() {
        let found = elements(r#"<a x="1 &lt; 2">one <b>&amp; two</b>&#33;</a>"#).unwrap();
        assert_eq!((found[0].get("x"), found[0].text.as_str()), ("1 < 2", "one & two!"));
        assert_eq!(found[1].text, "& two");
    }

    #[test]
    fn what_is_cut_short_is_refused() {
        for wrong in ["<a><b></b>", "<a></b>", "", "<a x=></a>", "<a/>x", "<a/><b/>"] {
            assert!(elements(wrong).is_err(), "{wrong}");
        }
    }
}

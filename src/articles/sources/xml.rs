//! XML as a tree whose texts know where they stand. quick-xml tells the pieces; no entity that a document defines itself
//! is expanded and nothing outside it is opened.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use super::mapped::Mapped;
use super::offsets::Offsets;

/// Elements are nested no deeper than this; what is deeper stands on the deepest level.
const DEEPEST: usize = 100;
/// A document has no more elements and texts than this.
const MOST: usize = 2_000_000;

/// An element.
#[derive(Debug, Default)]
pub struct Element<'a> {
    /// Its name's prefix, in small letters.
    pub prefix: String,
    /// Its name without the prefix, as written.
    pub name: String,
    attributes: Vec<Attribute>,
    /// What stands in it.
    pub children: Vec<Child<'a>>,
    /// The bytes between its tags.
    pub inner: Range<usize>,
}

/// An attribute.
#[derive(Debug)]
struct Attribute {
    name: String,
    value: String,
    /// The bytes between its quotation marks.
    raw: Range<usize>,
}

/// What stands in an element.
#[derive(Debug)]
pub enum Child<'a> {
    /// Another element.
    Element(Element<'a>),
    /// Text with entities, and the byte where it begins.
    Text(&'a str, usize),
    /// Text without entities, and the byte where it begins.
    Verbatim(&'a str, usize),
}

/// A document.
#[derive(Debug)]
pub struct Xml<'a> {
    /// Its root; without a name where there is none.
    pub root: Element<'a>,
    /// Where and why it could not be read to its end.
    pub damage: Option<String>,
}

impl<'a> Element<'a> {
    /// The value of an attribute, by its whole name.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|known| known.name == name).map(|known| known.value.as_str())
    }

    /// The value of an attribute that is print; `source` is the text that the document was read from.
    pub fn attribute_text(
        &self,
        name: &str,
        source: &str,
        base: u32,
        offsets: &Offsets<'_>,
    ) -> Option<Mapped> {
        let raw = self.attributes.iter().find(|known| known.name == name)?.raw.clone();
        let mut mapped = Mapped::default();
        decode(source.get(raw.clone())?, raw.start, &mut mapped, base, offsets);
        Some(mapped)
    }

    /// The elements in it.
    pub fn elements(&self) -> impl Iterator<Item = &Element<'a>> {
        self.children.iter().filter_map(|child| match child {
            Child::Element(element) => Some(element),
            _ => None,
        })
    }

    /// The elements of a name in it, whatever their prefix.
    pub fn all<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s Element<'a>> {
        self.elements().filter(move |element| element.name.eq_ignore_ascii_case(name))
    }

    /// The first element of a name in it.
    pub fn first(&self, name: &str) -> Option<&Element<'a>> {
        self.elements().find(|element| element.name.eq_ignore_ascii_case(name))
    }

    /// The first element of a path of names.
    pub fn at(&self, path: &[&str]) -> Option<&Element<'a>> {
        path.iter().try_fold(self, |element, name| element.first(name))
    }

    /// All elements of a name within it, however deep, in order; it may be one itself.
    pub fn find_all<'s>(&'s self, name: &str) -> Vec<&'s Element<'a>> {
        let mut found = Vec::new();
        let mut open = vec![self];
        while let Some(element) = open.pop() {
            if element.name.eq_ignore_ascii_case(name) {
                found.push(element);
            }
            let from = open.len();
            open.extend(element.elements());
            open[from..].reverse();
        }
        found
    }

    /// All text in it, decoded.
    pub fn text(&self, base: u32, offsets: &Offsets<'_>) -> Mapped {
        let mut mapped = Mapped::default();
        self.gather(&mut mapped, base, offsets);
        mapped
    }

    fn gather(&self, mapped: &mut Mapped, base: u32, offsets: &Offsets<'_>) {
        for child in &self.children {
            match child {
                Child::Element(element) => element.gather(mapped, base, offsets),
                text => text.print(mapped, base, offsets),
            }
        }
    }

    /// The text in it that stands in no other element of it, decoded.
    pub fn own_text(&self, base: u32, offsets: &Offsets<'_>) -> Mapped {
        let mut mapped = Mapped::default();
        self.children.iter().for_each(|child| child.print(&mut mapped, base, offsets));
        mapped
    }

    /// What it says, without places.
    pub fn string(&self) -> String {
        let mut mapped = Mapped::default();
        self.gather(&mut mapped, 0, &Offsets::new(""));
        mapped.text.trim().to_owned()
    }
}

impl Child<'_> {
    fn print(&self, mapped: &mut Mapped, base: u32, offsets: &Offsets<'_>) {
        match self {
            Self::Element(_) => {}
            Self::Text(text, start) => decode(text, *start, mapped, base, offsets),
            Self::Verbatim(text, start) => mapped.extend(text, base + offsets.of(*start)),
        }
    }
}

/// Decodes text with entities. Names that XML does not know stay as they are: HTML knows more of them.
fn decode(text: &str, start: usize, mapped: &mut Mapped, base: u32, offsets: &Offsets<'_>) {
    const LONGEST_NAME: usize = 12;
    let mut rest = text;
    let mut byte = start;
    while let Some(at) = rest.find('&') {
        mapped.extend(&rest[..at], base + offsets.of(byte));
        rest = &rest[at..];
        byte += at;
        let end = rest.bytes().take(LONGEST_NAME).position(|b| b == b';');
        let decoded = end.and_then(|end| Some((entity(&rest[1..end])?, end + 1)));
        let (c, length) = decoded.unwrap_or(('&', 1));
        mapped.push(c, base + offsets.of(byte));
        rest = &rest[length..];
        byte += length;
    }
    mapped.extend(rest, base + offsets.of(byte));
}

fn entity(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else {
        return resolve_predefined_entity(name).and_then(|text| text.chars().next());
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(number) => u32::from_str_radix(number, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code)
}

/// Reads a document, as far as it can be read.
pub fn read(text: &str) -> Xml<'_> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut tree = Tree { text, open: vec![Element::default()], too_deep: 0 };
    let position = |reader: &Reader<&[u8]>| usize::try_from(reader.buffer_position()).unwrap_or(text.len());
    let mut damage = None;
    for count in 0.. {
        let start = position(&reader);
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => {
                damage = Some(format!("{error}, at byte {start}"));
                break;
            }
        };
        let end = position(&reader);
        match event {
            Event::Start(tag) => tree.start(&tag, end),
            Event::Empty(tag) => {
                tree.start(&tag, end);
                tree.end(&local(tag.name().as_ref()), end);
            }
            Event::End(tag) => tree.end(&local(tag.name().as_ref()), start),
            Event::Text(_) | Event::GeneralRef(_) => tree.text(start, end),
            Event::CData(inner) => tree.verbatim(start, inner.len()),
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
        if count >= MOST {
            damage = Some(format!("it has more than {MOST} elements"));
            break;
        }
    }
    let was_open = tree.open.len() > 1;
    let root = tree.finish();
    Xml { root, damage: damage.or(was_open.then(|| "it ends before its last element does".to_owned())) }
}

/// The name of a document's root without its prefix; `None` where it does not begin as XML does.
pub fn root_name(text: &str) -> Option<&str> {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    while let Some((_, close)) =
        [("<?", "?>"), ("<!--", "-->"), ("<!", ">")].into_iter().find(|(open, _)| rest.starts_with(open))
    {
        // A document type may define entities between brackets.
        let inner =
            rest.find('[').filter(|open| rest.starts_with("<!D") && rest[..*open].find('>').is_none());
        let from = inner.map_or(Some(0), |open| rest[open..].find(']').map(|end| open + end))?;
        rest = rest[from + rest[from..].find(close)? + close.len()..].trim_start();
    }
    let name = rest.strip_prefix('<')?;
    let name = &name[..name.find(|c: char| c.is_whitespace() || "/>".contains(c))?];
    let name = name.rsplit(':').next()?;
    (!name.is_empty() && name.starts_with(char::is_alphabetic)).then_some(name)
}

/// `media:title`: its prefix in small letters and its name.
fn parts(name: &str) -> (String, String) {
    match name.split_once(':') {
        Some((prefix, name)) => (prefix.to_ascii_lowercase(), name.to_owned()),
        None => (String::new(), name.to_owned()),
    }
}

fn local(name: &str) -> String {
    parts(name).1
}

struct Tree<'a> {
    text: &'a str,
    open: Vec<Element<'a>>,
    /// How many elements were opened too deep to be kept.
    too_deep: usize,
}

impl<'a> Tree<'a> {
    fn start(&mut self, tag: &BytesStart<'_>, end: usize) {
        if self.open.len() >= DEEPEST {
            self.too_deep += 1;
            return;
        }
        let (prefix, name) = parts(tag.name().as_ref());
        let mut listed = tag.html_attributes();
        let attributes = listed.with_checks(false).flatten().map(|attribute| {
            let mut value = Mapped::default();
            decode(&attribute.value, 0, &mut value, 0, &Offsets::new(""));
            // A value is borrowed from the document, where its distance from the beginning is its place.
            let start = (attribute.value.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
            let raw = start..start.saturating_add(attribute.value.len());
            Attribute { name: attribute.key.as_ref().to_owned(), value: value.text, raw }
        });
        let attributes = attributes.collect();
        self.open.push(Element { prefix, name, attributes, children: Vec::new(), inner: end..end });
    }

    /// Ends the nearest open element of a name, and those within it; an end without a beginning ends nothing.
    fn end(&mut self, name: &str, at: usize) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        let Some(found) = self.open.iter().skip(1).rposition(|element| element.name == name) else { return };
        while self.open.len() > found + 1 {
            self.close(at);
        }
    }

    fn close(&mut self, at: usize) {
        if let Some(mut element) = self.open.pop() {
            element.inner.end = at.max(element.inner.start);
            self.add(Child::Element(element));
        }
    }

    fn add(&mut self, child: Child<'a>) {
        if let Some(top) = self.open.last_mut() {
            top.children.push(child);
        }
    }

    fn text(&mut self, start: usize, end: usize) {
        let Some(top) = self.open.last_mut() else { return };
        // Text and the entities in it are one.
        if let Some(Child::Text(text, from)) = top.children.last_mut()
            && *from + text.len() == start
        {
            *text = self.text.get(*from..end).unwrap_or(text);
        } else if let Some(text) = self.text.get(start..end) {
            top.children.push(Child::Text(text, start));
        }
    }

    fn verbatim(&mut self, start: usize, length: usize) {
        let start = start + "<![CDATA[".len();
        if let Some(text) = self.text.get(start..start + length) {
            self.add(Child::Verbatim(text, start));
        }
    }

    fn finish(mut self) -> Element<'a> {
        while self.open.len() > 1 {
            self.close(self.text.len());
        }
        let top = self.open.pop().unwrap_or_default();
        top.children
            .into_iter()
            .find_map(|child| match child {
                Child::Element(element) => Some(element),
                _ => None,
            })
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;

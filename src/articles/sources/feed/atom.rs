//! Atom 0.3 and 1.0.

use super::entry::{self, Entry};
use super::pictures;
use crate::articles::contents::{Contents, Item, SourceArticle};
use crate::articles::features::languages;
use crate::articles::input::Input;
use crate::articles::sources::bodies::{self, Body};
use crate::articles::sources::offsets::Offsets;
use crate::articles::sources::xml::{self, Child, Element};
use crate::articles::text::Text;
use crate::model::SkipReason;

/// True for a text whose root is that of a feed.
pub fn is_so(text: &str) -> bool {
    let names_atom = || text.contains("http://www.w3.org/2005/Atom");
    xml::root_name(text) == Some("feed") || xml::root_name(text) == Some("entry") && names_atom()
}

/// Reads a feed.
pub fn read(input: &Input, base: u32) -> Contents {
    let xml = xml::read(&input.text);
    let offsets = Offsets::new(&input.text);
    let reader = Reader { source: &input.text, base, offsets: &offsets };
    let language =
        ["xml:lang", "lang"].iter().find_map(|name| xml.root.attribute(name)).and_then(languages::of_tag);
    let mut contents = Contents { language, ..Contents::of("atom") };
    let mut titles = Vec::new();
    if xml.root.name == "entry"
        && let Ok(told) = reader.entry(&xml.root, &mut contents).settle(&mut contents)
    {
        contents.items.push(Item::Article(told));
        return super::close(contents, titles, xml.damage);
    }
    for element in xml.root.elements() {
        match element.name.to_ascii_lowercase().as_str() {
            "entry" => match reader.entry(element, &mut contents).settle(&mut contents) {
                Ok(told) => contents.items.push(Item::Article(told)),
                Err(told) => titles.push(*told),
            },
            "title" => {
                let title = reader.line(element);
                contents.name =
                    contents.name.take().or_else(|| Some(title.string())).filter(|name| !name.is_empty());
                contents.skip(SkipReason::Masthead, title);
            }
            _ => reader.each_text(element, &mut |text| contents.skip(SkipReason::Boilerplate, text)),
        }
    }
    super::close(contents, titles, xml.damage)
}

struct Reader<'a> {
    source: &'a str,
    base: u32,
    offsets: &'a Offsets<'a>,
}

impl Reader<'_> {
    fn entry(&self, element: &Element<'_>, contents: &mut Contents) -> Entry {
        let mut entry = Entry { summaries_are_parts: true, ..Entry::default() };
        entry.told.picture = pictures::of_entry(element);
        for field in element.elements() {
            let told = &mut entry.told;
            let is_own = matches!(field.prefix.as_str(), "" | "atom" | "a");
            match field.name.to_ascii_lowercase().as_str() {
                "title" if is_own && told.title.is_none() => told.title = Some(self.line(field)),
                "content" if is_own && entry.content.is_none() => entry.content = Some(self.body(field)),
                "summary" | "description" if is_own && entry.summary.is_none() => {
                    let (blocks, loose) = self.body(field);
                    contents.loose.extend(loose);
                    entry.summary = Some(field.text(self.base, self.offsets)).filter(|_| !blocks.is_empty());
                }
                "author" | "contributor" => self.author(field, told),
                "creator" => entry::author(told, &field.text(self.base, self.offsets)),
                "published" | "issued" | "created" => {
                    super::stamp(told, &field.text(self.base, self.offsets));
                }
                "updated" | "modified" | "date" => self.updated(field, element, told),
                "link" => {
                    let is_page = field.attribute("rel").is_none_or(|rel| rel == "alternate");
                    if let Some(href) = field.attribute("href").filter(|_| is_page && told.url.is_none()) {
                        told.url = Some(href.to_owned());
                    }
                }
                "category" if told.section.is_none() && field.children.is_empty() => {
                    let name = field.attribute("label").or_else(|| field.attribute("term"));
                    told.section = name.filter(|name| !name.contains("://")).map(Text::unprinted);
                }
                "source" => self.source(field, told),
                _ => self.each_text(field, &mut |text| told.skip(SkipReason::Boilerplate, text)),
            }
        }
        entry
    }

    /// The last change is when it came out, where nothing else says so.
    fn updated(&self, field: &Element<'_>, entry: &Element<'_>, told: &mut SourceArticle) {
        let has_other = ["published", "issued", "created"].iter().any(|name| entry.first(name).is_some());
        let text = field.text(self.base, self.offsets);
        if has_other {
            told.skip(SkipReason::Boilerplate, text.line());
        } else {
            super::stamp(told, &text);
        }
    }

    fn author(&self, field: &Element<'_>, told: &mut SourceArticle) {
        for part in field.elements() {
            let text = part.text(self.base, self.offsets);
            if part.name == "name" && field.name == "author" {
                entry::author(told, &text);
            } else {
                told.skip(SkipReason::Boilerplate, text.line());
            }
        }
    }

    /// Where an entry was taken from.
    fn source(&self, field: &Element<'_>, told: &mut SourceArticle) {
        for part in field.elements() {
            if part.name == "title" && told.agency.is_none() {
                told.agency = Some(self.line(part));
            } else {
                self.each_text(part, &mut |text| told.skip(SkipReason::Boilerplate, text));
            }
        }
    }

    fn line(&self, element: &Element<'_>) -> Text {
        bodies::line(&element.text(self.base, self.offsets))
    }

    fn body(&self, element: &Element<'_>) -> Body {
        let is_markup = element.children.iter().any(|child| matches!(child, Child::Element(_)));
        if is_markup {
            return bodies::markup(self.source, element.inner.clone(), self.base, self.offsets);
        }
        bodies::html_or_lines(&element.text(self.base, self.offsets))
    }

    /// The texts of an element and of those within it, one by one.
    fn each_text(&self, element: &Element<'_>, see: &mut dyn FnMut(Text)) {
        if element.elements().next().is_none() {
            see(self.line(element));
        }
        element.elements().for_each(|inner| self.each_text(inner, see));
    }
}

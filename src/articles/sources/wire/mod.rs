//! What agencies and libraries send: NITF, NewsML-G2 with NITF or XHTML inside, ninjs. Only items whose sender calls them
//! usable are read; of several versions of an item the last one counts, also where it takes the item back.

pub mod newsml;
pub mod ninjs;
pub mod nitf;
mod people;

use super::bodies;
use super::mapped::Mapped;
use super::offsets::Offsets;
use super::stamps;
use super::xml::Element;
use crate::articles::contents::SourceArticle;
use crate::articles::text::Text;
use crate::model::SkipReason;

/// Where the texts of a document stand.
#[derive(Clone, Copy)]
struct Source<'a> {
    text: &'a str,
    base: u32,
    offsets: &'a Offsets<'a>,
}

impl Source<'_> {
    fn mapped(self, element: &Element<'_>) -> Mapped {
        element.text(self.base, self.offsets)
    }

    fn line(self, element: &Element<'_>) -> Text {
        bodies::line(&self.mapped(element))
    }

    /// The texts of an element and of those within it that hold no others, one by one.
    fn each(self, element: &Element<'_>, see: &mut dyn FnMut(Text)) {
        if element.elements().next().is_none() {
            see(self.line(element));
        }
        element.elements().for_each(|inner| self.each(inner, see));
    }

    fn skip(self, element: &Element<'_>, told: &mut SourceArticle) {
        self.each(element, &mut |text| told.skip(SkipReason::Boilerplate, text));
    }
}

/// Takes a day that an element prints, or gives as a value.
fn stamp(told: &mut SourceArticle, text: &Mapped, value: Option<&str>) {
    let read = value.and_then(stamps::read).or_else(|| stamps::read(&text.text));
    if read.is_some() && told.published.is_none() {
        told.published = read;
        told.lifted.push(text.line());
    } else {
        told.skip(SkipReason::Boilerplate, text.line());
    }
}

/// Keeps the first text of a field and skips others.
fn keep(field: &mut Option<Text>, skipped: &mut Vec<(SkipReason, Text)>, text: Text) {
    if field.is_none() && !text.is_blank() {
        *field = Some(text);
    } else if !text.is_blank() {
        skipped.push((SkipReason::Boilerplate, text));
    }
}

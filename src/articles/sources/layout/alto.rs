//! ALTO: what libraries keep of a scanned page. Its print stands in attributes, word by word.

use std::collections::BTreeMap;
use std::ops::Range;

use super::frame::Frame;
use super::laid::lay;
use super::lines::{Line, paragraphs};
use super::mets;
use super::region::{Label, Leaf};
use super::words::joined;
use crate::articles::contents::Contents;
use crate::articles::document::Loose;
use crate::articles::input::Input;
use crate::articles::sources::offsets::Offsets;
use crate::articles::sources::xml::{self, Element};
use crate::articles::text::Text;

/// True for a document of this form, and for METS, which tells the articles of such pages.
pub fn is_so(text: &str) -> bool {
    xml::root_name(text).is_some_and(|root| matches!(root.to_ascii_lowercase().as_str(), "alto" | "mets"))
}

/// Reads the pages.
pub fn read(input: &Input, base: u32) -> Contents {
    if xml::root_name(&input.text).is_some_and(|root| root.eq_ignore_ascii_case("mets")) {
        return mets::read(input, base);
    }
    let mut contents = Contents::of("alto");
    let xml = xml::read(&input.text);
    if let Some(damage) = &xml.damage {
        contents.problems.push(format!("it breaks off or is no sound XML ({damage}); it was read so far"));
    }
    let offsets = Offsets::new(&input.text);
    let mut leaves = Vec::new();
    let pages = xml.root.find_all("Page");
    let several = pages.len() > 1;
    for page in pages {
        let number = page.attribute("PRINTED_IMG_NR").or(page.attribute("PHYSICAL_IMG_NR"));
        let number = number.filter(|_| several || page.attribute("PRINTED_IMG_NR").is_some());
        let mut leaf = Leaf { number: number.map(str::to_owned), ..Leaf::default() };
        for rule in page.find_all("GraphicalElement") {
            leaf.rules.extend(frame(rule));
        }
        let reader = Reader { base, offsets: &offsets, source: &input.text };
        for block in page.find_all("TextBlock") {
            reader.mark(block, &mut contents.marks);
            let lines = block.all("TextLine").filter_map(|line| reader.line(line)).collect();
            let (paragraphs, hyphens) = paragraphs(lines);
            contents.loose.extend(hyphens.into_iter().map(Loose::Hyphen));
            for paragraph in paragraphs {
                leaf.add(Label::Text, paragraph.text, paragraph.frame);
            }
        }
        leaves.push(leaf);
    }
    lay(leaves, &mut contents);
    contents
}

struct Reader<'a> {
    base: u32,
    offsets: &'a Offsets<'a>,
    source: &'a str,
}

impl Reader<'_> {
    /// Notes where a part with a name stands, and those in it; returns its own place.
    fn mark(&self, part: &Element<'_>, marks: &mut BTreeMap<String, Range<u32>>) -> Option<Range<u32>> {
        let own = self.content(part).and_then(|said| {
            let end = said.stretches().last()?.end;
            Some(said.start()?..end)
        });
        let inner = part.elements().filter_map(|inner| self.mark(inner, marks));
        let place =
            inner.chain(own).reduce(|one, other| one.start.min(other.start)..one.end.max(other.end))?;
        if let Some(id) = part.attribute("ID") {
            marks.insert(id.to_owned(), place.clone());
        }
        Some(place)
    }

    /// The words of a line. A hyphen at its end goes when the next line is joined to it, which the word divided by it
    /// (`SUBS_CONTENT`) would only say once more.
    fn line(&self, line: &Element<'_>) -> Option<Line> {
        let mut words: Vec<(Text, Option<Frame>)> = Vec::new();
        for piece in line.elements() {
            let Some(mut said) = self.content(piece) else { continue };
            match words.last_mut() {
                Some((word, _)) if piece.name.eq_ignore_ascii_case("HYP") => {
                    said.replace('¬', '-');
                    word.append(said);
                }
                _ => words.push((said, frame(piece))),
            }
        }
        let text = joined(words);
        (!text.is_blank()).then(|| Line { text, frame: frame(line) })
    }

    fn content(&self, piece: &Element<'_>) -> Option<Text> {
        let said = piece.attribute_text("CONTENT", self.source, self.base, self.offsets)?.line();
        (!said.is_blank()).then_some(said)
    }
}

fn frame(element: &Element<'_>) -> Option<Frame> {
    let edge = |name: &str| element.attribute(name)?.trim().parse::<f32>().ok();
    let (left, top) = (edge("HPOS")?, edge("VPOS")?);
    Frame::of(&[left, top, left + edge("WIDTH")?, top + edge("HEIGHT")?])
}

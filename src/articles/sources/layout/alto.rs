//! ALTO: what libraries keep of a scanned page. Its print stands in attributes, word by word.

use super::frame::Frame;
use super::laid::lay;
use super::lines::{Line, paragraphs};
use super::region::{Label, Leaf};
use super::words::joined;
use crate::articles::input::Input;
use crate::articles::sources::offsets::Offsets;
use crate::articles::sources::xml::{self, Element};
use crate::articles::text::Text;
use crate::articles::told::Contents;

/// True for a document of this form.
pub fn is_so(text: &str) -> bool {
    xml::root_name(text) == Some("alto")
}

/// Reads the pages.
pub fn read(input: &Input, base: u32) -> Contents {
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
            let lines = block.all("TextLine").filter_map(|line| reader.line(line)).collect();
            let (paragraphs, hyphens) = paragraphs(lines);
            contents.hyphens.extend(hyphens);
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

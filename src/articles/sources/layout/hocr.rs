//! hOCR: HTML in which OCR engines write lines and words with their places. Engines mean different things by blocks,
//! columns and areas; a paragraph, else the nearest thing around it, is what lines are put together in.

use super::frame::Frame;
use super::laid::lay;
use super::lines::{Line, paragraphs};
use super::region::{Label, Leaf};
use super::words::{closed, joined};
use crate::articles::contents::Contents;
use crate::articles::document::Loose;
use crate::articles::input::Input;
use crate::articles::sources::offsets::Offsets;
use crate::articles::sources::xml::{self, Child, Element};
use crate::articles::text::{Text, is_blank};
use crate::model::SkipReason;

/// True for HTML with a page of OCR.
pub fn is_so(text: &str) -> bool {
    let head = text.get(..text.floor_char_boundary(4_000)).unwrap_or_default();
    head.contains('<') && (head.contains("ocr_page") || head.contains("ocr-system"))
}

/// Reads the pages.
pub fn read(input: &Input, base: u32) -> Contents {
    let xml = xml::read(&input.text);
    let offsets = Offsets::new(&input.text);
    let mut reader = Reader {
        base,
        offsets: &offsets,
        contents: Contents::of("hocr"),
        leaves: Vec::new(),
        block: Vec::new(),
    };
    reader.walk(&xml.root);
    reader.close();
    let Reader { mut contents, mut leaves, .. } = reader;
    if let Some(damage) = xml.damage.filter(|_| leaves.is_empty()) {
        contents.problems.push(format!("it breaks off or is no sound HTML ({damage})"));
    }
    if let [only] = leaves.as_mut_slice() {
        only.number = None;
    }
    lay(leaves, &mut contents);
    contents
}

struct Reader<'a> {
    base: u32,
    offsets: &'a Offsets<'a>,
    contents: Contents,
    leaves: Vec<Leaf>,
    /// The lines of the block that is being read.
    block: Vec<Line>,
}

const LINES: [&str; 6] =
    ["ocr_line", "ocrx_line", "ocr_header", "ocr_footer", "ocr_textfloat", "ocr_caption"];
const BLOCKS: [&str; 5] = ["ocr_par", "ocr_carea", "ocrx_block", "ocr_column", "ocr_page"];

impl Reader<'_> {
    fn walk(&mut self, element: &Element<'_>) {
        let is = |names: &[&str]| has_class(element, names);
        if is(&LINES) {
            return self.line(element);
        }
        if is(&["ocr_separator"]) {
            let rule = frame(element);
            return self.leaf().rules.extend(rule);
        }
        if matches!(element.name.to_ascii_lowercase().as_str(), "script" | "style") {
            return;
        }
        let bounds = is(&BLOCKS);
        if bounds {
            self.close();
        }
        if is(&["ocr_page"]) {
            let number = property(element, "ppageno").and_then(|number| number.parse::<u32>().ok());
            let number = number.map_or(self.leaves.len() + 1, |number| number as usize + 1);
            self.leaves.push(Leaf { number: Some(number.to_string()), ..Leaf::default() });
        }
        for child in &element.children {
            match child {
                Child::Element(element) => self.walk(element),
                Child::Text(..) | Child::Verbatim(..) => {}
            }
        }
        self.outside(element);
        if bounds {
            self.close();
        }
    }

    /// Text that stands in no line: a title, a word of a carelessly made file.
    fn outside(&mut self, element: &Element<'_>) {
        let said = element.own_text(self.base, self.offsets);
        if said.is_blank() {
            return;
        }
        if self.leaves.is_empty() {
            self.contents.skip(SkipReason::Boilerplate, said.line());
        } else {
            self.block.push(Line { text: closed(said.line()), frame: frame(element) });
        }
    }

    fn line(&mut self, element: &Element<'_>) {
        let words = element.elements().filter(|word| has_class(word, &["ocrx_word", "ocr_word"]));
        let words: Vec<(Text, Option<Frame>)> = words
            .map(|word| (word.text(self.base, self.offsets).line(), frame(word)))
            .filter(|(text, _)| !text.is_blank())
            .collect();
        // Some engines write words without elements, or nest them.
        let whole = element.text(self.base, self.offsets).line();
        let printed = |text: &Text| text.chars().iter().filter(|&&c| !is_blank(c)).count();
        let in_words: usize = words.iter().map(|(text, _)| printed(text)).sum();
        let text = if in_words == printed(&whole) { joined(words) } else { closed(whole) };
        if !text.is_blank() {
            self.block.push(Line { text, frame: frame(element) });
        }
    }

    fn leaf(&mut self) -> &mut Leaf {
        if self.leaves.is_empty() {
            self.leaves.push(Leaf::default());
        }
        let last = self.leaves.len() - 1;
        &mut self.leaves[last]
    }

    /// Ends the block that is being read.
    fn close(&mut self) {
        let lines = std::mem::take(&mut self.block);
        if lines.is_empty() {
            return;
        }
        let (paragraphs, hyphens) = paragraphs(lines);
        self.contents.loose.extend(hyphens.into_iter().map(Loose::Hyphen));
        for paragraph in paragraphs {
            self.leaf().add(Label::Text, paragraph.text, paragraph.frame);
        }
    }
}

fn has_class(element: &Element<'_>, names: &[&str]) -> bool {
    let classes = element.attribute("class").unwrap_or_default();
    classes.split_whitespace().any(|class| names.contains(&class))
}

/// A property of an element's title: `bbox 0 0 10 10; ppageno 0`.
fn property<'e>(element: &'e Element<'_>, name: &str) -> Option<&'e str> {
    let title = element.attribute("title")?;
    title.split(';').find_map(|property| property.trim().strip_prefix(name)?.strip_prefix(' '))
}

fn frame(element: &Element<'_>) -> Option<Frame> {
    let edges: Vec<f32> =
        property(element, "bbox")?.split_whitespace().filter_map(|edge| edge.parse().ok()).collect();
    Frame::of(&edges)
}

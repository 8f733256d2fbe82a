//! What `MinerU` writes: `*_content_list.json`, a list of blocks of all pages; `*_content_list_v2.json`, a list of pages of
//! blocks whose content is in pieces; and `*_middle.json` or `layout.json`, pages with lines.

use super::frame::{Frame, frame};
use super::laid::lay;
use super::lines::{Line, paragraphs};
use super::region::{Label, Leaf};
use crate::articles::contents::Contents;
use crate::articles::document::Loose;
use crate::articles::input::Input;
use crate::articles::sources::bodies;
use crate::articles::sources::json::{self, Value};
use crate::articles::sources::mapped::Mapped;
use crate::articles::sources::offsets::Offsets;
use crate::articles::text::Text;
use crate::model::SkipReason;

/// True for a list of blocks with the index of their page or with content in pieces, and for pages with lines.
pub fn is_so(text: &str) -> bool {
    let head = text.trim_start_matches('\u{feff}').trim_start();
    let in_pieces = ["\"paragraph_content\"", "\"title_content\""].iter().any(|name| text.contains(name));
    head.starts_with('[') && (in_pieces || text.contains("\"page_idx\"")) && text.contains("\"type\"")
        || head.starts_with('{') && text.contains("\"pdf_info\"")
}

/// Reads the pages.
pub fn read(input: &Input, base: u32) -> Contents {
    let mut contents = Contents::of("mineru");
    let Some(root) = json::root(&input.text, &mut contents) else { return contents };
    let offsets = Offsets::new(&input.text);
    let text = |value: &Value<'_>| value.text(base, &offsets);
    let mut reader = Reader { text: &text, contents };
    let leaves = match root.get("pdf_info") {
        Some(pages) => pages.items().iter().map(|page| reader.page(page)).collect(),
        None => reader.list(root.items()),
    };
    let mut contents = reader.contents;
    lay(leaves, &mut contents);
    contents
}

struct Reader<'a> {
    text: &'a dyn Fn(&Value<'_>) -> Option<Mapped>,
    contents: Contents,
}

/// Members that name, place or number things and print nothing.
const MARKS: [&str; 9] =
    ["type", "sub_type", "img_path", "image_path", "text_format", "bbox", "page_idx", "format", "guess_lang"];

/// The same of what is in pieces.
const PIECES_MARKS: [&str; 6] =
    ["level", "list_type", "image_source", "math_type", "code_language", "table_type"];

impl Reader<'_> {
    /// The blocks of a list, by their pages.
    fn list(&mut self, blocks: &[Value<'_>]) -> Vec<Leaf> {
        let mut leaves: Vec<(i64, Leaf)> = Vec::new();
        for (n, block) in blocks.iter().enumerate() {
            if let Value::Array(page) = block {
                let mut leaf = Leaf::default();
                for block in page {
                    self.listed(block, &mut leaf);
                }
                leaves.push((n as i64, leaf));
                continue;
            }
            let page = block.get("page_idx").and_then(Value::string).and_then(|page| page.parse().ok());
            let page = page.unwrap_or_else(|| leaves.last().map_or(0, |(page, _)| *page));
            if leaves.last().is_none_or(|(last, _)| *last != page) {
                leaves.push((page, Leaf::default()));
            }
            if let Some((_, leaf)) = leaves.last_mut() {
                self.listed(block, leaf);
            }
        }
        number(leaves)
    }

    /// A block of a list.
    fn listed(&mut self, block: &Value<'_>, leaf: &mut Leaf) {
        let Value::Object(members) = block else {
            return block.each_string(&mut |string| self.skip(string));
        };
        let kind = block.get("type").and_then(Value::string).unwrap_or_default();
        let level = block.get("text_level").and_then(Value::string).and_then(|level| level.parse().ok());
        let label = label(&kind, level.unwrap_or(0));
        let frame = block.get("bbox").and_then(frame);
        let said: Vec<&(String, Value<'_>)> =
            members.iter().filter(|(name, _)| !MARKS.contains(&name.as_str())).collect();
        for (name, value) in said {
            match name.as_str() {
                "content" if matches!(value, Value::Object(_)) => {
                    let level = value.get("level").map_or(0, |_| 1);
                    self.in_pieces(self::label(&kind, level), value, frame, leaf);
                }
                "text" | "content" | "code_body" => self.block(label, value, frame, leaf),
                "table_body" => self.table(value, frame, leaf),
                "list_items" => {
                    let items = value.items();
                    for (n, item) in items.iter().enumerate() {
                        self.block(Label::Text, item, frame.map(|frame| frame.slice(n, items.len())), leaf);
                    }
                }
                name if name.contains("caption") || name.contains("footnote") => {
                    let at = if name.contains("table") || name.contains("chart") { 0 } else { 3 };
                    for line in value.items() {
                        self.block(Label::Text, line, frame.map(|frame| frame.slice(at, 4)), leaf);
                    }
                }
                _ => value.each_string(&mut |string| self.skip(string)),
            }
        }
    }

    /// A block's content by its members: `paragraph_content`, `table_caption`, each a list of pieces of one line, `html`.
    fn in_pieces(&mut self, label: Label, content: &Value<'_>, frame: Option<Frame>, leaf: &mut Leaf) {
        let Value::Object(members) = content else { return };
        for (name, value) in members.iter().filter(|(name, _)| !PIECES_MARKS.contains(&name.as_str())) {
            match name.as_str() {
                "html" => self.table(value, frame, leaf),
                "list_items" => {
                    let items = value.items();
                    for (n, item) in items.iter().enumerate() {
                        let said = item.get("item_content").unwrap_or(item);
                        self.pieces(Label::Text, said, frame.map(|frame| frame.slice(n, items.len())), leaf);
                    }
                }
                name if name.ends_with("_caption") || name.ends_with("_footnote") => {
                    let at = if name.contains("table") || name.contains("chart") { 0 } else { 3 };
                    self.pieces(label, value, frame.map(|frame| frame.slice(at, 4)), leaf);
                }
                name if name.ends_with("_content") && !matches!(name, "math_content" | "code_content") => {
                    self.pieces(label, value, frame, leaf);
                }
                _ => value.each_string(&mut |string| self.skip(string)),
            }
        }
    }

    /// Pieces of a line as one block.
    fn pieces(&mut self, label: Label, pieces: &Value<'_>, frame: Option<Frame>, leaf: &mut Leaf) {
        let mut whole = Text::default();
        self.join(pieces, &mut whole);
        leaf.add(label, whole, frame);
    }

    fn join(&mut self, pieces: &Value<'_>, whole: &mut Text) {
        for piece in pieces.items() {
            match piece.get("content").unwrap_or(piece) {
                Value::Array(inner) => inner.iter().for_each(|piece| self.join(piece, whole)),
                said => match (self.text)(said) {
                    Some(said) => self.contents.loose.extend(whole.join(said.line()).map(Loose::Hyphen)),
                    None => said.each_string(&mut |string| self.skip(string)),
                },
            }
        }
    }

    fn block(&mut self, label: Label, value: &Value<'_>, frame: Option<Frame>, leaf: &mut Leaf) {
        match (self.text)(value) {
            Some(said) => leaf.add_lines(label, &said, frame, &mut self.contents),
            None => value.each_string(&mut |string| self.skip(string)),
        }
    }

    fn table(&mut self, value: &Value<'_>, frame: Option<Frame>, leaf: &mut Leaf) {
        if let Some(said) = (self.text)(value) {
            leaf.add_html(&said, frame, &mut self.contents);
        }
    }

    fn skip(&mut self, value: &Value<'_>) {
        if let Some(said) = (self.text)(value) {
            self.contents.skip(SkipReason::Boilerplate, bodies::line(&said));
        }
    }

    /// A page with lines. What was thrown away is looked at again; other lists say the same once more.
    fn page(&mut self, page: &Value<'_>) -> Leaf {
        let mut leaf = Leaf::default();
        let count = page.get("page_idx").and_then(Value::string).and_then(|page| page.parse::<u32>().ok());
        leaf.number = count.map(|count| (count.saturating_add(1)).to_string());
        for (list, furniture) in [("para_blocks", false), ("discarded_blocks", true)] {
            for block in page.get(list).map(Value::items).unwrap_or_default() {
                self.lined(block, furniture, &mut leaf);
            }
        }
        leaf
    }

    /// A block with lines, or with other blocks: a picture and its caption, a list.
    fn lined(&mut self, block: &Value<'_>, furniture: bool, leaf: &mut Leaf) {
        for inner in block.get("blocks").map(Value::items).unwrap_or_default() {
            self.lined(inner, furniture, leaf);
        }
        let kind = block.get("type").and_then(Value::string).unwrap_or_default();
        let label = if furniture { Label::Furniture } else { label(&kind, 0) };
        let mut lines = Vec::new();
        for line in block.get("lines").map(Value::items).unwrap_or_default() {
            lines.extend(self.line(line, leaf));
        }
        let (paragraphs, hyphens) = paragraphs(lines);
        self.contents.loose.extend(hyphens.into_iter().map(Loose::Hyphen));
        for paragraph in paragraphs {
            leaf.add(label, paragraph.text, paragraph.frame);
        }
    }

    fn line(&mut self, line: &Value<'_>, leaf: &mut Leaf) -> Option<Line> {
        let place = line.get("bbox").and_then(frame);
        let mut text = Text::default();
        for span in line.get("spans").map(Value::items).unwrap_or_default() {
            if let Some(html) = span.get("html") {
                self.table(html, span.get("bbox").and_then(frame).or(place), leaf);
            }
            let Some(said) = span.get("content").and_then(|content| (self.text)(content)) else { continue };
            self.contents.loose.extend(text.join(said.line()).map(Loose::Hyphen));
        }
        (!text.is_blank()).then(|| Line { text, frame: place })
    }
}

/// What a block is called.
fn label(kind: &str, level: u8) -> Label {
    match kind {
        _ if level > 0 => Label::Heading,
        "title" => Label::Heading,
        "header" | "page_header" | "footer" | "page_footer" | "page_number" | "page_footnote"
        | "aside_text" | "page_aside_text" | "discarded" | "abandon" => Label::Furniture,
        _ => Label::Text,
    }
}

/// Pages with the numbers that their order gives, where there are several.
fn number(leaves: Vec<(i64, Leaf)>) -> Vec<Leaf> {
    let several = leaves.len() > 1;
    let numbered = |(page, mut leaf): (i64, Leaf)| {
        leaf.number = several.then(|| page.saturating_add(1).to_string());
        leaf
    };
    leaves.into_iter().map(numbered).collect()
}

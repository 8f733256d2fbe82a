//! What PP-StructureV3 and `PaddleOCR-VL` of `PaddleOCR` write: one page a file, or an answer of their server with several.

use super::frame::frame;
use super::laid::lay;
use super::region::{Label, Leaf};
use crate::articles::contents::Contents;
use crate::articles::input::Input;
use crate::articles::sources::json::{self, Value};
use crate::articles::sources::offsets::Offsets;

/// True for an object with a page's blocks.
pub fn is_so(text: &str) -> bool {
    let head = text.trim_start_matches('\u{feff}').trim_start();
    head.starts_with(['{', '[']) && text.contains("\"parsing_res_list\"")
}

/// Reads the pages. The texts of all lines that stand beside the blocks say the same once more.
pub fn read(input: &Input, base: u32) -> Contents {
    let mut contents = Contents::of("paddleocr");
    let Some(root) = json::root(&input.text, &mut contents) else { return contents };
    let mut pages = Vec::new();
    find(&root, &mut pages);
    let offsets = Offsets::new(&input.text);
    let several = pages.len() > 1;
    let mut leaves = Vec::new();
    for (n, page) in pages.into_iter().enumerate() {
        let mut leaf = Leaf { number: several.then(|| (n + 1).to_string()), ..Leaf::default() };
        for block in page.get("parsing_res_list").map(Value::items).unwrap_or_default() {
            let label = block.get("block_label").and_then(Value::string).unwrap_or_default();
            let place = block.get("block_bbox").and_then(frame);
            let Some(said) = block.get("block_content").and_then(|text| text.text(base, &offsets)) else {
                continue;
            };
            // Content that was formatted is HTML, or has the marks of Markdown's headings.
            let print = said.text.trim_start();
            if label == "table" || print.starts_with("<div") || print.starts_with("<img") {
                leaf.add_html(&said, place, &mut contents);
            } else {
                let start = said.text.len() - print.len() + heading_mark(print);
                leaf.add_lines(kind(&label), &said.behind(start), place, &mut contents);
            }
        }
        leaves.push(leaf);
    }
    lay(leaves, &mut contents);
    contents
}

/// How many bytes of a text are the mark of a heading: `## `.
fn heading_mark(print: &str) -> usize {
    let words = print.trim_start_matches('#');
    let length = print.len() - words.len();
    if words.starts_with(' ') && length <= 6 { length } else { 0 }
}

/// The pages, wherever they stand: at the root, in `res`, in `result.layoutParsingResults[].prunedResult`.
fn find<'s, 'a>(value: &'s Value<'a>, pages: &mut Vec<&'s Value<'a>>) {
    match value {
        Value::Object(_) if value.get("parsing_res_list").is_some() => pages.push(value),
        Value::Object(members) => members.iter().for_each(|(_, value)| find(value, pages)),
        Value::Array(items) => items.iter().for_each(|value| find(value, pages)),
        Value::String(..) | Value::Plain(_) => {}
    }
}

fn kind(label: &str) -> Label {
    match label {
        "doc_title" | "paragraph_title" | "title" => Label::Heading,
        "header" | "footer" | "number" | "footnote" | "aside_text" | "header_image" | "footer_image"
        | "seal" | "vision_footnote" => Label::Furniture,
        _ => Label::Text,
    }
}

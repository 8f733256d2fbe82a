//! Forms of files: each is read into a [`Document`](super::document::Document).

mod builder;
mod html;
mod lines;
mod markdown;
mod marks;
mod rst;

use super::document::Block;
use super::input::front::Front;
use super::text::Text;

/// Reads a text whose first character stands at `base` into blocks, behind its front matter; hyphens of divided words
/// are returned beside them. The file's ending tells its form. Where the form itself sets fields at a text's head, they
/// are added to the front matter.
pub fn read(text: &str, front: &mut Front, base: u32, ending: &str) -> (Vec<Block>, Vec<Text>) {
    let behind = text.char_indices().nth(front.length).map_or(text.len(), |(byte, _)| byte);
    match ending {
        "html" | "htm" | "xhtml" => markdown::read_html(text, behind, base),
        "rst" | "rest" => rst::read(text, front, base),
        _ => markdown::read(text, behind, base),
    }
}

//! Forms of files: each is read into a [`Document`](super::document::Document).

mod builder;
mod html;
mod lines;
mod markdown;
mod marks;

use super::document::Block;
use super::text::Text;

/// Reads a text whose first character stands at `base` into blocks, behind so many characters of front matter; hyphens
/// of divided words are returned beside them. The file's ending tells its form.
pub fn read(text: &str, front: usize, base: u32, ending: &str) -> (Vec<Block>, Vec<Text>) {
    let front = text.char_indices().nth(front).map_or(text.len(), |(byte, _)| byte);
    if matches!(ending, "html" | "htm" | "xhtml") {
        return markdown::read_html(text, front, base);
    }
    markdown::read(text, front, base)
}

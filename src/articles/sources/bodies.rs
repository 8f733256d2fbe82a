//! The body of an article that a form holds as HTML or as plain lines.

use std::ops::Range;

use super::builder::Builder;
use super::html;
use super::mapped::Mapped;
use super::offsets::Offsets;
use crate::articles::document::{Block, Loose};
use crate::articles::text::Text;

/// Blocks, and print of none of them.
pub type Body = (Vec<Block>, Vec<Loose>);

/// Decoded HTML.
pub fn html(mapped: &Mapped) -> Body {
    decoded(&mapped.text, 0, mapped)
}

/// HTML of as many bytes as the decoded text has from byte `start` on.
pub fn decoded(html: &str, start: usize, mapped: &Mapped) -> Body {
    let mut builder = Builder::new();
    let offsets = Offsets::new(&mapped.text);
    html::read(html, &mut builder, &mut |byte| mapped.place(start + byte, &offsets));
    builder.finish()
}

/// A stretch of bytes of a source that is markup itself.
pub fn markup(source: &str, bytes: Range<usize>, base: u32, offsets: &Offsets<'_>) -> Body {
    let start = bytes.start;
    markup_at(source.get(bytes).unwrap_or_default(), start, base, offsets)
}

/// Markup whose first byte stands at byte `start` of the source.
pub fn markup_at(html: &str, start: usize, base: u32, offsets: &Offsets<'_>) -> Body {
    let mut builder = Builder::new();
    html::read(html, &mut builder, &mut |byte| base + offsets.of(start + byte));
    builder.finish()
}

/// HTML, or plain lines where no mark of HTML stands in it.
pub fn html_or_lines(mapped: &Mapped) -> Body {
    let has_tags = mapped.text.split('<').skip(1).any(|rest| {
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!') && rest.contains('>')
    });
    if has_tags || !mapped.text.trim().contains('\n') { html(mapped) } else { lines(mapped) }
}

/// Plain lines: a blank one parts paragraphs, and so does the end of each where none is blank.
pub fn lines(mapped: &Mapped) -> Body {
    let mut builder = Builder::new();
    let offsets = Offsets::new(&mapped.text);
    let mut start = 0;
    for line in mapped.text.split_inclusive('\n') {
        let print = line.trim_end_matches(['\r', '\n']);
        if print.trim().is_empty() {
            builder.end_text();
        }
        for (byte, c) in print.char_indices() {
            let c = if matches!(c, '\t' | '\u{a0}') { ' ' } else { c };
            builder.push(c, Some(mapped.place(start + byte, &offsets)));
        }
        builder.end_line(false);
        start += line.len();
    }
    builder.end_text();
    builder.finish()
}

/// A short text as one line: of HTML without its tags, with its entities told.
pub fn line(mapped: &Mapped) -> Text {
    if !mapped.text.contains(['<', '&']) {
        return mapped.line();
    }
    let mut line = Text::default();
    for block in html(mapped).0 {
        block.each_text(&mut |text| {
            if line.len() > 0 {
                line.push_unprinted(' ');
            }
            line.append(text.clone());
        });
    }
    line
}

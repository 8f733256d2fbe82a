//! The running sheet in Markdown.

use std::fmt::Write;

use super::entry::{Words, clock, entries, said_otherwise, title, total};
use crate::model::{Millis, Script};

/// The running sheet: a table of the order, then every line with its time. `lengths` as for
/// [`entries`].
pub fn markdown(script: &Script, lengths: &[Millis]) -> String {
    let words = Words::of(script.language);
    let entries = entries(script, lengths);
    let (length, characters) = total(&entries);
    let mut text = format!("# {} · {} · {}\n\n", script.title, script.date, words.sheet);
    let mut write = |line: std::fmt::Arguments<'_>| {
        // Writing into a String cannot fail.
        let _ = text.write_fmt(line);
        text.push('\n');
    };
    write(format_args!("| {} | {} | {} | {} |", words.start, words.length, words.title, words.characters));
    write(format_args!("| ---: | ---: | :--- | ---: |"));
    for entry in &entries {
        let (start, length) = (clock(entry.start), clock(entry.length));
        let title = if entry.level == 1 { format!("**{}**", cell(entry.title)) } else { cell(entry.title) };
        write(format_args!("| {start} | {length} | {title} | {} |", entry.characters));
    }
    write(format_args!("| | {} | {} | {characters} |", clock(length), words.total));
    for entry in &entries {
        let marks = if entry.level == 1 { "##" } else { "###" };
        write(format_args!("\n{marks} {} {}\n", clock(entry.start), entry.title));
        for (start, segment) in &entry.segments {
            let role = words.role(segment.role);
            write(format_args!("- `{}` **{role}** {}", clock(*start), segment.written));
            if let Some(spoken) = said_otherwise(segment) {
                write(format_args!("  *{} {spoken}*", words.spoken));
            }
        }
    }
    if !script.left_out.is_empty() {
        write(format_args!("\n## {}\n", words.left_out));
        for item in &script.left_out {
            write(format_args!("- {}: {}", title(script, &item.article), item.reason));
        }
    }
    text
}

/// A text for a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

//! Links in a line of text, and footnotes, as the settings want them.

use std::collections::HashMap;

use super::titles;
use crate::articles::document::{Block, Line};
use crate::articles::text::{Text, is_han};
use crate::articles::treatment::{Part, Treatment};

/// Adds the words that say that something was here.
pub fn announce(text: &mut Text, part: Part) {
    let is_chinese = text.chars().iter().any(|&c| is_han(c));
    part.notice(is_chinese).chars().for_each(|c| text.push_unprinted(c));
}

/// A line with its links as they shall be, and what was left out of it.
pub fn with_links(line: Line, treatment: Treatment) -> (Line, Vec<Text>) {
    match treatment {
        Treatment::Say => (line, Vec::new()),
        Treatment::Announce => {
            let is_chinese = line.text.chars().iter().any(|&c| is_han(c));
            let (mut text, mut start) = (Text::default(), 0);
            for end in line.links.iter().map(|link| link.end) {
                text.append(line.text.slice(start, end));
                Part::Link.notice(is_chinese).chars().for_each(|c| text.push_unprinted(c));
                start = end;
            }
            text.append(line.text.slice(start, line.text.len()));
            (Line { text, ..Line::default() }, Vec::new())
        }
        Treatment::Skip => {
            let linked = |at: usize| line.links.iter().any(|link| link.contains(&at));
            let keep: Vec<bool> = (0..line.text.len()).map(|at| !linked(at)).collect();
            let parted = titles::split(&line.text, &keep);
            (Line { text: parted.title, ..Line::default() }, parted.rest)
        }
    }
}

/// Takes the texts of footnotes out of a document.
pub fn take_footnotes(blocks: &mut Vec<Block>) -> HashMap<String, Text> {
    let mut footnotes = HashMap::new();
    blocks.retain_mut(|block| {
        let Block::Footnote(label, inner) = block else { return true };
        let mut text = Text::default();
        for block in std::mem::take(inner) {
            block.each_text(&mut |part| {
                if text.len() > 0 {
                    text.push_unprinted(' ');
                }
                text.append(part.clone());
            });
        }
        footnotes.insert(std::mem::take(label), text);
        false
    });
    footnotes
}

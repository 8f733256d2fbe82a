//! `transcript.txt`: the printed text under its headings, a paragraph a line.

use std::path::PathBuf;

use super::super::programme::{Paragraph, Part};
use super::super::{Error, Programme, disk};
use crate::model::{Language, clock};

/// Writes `transcript.txt`.
pub fn publish(programme: &Programme<'_>) -> Result<Vec<PathBuf>, Error> {
    let mut blocks = vec![programme.dated_title()];
    for part in programme.parts() {
        blocks.push(heading(part));
        // A heading that is the first sentence to the letter stands for it.
        let said = usize::from(
            part.sentences().next().is_some_and(|first| part.says_title && first.text == part.title),
        );
        blocks.extend(part.paragraphs[said..].iter().map(|paragraph| line(paragraph, programme.language())));
    }
    let text = blocks.join("\n\n") + "\n";
    Ok(vec![disk::write(programme.target.folder.join("transcript.txt"), text.as_bytes())?])
}

fn heading(part: &Part<'_>) -> String {
    let mark = if part.level == 1 { "==" } else { "--" };
    format!("{mark} {} [{}]", part.title, clock::short(part.start))
}

fn line(paragraph: &Paragraph<'_>, language: Language) -> String {
    let (colon, gap) = match language {
        Language::Zh => ("：", ""),
        Language::En => (": ", " "),
    };
    let sentences: Vec<_> = paragraph.sentences.iter().map(|sentence| sentence.text).collect();
    let label = paragraph.label.map(|label| format!("{label}{colon}")).unwrap_or_default();
    label + &sentences.join(gap)
}

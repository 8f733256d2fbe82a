//! What a single line or block of a document is.

use super::addresses::is_host;
use super::titles;
use crate::articles::document::Block;
use crate::articles::text::{Text, is_han, is_letter};

/// True for what is never said: rules, furniture, and paragraphs of nothing but addresses.
pub fn says_nothing(block: &Block) -> bool {
    match block {
        Block::Rule | Block::Furniture(_) => true,
        Block::Paragraph(line) if is_host(&line.text) => true,
        Block::Paragraph(line) => {
            let print = line.text.string();
            titles::ADDRESS.is_match(&print)
                && !titles::ADDRESS.replace_all(&print, "").contains(char::is_alphanumeric)
        }
        _ => false,
    }
}

/// A short line that ends no sentence.
pub fn is_headline(text: &Text) -> bool {
    let han = text.chars().iter().filter(|&&c| is_han(c)).count();
    let longest = if han > 0 { 40 } else { 100 };
    text.len() <= longest
        && !text.chars().last().is_some_and(|c| "。！；，：、.;,:".contains(*c))
        && text.chars().iter().any(|&c| is_letter(c))
}

/// A heading that a machine wrote: keys and addresses.
pub fn is_machine_line(text: &Text) -> bool {
    titles::ADDRESS.is_match(&text.string())
        && text.chars().iter().filter(|c| matches!(c, ':' | '：')).count() >= 2
}

/// True for what may stand below a headline; `has_sections` where nothing but sections does.
pub fn may_follow(block: Option<&Block>, has_sections: bool) -> bool {
    match block {
        Some(block) => {
            matches!(block, Block::Paragraph(_) | Block::List(_) | Block::Picture(_) | Block::Quote(_))
        }
        None => has_sections,
    }
}

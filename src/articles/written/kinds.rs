//! What a single line or block of a document is.

use super::addresses::is_host;
use super::{furniture, labels, titles};
use crate::articles::document::{Block, Line};
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

/// True for a line that tells nothing: furniture, an address with what it is called, links called by what they lead to.
pub fn is_furniture(line: &Line) -> bool {
    furniture::kind(&line.text).is_some() || furniture::is_address(line) || labels::are_all(line)
}

/// True for a few words that only lead to what stands below: The rooms are:
pub fn only_leads(text: &Text) -> bool {
    const LONGEST: usize = 20;
    let width: usize = text.chars().iter().map(|&c| if is_han(c) { 2 } else { 1 }).sum();
    width <= 2 * LONGEST && text.chars().last().is_some_and(|c| matches!(c, ':' | '：'))
}

/// True for a heading that is a sentence, and says something without a text below it.
pub fn is_sentence(heading: &Text) -> bool {
    const FEWEST_HAN: usize = 12;
    const FEWEST_WORDS: usize = 8;
    let print = heading.string();
    let ends = print.trim_end().ends_with(['。', '！', '？', '.', '!', '?', '”']);
    let han = print.chars().filter(|&c| is_han(c)).count();
    ends && (han >= FEWEST_HAN || print.split_whitespace().count() >= FEWEST_WORDS)
}
